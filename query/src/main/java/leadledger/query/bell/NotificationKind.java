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
    LEAD_MOVED_AWAY
}
