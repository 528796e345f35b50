package leadledger.events.sales;

/** What was proposed to the customer: the second half of タスクの種類 (SA-31). */
public enum Proposal {
    /** 来店. */
    SHOWROOM_VISIT,
    /** 試乗. */
    TEST_DRIVE,
    /** 見積. */
    QUOTATION,
    /** 査定. */
    APPRAISAL,
    /** 資料送付. */
    BROCHURE,
    /** その他. */
    OTHER
}
