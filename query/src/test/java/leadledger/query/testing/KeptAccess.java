package leadledger.query.testing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import leadledger.events.shared.Actor;
import leadledger.events.shared.MarketId;
import leadledger.query.accesslog.AccessAction;
import leadledger.query.accesslog.AccessEntry;
import leadledger.query.accesslog.AccessLog;
import leadledger.query.accesslog.Disclosure;
import leadledger.query.accesslog.Withheld;

/** An access log in memory. */
public final class KeptAccess implements AccessLog {

    private static final Disclosure ANYBODY =
            new Disclosure(Actor.ofHeadquarters("u-0", new MarketId("JP")), AccessAction.READ_LIST, null);

    private final List<AccessEntry> entries = Collections.synchronizedList(new ArrayList<>());

    /** What was read, for tests that are not about logging. */
    public static <T> T open(Withheld<T> withheld) {
        return new KeptAccess().release(withheld, ANYBODY, value -> 0);
    }

    /** One that cannot be written. */
    public static AccessLog unavailable() {
        return new AccessLog() {
            @Override
            public void commit(AccessEntry reading) {
                throw new IllegalStateException("the access log is away");
            }

            @Override
            public void refused(AccessEntry refusal) {}
        };
    }

    @Override
    public void commit(AccessEntry reading) {
        entries.add(reading);
    }

    @Override
    public void refused(AccessEntry refusal) {
        entries.add(refusal);
    }

    /** All of them, in order. */
    public List<AccessEntry> entries() {
        return List.copyOf(entries);
    }
}
