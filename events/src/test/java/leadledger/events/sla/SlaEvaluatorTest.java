package leadledger.events.sla;

import static leadledger.events.sla.SlaPolicy.DEFAULT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import leadledger.events.sla.SlaPolicy.TimeBasis;
import leadledger.events.sla.SlaVerdict.Counted;
import leadledger.events.sla.SlaVerdict.Evidence;
import leadledger.events.sla.SlaVerdict.Result;
import leadledger.events.sla.SlaVerdict.SetAside;
import leadledger.events.sla.SlaVerdict.SetAsideReason;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** SL-01, SL-20 to SL-22 and SL-30 for {@code SLA1}, with its evidence; {@link WorkedCasesTest} has the plain cases. */
class SlaEvaluatorTest {

    private static final SlaPolicy BY_CLAIM = DEFAULT.onOtherBasis();
    private static final String LATE_STAMP = "2022-07-03T08:00:00Z";
    private static final String TIMELY_CLAIM = "2022-07-01T20:00:00Z";

    @Test
    @DisplayName("SL-22: before its assignment a lead has no verdict, at the very moment it has one")
    void noVerdictBeforeAssignment() {
        LeadStory story = LeadStory.assigned();

        assertThat(SlaEvaluator.evaluate(story.events(), DEFAULT, Instant.parse("2022-06-30T23:59:59.999Z"))
                        .newest())
                .isEmpty();
        assertThat(verdict(story, DEFAULT, LeadStory.ASSIGNED).result()).isEqualTo(Result.RUNNING);
        assertThat(SlaEvaluator.evaluate(List.of(), DEFAULT, Instant.MAX).newest())
                .isEmpty();
    }

    @Test
    @DisplayName("SL-22: an attempt recorded at the very moment asked for is known, one recorded after it is not")
    void boundaryOfAsOf() {
        LeadStory story = LeadStory.assigned().attempt("2022-07-01T10:00:00Z");

        assertThat(verdict(story, DEFAULT, "2022-07-01T09:59:59.999Z").result()).isEqualTo(Result.RUNNING);
        assertThat(verdict(story, DEFAULT, "2022-07-01T10:00:00Z").result()).isEqualTo(Result.MET);
    }

    @Test
    @DisplayName("SL-30: a met verdict shows policy, start, limit, deadline, stop and elapsed time")
    void evidenceOfMet() {
        LeadStory story = LeadStory.assigned().attempt("2022-07-01T10:30:00.250Z");

        Evidence evidence = verdict(story, DEFAULT, "2022-07-05T00:00:00Z").evidence();

        Instant assigned = Instant.parse(LeadStory.ASSIGNED);
        Instant stamp = Instant.parse("2022-07-01T10:30:00.250Z");
        assertThat(evidence)
                .isEqualTo(new Evidence(
                        "default",
                        1,
                        TimeBasis.RECORDED_AT,
                        SlaPolicy.Clock.ELAPSED,
                        new Counted(10, "aftersales.lead-created", assigned, assigned, assigned, "INTAKE/web", null),
                        new Counted(
                                20, "aftersales.contact-attempt-recorded", stamp, stamp, stamp, LeadStory.AGENT, null),
                        null,
                        Duration.ofHours(24),
                        Instant.parse("2022-07-02T00:00:00Z"),
                        Duration.parse("PT10H30M0.25S"),
                        List.of(),
                        List.of()));
    }

    @Test
    @DisplayName("SL-30: without a stop the elapsed time runs to the moment asked for")
    void evidenceOfRunning() {
        Evidence evidence =
                verdict(LeadStory.assigned(), DEFAULT, "2022-07-01T06:00:00Z").evidence();

        assertThat(evidence.stop()).isNull();
        assertThat(evidence.elapsed()).isEqualTo(Duration.ofHours(6));
        assertThat(evidence.deadline()).isEqualTo(Instant.parse("2022-07-02T00:00:00Z"));
    }

