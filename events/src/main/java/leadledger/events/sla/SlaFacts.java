package leadledger.events.sla;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import leadledger.events.aftersales.AftersalesEvent;
import leadledger.events.aftersales.AftersalesEvent.AppointmentBooked;
import leadledger.events.aftersales.AftersalesEvent.BookingBecameFinal;
import leadledger.events.aftersales.AftersalesEvent.ContactAttemptCorrected;
import leadledger.events.aftersales.AftersalesEvent.ContactAttemptRecorded;
import leadledger.events.aftersales.AftersalesEvent.LeadClosedWithSale;
import leadledger.events.aftersales.AftersalesEvent.LeadClosedWithoutSale;
import leadledger.events.aftersales.AftersalesEvent.LeadCreated;
import leadledger.events.aftersales.AftersalesEvent.LeadEdited;
import leadledger.events.aftersales.AftersalesEvent.LeadLost;
import leadledger.events.aftersales.AftersalesEvent.LeadReassigned;
import leadledger.events.aftersales.AftersalesEvent.OfDispute;
import leadledger.events.aftersales.AftersalesEvent.RecontactAgreed;
import leadledger.events.aftersales.AftersalesEvent.RecontactLeadCreated;
import leadledger.events.aftersales.AftersalesEvent.RecontactMoved;
import leadledger.events.aftersales.AftersalesEvent.RecontactedFrom;
import leadledger.events.dispute.DisputeStep;
import leadledger.events.shared.Recorded;
import org.jspecify.annotations.Nullable;

/**
 * What service levels need to know of a lead, folded from its events: verdicts are a function of these facts, policy and
 * moment (SL-01), whether the facts were kept in a table or come from a replay.
 *
 * <p>The fold is total: what is in the ledger has happened, whether or not a rule would have refused it (LG-41). So a
 * closure counts even where the lead had ended before.
 *
 * @param assignments the lead's assignments in order; none before its creation
 */
public record SlaFacts(List<Assignment> assignments) {

    /** Of a lead of which nothing has happened yet. */
    public static final SlaFacts NONE = new SlaFacts(List.of());

    public SlaFacts {
        assignments = List.copyOf(assignments);
    }

    /**
     * The facts of a history.
     *
     * @param history the lead's events in order
     * @param asOf those recorded after this moment are not looked at (SL-22)
     */
    public static SlaFacts of(List<Recorded<AftersalesEvent>> history, Instant asOf) {
        SlaFacts facts = NONE;
        for (Recorded<AftersalesEvent> recorded : history) {
            if (!recorded.recordedAt().isAfter(asOf)) {
                facts = facts.evolve(recorded.event(), recorded.recordedAt());
            }
        }
        return facts;
    }

    /** The facts after one more event, recorded at the given moment. */
    public SlaFacts evolve(AftersalesEvent event, Instant recordedAt) {
        if (event instanceof LeadCreated created) {
            return assignments.isEmpty()
                    ? new SlaFacts(List.of(Assignment.begun(1, created.dealer(), recordedAt)))
                    : this;
        }
        if (assignments.isEmpty()) {
            return this;
        }
        Assignment current = assignments.getLast();
        return switch (event) {
            case LeadCreated ignored -> this;
            case ContactAttemptRecorded attempt -> with(current.after(attempt, recordedAt), null);
            case ContactAttemptCorrected correction -> with(current.after(correction), null);
            case AppointmentBooked ignored -> with(current.booked(recordedAt), null);
            case LeadClosedWithSale ignored -> with(current.closed(Closure.WITH_SALE, recordedAt), null);
            case LeadClosedWithoutSale ignored -> with(current.closed(Closure.WITHOUT_SALE, recordedAt), null);
            case RecontactAgreed ignored -> with(current.closed(Closure.RE_CONTACT, recordedAt), null);
            case LeadLost ignored -> this;
            case BookingBecameFinal ignored -> this;
            case LeadReassigned moved ->
                with(current.withdrawn(recordedAt), Assignment.begun(current.number() + 1, moved.dealer(), recordedAt));
            case RecontactMoved ignored -> this;
            case RecontactLeadCreated ignored -> this;
            case RecontactedFrom ignored -> this;
            case LeadEdited ignored -> this;
            case OfDispute dispute -> after(dispute.step(), recordedAt);
        };
    }

    /** A dispute is over an assignment, not always the newest one (AS-65). */
    private SlaFacts after(DisputeStep step, Instant recordedAt) {
        List<Assignment> changed = new ArrayList<>(assignments);
        changed.replaceAll(assignment -> switch (step) {
            case DisputeStep.Opened opened when opened.assignment() != assignment.number() -> assignment;
            default -> assignment.after(step, recordedAt);
        });
        return new SlaFacts(changed);
    }

    private SlaFacts with(Assignment current, @Nullable Assignment next) {
        List<Assignment> changed = new ArrayList<>(assignments);
        changed.set(changed.size() - 1, current);
        if (next != null) {
            changed.add(next);
        }
        return new SlaFacts(changed);
    }

    /** The assignment that the lead has now; none before its creation. */
    public Optional<Assignment> newest() {
        return assignments.isEmpty() ? Optional.empty() : Optional.of(assignments.getLast());
    }
}
