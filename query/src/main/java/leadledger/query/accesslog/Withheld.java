package leadledger.query.accesslog;

/**
 * Something read that nobody sees before its reading is logged: only {@link AccessLog#release} gives it out.
 *
 * @param <T> what was read
 */
public final class Withheld<T> {

    private final T value;

    /** Withholds it. */
    public Withheld(T value) {
        this.value = value;
    }

    T value() {
        return value;
    }
}
