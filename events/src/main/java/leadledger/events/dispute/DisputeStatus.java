package leadledger.events.dispute;

/** Where a dispute stands (異議申し立ての状態, SL-40). */
public enum DisputeStatus {
    /** 審査中: headquarters are to decide. */
    OPEN,
    /** 照会中: headquarters asked back, and the dealer is to answer. */
    QUESTION_ASKED,
    /** 裁定済み: headquarters decided, and nobody reopened it. */
    DECIDED;

    /** Where a dispute stands after a step, wherever it stood before: what is in the ledger has happened. */
    public static DisputeStatus after(DisputeStep step) {
        return switch (step) {
            case DisputeStep.Opened ignored -> OPEN;
            case DisputeStep.QuestionAsked ignored -> QUESTION_ASKED;
            case DisputeStep.QuestionAnswered ignored -> OPEN;
            case DisputeStep.Decided ignored -> DECIDED;
            case DisputeStep.Reopened ignored -> OPEN;
        };
    }
}
