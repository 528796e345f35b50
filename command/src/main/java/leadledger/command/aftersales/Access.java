package leadledger.command.aftersales;

import java.util.Set;
import leadledger.events.shared.Actor;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.Refusal;
import leadledger.events.shared.Role;

/** Whether an actor may ask something of a lead. */
public sealed interface Access {

    /** Why a lead that is another dealer's, or no lead at all, is not found (AC-01). */
    Refusal UNKNOWN = Refusal.ofUnknownLead();

    /** It may. */
    Access GRANTED = new Granted();

    /** The same for a lead that is another dealer's and for one that does not exist (AC-01). */
    Access UNKNOWN_LEAD = new Denied(UNKNOWN);

    /** The actor sees the lead, but its role does not do this. */
    Access WRONG_ROLE = new Denied(Refusal.ofRole("AC-01"));

    /** Headquarters see the leads of their market's dealers; any other is to them as none (AC-01). */
    static Access toSee(AftersalesLead lead, Actor actor, Set<DealerId> dealersOfMarket) {
        return actor.role() == Role.HQ
                        && lead instanceof AftersalesLead.Known known
                        && !dealersOfMarket.contains(known.course().dealer())
                ? UNKNOWN_LEAD
                : GRANTED;
    }

    /** Working a lead is for its own dealer; whoever else sees it may only look. */
    static Access toWork(AftersalesLead lead, Actor actor) {
        return switch (lead) {
            case AftersalesLead.Unborn ignored -> UNKNOWN_LEAD;
            case AftersalesLead.Known known -> toWork(known.course().dealer(), actor);
        };
    }

    /** Steering a lead between dealers is for headquarters (AS-65). */
    static Access toSteer(AftersalesLead lead, Actor actor) {
        return switch (lead) {
            case AftersalesLead.Unborn ignored -> UNKNOWN_LEAD;
            case AftersalesLead.Known known ->
                switch (actor.role()) {
                    case HQ -> GRANTED;
                    case AUDITOR -> WRONG_ROLE;
                    case AFTERSALES_AGENT, AFTERSALES_MANAGER ->
                        actor.belongsTo(known.course().dealer()) ? WRONG_ROLE : UNKNOWN_LEAD;
                    case INTAKE, PRIVACY_OFFICER, ADMIN, SYSTEM -> UNKNOWN_LEAD;
                };
        };
    }

    /** What follows from time alone is for the service itself (AS-61, AS-51). */
    static Access toKeepTime(AftersalesLead lead, Actor actor) {
        return actor.role() == Role.SYSTEM && lead instanceof AftersalesLead.Known ? GRANTED : UNKNOWN_LEAD;
    }

    private static Access toWork(DealerId dealer, Actor actor) {
        return switch (actor.role()) {
            case AFTERSALES_AGENT, AFTERSALES_MANAGER -> actor.belongsTo(dealer) ? GRANTED : UNKNOWN_LEAD;
            case HQ, AUDITOR -> WRONG_ROLE;
            case INTAKE, PRIVACY_OFFICER, ADMIN, SYSTEM -> UNKNOWN_LEAD;
        };
    }

    /** Granted. */
    record Granted() implements Access {}

    /**
     * Denied.
     *
     * @param refusal why
     */
    record Denied(Refusal refusal) implements Access {}
}
