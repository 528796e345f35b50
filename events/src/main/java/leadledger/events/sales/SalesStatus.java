package leadledger.events.sales;

/** Where a sales lead is in its process (状況). */
public enum SalesStatus {
    /** 送客前リード: captured, not yet any outlet's. */
    QUEUED,
    /** 新着: delivered to an outlet. */
    NEW,
    /** フォロー中: the follow-up task has left {@link TaskState#NEW}. */
    FOLLOWING_UP,
    /** フォロー対象外: by a manager, before assignment. */
    OUT_OF_SCOPE,
    /** 商談化: became an opportunity; final. */
    CONVERTED,
    /** 失注・終了: closed with a reason; final. */
    NOT_CONVERTED
}
