package leadledger.events.sla.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Moves that one user recorded on many leads in a short time (SL-21), as a function of all moves. A move is <em>crowded</em> if
 * the user recorded moves on at least {@link #LEADS} leads in the {@link #WINDOW} that ends with it, both ends included. A
 * batch is an unbroken run of a user's crowded moves. So it arises with the move that made it {@link #LEADS} leads, and a
 * later move never changes what was known before (SL-22).
 */
public final class Batches {

    /** On so many leads: fewer than twelve seconds for each is too little for a call, its outcome and the record of it. */
    public static final int LEADS = 5;

    /** In so long a time; exactly so long is in it. */
    public static final Duration WINDOW = Duration.ofSeconds(60);

    private Batches() {}

    /**
     * A contact attempt, or an update of a follow-up task.
     *
     * @param lead the lead
     * @param trace the event
     */
    public record Move(UUID lead, Trace trace) {

        private Instant at() {
            return trace.recordedAt();
        }
    }

    /**
     * A batch.
     *
     * @param user who recorded it
     * @param arose the move with which it was one
     * @param moves what it is made of, from the {@link #WINDOW} that ended with {@code arose} to its last crowded move
     */
    public record Batch(String user, Move arose, List<Move> moves) {

        public Batch {
            moves = List.copyOf(moves);
        }

        /** On how many leads. */
        public long leads() {
            return moves.stream().map(Move::lead).distinct().count();
        }
    }

    /** The batches among the moves of one process, which are in the order of recording; in the order in which they arose. */
    public static List<Batch> of(List<Move> moves) {
        Map<String, List<Move>> byUser = new LinkedHashMap<>();
        moves.forEach(move -> byUser.computeIfAbsent(move.trace().user(), user -> new ArrayList<>())
                .add(move));
        List<Batch> batches = new ArrayList<>();
        byUser.forEach((user, own) -> batches.addAll(ofUser(user, own)));
        batches.sort(Comparator.comparingLong(batch -> batch.arose().trace().position()));
        return batches;
    }

    private static List<Batch> ofUser(String user, List<Move> moves) {
        List<Batch> batches = new ArrayList<>();
        int arose = -1;
        for (int i = 0; i <= moves.size(); i++) {
            boolean crowded = i < moves.size() && isCrowded(moves, i);
            if (crowded && arose < 0) {
                arose = i;
            } else if (!crowded && arose >= 0) {
                batches.add(
                        new Batch(user, moves.get(arose), List.copyOf(moves.subList(windowStart(moves, arose), i))));
                arose = -1;
            }
        }
        return batches;
    }

    private static boolean isCrowded(List<Move> moves, int last) {
        return moves.subList(windowStart(moves, last), last + 1).stream()
                        .map(Move::lead)
                        .distinct()
                        .count()
                >= LEADS;
    }

    private static int windowStart(List<Move> moves, int last) {
        Instant from = moves.get(last).at().minus(WINDOW);
        int start = last;
        while (start > 0 && !moves.get(start - 1).at().isBefore(from)) {
            start--;
        }
        return start;
    }
}
