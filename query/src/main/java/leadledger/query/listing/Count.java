package leadledger.query.listing;

/**
 * A number of rows.
 *
 * @param value the number
 * @param orMore whether counting stopped there
 */
public record Count(int value, boolean orMore) {

    /** Counting stops here: a longer list is long, and counting it would take longer than showing it. */
    public static final int COUNTED_AT_MOST = 10_000;

    /** Of what was counted up to {@link #COUNTED_AT_MOST}. */
    public static Count of(int counted) {
        return new Count(counted, counted >= COUNTED_AT_MOST);
    }
}
