package leadledger.query.bell;

/** What a notification tells. */
public enum NotificationKind {
    /** Headquarters or an intake machine made a lead for the dealer (AS-01, AS-04). */
    NEW_LEAD,
    /** The day of a re-contact has come, and its new lead exists (AS-52). */
    RECONTACT_LEAD,
    /** A lead of another dealer is this dealer's from now on (AS-65). */
    LEAD_MOVED_HERE,
    /** A lead of this dealer is another's from now on; which one is no longer this dealer's business (AS-65). */
    LEAD_MOVED_AWAY,
    /** A lead was delivered to the outlet, or one of its managers pulled it (SA-12); for its managers. */
    SALES_LEAD_DELIVERED,
    /** A lead was assigned to somebody (SA-20); for the new owner alone. */
    SALES_LEAD_ASSIGNED
}
