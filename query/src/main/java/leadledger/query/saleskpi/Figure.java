package leadledger.query.saleskpi;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;

/** What is counted, and into which outcomes a lead falls there. */
enum Figure {
    /** Leads delivered. */
    DELIVERED("delivered"),
    /** Of these, how many are in follow-up scope. */
    IN_SCOPE("in-scope"),
    /** Time to first follow-up: the leads that have one, and those that have not. */
    FOLLOW_UP("follow-up"),
    /** Followed up within the target in business minutes. */
    WITHIN_BUSINESS("within-target-business"),
    /** Followed up within the target in elapsed minutes. */
    WITHIN_ELAPSED("within-target-elapsed"),
    /** Test drives. */
    TEST_DRIVE("test-drive"),
    /** Appraisals. */
    APPRAISAL("appraisal"),
    /** Conversions. */
    CONVERSION("conversion"),
    /** Contracts. */
    WIN("win");

    private final String parameter;

    Figure(String parameter) {
        this.parameter = parameter;
    }

    /** As it stands in addresses. */
    @JsonValue
    String parameter() {
        return parameter;
    }

    /** Into which outcomes a lead can fall. */
    List<Outcome> outcomes() {
        return switch (this) {
            case DELIVERED -> List.of(Outcome.COUNTED);
            case IN_SCOPE -> List.of(Outcome.IN_SCOPE, Outcome.OUT_OF_SCOPE);
            case FOLLOW_UP -> List.of(Outcome.FOLLOWED_UP, Outcome.NOT_FOLLOWED_UP);
            case WITHIN_BUSINESS, WITHIN_ELAPSED ->
                List.of(Outcome.MET, Outcome.BREACHED, Outcome.RUNNING, Outcome.EXCUSED);
            case TEST_DRIVE, APPRAISAL, CONVERSION -> List.of(Outcome.DONE, Outcome.NOT_DONE);
            case WIN -> List.of(Outcome.WON, Outcome.LOST);
        };
    }

    /** How a lead counts in a figure. */
    enum Outcome {
        /** It is there. */
        COUNTED,
        /** In follow-up scope. */
        IN_SCOPE,
        /** フォロー対象外. */
        OUT_OF_SCOPE,
        /** The first follow-up has come. */
        FOLLOWED_UP,
        /** It has not come so far. */
        NOT_FOLLOWED_UP,
        /** Within the target. */
        MET,
        /** Later than the target, or not at all with the target past. */
        BREACHED,
        /** Not followed up, and the target is not past. */
        RUNNING,
        /** 免責: excused in a dispute; in no rate (SL-40). */
        EXCUSED,
        /** It was done. */
        DONE,
        /** It was not done so far. */
        NOT_DONE,
        /** 成約. */
        WON,
        /** 失注. */
        LOST
    }
}
