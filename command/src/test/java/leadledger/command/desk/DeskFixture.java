package leadledger.command.desk;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import leadledger.command.aftersales.AftersalesShell;
import leadledger.command.decision.LeadCommand;
import leadledger.command.reference.ItemCommand;
import leadledger.command.reference.ReferenceShell;
import leadledger.command.sales.SalesShell;
import leadledger.events.aftersales.AftersalesEvent;
import leadledger.events.ledger.LedgerJson;
import leadledger.events.ledger.LedgerSettings;
import leadledger.events.ledger.LedgerStorageEngine;
import leadledger.events.ledger.PostgresLedger;
import leadledger.events.ledger.testing.LedgerDatabase;
import leadledger.events.ledger.testing.TestClock;
import leadledger.events.reference.ReferenceLookup;
import leadledger.events.shared.LeadId;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandCallback;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.common.Registration;
import org.axonframework.common.caching.Cache;
import org.axonframework.eventsourcing.EventSourcingRepository;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.messaging.MessageDispatchInterceptor;
import org.axonframework.messaging.MessageHandler;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.unitofwork.RollbackConfigurationType;
import org.axonframework.modelling.command.AggregateAnnotationCommandHandler;
import org.axonframework.modelling.command.VersionedAggregateIdentifier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** An empty ledger for each test, and the nodes with desks of their own that the test opens on it. */
public final class DeskFixture implements AfterEachCallback {

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final TestClock clock;
    private @Nullable LedgerDatabase database;

    /** With a clock that begins at a moment. */
    public DeskFixture(Instant start) {
        this.clock = new TestClock(start);
    }

    /** The one clock of all nodes. */
    public TestClock clock() {
        return clock;
    }

    private LedgerDatabase database() {
        if (database == null) {
            database = LedgerDatabase.create();
            open.push(database);
        }
        return database;
    }

    /** A node of the service, put together as the service puts its own together. */
    public Node node() {
        PostgresLedger ledger = new PostgresLedger(database().app(), clock, LedgerSettings.DEFAULTS);
        ledger.start();
        open.push(ledger);
        LedgerStorageEngine engine = new LedgerStorageEngine(
                ledger,
                LedgerJson.catalog(),
                event -> event instanceof AftersalesEvent aftersales ? aftersales.claimedMoment() : Optional.empty());
        EmbeddedEventStore store =
                EmbeddedEventStore.builder().storageEngine(engine).build();
        open.push(store::shutDown);
        StrongCache cache = new StrongCache();
        CommandBus bus = SimpleCommandBus.builder()
                .rollbackConfiguration(RollbackConfigurationType.ANY_THROWABLE)
                .build();
        subscribe(bus, AftersalesShell.class, store, cache);
        subscribe(bus, SalesShell.class, store, cache);
        AggregateAnnotationCommandHandler.<ReferenceShell>builder()
                .aggregateType(ReferenceShell.class)
                .repository(EventSourcingRepository.builder(ReferenceShell.class)
                        .eventStore(store)
                        .build())
                .commandTargetResolver(message -> new VersionedAggregateIdentifier(
                        (Object) ((ItemCommand) message.getPayload()).streamId().toString(), null))
                .build()
                .subscribe(bus);
        WatchedBus watched = new WatchedBus(bus);
        return new Node(
                new CommandDesk(
                        watched,
                        ledger,
                        new CommandAnswers(JdbcClient.create(database().app())),
                        cache,
                        ledger),
                watched,
                cache,
                new LeadProviderIds(database().app()));
    }

    private static <T> void subscribe(CommandBus bus, Class<T> shell, EmbeddedEventStore store, StrongCache cache) {
        AggregateAnnotationCommandHandler.<T>builder()
                .aggregateType(shell)
                .repository(EventSourcingRepository.builder(shell)
                        .eventStore(store)
                        .cache(cache)
                        .build())
                .commandTargetResolver(message -> new VersionedAggregateIdentifier(
                        (Object) ((LeadCommand<?, ?>) message.getPayload())
                                .leadId()
                                .toString(),
                        null))
                .build()
                .subscribe(bus);
    }

    /** What endpoints do with headers. */
    public CommandHttp http(ReferenceLookup references) {
        return new CommandHttp(JsonMapper.shared(), references);
    }

