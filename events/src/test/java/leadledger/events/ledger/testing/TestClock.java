package leadledger.events.ledger.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that stands still until a test moves it, forward or back. */
public final class TestClock implements InstantSource {

    private final AtomicReference<Instant> now;

    /** A clock that stands at a moment. */
    public TestClock(Instant start) {
        now = new AtomicReference<>(start);
    }

    /** A clock that stands at a moment given as ISO 8601 text. */
    public static TestClock at(String start) {
        return new TestClock(Instant.parse(start));
    }

    @Override
    public Instant instant() {
        return now.get();
    }

    /** Puts the clock to a moment. */
    public void set(Instant moment) {
        now.set(moment);
    }

    /** Moves the clock; a negative duration moves it back. */
    public void advance(Duration by) {
        now.updateAndGet(instant -> instant.plus(by));
    }
}
