package leadledger.events.sla;

import static leadledger.events.sla.SlaPolicy.DEFAULT;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import leadledger.events.aftersales.AftersalesEvent;
import leadledger.events.shared.Imported;
import leadledger.events.shared.Recorded;
import leadledger.events.sla.SlaVerdict.Result;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("LG-40: verdicts of an imported lead rest on the source's times and say so")
class ImportedVerdictTest {

    private static final Instant IMPORTED_AT = Instant.parse("2026-11-26T00:00:00Z");

    private static List<Recorded<AftersalesEvent>> imported(List<Recorded<AftersalesEvent>> events, int first) {
        List<Recorded<AftersalesEvent>> some = new ArrayList<>(events);
        some.subList(0, first)
                .replaceAll(event -> new Recorded<>(
                        event.position(),
                        event.sequence(),
                        event.eventId(),
                        event.streamId(),
                        event.type(),
                        event.recordedAt(),
                        event.occurredAt(),
                        event.actor(),
                        event.tenant(),
                        event.event(),
                        new Imported(new UUID(1, 1), IMPORTED_AT, List.of())));
        return some;
    }

    private static SlaVerdict verdict(List<Recorded<AftersalesEvent>> history, Sla sla, String asOf) {
        return SlaEvaluator.evaluate(history, DEFAULT, Instant.parse(asOf)).newest().stream()
                .filter(verdict -> verdict.sla() == sla)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void inTimeBySourceThoughImportedYearsLater() {
        var history =
                imported(LeadStory.assigned().attempt("2022-07-02T00:00:00Z").events(), 2);

        SlaVerdict verdict = verdict(history, Sla.SLA1, "2026-11-27T00:00:00Z");

        assertThat(verdict.result()).isEqualTo(Result.MET);
        assertThat(verdict.restsOnImportedTime()).isTrue();
        assertThat(verdict.evidence().start().importedAt()).isEqualTo(IMPORTED_AT);
        assertThat(verdict.evidence().stop()).isNotNull();
        assertThat(verdict.evidence().stop().importedAt()).isEqualTo(IMPORTED_AT);
        assertThat(verdict.evidence().stop().recordedAt()).isEqualTo("2022-07-02T00:00:00Z");
    }

    @Test
    @DisplayName("SL-22: as of a moment before the import, the lead was there and its clock ran")
    void asOfBeforeTheImport() {
        var history = imported(
                LeadStory.assigned().attempt("2022-07-02T00:00:00.001Z").events(), 2);

        assertThat(verdict(history, Sla.SLA1, "2022-07-02T00:00:00Z").result()).isEqualTo(Result.RUNNING);
        assertThat(verdict(history, Sla.SLA1, "2022-07-02T00:00:00.001Z").result())
                .isEqualTo(Result.BREACHED);
    }

    @Test
    void whatIsRecordedHereAfterwardsRestsOnItsStartStill() {
        var history =
                imported(LeadStory.assigned().attempt("2022-07-01T10:00:00Z").events(), 1);

        SlaVerdict verdict = verdict(history, Sla.SLA1, "2026-11-27T00:00:00Z");

        assertThat(verdict.restsOnImportedTime()).isTrue();
        assertThat(verdict.evidence().stop()).isNotNull();
        assertThat(verdict.evidence().stop().importedAt()).isNull();
    }

    @Test
    void whatWasRecordedHereSaysNothingOfImports() {
        assertThat(verdict(
                                LeadStory.assigned()
                                        .attempt("2022-07-01T10:00:00Z")
                                        .events(),
                                Sla.SLA1,
                                "2022-07-27T00:00:00Z")
                        .restsOnImportedTime())
                .isFalse();
    }
}
