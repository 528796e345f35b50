package leadledger.query.leadlist;

import java.util.Arrays;
import java.util.Optional;

/** The list views (ビュー), each a condition on a row. Order as in the menu. */
enum View {
    /** ディーラーに割り当て済み. */
    ASSIGNED("assigned", "status = 'ASSIGNED_TO_DEALER'"),
    /** 未管理: no contact attempt yet. */
    UNMANAGED("unmanaged", "status = 'ASSIGNED_TO_DEALER' and attempts = 0"),
    /** 進行中: at least one contact attempt. */
    IN_PROGRESS("in-progress", "status = 'ASSIGNED_TO_DEALER' and attempts > 0"),
    /** セールスで終了: with every booked lead. */
    CLOSED_WITH_SALE("closed-with-sale", "status in ('CLOSED_WITH_SALE', 'BOOKED')"),
    /** 最新: the newest leads whatever their status. */
    RECENT("recent", "true");

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

    static Optional<View> byPath(String path) {
        return Arrays.stream(values()).filter(view -> view.path.equals(path)).findFirst();
    }
}
