package leadledger.query.history;

import java.time.Instant;
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
 */
public record HistoryEntry(
        long position,
        Instant date,
        String field,
        String user,
        @Nullable String oldValue,
        @Nullable String newValue,
        @Nullable String reason) {

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
                Mask.text(reason));
    }
}
