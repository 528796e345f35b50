package leadledger.app.wiring;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The service's time, in whole milliseconds. In the default run it can be moved ahead of the machine's, on all nodes, by
 * {@link #advance}; in production it is the machine's.
 */
public final class ServiceClock implements InstantSource, AutoCloseable {

    /** Other nodes follow an advance within this time and that of a query: less than a second. */
    private static final Duration RELOAD_INTERVAL = Duration.ofMillis(400);

    private static final String READ = "select offset_ms from ledger.clock where id = 1";
    private static final String ADVANCE = "insert into ledger.clock as c (id, offset_ms) values (1, ?)"
            + " on conflict (id) do update set offset_ms = c.offset_ms + excluded.offset_ms returning offset_ms";
    private static final Logger LOG = LoggerFactory.getLogger(ServiceClock.class);

    private final InstantSource machine;
    private final @Nullable DataSource dataSource;
    private final Object loading = new Object();

    /** Only ever raised, whoever is first: a reading from before an advance must not undo it. */
    private final AtomicLong offsetMillis = new AtomicLong();

    private volatile boolean loaded;
    private @Nullable ScheduledExecutorService reloading;

    private ServiceClock(InstantSource machine, @Nullable DataSource dataSource) {
        this.machine = machine;
        this.dataSource = dataSource;
        this.loaded = dataSource == null;
    }

    /** Says what the machine's clock says. */
    public static ServiceClock ofMachine(InstantSource machine) {
        return new ServiceClock(machine, null);
    }

    /**
     * Adds the offset in {@code ledger.clock}. Reads it at the first question, when the schema is there, and from then on
     * regularly: never on behalf of a caller, who may hold the very connection that reading would wait for.
     */
    public static ServiceClock ahead(InstantSource machine, DataSource dataSource) {
        return new ServiceClock(machine, dataSource);
    }

    @Override
    public Instant instant() {
        return machine.instant().plusMillis(offset()).truncatedTo(ChronoUnit.MILLIS);
    }

    /** How far it is ahead of the machine's clock. */
    public Duration aheadOfMachine() {
        return Duration.ofMillis(offset());
    }

    /** Moves it forward, on all nodes and for good; returns the new time. */
    public Instant advance(Duration by) {
        if (by.toMillis() <= 0) {
            throw new IllegalArgumentException("time does not go back");
        }
        loadOnce();
        raise(ask(ADVANCE, by.toMillis(), 0));
        return instant();
    }

    private long offset() {
        loadOnce();
        return offsetMillis.get();
    }

    private void raise(long offset) {
        offsetMillis.accumulateAndGet(offset, Math::max);
    }

    private void loadOnce() {
        if (!loaded) {
            synchronized (loading) {
                if (!loaded) {
                    raise(ask(READ, null, 0));
                    reloading = Executors.newSingleThreadScheduledExecutor(
                            Thread.ofPlatform().daemon().name("demo-clock").factory());
                    var _ = reloading.scheduleWithFixedDelay(
                            this::reload,
                            RELOAD_INTERVAL.toMillis(),
                            RELOAD_INTERVAL.toMillis(),
                            TimeUnit.MILLISECONDS);
                    loaded = true;
                }
            }
        }
    }

    private void reload() {
        try {
            raise(ask(READ, null, 0));
        } catch (IllegalStateException e) {
            LOG.debug("the demo clock could not be read and stays as it is", e);
        }
    }

    private long ask(String sql, @Nullable Long parameter, long otherwise) {
        if (dataSource == null) {
            throw new IllegalStateException("this clock cannot be moved");
        }
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            if (parameter != null) {
                statement.setLong(1, parameter);
            }
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? row.getLong(1) : otherwise;
            }
        } catch (SQLException e) {
            throw new IllegalStateException("ledger.clock does not answer, SQLSTATE " + e.getSQLState(), e);
        }
    }

    /** Stops following the other nodes. */
    @Override
    public void close() {
        synchronized (loading) {
            if (reloading != null) {
                reloading.shutdownNow();
            }
        }
    }
}
