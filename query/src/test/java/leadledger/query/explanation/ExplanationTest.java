package leadledger.query.explanation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import leadledger.events.calendar.OpenTime;
import leadledger.events.dispute.DisputeOutcome;
import leadledger.events.ledger.LedgerJson;
import leadledger.events.shared.Role;
import leadledger.events.sla.Sla;
import leadledger.events.sla.SlaPolicy;
import leadledger.events.sla.SlaVerdict;
import leadledger.events.sla.SlaVerdict.Counted;
import leadledger.events.sla.SlaVerdict.Disputed;
import leadledger.events.sla.SlaVerdict.Evidence;
import leadledger.events.sla.SlaVerdict.Result;
import leadledger.events.sla.SlaVerdict.SetAside;
import leadledger.events.sla.SlaVerdict.SetAsideReason;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExplanationTest {

    private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");
    private static final Instant START = Instant.parse("2022-07-01T00:00:00Z");
    private static final Counted CREATED =
            new Counted(10, "aftersales.lead-created", START, START, START, "INTAKE/web", null);

    /** A verdict of a given kind, with an event set aside for every reason there is. */
    private static SlaVerdict verdict(
            Sla sla,
            Result result,
            SlaPolicy.TimeBasis basis,
            SlaPolicy.Clock clock,
            @Nullable Counted stop,
            @Nullable Counted endedBy,
            List<OpenTime> openTimes) {
        return new SlaVerdict(
                sla,
                result,
                true,
                START.plusSeconds(90_000),
                new Evidence(
                        "default",
                        1,
                        basis,
                        clock,
                        CREATED,
                        stop,
                        endedBy,
                        Duration.ofHours(1),
                        // What is breached has had a deadline.
                        clock == SlaPolicy.Clock.ELAPSED || result == Result.BREACHED ? START.plusSeconds(3_600) : null,
                        Duration.ofHours(2),
                        openTimes,
                        Arrays.stream(SetAsideReason.values())
                                .map(reason ->
                                        new SetAside(20, "sales.lead-commented", START, START.minusSeconds(1), reason))
                                .toList()),
                null);
    }

    private static Stream<SlaVerdict> everyKind() {
        Instant claimed = START.plusSeconds(60);
        Instant recorded = START.plusSeconds(120);
        List<@Nullable Counted> stops = new ArrayList<>();
        stops.add(null);
        stops.add(new Counted(30, "a.b", recorded, recorded, recorded, "HQ/u-1", null));
        stops.add(new Counted(30, "a.b", recorded, claimed, recorded, "HQ/u-1", null));
        stops.add(new Counted(30, "a.b", recorded, claimed, claimed, "HQ/u-1", null));
        stops.add(new Counted(30, "a.b", recorded, recorded, claimed, "nobody", 40L));
        stops.add(new Counted(30, "a.b", recorded, recorded, START, "HQ/u-1", null));
        stops.add(new Counted(30, "a.b", recorded, recorded, recorded, "SYSTEM/import", null, claimed));
        return Stream.of(Sla.values())
                .flatMap(sla -> Stream.of(Result.values())
                        .flatMap(result -> Stream.of(SlaPolicy.TimeBasis.values())
                                .flatMap(basis -> Stream.of(SlaPolicy.Clock.values())
                                        .flatMap(clock -> stops.stream()
                                                .flatMap(stop -> Stream.of(List.<OpenTime>of(), fiftyMinutes())
                                                        .flatMap(open -> Stream.of(false, true)
                                                                .map(ended -> verdict(
                                                                        sla,
                                                                        result,
                                                                        basis,
                                                                        clock,
                                                                        stop,
                                                                        ended ? CREATED : null,
                                                                        open))))))));
    }

    private static Stream<SlaVerdict> everyDispute() {
        Counted stop = new Counted(30, "a.b", START, START, START, "HQ/u-1", null);
        return Stream.of(Result.values())
                .map(result -> verdict(
                        Sla.SLA1,
                        result,
                        SlaPolicy.TimeBasis.RECORDED_AT,
                        SlaPolicy.Clock.ELAPSED,
                        stop,
                        null,
                        List.of()))
                .flatMap(verdict -> disputes()
                        .map(dispute -> new SlaVerdict(
                                verdict.sla(),
                                verdict.result(),
                                verdict.differsByClaimedTime(),
                                verdict.asOf(),
                                verdict.evidence(),
                                dispute)));
    }

    private static Stream<Disputed> disputes() {
        return Stream.concat(
                Stream.of(new Disputed(new UUID(1, 2), null, null, Result.BREACHED)),
                Stream.of(DisputeOutcome.values())
                        .map(outcome -> new Disputed(new UUID(1, 2), outcome, START, Result.BREACHED)));
    }

    @Test
    @DisplayName("SL-40, SL-41: no verdict is silently another one: what was decided in a dispute is told")
    void decidedInADispute() {
        Instant recorded = START.plusSeconds(90_000);
        Instant decided = START.plusSeconds(60);
        Counted stop = new Counted(30, "a.b", recorded, recorded, decided, "HQ/u-1", null);
        SlaVerdict corrected = verdict(
                Sla.SLA1, Result.MET, SlaPolicy.TimeBasis.RECORDED_AT, SlaPolicy.Clock.ELAPSED, stop, null, List.of());
        SlaVerdict told = new SlaVerdict(
                corrected.sla(),
                corrected.result(),
                false,
                corrected.asOf(),
                corrected.evidence(),
                new Disputed(new UUID(1, 2), DisputeOutcome.CORRECTED, recorded, Result.BREACHED));

        assertThat(String.join("\n", Explanation.of(told, Locale.ENGLISH, TOKYO)))
                .contains("the moment that was decided in a dispute, 1 Jul 2022 09:01:00 +09:00")
                .contains("Without that decision it would be: breached.");
        assertThat(String.join("\n", Explanation.of(corrected, Locale.ENGLISH, TOKYO)))
                .doesNotContain("decided in a dispute", "Without that decision");
    }

    private static List<OpenTime> fiftyMinutes() {
        return IntStream.range(0, 50)
                .mapToObj(i -> new OpenTime(START.plusSeconds(i * 120L), START.plusSeconds(i * 120L + 60)))
                .toList();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("SL-30: every service level, result, clock, basis and reason has words, and no argument is left over")
    void everythingHasWords(Language language) {
        assertThat(Stream.concat(everyKind(), everyDispute())
                        .flatMap(verdict -> Explanation.of(verdict, language.locale(), TOKYO).stream()))
                .isNotEmpty()
                .noneMatch(sentence -> Words.ARGUMENT.matcher(sentence).find())
                .noneMatch(String::isBlank);
    }

    @ParameterizedTest
    @EnumSource
    void everyEventOfALeadAndEveryRoleHasAName(Language language) {
        Words words = Words.in(language);

        assertThat(LedgerJson.catalog().revisions().keySet().stream()
                        .filter(type -> type.startsWith("aftersales.") || type.startsWith("sales.")))
                .isNotEmpty()
                .allSatisfy(type -> assertThat(words.nameOf("event", type)).isNotEqualTo(type));
        assertThat(Role.values())
                .allSatisfy(
                        role -> assertThat(words.nameOf("role", role.name())).isNotEqualTo(role.name()));
    }

    @ParameterizedTest
    @EnumSource
    void languagesHaveTheSameTextsWithTheSameArguments(Language language) {
        Words words = Words.in(language);
        Words english = Words.in(Language.ENGLISH);

        assertThat(words.texts().stringPropertyNames())
                .isEqualTo(english.texts().stringPropertyNames());
        assertThat(words.texts().stringPropertyNames())
                .allSatisfy(key -> assertThat(arguments(words.texts().getProperty(key)))
                        .as(key)
                        .isEqualTo(arguments(english.texts().getProperty(key))));
    }

    private static Set<String> arguments(String text) {
        return Words.ARGUMENT
                .matcher(text)
                .results()
                .map(argument -> argument.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    @DisplayName("moments are told by the clocks of the place, with the zone named")
    void zone() {
        SlaVerdict verdict = verdict(
                Sla.SLA1,
                Result.RUNNING,
                SlaPolicy.TimeBasis.RECORDED_AT,
                SlaPolicy.Clock.ELAPSED,
                null,
                null,
                List.of());

        assertThat(String.join("\n", Explanation.of(verdict, Locale.ENGLISH, TOKYO)))
                .contains("Asia/Tokyo", "1 Jul 2022 09:00:00 +09:00");
        assertThat(String.join("\n", Explanation.of(verdict, Locale.ITALY, ZoneId.of("Europe/Rome"))))
                .contains("Europe/Rome", "1 lug 2022 02:00:00 +02:00");
        assertThat(String.join("\n", Explanation.of(verdict, Locale.JAPAN, TOKYO)))
                .contains("Asia/Tokyo", "2022年7月1日 09:00:00 +09:00");
        assertThat(String.join("\n", Explanation.of(verdict, Locale.FRENCH, Explanation.zone(null))))
                .as("no language of ours")
                .contains("UTC", "1 Jul 2022 00:00:00 +00:00");
    }

    @Test
    void durations() {
        Words words = Words.in(Language.ENGLISH);

        assertThat(words.duration(Duration.ZERO)).isEqualTo("0 seconds");
        assertThat(words.duration(Duration.ofMillis(1))).isEqualTo("1 millisecond");
        assertThat(words.duration(Duration.parse("P1DT2H3M4.005S")))
                .isEqualTo("1 day 2 hours 3 minutes 4 seconds 5 milliseconds");
        assertThat(words.duration(Duration.ofMinutes(-61))).isEqualTo("minus 1 hour 1 minute");
        assertThat(Words.in(Language.JAPANESE).duration(Duration.ofHours(34))).isEqualTo("1日10時間");
    }
}
