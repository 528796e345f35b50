package leadledger.events.ledger;

import static leadledger.events.ledger.LedgerFixture.START;
import static leadledger.events.ledger.SoundLedger.assertSound;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import javax.sql.DataSource;
import leadledger.events.ledger.testing.Appends;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.eventsourcing.eventstore.jdbc.PostgresEventTableFactory;
import org.axonframework.messaging.MetaData;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("LG-04: an event that commits late is seen, exactly once and in order")
class LateCommitTest {

    @RegisterExtension
    final LedgerFixture fixture = new LedgerFixture();

    @Test
    void whoCommitsAfterALongTransactionStandsBehindItAndNothingIsSkipped() throws Exception {
        PostgresLedger ledger = fixture.node();
        Follower follower = fixture.closeLater(new Follower(ledger));
        ledger.append(Appends.toNewStream().build());
        await().untilAsserted(() -> assertThat(follower.seen()).containsExactly(1L));

        try (Connection slow = fixture.database().app().getConnection()) {
            AppendConnection inFlight = new AppendConnection(OpenTransaction.on(slow), 60_000);
            NewEvents late = Appends.toNewStream().build();
            inFlight.append(List.of(late), START);
            fixture.clock().advance(Duration.ofSeconds(61));
            CompletableFuture<Receipt> other = CompletableFuture.supplyAsync(
                    () -> ledger.append(Appends.toNewStream().build()), LedgerFixture.ASYNC);
            HeadLock.awaitWaiting(fixture, 1);
            // The other cannot get past it, so there is nothing yet that a reader could run ahead to.
            assertThat(other).isNotDone();
            assertThat(ledger.head()).isEqualTo(1);
            assertThat(ledger.readAfter(1, 10)).isEmpty();
            assertThat(follower.seen()).containsExactly(1L);

            slow.commit();

            assertThat(other.get()).isEqualTo(new Receipt(3, 0, START.plusSeconds(61)));
            await().untilAsserted(() -> assertThat(follower.seen()).containsExactly(1L, 2L, 3L));
            assertThat(fixture.rows().get(1).eventId())
                    .isEqualTo(late.events().getFirst().eventId());
            assertSound(fixture.rows());
        }
    }

    @Test
    void whatIsRolledBackLeavesNoGap() throws Exception {
        PostgresLedger ledger = fixture.node();
        try (Connection slow = fixture.database().app().getConnection()) {
            new AppendConnection(OpenTransaction.on(slow), 60_000)
                    .append(List.of(Appends.toNewStream().events(5).build()), START.plusSeconds(5));
            CompletableFuture<Receipt> other = CompletableFuture.supplyAsync(
                    () -> ledger.append(Appends.toNewStream().build()), LedgerFixture.ASYNC);
            HeadLock.awaitWaiting(fixture, 1);

            slow.rollback();

            assertThat(other.get()).isEqualTo(new Receipt(1, 0, START));
        }
    }

    private static <T> T proxy(Class<T> type, Invocation invocation) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    try {
                        return invocation.on(method, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    @FunctionalInterface
    private interface Invocation {
        Object on(Method method, Object[] arguments) throws ReflectiveOperationException;
    }

    /**
     * Why the ledger has an engine of its own. Should this fail after an upgrade of Axon, the stock engine may have
     * become an option.
     */
    @Test
    @DisplayName("the stock engine of Axon 4.13 skips it for ever in the same arrangement (upstream issue 4829)")
    void theStockEngineSkipsALateCommit() throws Exception {
        DataSource dataSource = fixture.database().superuser();
        stockEngine(dataSource.getConnection()).createSchema(PostgresEventTableFactory.INSTANCE);
        Instant minuteAgo = Instant.now().minusSeconds(61);
        JdbcEventStorageEngine reader = stockEngine(dataSource.getConnection());
        try (Connection slow = dataSource.getConnection();
                Connection quick = dataSource.getConnection()) {
            stockEngine(quick).appendEvents(stockEvent("first", minuteAgo));
            slow.setAutoCommit(false);
            stockEngine(slow).appendEvents(stockEvent("late", minuteAgo));
            stockEngine(quick).appendEvents(stockEvent("quick", minuteAgo));

            List<TrackedEventMessage<?>> beforeCommit = read(reader, null);
            slow.commit();
            TrackingToken token = beforeCommit.getLast().trackingToken();
            List<TrackedEventMessage<?>> afterCommit = read(reader, token);

            assertThat(payloads(beforeCommit)).containsExactly("first", "quick");
            assertThat(((GapAwareTrackingToken) token).getGaps()).isEmpty();
            assertThat(afterCommit).isEmpty();
            assertThat(payloads(read(reader, null))).containsExactly("first", "late", "quick");
        }
    }

    private JdbcEventStorageEngine stockEngine(Connection connection) {
        fixture.closeLater(connection);
        Jackson3Serializer serializer = Jackson3Serializer.builder().build();
        return JdbcEventStorageEngine.builder()
                .connectionProvider(() -> unclosed(connection))
                .transactionManager(NoTransactionManager.INSTANCE)
                .eventSerializer(serializer)
                .snapshotSerializer(serializer)
                .build();
    }

    /** The engine closes what it is given after each call. */
    private static Connection unclosed(Connection connection) {
        return proxy(
                Connection.class,
                (method, arguments) -> method.getName().equals("close") ? null : method.invoke(connection, arguments));
    }

    private static DomainEventMessage<String> stockEvent(String payload, Instant timestamp) {
        return new GenericDomainEventMessage<>(
                "kind",
                UUID.randomUUID().toString(),
                0,
                payload,
                MetaData.from(Map.of()),
                UUID.randomUUID().toString(),
                timestamp);
    }

    private static List<TrackedEventMessage<?>> read(JdbcEventStorageEngine engine, TrackingToken token) {
        try (Stream<? extends TrackedEventMessage<?>> events = engine.readEvents(token, false)) {
            return events.<TrackedEventMessage<?>>map(event -> event).toList();
        }
    }

    private static List<Object> payloads(List<TrackedEventMessage<?>> events) {
        return events.stream().<Object>map(TrackedEventMessage::getPayload).toList();
    }
}
