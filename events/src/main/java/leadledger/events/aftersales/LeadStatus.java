package leadledger.events.aftersales;

/** Where a lead is in its process (ステータス). */
public enum LeadStatus {
    /** ディーラーに割り当て済み: initial. */
    ASSIGNED_TO_DEALER,
    /** 予約済み: an appointment is agreed; final from day 60. */
    BOOKED,
    /** セールスで終了: final. */
    CLOSED_WITH_SALE,
    /** 販売なしで終了: final. */
    CLOSED_WITHOUT_SALE,
    /** セールス喪失: final, by the system on day 60. */
    SALES_LOST
}
