package leadledger.events.sales;

/** When the customer means to buy (ご購入検討時期, SA-01), in the order of nearness. */
public enum PurchaseHorizon {
    /** 1か月以内. */
    WITHIN_1_MONTH,
    /** 3か月以内. */
    WITHIN_3_MONTHS,
    /** 6か月以内. */
    WITHIN_6_MONTHS,
    /** 1年以内. */
    WITHIN_12_MONTHS,
    /** 1年以上先. */
    LATER,
    /** 未定. */
    UNDECIDED
}
