package leadledger.events.sales;

/** How an opportunity ended (SA-42). */
public enum ContractResult {
    /** 成約. */
    WON,
    /** 失注. */
    LOST
}
