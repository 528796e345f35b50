package leadledger.command.dispute;

/** What can be done to a dispute that is there (SL-40). */
public enum NextStep {
    /** 照会: headquarters ask back. */
    QUESTION,
    /** 回答: the dealer answers. */
    ANSWER,
    /** 裁定: headquarters decide. */
    DECISION,
    /** 再審議: somebody else of headquarters reopens it. */
    REOPENING
}
