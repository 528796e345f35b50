package leadledger.events.mail;

/** Whom an e-mail goes to, by the part played in the lead and never by address (LG-22). Stored: names never change. */
public enum Recipient {
    /** The customer, at the address of the request details. */
    CUSTOMER,
    /** The dealer, at the address of its reference data. */
    DEALER,
    /** A manager of the outlet, at the user's own address (SA-12). */
    OUTLET_MANAGER,
    /** The owner of the lead, at the user's own address (SA-20). */
    OWNER
}
