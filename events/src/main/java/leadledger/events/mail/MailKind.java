package leadledger.events.mail;

/** What an e-mail is about. Stored with what became of it: names never change. */
public enum MailKind {
    /** An appointment was agreed on (AS-22); to both. */
    CONFIRMATION,
    /** It was moved (AS-21); to both. */
    RESCHEDULE,
    /** It is tomorrow (AS-22); to the dealer always, to the customer only if wanted. */
    REMINDER,
    /** It will not take place (AS-22, AS-65); to the customer and to the dealer that had it. */
    CANCELLATION,
    /** A re-contact's day has come, and there is a new lead (AS-52); to the dealer. */
    RECONTACT,
    /** A lead was delivered to an outlet (SA-12); to each of its managers. */
    SALES_LEAD_DELIVERED,
    /** A lead was assigned to somebody (SA-20); to the new owner. */
    SALES_LEAD_ASSIGNED
}
