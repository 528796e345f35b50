package leadledger.events.dispute;

/** The processes whose verdicts are disputed. */
public enum DisputedProcess {
    /** アフターセールス. */
    AFTERSALES,
    /** 新車販売. */
    SALES
}