    @Test
    @DisplayName("SL-20, SL-30: both times of the stop are shown, and which of the two counted")
    void evidenceShowsBothTimes() {
        LeadStory story = LeadStory.assigned().attempt(LATE_STAMP, TIMELY_CLAIM);

        Evidence byStamp = verdict(story, DEFAULT, "2022-07-04T00:00:00Z").evidence();
        Evidence byClaim = verdict(story, BY_CLAIM, "2022-07-04T00:00:00Z").evidence();

        Instant stamp = Instant.parse(LATE_STAMP);
        Instant claim = Instant.parse(TIMELY_CLAIM);
        assertThat(byStamp.stop()).isEqualTo(stop(stamp, claim, stamp));
        assertThat(byStamp.elapsed()).isEqualTo(Duration.ofHours(56));
        assertThat(byStamp.basis()).isEqualTo(TimeBasis.RECORDED_AT);
        assertThat(byClaim.stop()).isEqualTo(stop(stamp, claim, claim));
        assertThat(byClaim.elapsed()).isEqualTo(Duration.ofHours(20));
        assertThat(byClaim.basis()).isEqualTo(TimeBasis.OCCURRED_AT);
    }

    private static Counted stop(Instant recordedAt, Instant occurredAt, Instant countedAt) {
        return new Counted(
                20, "aftersales.contact-attempt-recorded", recordedAt, occurredAt, countedAt, LeadStory.AGENT, null);
    }

    @Test
    @DisplayName("SL-30: each event that did not count is named with its reason, by recorded time")
    void setAsideByRecordedTime() {
        Evidence evidence = verdict(eventful(), DEFAULT, "2022-07-09T00:00:00Z").evidence();
        List<SetAside> setAside = evidence.setAside();

        assertThat(evidence.stop().correctedBy()).isNull();

        assertThat(setAside)
                .extracting(SetAside::position, SetAside::type, SetAside::reason)
                .containsExactly(
                        row(30, "aftersales.contact-attempt-recorded", SetAsideReason.LATER_ATTEMPT),
                        row(40, "aftersales.contact-attempt-corrected", SetAsideReason.RECORDED_TIME_COUNTS),
                        row(50, "aftersales.contact-attempt-corrected", SetAsideReason.CORRECTS_LATER_ATTEMPT),
                        row(60, "aftersales.contact-attempt-corrected", SetAsideReason.RECORDED_TIME_COUNTS),
                        row(70, "aftersales.appointment-booked", SetAsideReason.NO_CONTACT_ATTEMPT));
        assertThat(setAside.getFirst().recordedAt()).isEqualTo(Instant.parse("2022-07-03T00:00:00Z"));
        assertThat(setAside.getFirst().occurredAt()).isEqualTo(Instant.parse("2022-07-02T22:00:00Z"));
    }

    @Test
    @DisplayName("SL-30: by claimed time the newest correction counts and the one before it is superseded")
    void setAsideByClaimedTime() {
        Evidence evidence =
                verdict(eventful(), BY_CLAIM, "2022-07-09T00:00:00Z").evidence();

        assertThat(evidence.stop().countedAt()).isEqualTo(Instant.parse("2022-07-01T23:00:00Z"));
        assertThat(evidence.stop().correctedBy())
                .as("the correction that counts")
                .isEqualTo(60);
        assertThat(evidence.setAside())
                .extracting(SetAside::position, SetAside::type, SetAside::reason)
                .containsExactly(
                        row(30, "aftersales.contact-attempt-recorded", SetAsideReason.LATER_ATTEMPT),
                        row(40, "aftersales.contact-attempt-corrected", SetAsideReason.SUPERSEDED),
                        row(50, "aftersales.contact-attempt-corrected", SetAsideReason.CORRECTS_LATER_ATTEMPT),
                        row(70, "aftersales.appointment-booked", SetAsideReason.NO_CONTACT_ATTEMPT));
    }

