package leadledger.query.mail.content;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import leadledger.events.mail.MailKind;
import leadledger.events.mail.Recipient;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.data.ParserException;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.Parameter;
import net.fortuna.ical4j.model.Property;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.model.component.VTimeZone;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("AS-22: the calendar invitation")
class InvitationTest {

    private static CalendarPart part(MailDraft draft, Locale language) {
        return Objects.requireNonNull(draft.composed(language).calendar());
    }

    private static MailDraft toCustomer(MailKind kind) {
        return MailDraft.of(kind, Recipient.CUSTOMER);
    }

    private static MailDraft inRome(String moment) {
        return toCustomer(MailKind.CONFIRMATION)
                .dealer("Assistenza Roma", "service@roma.example", "Europe/Rome")
                .at(moment);
    }

    /** Read by a parser that forgives nothing, and found to keep RFC 5545 and, for its method, RFC 5546. */
    private static Calendar parsed(CalendarPart part) {
        try {
            Calendar calendar = new CalendarBuilder().build(new ByteArrayInputStream(part.ics()));
            assertThat(calendar.validate(true).getEntries()).isEmpty();
            assertThat(event(calendar).validate(calendar.getMethod()).getEntries())
                    .isEmpty();
            return calendar;
        } catch (IOException | ParserException e) {
            throw new AssertionError(e);
        }
    }

    private static VEvent event(Calendar calendar) {
        return calendar.<VEvent>getComponents("VEVENT").getFirst();
    }

    private static String value(Calendar calendar, String property) {
        return event(calendar).<Property>getRequiredProperty(property).getValue();
    }

