package leadledger.command.aftersales;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import leadledger.command.dispute.Disputes;
import leadledger.events.aftersales.AftersalesEvent;
import leadledger.events.aftersales.AftersalesEvent.DisputeDecided;
import leadledger.events.aftersales.AftersalesEvent.OfDispute;
import leadledger.events.shared.DealerId;
import leadledger.events.sla.Assignment;
import leadledger.events.sla.Assignment.Attempt;
import leadledger.events.sla.SlaFacts;

/**
 * What the rules of disputes need to know of a lead: facts beside its course (AS-60).
 *
 * @param facts what its verdicts follow from, of every assignment
 * @param disputes those over its verdicts
 * @param corrected by the dispute in which a time was corrected, the attempts as they stood before
 */
public record Measured(SlaFacts facts, Disputes disputes, Map<UUID, List<Attempt>> corrected) {

    static final Measured NOTHING = new Measured(SlaFacts.NONE, Disputes.NONE, Map.of());

    public Measured {
        corrected = Map.copyOf(corrected);
    }

    Measured after(AftersalesEvent event, Instant recordedAt, String actor) {
        return new Measured(
                facts.evolve(event, recordedAt),
                event instanceof OfDispute of ? disputes.after(of.step(), actor) : disputes,
                event instanceof DisputeDecided decided && decided.step().countsAt() != null
                        ? andCorrected(decided.step().dispute())
                        : corrected);
    }

    private Map<UUID, List<Attempt>> andCorrected(UUID dispute) {
        Map<UUID, List<Attempt>> more = new HashMap<>(corrected);
        disputes.find(dispute)
                .flatMap(of -> assignment(of.assignment()))
                .ifPresent(assignment -> more.put(dispute, assignment.attempts()));
        return more;
    }

    /** The assignment of this number; empty: there is none. */
    public Optional<Assignment> assignment(int number) {
        return facts.assignments().stream()
                .filter(assignment -> assignment.number() == number)
                .findFirst();
    }

    /** The newest assignment to a dealer; empty: the lead was never its own. */
    public Optional<Assignment> newestOf(DealerId dealer) {
        return facts.assignments().reversed().stream()
                .filter(assignment -> assignment.dealer().equals(dealer))
                .findFirst();
    }
}
