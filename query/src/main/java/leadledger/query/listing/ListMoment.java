package leadledger.query.listing;

import java.time.Instant;
import java.util.List;
import leadledger.query.projection.VersionsProjection;

/**
 * The moment that a list is of: now, from the table that is kept up to date; or a past one, from the versions that held then
 * (SL-22).
 *
 * @param at the moment; by it deadlines have passed or not (AS-64)
 * @param position every event up to here is in the answer; of a past moment, no other is
 * @param isPast whether a past moment was asked for
 */
public record ListMoment(Instant at, long position, boolean isPast) {

    /** Now. */
    public static ListMoment now(Instant at, long position) {
        return new ListMoment(at, position, false);
    }

    /** A past moment, by which the ledger had come to a position. */
    public static ListMoment past(Instant at, long position) {
        return new ListMoment(at, position, true);
    }

    /** How recent an answer of this moment is. */
    public UpToDate upToDate() {
        return new UpToDate(position, at);
    }

    /** The rows to read: of the one table, or of the other those that held then. */
    public Source source(String live, String versions) {
        return isPast
                ? new Source("query." + versions, VersionsProjection.HELD_AT + " and ", List.of(position, position))
                : new Source("query." + live, "", List.of());
    }

    /**
     * Rows of one moment.
     *
     * @param table full name of the table that has them
     * @param held SQL condition on them, with what joins it to another; empty: all
     * @param parameters of the condition
     */
    public record Source(String table, String held, List<Object> parameters) {

        /** The condition, whose parameters are added to others. */
        public String held(List<Object> to) {
            to.addAll(parameters);
            return held;
        }

        /** The same condition on rows that have a name in the query. */
        public String held(String row, List<Object> to) {
            return held(to).replace("valid_", row + ".valid_");
        }
    }
}
