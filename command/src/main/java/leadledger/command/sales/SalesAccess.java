package leadledger.command.sales;

import java.util.Set;
import leadledger.command.decision.Access;
import leadledger.events.shared.Role;

/** Whether an actor may ask something of a sales lead: whoever does not see it is told that there is none (AC-01). */
public final class SalesAccess {

    private SalesAccess() {}

    /** Commenting, completing and holding deliveries are for the call centre of the lead's market (SA-02, SA-10). */
    public static Access toPrepare(SalesLead lead, SalesCaller caller) {
        return ofRoles(lead, caller, Set.of(Role.CALL_CENTER));
    }

    /** Assigning, setting aside and feedback are for the managers of the lead's outlet (SA-20, SA-22, SA-41). */
    public static Access toManage(SalesLead lead, SalesCaller caller) {
        return ofRoles(lead, caller, Set.of(Role.OUTLET_MANAGER));
    }

    /** Everything else is for its owner, and for the managers of its outlet (SA-21). */
    public static Access toFollowUp(SalesLead lead, SalesCaller caller) {
        return ofRoles(lead, caller, Set.of(Role.OUTLET_MANAGER, Role.SALES_STAFF));
    }

    /** Asking back, deciding and reopening in a dispute is for headquarters (SL-40). */
    public static Access toSteer(SalesLead lead, SalesCaller caller) {
        return ofRoles(lead, caller, Set.of(Role.HQ));
    }

    /** What follows from time alone is for the service itself (SA-10). */
    public static Access toKeepTime(SalesLead lead, SalesCaller caller) {
        return caller.actor().role() == Role.SYSTEM && lead instanceof SalesLead.Known
                ? Access.GRANTED
                : Access.UNKNOWN_LEAD;
    }

    private static Access ofRoles(SalesLead lead, SalesCaller caller, Set<Role> roles) {
        if (!sees(lead, caller)) {
            return Access.UNKNOWN_LEAD;
        }
        return roles.contains(caller.actor().role()) ? Access.GRANTED : Access.WRONG_ROLE;
    }

    /** Whether somebody sees a lead (SA-11, SA-21). */
    public static boolean sees(SalesLead lead, SalesCaller caller) {
        return switch (lead) {
            case SalesLead.Unborn ignored -> false;
            case SalesLead.Queued queued ->
                switch (caller.actor().role()) {
                    case CALL_CENTER, HQ, AUDITOR, OUTLET_MANAGER, SALES_STAFF, SALES_ASSISTANT ->
                        caller.sees(queued.capture().queue());
                    case AFTERSALES_AGENT, AFTERSALES_MANAGER, INTAKE, PRIVACY_OFFICER, ADMIN, SYSTEM -> false;
                };
            case SalesLead.Delivered delivered ->
                switch (caller.actor().role()) {
                    case OUTLET_MANAGER, SALES_ASSISTANT ->
                        caller.isOf(delivered.course().outlet());
                    case SALES_STAFF ->
                        caller.isOf(delivered.course().outlet())
                                && caller.actor()
                                        .user()
                                        .equals(delivered.course().owner());
                    case HQ, AUDITOR -> caller.sees(delivered.course().capture().queue());
                    case CALL_CENTER, AFTERSALES_AGENT, AFTERSALES_MANAGER, INTAKE, PRIVACY_OFFICER, ADMIN, SYSTEM ->
                        false;
                };
        };
    }
}
