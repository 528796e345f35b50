package leadledger.query.slareport;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.Optional;
import leadledger.events.sla.Assignment;

/** What rates are told apart by (SL-05). */
enum GroupBy {
    /** The dealer of the assignment (ディーラー). */
    DEALER("dealer"),
    /** The market of that dealer. */
    MARKET("market"),
    /** アフターセールス キャンペーン. */
    CAMPAIGN("campaign"),
    /** アフターセールス リードタイプ. */
    LEAD_TYPE("leadType"),
    /** ソース. */
    SOURCE("source"),
    /** Month of assignment in the dealer's time zone, such as {@code 2026-11}. */
    MONTH("month");

    private final String parameter;

    GroupBy(String parameter) {
        this.parameter = parameter;
    }

    @JsonValue
    String parameter() {
        return parameter;
    }

    static Optional<GroupBy> byParameter(String text) {
        return Arrays.stream(values())
                .filter(group -> group.parameter.equals(text))
                .findFirst();
    }

    /** The group that an assignment of a lead belongs to. */
    String key(SlaLeadRow lead, Assignment assignment, DealerDirectory dealers) {
        return switch (this) {
            case DEALER -> assignment.dealer().value();
            case MARKET -> place(assignment, dealers).market();
            case CAMPAIGN -> lead.campaign();
            case LEAD_TYPE -> lead.leadType().name();
            case SOURCE -> lead.source();
            case MONTH ->
                YearMonth.from(assignment
                                .assignedAt()
                                .atZone(place(assignment, dealers).zone()))
                        .toString();
        };
    }

    private static DealerDirectory.Place place(Assignment assignment, DealerDirectory dealers) {
        return dealers.place(assignment.dealer()).orElse(DealerDirectory.NOWHERE);
    }
}
