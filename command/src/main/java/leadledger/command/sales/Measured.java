package leadledger.command.sales;

import java.time.Instant;
import leadledger.command.dispute.Disputes;
import leadledger.events.sales.SalesEvent;
import leadledger.events.sales.SalesEvent.OfDispute;
import leadledger.events.shared.OutletId;
import leadledger.events.sla.FirstFollowUp;
import leadledger.events.sla.FollowUpFacts;

/**
 * What the rules of disputes need to know of a delivered lead: facts beside its course (AS-60).
 *
 * @param followUp what its verdict follows from
 * @param disputes those over its verdict
 */
public record Measured(FollowUpFacts followUp, Disputes disputes) {

    static Measured delivered(OutletId outlet, Instant deliveredAt) {
        return new Measured(
                new FollowUpFacts(null, new FirstFollowUp(outlet, deliveredAt, null, null, null), null), Disputes.NONE);
    }

    Measured after(SalesEvent event, Instant recordedAt, String actor) {
        return new Measured(
                followUp.evolve(event, recordedAt),
                event instanceof OfDispute of ? disputes.after(of.step(), actor) : disputes);
    }

    /** The delivered lead. */
    public FirstFollowUp facts() {
        return followUp.at(Instant.MAX).orElseThrow();
    }
}
