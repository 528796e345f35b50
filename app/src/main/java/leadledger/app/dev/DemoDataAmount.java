package leadledger.app.dev;

/** How much the default run records in an empty ledger. */
public enum DemoDataAmount {
    /** Reference data and three months of 2,000 leads. */
    FULL,
    /** Reference data alone. */
    NETWORK
}
