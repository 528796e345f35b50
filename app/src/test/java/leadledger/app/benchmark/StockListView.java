package leadledger.app.benchmark;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.text.Normalizer;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import leadledger.events.aftersales.AftersalesEvent.ContactAttemptCorrected;
import leadledger.events.aftersales.AftersalesEvent.ContactAttemptRecorded;
import leadledger.events.aftersales.AftersalesEvent.LeadCreated;
import leadledger.events.aftersales.LeadStatus;
import leadledger.query.projection.Projection;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.SimpleEventHandlerInvoker;
import org.axonframework.eventhandling.Timestamp;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.PostgresTokenTableFactory;
import org.axonframework.messaging.StreamableMessageSource;

/**
 * The list view as stock Axon keeps it: a pooled streaming processor, four segments, batches of 1,000, one statement per
 * event. The table is the one of our view. While it is replayed it has its unique index only, which is the best that can
 * be done for it; the other indexes follow at the end, as in our rebuild.
 */
final class StockListView {

    private static final String TABLE = "stock.lead_list";
    private static final int SEGMENTS = 4;
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final Duration POLL = Duration.ofMillis(5);

    private final StockNode node;
    private final Projection<?> projection;
    private final JdbcTokenStore tokens;

    StockListView(StockNode node, Projection<?> projection) throws SQLException {
        this.node = node;
        this.projection = projection;
        tokens = JdbcTokenStore.builder()
                .connectionProvider(node.connections())
                .serializer(node.serializer())
                .build();
        tokens.createSchema(PostgresTokenTableFactory.INSTANCE);
    }

    /** Replays so many events from the first one into a fresh table. */
    Duration replay(int events) throws InterruptedException {
        Database.execute(node.dataSource(), "drop table if exists " + TABLE, "truncate tokenentry");
        Handlers handlers = new Handlers(events);
        ScheduledExecutorService coordinator = Executors.newScheduledThreadPool(1);
        ScheduledExecutorService workers = Executors.newScheduledThreadPool(SEGMENTS);
        PooledStreamingEventProcessor processor = PooledStreamingEventProcessor.builder()
                .name("lead-list")
                .eventHandlerInvoker(SimpleEventHandlerInvoker.builder()
                        .eventHandlers(handlers)
                        .build())
                .messageSource(node.eventStore())
                .tokenStore(tokens)
                .transactionManager(node.transactions())
                .coordinatorExecutor(coordinator)
                .workerExecutor(workers)
                .initialSegmentCount(SEGMENTS)
                .initialToken(StreamableMessageSource::createTailToken)
                .batchSize(StockNode.BATCH)
                .build();
        long begin = System.nanoTime();
        Database.execute(
                node.dataSource(),
                projection.createTable(TABLE),
                projection.createIndexes(TABLE).getFirst());
        processor.start();
        Database.require(handlers.left.await(LIMIT.toSeconds(), TimeUnit.SECONDS), "stock's replay ends");
        while (Database.number(node.dataSource(), "select sum(last_sequence + 1) from " + TABLE) < events) {
            LockSupport.parkNanos(POLL.toNanos());
        }
        projection.createIndexes(TABLE).stream().skip(1).forEach(index -> Database.execute(node.dataSource(), index));
        Database.execute(node.dataSource(), "analyze " + TABLE);
        Duration taken = Duration.ofNanos(System.nanoTime() - begin);
        processor.shutDown();
        coordinator.shutdown();
        workers.shutdown();
        return taken;
    }

    /** What the processor calls. */
    final class Handlers {

        private static final String INSERT = "insert into " + TABLE + " (lead_id, last_sequence, dealer, reference,"
                + " lead_name, name_key, search_text, vin, status, lead_type, source, campaign, assigned_at, created_at,"
                + " ended, recontacted, attempts) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, false, false, 0)"
                + " on conflict (lead_id) do update set last_sequence = excluded.last_sequence";
        private static final String ATTEMPT = "update " + TABLE + " set last_sequence = ?, attempts = attempts + 1,"
                + " first_attempt_at = coalesce(first_attempt_at, ?) where lead_id = ?";
        private static final String CORRECTION = "update " + TABLE + " set last_sequence = ? where lead_id = ?";

        private final CountDownLatch left;

        private Handlers(int events) {
            left = new CountDownLatch(events);
        }

        @EventHandler
        void on(LeadCreated event, DomainEventMessage<?> message, @Timestamp Instant recordedAt) throws SQLException {
            try (Connection connection = node.connections().getConnection();
                    PreparedStatement insert = connection.prepareStatement(INSERT)) {
                String name = event.request().leadName();
                insert.setObject(1, event.leadId().value());
                insert.setLong(2, message.getSequenceNumber());
                insert.setString(3, event.dealer().value());
                insert.setString(4, event.reference());
                insert.setString(5, name);
                insert.setString(6, fold(name));
                insert.setString(7, fold(name) + "\n" + fold(event.vin().value()));
                insert.setString(8, event.vin().value());
                insert.setString(9, LeadStatus.ASSIGNED_TO_DEALER.name());
                insert.setString(10, event.leadType().name());
                insert.setString(11, event.source());
                insert.setString(12, event.campaign());
                insert.setObject(13, recordedAt.atOffset(ZoneOffset.UTC));
                insert.setObject(14, recordedAt.atOffset(ZoneOffset.UTC));
                insert.executeUpdate();
            }
            left.countDown();
        }

        @EventHandler
        void on(ContactAttemptRecorded event, DomainEventMessage<?> message, @Timestamp Instant recordedAt)
                throws SQLException {
            try (Connection connection = node.connections().getConnection();
                    PreparedStatement update = connection.prepareStatement(ATTEMPT)) {
                update.setLong(1, message.getSequenceNumber());
                update.setObject(2, recordedAt.atOffset(ZoneOffset.UTC));
                update.setObject(3, UUID.fromString(message.getAggregateIdentifier()));
                update.executeUpdate();
            }
            left.countDown();
        }

        @EventHandler
        void on(ContactAttemptCorrected event, DomainEventMessage<?> message) throws SQLException {
            try (Connection connection = node.connections().getConnection();
                    PreparedStatement update = connection.prepareStatement(CORRECTION)) {
                update.setLong(1, message.getSequenceNumber());
                update.setObject(2, UUID.fromString(message.getAggregateIdentifier()));
                update.executeUpdate();
            }
            left.countDown();
        }

        private static String fold(String text) {
            return Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        }
    }
}
