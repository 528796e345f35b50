package leadledger.query.leadlist;

import java.util.Arrays;
import java.util.Optional;

/**
 * The list views (ビュー), each a condition on a row. Order as in the menu.
 *
 * <p>Where a condition has a {@code ?}, it asks for {@link leadledger.query.lead.Lapse#cutoff}: an open lead that was
 * assigned before it has lapsed, whether or not that is recorded yet (AS-64). A lead of which it is recorded was assigned
 * before it, too, so one condition finds both. Nothing but the few leads whose lapse waits to be recorded is passed over.
 */
enum View {
    /** ディーラーに割り当て済み. */
    ASSIGNED("assigned", Conditions.ASSIGNED),
    /** 未管理: no contact attempt yet. */
    UNMANAGED("unmanaged", Conditions.ASSIGNED + " and attempts = 0"),
    /** 進行中: at least one contact attempt. */
    IN_PROGRESS("in-progress", Conditions.ASSIGNED + " and attempts > 0"),
    /** セールスで終了: with every booked lead. */
    CLOSED_WITH_SALE("closed-with-sale", "status in ('CLOSED_WITH_SALE', 'BOOKED')"),
    /** 販売なしで終了: a close reason is set. */
    CLOSED_WITHOUT_SALE("closed-without-sale", "close_reason is not null"),
    /** セールス喪失. No lead is assigned before it is created: the second moment only makes the search short. */
    SALES_LOST("sales-lost", "status in ('ASSIGNED_TO_DEALER', 'SALES_LOST') and assigned_at < ? and created_at < ?"),
    /** 最新: the newest leads whatever their status. */
    RECENT("recent", "true"),
    /** The glossary's <em>in progress</em>: assigned, or booked and not final yet. */
    OPEN("open", Conditions.OPEN);

    /** Parts that several views share. */
    private static final class Conditions {
        static final String OPEN = "not ended and assigned_at >= ?";
        static final String ASSIGNED = OPEN + " and status = 'ASSIGNED_TO_DEALER'";
    }

    private final String path;
    private final String condition;

    View(String path, String condition) {
        this.path = path;
        this.condition = condition;
    }

    /** Name in addresses. */
    String path() {
        return path;
    }

    /** SQL condition; a constant of this class, never input. */
    String condition() {
        return condition;
    }

    /** How often the condition asks for the cutoff. */
    int cutoffs() {
        return (int) condition.chars().filter(c -> c == '?').count();
    }

    static Optional<View> byPath(String path) {
        return Arrays.stream(values()).filter(view -> view.path.equals(path)).findFirst();
    }
}
