package leadledger.query.dispute;

import leadledger.events.dispute.DisputeStatus;
import leadledger.events.dispute.DisputeStep;

/** The steps of a dispute by name. */
enum DisputeStepKind {
    /** 申し立て. */
    OPENED(DisputeStatus.OPEN),
    /** 照会. */
    QUESTION_ASKED(DisputeStatus.QUESTION_ASKED),
    /** 回答. */
    QUESTION_ANSWERED(DisputeStatus.OPEN),
    /** 裁定. */
    DECIDED(DisputeStatus.DECIDED),
    /** 再審議. */
    REOPENED(DisputeStatus.OPEN);

    private final DisputeStatus leadsTo;

    DisputeStepKind(DisputeStatus leadsTo) {
        this.leadsTo = leadsTo;
    }

    static DisputeStepKind of(DisputeStep step) {
        return switch (step) {
            case DisputeStep.Opened ignored -> OPENED;
            case DisputeStep.QuestionAsked ignored -> QUESTION_ASKED;
            case DisputeStep.QuestionAnswered ignored -> QUESTION_ANSWERED;
            case DisputeStep.Decided ignored -> DECIDED;
            case DisputeStep.Reopened ignored -> REOPENED;
        };
    }

    /** Where the dispute stands after it. */
    DisputeStatus leadsTo() {
        return leadsTo;
    }
}
