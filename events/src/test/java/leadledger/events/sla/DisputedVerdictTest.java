package leadledger.events.sla;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import leadledger.events.dispute.DisputeOutcome;
import leadledger.events.shared.DealerId;
import leadledger.events.sla.LeadVerdicts.OfAssignment;
import leadledger.events.sla.SlaVerdict.Disputed;
import leadledger.events.sla.SlaVerdict.Result;
import leadledger.events.sla.SlaVerdict.SetAside;
import leadledger.events.sla.SlaVerdict.SetAsideReason;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("SL-40, SL-41: what is decided in a dispute is in the verdict, and never silently")
class DisputedVerdictTest {

    private static final UUID DISPUTE = new UUID(3, 4);
    private static final String AS_OF = "2022-07-20T00:00:00Z";

    /** Assigned at 2022-07-01T00:00:00Z, attempted an hour late, disputed on the day after. */
    private static LeadStory disputed() {
        return LeadStory.assigned()
                .attempt("2022-07-02T01:00:00Z", "2022-07-01T20:00:00Z")
                .disputed("2022-07-03T00:00:00Z", DISPUTE, Sla.SLA1, 1);
    }

    private static LeadVerdicts verdicts(LeadStory story, SlaPolicy policy, String asOf) {
        return SlaEvaluator.evaluate(story.events(), policy, Instant.parse(asOf));
    }

    private static SlaVerdict firstContact(LeadStory story) {
        return verdicts(story, SlaPolicy.DEFAULT, AS_OF).newest().getFirst();
    }

    @Test
    @DisplayName("an open dispute changes nothing, and is told")
    void open() {
        SlaVerdict verdict = firstContact(disputed());

        assertThat(verdict.result()).isEqualTo(Result.BREACHED);
        assertThat(verdict.dispute()).isEqualTo(new Disputed(DISPUTE, null, null, Result.BREACHED));
    }

    @Test
    @DisplayName("upheld and excused: the verdict stays what it is, and tells the decision")
    void keptVerdict() {
        for (DisputeOutcome outcome : List.of(DisputeOutcome.UPHELD, DisputeOutcome.EXCUSED)) {
            SlaVerdict verdict = firstContact(disputed().decided("2022-07-04T00:00:00Z", DISPUTE, outcome, null));

            assertThat(verdict.result()).isEqualTo(Result.BREACHED);
            assertThat(verdict.dispute())
                    .isEqualTo(new Disputed(DISPUTE, outcome, Instant.parse("2022-07-04T00:00:00Z"), Result.BREACHED));
        }
    }

    @Test
    @DisplayName(
            "corrected: the decided moment counts by whatever basis, exactly at the limit is in time, a millisecond later not")
    void corrected() {
        for (SlaPolicy policy : List.of(SlaPolicy.DEFAULT, SlaPolicy.DEFAULT.onOtherBasis())) {
            SlaVerdict met = verdicts(
                            disputed()
                                    .decided(
                                            "2022-07-04T00:00:00Z",
                                            DISPUTE,
                                            DisputeOutcome.CORRECTED,
                                            "2022-07-02T00:00:00Z"),
                            policy,
                            AS_OF)
                    .newest()
                    .getFirst();
            SlaVerdict late = verdicts(
                            disputed()
                                    .decided(
                                            "2022-07-04T00:00:00Z",
                                            DISPUTE,
                                            DisputeOutcome.CORRECTED,
                                            "2022-07-02T00:00:00.001Z"),
                            policy,
                            AS_OF)
                    .newest()
                    .getFirst();

            assertThat(met.result()).isEqualTo(Result.MET);
            assertThat(met.evidence().stop().countedAt()).isEqualTo("2022-07-02T00:00:00Z");
            assertThat(met.evidence().stop().recordedAt()).isEqualTo("2022-07-02T01:00:00Z");
            assertThat(late.result()).isEqualTo(Result.BREACHED);
        }
        assertThat(firstContact(disputed()
                                .decided(
                                        "2022-07-04T00:00:00Z",
                                        DISPUTE,
                                        DisputeOutcome.CORRECTED,
                                        "2022-07-01T20:00:00Z"))
                        .dispute()
                        .resultWithout())
                .isEqualTo(Result.BREACHED);
    }

    @Test
    @DisplayName(
            "SL-22: as of the millisecond before the decision the breach stands, at the decision's own it does not")
    void asOfTheDecision() {
        LeadStory story =
                disputed().decided("2022-07-04T00:00:00Z", DISPUTE, DisputeOutcome.CORRECTED, "2022-07-01T20:00:00Z");

        assertThat(verdicts(story, SlaPolicy.DEFAULT, "2022-07-03T23:59:59.999Z")
                        .newest()
                        .getFirst()
                        .result())
                .isEqualTo(Result.BREACHED);
        assertThat(verdicts(story, SlaPolicy.DEFAULT, "2022-07-04T00:00:00Z")
                        .newest()
                        .getFirst()
                        .result())
                .isEqualTo(Result.MET);
    }

    @Test
    @DisplayName("reopened: the decision holds no longer")
    void reopened() {
        SlaVerdict verdict = firstContact(disputed()
                .decided("2022-07-04T00:00:00Z", DISPUTE, DisputeOutcome.CORRECTED, "2022-07-01T20:00:00Z")
                .reopened("2022-07-05T00:00:00Z", DISPUTE));

        assertThat(verdict.result()).isEqualTo(Result.BREACHED);
        assertThat(verdict.dispute()).isEqualTo(new Disputed(DISPUTE, null, null, Result.BREACHED));
    }

    @Test
    @DisplayName("its steps stand in the evidence of the one verdict that it is over")
    void stepsOfOneVerdict() {
        OfAssignment only =
                verdicts(disputed(), SlaPolicy.DEFAULT, AS_OF).assignments().getFirst();

        assertThat(only.firstContact().evidence().setAside())
                .extracting(SetAside::position, SetAside::reason)
                .contains(tuple(30L, SetAsideReason.DISPUTE));
        assertThat(only.managementTime().evidence().setAside())
                .extracting(SetAside::position)
                .doesNotContain(30L);
    }

    @Test
    @DisplayName(
            "AC-01, AS-65: a former dealer's dispute is told to that dealer, whoever has the lead by then, and to no other")
    void ofTheFormerDealer() {
        LeadVerdicts all = verdicts(
                LeadStory.assigned()
                        .attempt("2022-07-02T01:00:00Z")
                        .reassigned("2022-07-03T00:00:00Z", "JP-OSAKA")
                        .disputed("2022-07-04T00:00:00Z", DISPUTE, Sla.SLA1, 1)
                        .decided("2022-07-05T00:00:00Z", DISPUTE, DisputeOutcome.EXCUSED, null)
                        .reassigned("2022-07-06T00:00:00Z", "JP-NAGOYA"),
                SlaPolicy.DEFAULT,
                AS_OF);

        assertThat(positions(all.seenBy(new DealerId("JP-TOKYO")))).contains(40L, 50L);
        for (String other : List.of("JP-OSAKA", "JP-NAGOYA")) {
            LeadVerdicts seen = all.seenBy(new DealerId(other));
            assertThat(seen.assignments()).hasSize(1);
            assertThat(positions(seen)).doesNotContain(40L, 50L);
            assertThat(seen.newest()).extracting(SlaVerdict::dispute).containsOnlyNulls();
        }
    }

    private static List<Long> positions(LeadVerdicts seen) {
        return seen.assignments().stream()
                .flatMap(assignment -> assignment.all().stream())
                .flatMap(verdict -> verdict.evidence().setAside().stream())
                .map(SetAside::position)
                .toList();
    }
}
