package leadledger.events.dispute;

/** Why a dealer disputes a verdict (異議申し立ての理由, SL-40). */
public enum DisputeReason {
    /** The customer was contacted in time, and it was recorded late. */
    RECORDED_LATE,
    /** The system or the line was out of order. */
    SYSTEM_FAILURE,
    /** The customer wanted it so. */
    CUSTOMERS_WISH,
    /** The lead should not have been assigned to this dealer, or was no lead. */
    WRONGLY_ASSIGNED,
    /** Another reason, which the text tells. */
    OTHER
}
