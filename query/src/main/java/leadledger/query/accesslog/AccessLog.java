package leadledger.query.accesslog;

import java.util.UUID;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** Takes entries of the access log. Whatever reads personal data needs one. */
public interface AccessLog {

    /**
     * Logs a reading; when it returns, the entry is committed.
     *
     * @throws AccessLogUnavailableException when it is not, so that nothing may be shown
     */
    void commit(AccessEntry reading);

    /** Logs a refused attempt as well as it can; never throws, and never takes long. */
    void refused(AccessEntry refusal);

    /** Logs that one thing is read, such as a lead. */
    default void commit(Disclosure disclosure, @Nullable UUID leadId) {
        commit(AccessEntry.ofReading(disclosure, leadId, null));
    }

    /** Logs the reading of something withheld, and gives it out. */
    default <T> T release(Withheld<T> withheld, Disclosure disclosure, ToIntFunction<T> rows) {
        T value = withheld.value();
        commit(AccessEntry.ofReading(disclosure, null, rows.applyAsInt(value)));
        return value;
    }
}