    @ParameterizedTest
    @EnumSource(names = {"CONFIRMATION", "RESCHEDULE", "REMINDER", "CANCELLATION"})
    void everyInvitationOfAnyLanguageKeepsTheStandards(MailKind kind) {
        for (Locale language : List.of(Locale.JAPANESE, Locale.ENGLISH, Locale.ITALIAN)) {
            for (Recipient recipient : List.of(Recipient.CUSTOMER, Recipient.DEALER)) {
                Calendar calendar = parsed(part(MailDraft.of(kind, recipient).sequence(3), language));

                assertThat(value(calendar, "UID")).isEqualTo(MailDraft.INVITATION.toString());
                assertThat(value(calendar, "SEQUENCE")).isEqualTo("3");
                assertThat(value(calendar, "DTSTAMP")).isEqualTo("20261201T010203Z");
                assertThat(value(calendar, "ORGANIZER")).isEqualTo("mailto:service@tokyo.example");
                assertThat(value(calendar, "ATTENDEE")).isEqualTo("mailto:hanako@customer.example");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "CONFIRMATION, REQUEST, CONFIRMED",
        "RESCHEDULE, REQUEST, CONFIRMED",
        "REMINDER, REQUEST, CONFIRMED",
        "CANCELLATION, CANCEL, CANCELLED"
    })
    void whatIsBookedIsAskedForAndWhatIsNotIsCancelled(MailKind kind, String method, String status) {
        CalendarPart part = part(toCustomer(kind), Locale.ENGLISH);

        assertThat(part.method()).isEqualTo(method);
        assertThat(part.contentType()).isEqualTo("text/calendar; charset=UTF-8; method=" + method);
        assertThat(parsed(part).getMethod().getValue()).isEqualTo(method);
        assertThat(value(parsed(part), "STATUS")).isEqualTo(status);
    }

    @Test
    void aReminderBringsTheSameInvitationAgain() {
        assertThat(part(toCustomer(MailKind.REMINDER).sequence(2), Locale.JAPANESE)
                        .ics())
                .isEqualTo(part(toCustomer(MailKind.RESCHEDULE).sequence(2), Locale.JAPANESE)
                        .ics());
    }

    @Test
    void noInvitationComesWithTheNoticeOfARecontact() {
        assertThat(MailDraft.of(MailKind.RECONTACT, Recipient.DEALER)
                        .composed(Locale.JAPANESE)
                        .calendar())
                .isNull();
    }

    @ParameterizedTest
    @CsvSource({
        // By summer time, by winter time, and around both changes of 2026 and those of another year.
        "2026-07-01T07:00:00Z, 20260701T090000, 20260701T100000",
        "2026-12-01T08:00:00Z, 20261201T090000, 20261201T100000",
        "2026-03-28T08:00:00Z, 20260328T090000, 20260328T100000",
        "2026-03-29T07:00:00Z, 20260329T090000, 20260329T100000",
        "2026-10-24T07:00:00Z, 20261024T090000, 20261024T100000",
        "2026-10-25T08:00:00Z, 20261025T090000, 20261025T100000",
        "2029-03-25T07:00:00Z, 20290325T090000, 20290325T100000",
        // An hour that is over when clocks are put on: 01:30 to 03:30.
        "2026-03-29T00:30:00Z, 20260329T013000, 20260329T033000",
        // The second hour from two to three has no local name of its own.
        "2026-10-25T00:30:00Z, 20261025T023000, 20261025T013000Z",
        "2026-10-25T01:30:00Z, 20261025T013000Z, 20261025T033000"
    })
    void inRomeTheLocalTimeIsRightAroundEveryChangeOfTheClock(String moment, String start, String end) {
        CalendarPart part = part(inRome(moment), Locale.ITALIAN);
        WrittenInvitation written = new WrittenInvitation(part.ics());

        assertThat(written.value("DTSTART")).isEqualTo(start);
        assertThat(written.value("DTEND")).isEqualTo(end);
        assertThat(written.moment("DTSTART")).isEqualTo(Instant.parse(moment));
        assertThat(written.moment("DTEND")).isEqualTo(Instant.parse(moment).plusSeconds(3_600));
        VEvent event = event(parsed(part));
        assertThat(Instant.from(event.getDateTimeStart().getDate())).isEqualTo(Instant.parse(moment));
        assertThat(Instant.from(event.getDateTimeEnd().getDate()))
                .isEqualTo(Instant.parse(moment).plusSeconds(3_600));
    }

    @ParameterizedTest
    @CsvSource({
        "Europe/Rome, FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU, FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
        "America/New_York, FREQ=YEARLY;BYMONTH=3;BYDAY=2SU, FREQ=YEARLY;BYMONTH=11;BYDAY=1SU"
    })
    void aClockThatIsMovedEveryYearIsToldByItsRule(String zone, String daylight, String standard) {
        Calendar calendar =
                parsed(part(toCustomer(MailKind.CONFIRMATION).dealer("Dealer", null, zone), Locale.ENGLISH));

        assertThat(calendar.<VTimeZone>getComponents("VTIMEZONE").getFirst().getObservances())
                .extracting(observance ->
                        observance.<Property>getRequiredProperty("RRULE").getValue())
                .containsExactlyInAnyOrder(daylight, standard);
    }

    @Test
    void inTokyoClocksAreNeverMoved() {
        Calendar calendar = parsed(part(toCustomer(MailKind.CONFIRMATION).at("2026-07-01T00:00:00Z"), Locale.JAPANESE));

        assertThat(value(calendar, "DTSTART")).isEqualTo("20260701T090000");
        assertThat(Instant.from(event(calendar).getDateTimeStart().getDate()))
                .isEqualTo(Instant.parse("2026-07-01T00:00:00Z"));
        assertThat(calendar.<VTimeZone>getComponents("VTIMEZONE"))
                .singleElement()
                .satisfies(zone -> assertThat(zone.getObservances()).hasSize(1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Europe/Rome", "Asia/Tokyo", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca",
                "Europe/Dublin", "America/Sao_Paulo", "Asia/Kolkata", "Asia/Gaza", "Pacific/Apia"
            })
    void throughoutAYearAMomentIsTheSameByTheZoneThatIsSentAlong(String zone) {
        for (Instant hour = Instant.parse("2026-01-01T00:30:00Z");
                hour.isBefore(Instant.parse("2027-01-01T00:00:00Z"));
                hour = hour.plusSeconds(13 * 3_600)) {
            MailDraft draft = toCustomer(MailKind.CONFIRMATION)
                    .dealer("Dealer", null, zone)
                    .at(hour.toString());

            assertThat(new WrittenInvitation(part(draft, Locale.ENGLISH).ics()).moment("DTSTART"))
                    .isEqualTo(hour);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>",
                "\"; DROP",
                "line\r\nATTENDEE:mailto:x@y.example",
                "a,b;c:d\\e^n'",
                "\u202eevil",
                "𠮷"
            })
    void aNameIsANameAndNothingElse(String name) {
        CalendarPart part =
                part(MailDraft.of(MailKind.CONFIRMATION, Recipient.DEALER).named(name), Locale.ENGLISH);
        Calendar calendar = parsed(part);

        assertThat(event(calendar).getProperties("ATTENDEE")).singleElement().satisfies(attendee -> {
            assertThat(((Property) attendee).getValue()).isEqualTo("mailto:hanako@customer.example");
            assertThat(((Property) attendee)
                            .<Parameter>getRequiredParameter("CN")
                            .getValue())
                    .isEqualTo(Invitation.parameterText(name));
        });
        assertThat(value(calendar, "DESCRIPTION")).startsWith("Customer: " + SafeText.line(name) + "\n");
    }

    @Test
    void linesHaveAtMost75OctetsAndEndAsTheStandardWants() {
        byte[] ics = part(
                        MailDraft.of(MailKind.CONFIRMATION, Recipient.DEALER).named("𠮷髙é".repeat(50)), Locale.JAPANESE)
                .ics();

        String text = new String(ics, UTF_8);
        assertThat(text).endsWith("END:VCALENDAR\r\n").doesNotContain("\ufffd");
        assertThat(text.replace("\r\n", "")).doesNotContain("\r", "\n");
        List<String> lines = Arrays.asList(text.split("\r\n"));
        assertThat(lines).allMatch(line -> line.getBytes(UTF_8).length <= 75);
        assertThat(lines).anyMatch(line -> line.getBytes(UTF_8).length > 70);
    }

    @Test
    void theSameGivesTheSameBytes() {
        assertThat(part(inRome("2026-07-01T07:00:00Z"), Locale.ITALIAN).ics())
                .isEqualTo(part(inRome("2026-07-01T07:00:00Z"), Locale.ITALIAN).ics());
    }

    @Test
    void whoeverHasNoAddressIsReplaced() {
        Calendar noDealer =
                parsed(part(toCustomer(MailKind.CONFIRMATION).dealer("Dealer", null, "Europe/Rome"), Locale.ENGLISH));
        assertThat(value(noDealer, "ORGANIZER")).isEqualTo("mailto:no-reply@leadledger.example");

        Calendar noCustomer = parsed(
                part(MailDraft.of(MailKind.CONFIRMATION, Recipient.DEALER).customerEmail(null), Locale.ENGLISH));
        assertThat(value(noCustomer, "ATTENDEE")).isEqualTo("mailto:service@tokyo.example");
    }

    @Test
    void nobodyIsAskedOverTheNetwork() {
        List<URI> asked = new ArrayList<>();
        ProxySelector before = ProxySelector.getDefault();
        ProxySelector.setDefault(new ProxySelector() {
            @Override
            public List<Proxy> select(URI uri) {
                asked.add(uri);
                return List.of(Proxy.NO_PROXY);
            }

            @Override
            public void connectFailed(URI uri, SocketAddress address, IOException failure) {
                throw new AssertionError(failure);
            }
        });
        try {
            // Zones that no other test here asks for.
            Stream.of("Europe/Berlin", "America/Chicago")
                    .forEach(zone -> parsed(
                            part(toCustomer(MailKind.CONFIRMATION).dealer("Dealer", null, zone), Locale.ENGLISH)));
        } finally {
            ProxySelector.setDefault(before);
        }

        assertThat(asked).isEmpty();
    }
}
