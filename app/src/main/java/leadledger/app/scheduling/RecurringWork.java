package leadledger.app.scheduling;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Something that the service does again and again by itself. One node does it at a time. Because a node may be taken for
 * dead that is only slow, what it does must be right when it is done twice.
 */
public interface RecurringWork {

    /** Its name in the database; stays the same from version to version. */
    String name();

    /** How long to rest after each time. */
    Duration pause();

    /**
     * Does it once.
     *
     * @param ending tells whether the node is about to end, so that whoever takes long can leave the rest to others
     */
    void run(BooleanSupplier ending);
}
