package leadledger.app.scheduling;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.jdbc.PostgreSqlJdbcCustomization;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import leadledger.events.ledger.SchemaMigration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Runs every {@link RecurringWork} on one of the nodes. Which one is settled in the database; when a node has given no sign
 * of life for some seconds, another takes its work over. It fires by the machine's clock and decides nothing: what is due is
 * for the work itself to find out, by the service's clock.
 *
 * <p>Starts when all else is there and stops before anything else ends.
 */
@Component
public final class RecurringWorks implements SmartLifecycle, AutoCloseable {

    /** Where it is kept who does what. */
    public static final SchemaMigration SCHEMA = new SchemaMigration("scheduler", "classpath:db/scheduler");

    private static final Logger LOG = LoggerFactory.getLogger(RecurringWorks.class);
    private static final String TABLE = "scheduler.scheduled_task";
    private static final int HEARTBEATS_UNTIL_DEAD = 4;

    private final DataSource dataSource;
    private final List<RecurringWork> works;
    private final Pace pace;
    private @Nullable Scheduler scheduler;

    /**
     * How quick it is.
     *
     * @param look how often a node looks whether there is work for it
     * @param heartbeat how often a node at work gives a sign of life; after four that were missed it counts as dead
     * @param longestEnd how long a node that is to end waits for its work
     */
    public record Pace(Duration look, Duration heartbeat, Duration longestEnd) {

        /** Work of a dead node is taken over after 12 seconds. */
        public static final Pace DEFAULT =
                new Pace(Duration.ofSeconds(1), Duration.ofSeconds(3), Duration.ofSeconds(3));
    }

    @Autowired
    RecurringWorks(DataSource dataSource, List<RecurringWork> works) {
        this(dataSource, works, Pace.DEFAULT);
    }

    /** Runs these works at another pace. */
    public RecurringWorks(DataSource dataSource, List<RecurringWork> works, Pace pace) {
        this.dataSource = dataSource;
        this.works = List.copyOf(works);
        this.pace = pace;
    }

    @Override
    public synchronized void start() {
        Scheduler started = Scheduler.create(dataSource)
                .startTasks(works.stream().map(RecurringWorks::task).toList())
                .tableName(TABLE)
                .jdbcCustomization(new PostgreSqlJdbcCustomization(false, true))
                .schedulerName(new SchedulerName.Fixed(ProcessHandle.current().pid() + "-" + UUID.randomUUID()))
                .threads(works.size())
                .pollingInterval(pace.look())
                .heartbeatInterval(pace.heartbeat())
                .missedHeartbeatsLimit(HEARTBEATS_UNTIL_DEAD)
                .shutdownMaxWait(pace.longestEnd())
                .failureLogging(LogLevel.WARN, false)
                .build();
        started.start();
        scheduler = started;
    }

    private static RecurringTask<Void> task(RecurringWork work) {
        return Tasks.recurring(work.name(), FixedDelay.of(work.pause())).execute((instance, context) -> {
            try {
                work.run(() -> context.getSchedulerState().isShuttingDown());
            } catch (RuntimeException e) {
                // Its message could quote what is nobody's business in a log (LG-22). The next time comes by itself.
                LOG.warn(
                        "{} failed ({}), trying again",
                        work.name(),
                        e.getClass().getSimpleName());
            }
        });
    }

    @Override
    public synchronized void stop() {
        if (scheduler != null) {
            scheduler.stop();
            scheduler = null;
        }
    }

    @Override
    public void close() {
        stop();
    }

    @Override
    public synchronized boolean isRunning() {
        return scheduler != null;
    }
}
