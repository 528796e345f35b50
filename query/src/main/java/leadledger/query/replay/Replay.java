package leadledger.query.replay;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import leadledger.events.shared.Recorded;
import leadledger.query.lead.LeadActions.ActionState;
import leadledger.query.listing.Cursor;
import leadledger.query.listing.ListParameters;
import leadledger.query.replay.ReplayedProcess.Change;
import leadledger.query.replay.ReplayedProcess.TimeEffect;
import org.jspecify.annotations.Nullable;

/**
 * A page of a lead's story, step by step (LG-32). A step is an event, or what time alone changed at a moment. For a given
 * {@code asOf} the steps never change.
 *
 * @param id the lead
 * @param asOf the moment as of which it is told
 * @param steps in order
 * @param nextCursor for the next page; absent: this is the last
 * @param <S> where a lead stands
 * @param <V> a verdict
 */
record Replay<S, V>(
        UUID id,
        Instant asOf,
        List<Step<S, V>> steps,
        @Nullable String nextCursor) {

    /**
     * A step, and what holds after it.
     *
     * @param number its place in the story, from 1
     * @param at its moment: when the event was recorded, or the first moment of the effect of time
     * @param event the event; absent: time alone
     * @param timeEffect name of what time alone brought about; absent: an event
     * @param changes what it changed
     * @param state where the lead stands
     * @param verdicts the verdicts as of this moment
     * @param allowedActions what the reader could have done at this moment, and why each other action was not possible
     */
    record Step<S, V>(
            int number,
            Instant at,
            @Nullable StepEvent event,
            @Nullable String timeEffect,
            List<Change> changes,
            S state,
            List<V> verdicts,
            List<ActionState> allowedActions) {}

    /**
     * An event as it was recorded.
     *
     * @param position place in the ledger
     * @param version the lead's version with this event
     * @param eventId its id
     * @param type stable name of its type
     * @param recordedAt when it entered the ledger (SL-20)
     * @param occurredAt when it happened, as is claimed (SL-20)
     * @param actor who did it
     * @param payload its content
     */
    record StepEvent(
            long position,
            int version,
            UUID eventId,
            String type,
            Instant recordedAt,
            Instant occurredAt,
            String actor,
            Map<String, @Nullable Object> payload) {}

    /** How far a step's history reaches, and which effect of time the step is; none: the last event of it. */
    private record Stop(int events, Instant at, @Nullable TimeEffect effect) {}

    /** A cursor is the number of the step after which the page begins: a step keeps its number. */
    static int after(ListParameters read, @Nullable String cursor) {
        if (cursor == null) {
            return 0;
        }
        if (!cursor.matches("[1-9]\\d{0,8}")) {
            read.fault(Cursor.UNKNOWN);
            return 0;
        }
        return Integer.parseInt(cursor);
    }

    /**
     * Tells a page of the story.
     *
     * @param events what was recorded of the lead by the moment; at least one
     * @param after number of the last step of the page before; 0: from the start
     * @param limit steps at most
     */
    static <E, S, V> Replay<S, V> of(
            List<Recorded<E>> events, Instant asOf, ReplayedProcess<E, S, V> process, int after, int limit) {
        List<Stop> stops = stops(events, asOf, process);
        int from = Math.min(after, stops.size());
        int to = Math.min(from + limit, stops.size());
        Map<Long, List<Change>> changes = process.changes(events);
        List<Step<S, V>> steps = new ArrayList<>();
        for (int i = from; i < to; i++) {
            steps.add(step(i + 1, stops.get(i), events, changes, process));
        }
        return new Replay<>(events.getFirst().streamId(), asOf, steps, to < stops.size() ? Integer.toString(to) : null);
    }

    private static <E, S, V> List<Stop> stops(
            List<Recorded<E>> events, Instant asOf, ReplayedProcess<E, S, V> process) {
        List<Stop> stops = new ArrayList<>();
        for (int count = 1; count <= events.size(); count++) {
            List<Recorded<E>> history = events.subList(0, count);
            if (!process.isShown(history)) {
                continue;
            }
            Instant recordedAt = history.getLast().recordedAt();
            stops.add(new Stop(count, recordedAt, null));
            // What takes effect at the moment of the next event was there before it: the deadline decides (AS-64).
            Instant until = count < events.size() ? events.get(count).recordedAt() : asOf;
            int reach = count;
            process.timeEffects(history).stream()
                    .filter(effect ->
                            effect.at().isAfter(recordedAt) && !effect.at().isAfter(until))
                    .sorted(Comparator.comparing(TimeEffect::at))
                    .forEach(effect -> stops.add(new Stop(reach, effect.at(), effect)));
        }
        return stops;
    }

    private static <E, S, V> Step<S, V> step(
            int number,
            Stop stop,
            List<Recorded<E>> events,
            Map<Long, List<Change>> changes,
            ReplayedProcess<E, S, V> process) {
        List<Recorded<E>> history = events.subList(0, stop.events());
        Recorded<E> last = history.getLast();
        TimeEffect effect = stop.effect();
        return new Step<>(
                number,
                stop.at(),
                effect == null ? event(last, process) : null,
                effect == null ? null : effect.name(),
                effect == null ? changes.getOrDefault(last.position(), List.of()) : effect.changes(),
                process.state(history, stop.at()),
                process.verdicts(history, stop.at()),
                process.actions(history, stop.at()));
    }

    private static <E> StepEvent event(Recorded<E> recorded, ReplayedProcess<E, ?, ?> process) {
        return new StepEvent(
                recorded.position(),
                recorded.sequence() + 1,
                recorded.eventId(),
                recorded.type(),
                recorded.recordedAt(),
                recorded.occurredAt(),
                recorded.actor(),
                process.payload(recorded.event()));
    }
}
