package leadledger.events.aftersales;

/** Whether a contact attempt reached the customer (AS-10). */
public enum ContactOutcome {
    /** リードコンタクト = OK. */
    REACHED,
    /** リードコンタクト = KO. */
    NOT_REACHED
}
