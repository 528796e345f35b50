package leadledger.query.replay;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import leadledger.events.shared.Recorded;
import leadledger.query.history.HistoryEntry;
import leadledger.query.lead.LeadActions.ActionState;
import org.jspecify.annotations.Nullable;

/**
 * What a process says of the steps of one lead, as one reader may see them.
 *
 * @param <E> the process's events
 * @param <S> where a lead stands
 * @param <V> a verdict
 */
interface ReplayedProcess<E, S, V> {

    /**
     * What time alone changes.
     *
     * @param name its stable name
     * @param at the first moment at which it holds
     * @param changes what it changes of the lead, old and new; none where it changes a verdict only
     */
    record TimeEffect(String name, Instant at, List<Change> changes) {}

    /**
     * A change of one field.
     *
     * @param field what changed, as in the history
     * @param oldValue what it was; absent: nothing
     * @param newValue what it became; absent: nothing
     * @param reason why, where one was given
     */
    record Change(
            String field,
            @Nullable String oldValue,
            @Nullable String newValue,
            @Nullable String reason) {

        static Change of(HistoryEntry entry) {
            return new Change(entry.field(), entry.oldValue(), entry.newValue(), entry.reason());
        }
    }

    /** Whether the reader may see the last of these events, and what follows of time alone after it (AC-01). */
    boolean isShown(List<Recorded<E>> events);

    /** What time alone changes after these events as long as nothing more is recorded, in any order. */
    List<TimeEffect> timeEffects(List<Recorded<E>> events);

    /** What each of these events changed, by position. */
    Map<Long, List<Change>> changes(List<Recorded<E>> events);

    /** An event's content. */
    Map<String, @Nullable Object> payload(E event);

    /** Where the lead stands after these events, at a moment. */
    S state(List<Recorded<E>> events, Instant at);

    /** The verdicts after these events, at a moment. */
    List<V> verdicts(List<Recorded<E>> events, Instant at);

    /** What the reader could have done after these events, at a moment. */
    List<ActionState> actions(List<Recorded<E>> events, Instant at);
}
