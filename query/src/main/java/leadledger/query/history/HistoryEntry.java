package leadledger.query.history;

import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import leadledger.query.masking.Mask;
import org.jspecify.annotations.Nullable;

/**
 * One change of a lead: date, field, user, old value, new value (AS-71).
 *
 * @param position the event's place in the ledger
 * @param date when it was recorded
 * @param field what changed
 * @param user who did it
 * @param oldValue what it was; absent: nothing
 * @param newValue what it became; absent: nothing
 * @param reason why, where one was given
 * @param importedAt when the ledger took it over from another system, whose time of recording {@code date} is (LG-40); absent:
 *     it was recorded here first
 * @param brokenRules rules that it broke when the other system recorded it (LG-41); absent: none
 */
public record HistoryEntry(
        long position,
        Instant date,
        String field,
        String user,
        @Nullable String oldValue,
        @Nullable String newValue,
        @Nullable String reason,
        @Nullable Instant importedAt,
        @Nullable List<String> brokenRules) {

    /** What was recorded here first. */
    HistoryEntry(
            long position,
            Instant date,
            String field,
            String user,
            @Nullable String oldValue,
            @Nullable String newValue,
            @Nullable String reason) {
        this(position, date, field, user, oldValue, newValue, reason, null, null);
    }

    /**
     * Without what tells who the customer is: values of such fields, and reasons, which are free text.
     *
     * @param isOpen whether a field tells nothing of it
     */
    HistoryEntry masked(Predicate<String> isOpen) {
        boolean open = isOpen.test(field);
        return new HistoryEntry(
                position,
                date,
                field,
                user,
                open ? oldValue : Mask.text(oldValue),
                open ? newValue : Mask.text(newValue),
                Mask.text(reason),
                importedAt,
                brokenRules);
    }
}
