package leadledger.query.saleslist;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import leadledger.query.listing.Cursor;

/** Orders of a list of sales leads; the lead's id makes each total, so that a cursor names one place. */
enum SalesSort {
    /** Of delivered leads, the newest first. */
    DELIVERED_LAST("-delivered", true, "arrived_at"),
    /** Of delivered leads, the oldest first. */
    DELIVERED_FIRST("delivered", false, "arrived_at"),
    /** Of delivered leads, those that wait for an owner first, then all others, each the newest first. */
    UNASSIGNED("unassigned", true, "unassigned", "arrived_at"),
    /** Of the queue, the customer who waits longest on top. */
    CREATED_FIRST("created", false, "arrived_at"),
    /** Of the queue, the newest first. */
    CREATED_LAST("-created", true, "arrived_at"),
    /** By name. */
    NAME("name", false, "name_key"),
    /** By name, backwards. */
    NAME_BACKWARDS("-name", true, "name_key");

    private static final int LATEST_YEAR = 9_999;

    private final String parameter;
    private final boolean descending;

    @SuppressWarnings("ImmutableEnumChecker") // Made by toList(), which cannot be changed.
    private final List<String> keys;

    SalesSort(String parameter, boolean descending, String... columns) {
        this.parameter = parameter;
        this.descending = descending;
        this.keys = Stream.concat(Arrays.stream(columns), Stream.of("lead_id")).toList();
    }

    String parameter() {
        return parameter;
    }

    /** Columns that make the order. */
    List<String> keys() {
        return keys;
    }

    /** Whether the order tells something of names. */
    boolean isByName() {
        return this == NAME || this == NAME_BACKWARDS;
    }

    /** Whether a view can be in this order: a queued lead is not delivered. */
    boolean suits(SalesView view) {
        return switch (this) {
            case NAME, NAME_BACKWARDS -> true;
            case CREATED_FIRST, CREATED_LAST -> view == SalesView.QUEUE;
            case DELIVERED_FIRST, DELIVERED_LAST, UNASSIGNED -> view != SalesView.QUEUE;
        };
    }

    String orderBy() {
        return keys.stream().map(key -> descending ? key + " desc" : key).collect(Collectors.joining(", "));
    }

    /** Condition on rows after the row whose keys are the parameters. */
    String beyond() {
        String places = keys.stream().map(key -> "?").collect(Collectors.joining(", "));
        return "(" + String.join(", ", keys) + ") " + (descending ? "<" : ">") + " (" + places + ")";
    }

    /** The place after a row. */
    Cursor after(SalesListRow row) {
        String arrivedAt = Long.toString(row.arrivedAt().toEpochMilli());
        return new Cursor(
                parameter,
                row.leadId(),
                isByName()
                        ? List.of()
                        : this == UNASSIGNED
                                ? List.of(Boolean.toString(row.isUnassigned()), arrivedAt)
                                : List.of(arrivedAt));
    }

    /** Values of the keys at a place that the cursor carries; empty: it does not, or it is none of ours. */
    Optional<List<Object>> keysAt(Cursor cursor) {
        List<String> place = cursor.place();
        if (isByName() || place.size() != keys.size() - 1) {
            return Optional.empty();
        }
        try {
            OffsetDateTime arrivedAt =
                    Instant.ofEpochMilli(Long.parseLong(place.getLast())).atOffset(ZoneOffset.UTC);
            if (arrivedAt.getYear() < 1 || arrivedAt.getYear() > LATEST_YEAR) {
                // Further than the database can hold.
                return Optional.empty();
            }
            UUID lead = cursor.afterLead();
            return Optional.of(
                    this == UNASSIGNED
                            ? List.of(Boolean.parseBoolean(place.getFirst()), arrivedAt, lead)
                            : List.of(arrivedAt, lead));
        } catch (NumberFormatException | DateTimeException e) {
            return Optional.empty();
        }
    }

    static Optional<SalesSort> byParameter(String parameter) {
        return Arrays.stream(values())
                .filter(sort -> sort.parameter.equals(parameter))
                .findFirst();
    }
}
