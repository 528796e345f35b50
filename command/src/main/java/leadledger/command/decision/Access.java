package leadledger.command.decision;

import leadledger.events.shared.Refusal;

/** Whether an actor may ask something of a lead; of either process. */
public sealed interface Access {

    /** Why a lead that is another's, or no lead at all, is not found (AC-01). */
    Refusal UNKNOWN = Refusal.ofUnknownLead();

    /** It may. */
    Access GRANTED = new Granted();

    /** The same for a lead that is another's and for one that does not exist (AC-01). */
    Access UNKNOWN_LEAD = new Denied(UNKNOWN);

    /** The actor sees the lead, but its role does not do this. */
    Access WRONG_ROLE = new Denied(Refusal.ofRole("AC-01"));

    /** Granted. */
    record Granted() implements Access {}

    /**
     * Denied.
     *
     * @param refusal why
     */
    record Denied(Refusal refusal) implements Access {}
}
