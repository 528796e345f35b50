package leadledger.command.sales;

import java.time.Instant;
import leadledger.command.decision.Decision;
import leadledger.command.decision.LeadCommand;
import leadledger.events.sales.SalesEvent;
import leadledger.events.shared.Actor;
import leadledger.events.shared.Refusal;
import org.jspecify.annotations.Nullable;

/** Somebody wants something of a sales lead. */
public interface SalesCommand extends LeadCommand<SalesLead, SalesEvent> {

    /** Who wants it. */
    SalesCaller caller();

    @Override
    default Actor actor() {
        return caller().actor();
    }

    /** The lead has come to its end (SA-42). */
    static Decision<SalesEvent> isFinal() {
        return Decision.refused(Refusal.ofState("SA-42", "sales-lead-is-final"));
    }

    /** The lead is in the queue still (SA-01). */
    static Decision<SalesEvent> isQueued() {
        return Decision.refused(Refusal.ofState("SA-01", "lead-not-delivered"));
    }

    /** The lead is out of follow-up scope (SA-22). */
    static Decision<SalesEvent> isOutOfScope() {
        return Decision.refused(Refusal.ofState("SA-22", "lead-out-of-scope"));
    }

    /** Only what is followed up can be followed by this (SA-41, SA-42). */
    static Decision<SalesEvent> isNotFollowedUpYet(String rule) {
        return Decision.refused(Refusal.ofState(rule, "lead-not-followed-up-yet"));
    }

    /** The lead has been delivered, so the call centre has no more to do with it (SA-02). */
    static Decision<SalesEvent> isDelivered() {
        return Decision.refused(Refusal.ofState("SA-02", "lead-delivered"));
    }

    /** What is decided on a lead whose delivery is held must be recorded before the outlet opens (SA-10). */
    @Override
    default @Nullable Instant holdsUntil(SalesLead lead) {
        return lead instanceof SalesLead.Queued(SalesLead.Capture ignored, SalesLead.@Nullable Held held)
                        && held != null
                ? held.opensAt().minusMillis(1)
                : null;
    }
}