    /** Short references of this ledger. */
    public ReferenceNumbers numbers() {
        return new ReferenceNumbers(JdbcClient.create(database().app()));
    }

    /** What a statement finds in its first column, read past the code under test. */
    public List<String> column(String sql) {
        return JdbcClient.create(database().owner())
                .sql(sql)
                .query(String.class)
                .list();
    }

    /** What the ledger holds of a lead, read past the code under test: type, moment, actor. */
    List<Row> rows(LeadId lead) {
        try (Connection connection = database().owner().getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "select type, recorded_at, actor from ledger.event where stream_id = ? order by sequence")) {
            select.setObject(1, lead.value());
            try (ResultSet row = select.executeQuery()) {
                List<Row> rows = new ArrayList<>();
                while (row.next()) {
                    rows.add(new Row(
                            row.getString(1),
                            row.getObject(2, OffsetDateTime.class).toInstant(),
                            row.getString(3)));
                }
                return rows;
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        while (!open.isEmpty()) {
            open.pop().close();
        }
    }

    /**
     * One row of the ledger.
     *
     * @param type the event's
     * @param recordedAt when it was recorded
     * @param actor by whom
     */
    public record Row(String type, Instant recordedAt, String actor) {}

    /**
     * A node.
     *
     * @param desk takes its commands
     * @param bus where a test may step in before a command is handled
     * @param cache its leads
     * @param providerIds what lead providers call their leads
     */
    public record Node(CommandDesk desk, WatchedBus bus, StrongCache cache, LeadProviderIds providerIds) {}

    /** Does something before each command is handled, as somebody else might just then. */
    public static final class WatchedBus implements CommandBus {

        private final CommandBus bus;
        private volatile Consumer<Object> before = command -> {};

        private WatchedBus(CommandBus bus) {
            this.bus = bus;
        }

        /** Before the next command of this kind, once. */
        public void beforeNext(Class<?> kind, Runnable happens) {
            before = command -> {
                if (kind.isInstance(command)) {
                    before = other -> {};
                    happens.run();
                }
            };
        }

        @Override
        public <C> void dispatch(CommandMessage<C> command) {
            before.accept(command.getPayload());
            bus.dispatch(command);
        }

        @Override
        public <C, R> void dispatch(CommandMessage<C> command, CommandCallback<? super C, ? super R> callback) {
            before.accept(command.getPayload());
            bus.dispatch(command, callback);
        }

        @Override
        public Registration subscribe(String commandName, MessageHandler<? super CommandMessage<?>> handler) {
            return bus.subscribe(commandName, handler);
        }

        @Override
        public Registration registerDispatchInterceptor(
                MessageDispatchInterceptor<? super CommandMessage<?>> interceptor) {
            return bus.registerDispatchInterceptor(interceptor);
        }

        @Override
        public Registration registerHandlerInterceptor(
                MessageHandlerInterceptor<? super CommandMessage<?>> interceptor) {
            return bus.registerHandlerInterceptor(interceptor);
        }
    }

    /** Keeps every lead until it is told to forget it. */
    public static final class StrongCache implements Cache {

        private final ConcurrentMap<Object, Object> entries = new ConcurrentHashMap<>();

        @Override
        @SuppressWarnings({"unchecked", "NullAway", "TypeParameterUnusedInFormals"}) // As Axon declares it.
        public <K, V> V get(K key) {
            return (V) entries.get(key);
        }

        /** As the service's own cache: a lead whose beginning was refused has no id. */
        @Override
        public void put(@Nullable Object key, Object value) {
            if (key != null) {
                entries.put(key, value);
            }
        }

        @Override
        public boolean putIfAbsent(Object key, Object value) {
            return entries.putIfAbsent(key, value) == null;
        }

        @Override
        public boolean remove(Object key) {
            return entries.remove(key) != null;
        }

        @Override
        public void removeAll() {
            entries.clear();
        }

        @Override
        public boolean containsKey(Object key) {
            return entries.containsKey(key);
        }

        @Override
        public Registration registerCacheEntryListener(@Nullable EntryListener listener) {
            return () -> false;
        }
    }
}
