package leadledger.events.sla;

/**
 * How many of how many: an exact fraction with both counts (SL-04).
 *
 * @param met the part, 0 to {@code of}
 * @param of the whole; with 0 there is no rate, which is neither 0 % nor 100 %
 */
public record Share(long met, long of) {

    private static final int PERCENT = 100;

    public Share {
        if (met < 0 || met > of) {
            throw new IllegalArgumentException("a part of the whole");
        }
    }

    /** Whether there is a rate at all. */
    public boolean isRate() {
        return of > 0;
    }

    /** Whether at least so many of 100 meet; compared exactly, not by a rounded percentage (SL-05). */
    public boolean reaches(int percent) {
        return isRate() && Math.multiplyExact(met, PERCENT) >= Math.multiplyExact(of, percent);
    }

    /** Both counts added. */
    public Share plus(Share other) {
        return new Share(met + other.met, of + other.of);
    }
}