    /** Every kind of event that can be set aside. */
    private static LeadStory eventful() {
        return LeadStory.assigned()
                .attempt("2022-07-02T08:00:00Z", "2022-07-01T20:00:00Z")
                .attempt("2022-07-03T00:00:00Z", "2022-07-02T22:00:00Z")
                .corrected("2022-07-04T00:00:00Z", 1, "2022-07-01T21:00:00Z")
                .corrected("2022-07-05T00:00:00Z", 2, null)
                .corrected("2022-07-06T00:00:00Z", 1, "2022-07-01T23:00:00Z")
                .booked("2022-07-07T00:00:00Z");
    }

    private static Tuple row(long position, String type, SetAsideReason reason) {
        return tuple(position, type, reason);
    }

    @Test
    @DisplayName("AS-13, SL-21: a claim that was withdrawn by a correction no longer differs, nor does it count")
    void withdrawnClaim() {
        LeadStory story =
                LeadStory.assigned().attempt(LATE_STAMP, TIMELY_CLAIM).corrected("2022-07-04T00:00:00Z", 1, null);

        assertThat(verdict(story, DEFAULT, "2022-07-05T00:00:00Z").differsByClaimedTime())
                .isFalse();
        SlaVerdict byClaim = verdict(story, BY_CLAIM, "2022-07-05T00:00:00Z");
        assertThat(byClaim.result()).isEqualTo(Result.BREACHED);
        assertThat(byClaim.differsByClaimedTime()).isFalse();
        assertThat(byClaim.evidence().stop().occurredAt()).isEqualTo(Instant.parse(LATE_STAMP));
    }

    @Test
    @DisplayName("SL-22: a correction counts from its own recorded moment on, not before")
    void correctionIsKnownFromItsRecordingOn() {
        LeadStory story = LeadStory.assigned()
                .attempt(LATE_STAMP, TIMELY_CLAIM)
                .corrected("2022-07-04T00:00:00Z", 1, "2022-07-02T06:00:00Z");

        SlaVerdict before = verdict(story, BY_CLAIM, "2022-07-03T23:59:59.999Z");
        SlaVerdict at = verdict(story, BY_CLAIM, "2022-07-04T00:00:00Z");

        assertThat(before.result()).isEqualTo(Result.MET);
        assertThat(before.differsByClaimedTime()).isTrue();
        assertThat(at.result()).isEqualTo(Result.BREACHED);
        assertThat(at.differsByClaimedTime()).isFalse();
    }

    @Test
    @DisplayName("AS-13, SL-20: a correction never changes the verdict by recorded time")
    void correctionLeavesTheStampAlone() {
        LeadStory story = LeadStory.assigned().attempt(LATE_STAMP).corrected("2022-07-04T00:00:00Z", 1, TIMELY_CLAIM);

        SlaVerdict verdict = verdict(story, DEFAULT, "2022-07-05T00:00:00Z");

        assertThat(verdict.result()).isEqualTo(Result.BREACHED);
        assertThat(verdict.differsByClaimedTime()).as("the claim would").isTrue();
        assertThat(verdict.evidence().stop().countedAt()).isEqualTo(Instant.parse(LATE_STAMP));
    }

    @Test
    @DisplayName("SL-10: limit, name and version are the policy's")
    void limitOfThePolicy() {
        SlaPolicy strict = LeadStory.policy("strict", 3, Duration.ofMinutes(30), TimeBasis.RECORDED_AT);
        LeadStory story = LeadStory.assigned().attempt("2022-07-01T00:30:00.001Z");

        SlaVerdict verdict = verdict(story, strict, "2022-07-02T00:00:00Z");

        assertThat(verdict.result()).isEqualTo(Result.BREACHED);
        assertThat(verdict.evidence().policy()).isEqualTo("strict");
        assertThat(verdict.evidence().policyVersion()).isEqualTo(3);
        assertThat(verdict.evidence().limit()).isEqualTo(Duration.ofMinutes(30));
    }

    private static SlaVerdict verdict(LeadStory story, SlaPolicy policy, String asOf) {
        return SlaEvaluator.evaluate(story.events(), policy, Instant.parse(asOf))
                .newest()
                .getFirst();
    }
}
