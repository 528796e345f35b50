package leadledger.query.lead;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import leadledger.events.aftersales.AftersalesEvent;
import leadledger.events.aftersales.AftersalesEvent.AppointmentBooked;
import leadledger.events.aftersales.AftersalesEvent.ContactAttemptCorrected;
import leadledger.events.aftersales.AftersalesEvent.ContactAttemptRecorded;
import leadledger.events.aftersales.AftersalesEvent.LeadReassigned;
import leadledger.events.aftersales.ContactChannel;
import leadledger.events.aftersales.ContactOutcome;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.LeadId;
import leadledger.events.shared.Recorded;
import leadledger.events.sla.SlaEvaluator;
import leadledger.events.sla.SlaPolicy;
import leadledger.events.sla.SlaVerdict;
import leadledger.events.sla.SlaVerdict.Result;
import leadledger.query.lead.LeadReader.LeadAsOf;
import leadledger.query.testing.LeadDraft;
import leadledger.query.testing.RecordedLead;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** SL-20, SL-22: what had happened by an effective moment, of what was known as of another. */
class HappenedTest {

    private static final Instant T0 = Instant.parse("2022-07-01T00:00:00Z");
    private static final String AGENT = "AFTERSALES_AGENT/u-1";

    private static Instant hour(int hours) {
        return T0.plus(Duration.ofHours(hours));
    }

    private static RecordedLead created() {
        return new RecordedLead()
                .then(T0, "INTAKE/web", LeadDraft.of("JP-OSAKA").created());
    }

    private static ContactAttemptRecorded attempt(int number, @Nullable Instant madeAt) {
        return new ContactAttemptRecorded(number, ContactChannel.PHONE, ContactOutcome.REACHED, madeAt);
    }

    private static ContactAttemptCorrected correction(@Nullable Instant madeAt) {
        return new ContactAttemptCorrected(1, ContactChannel.PHONE, ContactOutcome.REACHED, madeAt, "mistyped");
    }

    private static List<Integer> happened(RecordedLead lead, Instant effective) {
        return Happened.by(effective, lead.events()).stream()
                .map(Recorded::sequence)
                .toList();
    }

    private static List<Result> verdicts(RecordedLead lead, Instant asOf, Instant effective) {
        List<Recorded<AftersalesEvent>> known = lead.events().stream()
                .filter(event -> !event.recordedAt().isAfter(asOf))
                .toList();
        LeadAsOf then = new LeadAsOf(new LeadId(known.getFirst().streamId()), new DealerId("JP-OSAKA"), asOf, known)
                .effectiveAt(effective.toString());
        assertThat(then.version()).as("the version is that of what is known").isEqualTo(known.size());
        return SlaEvaluator.judge(then.events(), SlaPolicy.DEFAULT.onOtherBasis(), then.moment()).newest().stream()
                .map(SlaVerdict::result)
                .toList();
    }

    @Test
    @DisplayName(
            "SL-20: An attempt has happened at its claimed moment, though it was recorded later; that moment included")
    void claimed() {
        RecordedLead lead = created().then(hour(56), AGENT, attempt(1, hour(20)));

        assertThat(happened(lead, hour(20).minusMillis(1))).containsExactly(0);
        assertThat(happened(lead, hour(20))).containsExactly(0, 1);
    }

    @Test
    @DisplayName("AS-13: The newest known correction says when, and has happened with its attempt")
    void corrected() {
        RecordedLead lead = created()
                .then(hour(30), AGENT, attempt(1, hour(20)))
                .then(hour(40), AGENT, correction(hour(10)))
                .then(hour(41), AGENT, correction(hour(25)));

        assertThat(happened(lead, hour(24))).containsExactly(0);
        assertThat(happened(lead, hour(25))).containsExactly(0, 1, 2, 3);
        RecordedLead withdrawn =
                created().then(hour(30), AGENT, attempt(1, hour(20))).then(hour(40), AGENT, correction(null));
        assertThat(happened(withdrawn, hour(29))).as("the stamp counts").containsExactly(0);
        assertThat(happened(withdrawn, hour(30))).containsExactly(0, 1, 2);
    }

    @Test
    @DisplayName(
            "AS-65: Nothing has happened in an assignment that had not begun, and attempts are counted in each anew")
    void assignments() {
        RecordedLead lead = created()
                .then(hour(1), AGENT, attempt(1, null))
                .then(hour(2), "HQ/u-2", new LeadReassigned(new DealerId("JP-TOKYO"), "closes down"))
                .then(hour(30), AGENT, attempt(1, hour(1)));

        assertThat(happened(lead, hour(1))).containsExactly(0, 1);
        assertThat(happened(lead, hour(2))).containsExactly(0, 1, 2, 3);
    }

    @Test
    @DisplayName("SL-21, SL-22: Worked case 11 on both axes: what is known now of then, and what was known then")
    void bothAxes() {
        RecordedLead lead = created().then(hour(56), AGENT, attempt(1, hour(20)));

        assertThat(verdicts(lead, hour(72), hour(36))).containsExactly(Result.MET, Result.RUNNING);
        assertThat(verdicts(lead, hour(36), hour(36))).containsExactly(Result.BREACHED, Result.RUNNING);
        assertThat(verdicts(lead, hour(72), hour(19))).containsExactly(Result.RUNNING, Result.RUNNING);
    }

    @Test
    @DisplayName(
            "SL-22: Given random histories without claims, then effective is as of; with asOf as effective moment, all known"
                    + " that has happened counts")
    void withoutClaims() {
        Random random = new Random(20261126);
        for (int history = 0; history < 200; history++) {
            RecordedLead lead = created();
            int hours = 0;
            int attempts = 0;
            for (int step = 0; step < 8; step++) {
                hours += random.nextInt(20);
                AftersalesEvent event = switch (random.nextInt(3)) {
                    case 0 -> attempt(++attempts, null);
                    case 1 -> new AppointmentBooked(hour(500), false);
                    default -> new LeadReassigned(new DealerId("JP-TOKYO"), "closes down");
                };
                lead.then(hour(hours), AGENT, event);
            }
            List<Instant> moments = new ArrayList<>(List.of(hour(hours)));
            moments.add(hour(random.nextInt(hours + 1)));
            for (Instant moment : moments) {
                assertThat(Happened.by(moment, lead.events()))
                        .as("history %s by %s", history, moment)
                        .isEqualTo(lead.events().stream()
                                .filter(event -> !event.recordedAt().isAfter(moment))
                                .toList());
            }
        }
    }
}
