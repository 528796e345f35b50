package leadledger.query.projection;

import java.util.ArrayList;
import java.util.List;

/**
 * A stream's row with the versions of it that were superseded since this value was begun or read from its table.
 *
 * @param current the row as it is
 * @param validFrom position of the event from which on it shows what it shows
 * @param superseded those before, in order
 * @param <R> a row
 */
public record Versions<R>(R current, long validFrom, List<Version<R>> superseded) {

    public Versions {
        superseded = List.copyOf(superseded);
    }

    /**
     * A version that holds no more.
     *
     * @param row the row as it was
     * @param validFrom position of the first event at which it was so
     * @param validTo position of the first event at which it was so no more
     * @param <R> a row
     */
    public record Version<R>(R row, long validFrom, long validTo) {}

    /** The same version after one more event, which a reader could not tell. */
    Versions<R> unchanged(R next) {
        return new Versions<>(next, validFrom, superseded);
    }

    /** With one more version. */
    Versions<R> changed(R next, long position) {
        List<Version<R>> before = new ArrayList<>(superseded);
        before.add(new Version<>(current, validFrom, position));
        return new Versions<>(next, position, before);
    }
}
