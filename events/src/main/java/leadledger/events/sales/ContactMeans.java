package leadledger.events.sales;

/** By which means the customer of a sales lead was contacted: the first half of タスクの種類 (SA-31). */
public enum ContactMeans {
    /** 電話. */
    PHONE,
    /** 電子メール. */
    EMAIL,
    /** テキストメッセージ. */
    TEXT_MESSAGE,
    /** 他のメッセージング システム. */
    OTHER_MESSAGING,
    /** 来店. */
    SHOWROOM_VISIT,
    /** 訪問. */
    HOME_VISIT
}
