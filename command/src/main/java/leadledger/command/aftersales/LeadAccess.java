package leadledger.command.aftersales;

import java.util.Set;
import leadledger.command.decision.Access;
import leadledger.events.shared.Actor;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.Role;

/** Whether an actor may ask something of an aftersales lead. */
public final class LeadAccess {

    private LeadAccess() {}

    /** Headquarters see the leads of their market's dealers; any other is to them as none (AC-01). */
    public static Access toSee(AftersalesLead lead, Actor actor, Set<DealerId> dealersOfMarket) {
        return actor.role() == Role.HQ
                        && lead instanceof AftersalesLead.Known known
                        && !dealersOfMarket.contains(known.course().dealer())
                ? Access.UNKNOWN_LEAD
                : Access.GRANTED;
    }

    /** Working a lead is for its own dealer; whoever else sees it may only look. */
    public static Access toWork(AftersalesLead lead, Actor actor) {
        return switch (lead) {
            case AftersalesLead.Unborn ignored -> Access.UNKNOWN_LEAD;
            case AftersalesLead.Known known -> toWork(known.course().dealer(), actor);
        };
    }

    /** Steering a lead between dealers is for headquarters (AS-65). */
    public static Access toSteer(AftersalesLead lead, Actor actor) {
        return switch (lead) {
            case AftersalesLead.Unborn ignored -> Access.UNKNOWN_LEAD;
            case AftersalesLead.Known known ->
                switch (actor.role()) {
                    case HQ -> Access.GRANTED;
                    case AUDITOR -> Access.WRONG_ROLE;
                    case AFTERSALES_AGENT, AFTERSALES_MANAGER ->
                        actor.belongsTo(known.course().dealer()) ? Access.WRONG_ROLE : Access.UNKNOWN_LEAD;
                    case INTAKE,
                            CALL_CENTER,
                            OUTLET_MANAGER,
                            SALES_STAFF,
                            SALES_ASSISTANT,
                            PRIVACY_OFFICER,
                            ADMIN,
                            SYSTEM -> Access.UNKNOWN_LEAD;
                };
        };
    }

    /** What follows from time alone is for the service itself (AS-61, AS-51). */
    public static Access toKeepTime(AftersalesLead lead, Actor actor) {
        return actor.role() == Role.SYSTEM && lead instanceof AftersalesLead.Known
                ? Access.GRANTED
                : Access.UNKNOWN_LEAD;
    }

    private static Access toWork(DealerId dealer, Actor actor) {
        return switch (actor.role()) {
            case AFTERSALES_AGENT, AFTERSALES_MANAGER -> actor.belongsTo(dealer) ? Access.GRANTED : Access.UNKNOWN_LEAD;
            case HQ, AUDITOR -> Access.WRONG_ROLE;
            case INTAKE, CALL_CENTER, OUTLET_MANAGER, SALES_STAFF, SALES_ASSISTANT, PRIVACY_OFFICER, ADMIN, SYSTEM ->
                Access.UNKNOWN_LEAD;
        };
    }
}
