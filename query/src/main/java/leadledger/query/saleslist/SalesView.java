package leadledger.query.saleslist;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import leadledger.events.sales.SalesStatus;
import leadledger.events.shared.UserId;
import org.jspecify.annotations.Nullable;

/** The list views of sales leads (ビュー), in the order of the menu. Each lead stands in one of the first seven. */
enum SalesView {
    /** 送客前. */
    QUEUE,
    /** 新着, no owner yet. */
    NEW_UNASSIGNED,
    /** 新着, with an owner. */
    NEW_ASSIGNED,
    /** フォロー中. */
    FOLLOWING_UP,
    /** フォロー対象外. */
    OUT_OF_SCOPE,
    /** 商談化. */
    CONVERTED,
    /** 失注・終了. */
    NOT_CONVERTED,
    /** Everything that is delivered. */
    ALL,
    /** What the reader owns itself. */
    MINE;

    private final String path = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** Name in addresses, and in the table's column {@code view}. */
    String path() {
        return path;
    }

    /** Whether it gathers leads of several of the others. */
    boolean isWide() {
        return this == ALL || this == MINE;
    }

    /** The one in which a lead stands beside the wide ones. */
    static SalesView of(SalesStatus status, @Nullable UserId owner) {
        return switch (status) {
            case QUEUED -> QUEUE;
            case NEW -> owner == null ? NEW_UNASSIGNED : NEW_ASSIGNED;
            case FOLLOWING_UP -> FOLLOWING_UP;
            case OUT_OF_SCOPE -> OUT_OF_SCOPE;
            case CONVERTED -> CONVERTED;
            case NOT_CONVERTED -> NOT_CONVERTED;
        };
    }

    static Optional<SalesView> byPath(String path) {
        return Arrays.stream(values()).filter(view -> view.path.equals(path)).findFirst();
    }
}
