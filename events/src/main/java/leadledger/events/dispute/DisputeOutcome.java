package leadledger.events.dispute;

/** What headquarters decide in a dispute (SL-40). */
public enum DisputeOutcome {
    /** 維持: the verdict stands. */
    UPHELD,
    /** 免責: the verdict stays what it is, but the lead leaves numerator and denominator of the rates. */
    EXCUSED,
    /** 訂正: the time of the event that stopped the clock is corrected, and the verdict follows from the corrected one. */
    CORRECTED
}
