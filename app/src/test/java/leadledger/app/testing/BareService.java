package leadledger.app.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import leadledger.app.scheduling.RecurringWorks;
import leadledger.app.wiring.CommandSide;
import leadledger.command.desk.CommandDesk;
import leadledger.events.aftersales.AftersalesEvent;
import leadledger.events.aftersales.AftersalesEvent.LeadCreated;
import leadledger.events.aftersales.LeadType;
import leadledger.events.aftersales.RequestDetails;
import leadledger.events.ledger.EventCatalog;
import leadledger.events.ledger.LedgerJson;
import leadledger.events.ledger.LedgerMessageSource;
import leadledger.events.ledger.LedgerSettings;
import leadledger.events.ledger.LedgerStorageEngine;
import leadledger.events.ledger.NewEvent;
import leadledger.events.ledger.NewEvents;
import leadledger.events.ledger.PostgresLedger;
import leadledger.events.ledger.ReferenceFeed;
import leadledger.events.ledger.testing.LedgerDatabase;
import leadledger.events.ledger.testing.TestClock;
import leadledger.events.reference.ReferenceEvent.DealerDefined;
import leadledger.events.reference.ReferenceEvent.OutletDefined;
import leadledger.events.reference.ReferenceEvent.UserDefined;
import leadledger.events.reference.ReferenceStreams;
import leadledger.events.sales.SalesEvent;
import leadledger.events.shared.Consents;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.LeadId;
import leadledger.query.access.ReaderRole;
import leadledger.query.mail.AftersalesMails;
import leadledger.query.mail.LeadMails;
import leadledger.query.mail.Outbox;
import leadledger.query.mail.OutboxFollower;
import leadledger.query.mail.SalesMails;
import leadledger.query.projection.Projection;
import leadledger.query.projection.Projections;
import org.axonframework.common.transaction.Transaction;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.TokenSchema;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.DefaultTransactionDefinition;

/**
 * The service without its web server and without Spring: an empty database, a clock that a test moves, and as many nodes as
 * it wants. Tests write facts straight into the ledger. Closes everything afterwards.
 */
public final class BareService implements AfterEachCallback {

    public static final DealerId MILANO = new DealerId("IT-MILANO");

    private static final String START = "2026-06-02T08:00:00Z";

    private final EventCatalog catalog = LedgerJson.catalog();
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final Map<UUID, Integer> lengths = new HashMap<>();
    private @Nullable LedgerDatabase database;
    private @Nullable Node first;
    private TestClock clock = TestClock.at(START);

    public TestClock clock() {
        return clock;
    }

    public LedgerDatabase database() {
        if (database == null) {
            database = closeLater(LedgerDatabase.create(Projections.SCHEMA, Outbox.SCHEMA, RecurringWorks.SCHEMA));
        }
        return database;
    }

    /** The first node, by which the test also writes. */
    public Node node() {
        if (first == null) {
            first = anotherNode();
            write(
                    ReferenceStreams.KIND,
                    ReferenceStreams.ofDealer(MILANO),
                    new DealerDefined(
                            MILANO,
                            "Officina Milano",
                            "IT",
                            ZoneId.of("Europe/Rome"),
                            "it-milano@dealers.example",
                            true));
        }
        return first;
    }

    public Node anotherNode() {
        return new Node();
    }

    /** A lead of the dealer in Milan. */
    public LeadId lead(@Nullable String email) {
        node();
        LeadId lead = new LeadId(UUID.randomUUID());
        record(
                lead,
                new LeadCreated(
                        lead,
                        "AL-2026-000001",
                        MILANO,
                        LeadType.CUSTOMER_DRIVEN,
                        "WEB",
                        "SPRING",
                        null,
                        null,
                        new RequestDetails(
                                null, "Rossi", email, null, null, null, null, null, null, null, null, null, List.of(),
                                null, null),
                        new Consents(Map.of())));
        return lead;
    }

    /** A fact of a lead, recorded now. */
    public void record(LeadId lead, AftersalesEvent event) {
        write(AftersalesEvent.STREAM_KIND, lead.value(), event);
    }

    /** A fact of a sales lead, recorded now by somebody. */
    public void record(String actor, LeadId lead, SalesEvent event) {
        write(SalesEvent.STREAM_KIND, lead.value(), actor, event);
    }

    /** Reference data about somebody who works at outlets, recorded now. */
    public void define(UserDefined user) {
        write(ReferenceStreams.KIND, ReferenceStreams.ofUser(user.user()), user);
    }

    /** Reference data about an outlet, recorded now. */
    public void define(OutletDefined outlet) {
        write(ReferenceStreams.KIND, ReferenceStreams.ofOutlet(outlet.outlet()), outlet);
    }

    private void write(String kind, UUID stream, Object event) {
        write(kind, stream, "SYSTEM/test", event);
    }

    private void write(String kind, UUID stream, String actor, Object event) {
        EventCatalog.Encoded encoded = catalog.encode(event);
        int sequence = lengths.merge(stream, 1, Integer::sum) - 1;
        node().ledger()
                .append(new NewEvents(
                        stream,
                        List.of(new NewEvent(
                                UUID.randomUUID(),
                                kind,
                                sequence,
                                encoded.type(),
                                encoded.revision(),
                                null,
                                actor,
                                MILANO.value(),
                                stream,
                                stream,
                                encoded.payload(),
                                "{}".getBytes(UTF_8))),
                        null,
                        null));
    }

    /** The first column of what a statement finds, as text. */
    public List<String> column(String sql) {
        return JdbcClient.create(database().superuser())
                .sql(sql)
                .query(String.class)
                .list();
    }

    /** Runs a statement as the owner of everything. */
    public void execute(String sql) {
        try (Connection connection = database().superuser().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Types of a kind's events, in the ledger's order. */
    public List<String> recordedTypes(String streamKind) {
        return column("select type from ledger.event where stream_kind = '" + streamKind + "' order by position");
    }

    public <T extends AutoCloseable> T closeLater(T resource) {
        open.push(resource);
        return resource;
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        while (!open.isEmpty()) {
            open.pop().close();
        }
        database = null;
        first = null;
        lengths.clear();
        clock = TestClock.at(START);
    }

    /** A node: all that the service is made of, put together as the application does it. */
    public final class Node {

        private final DataSource dataSource = closeLater(database().pool());
        private final PlatformTransactionManager transactions = new JdbcTransactionManager(dataSource);
        private final JdbcClient jdbc = JdbcClient.create(dataSource);
        private final PostgresLedger ledger =
                closeLater(new PostgresLedger(dataSource, clock, LedgerSettings.DEFAULTS));
        private final CommandSide side;
        private final LeadMails mails;
        private final Outbox outbox = new Outbox(jdbc);
        private final OutboxFollower follower;

        private Node() {
            ledger.start();
            ReferenceFeed references = closeLater(new ReferenceFeed(ledger, catalog));
            references.start();
            side = closeLater(new CommandSide(ledger, catalog, jdbc));
            mails = new LeadMails(
                    ledger,
                    catalog,
                    List.of(new AftersalesMails(references, vin -> Optional.empty()), new SalesMails(references)));
            follower = new OutboxFollower(ledger, catalog, mails, outbox, transactions);
        }

        public PostgresLedger ledger() {
            return ledger;
        }

        public EventCatalog catalog() {
            return catalog;
        }

        public DataSource dataSource() {
            return dataSource;
        }

        public JdbcClient jdbc() {
            return jdbc;
        }

        public PlatformTransactionManager transactions() {
            return transactions;
        }

        public CommandDesk desk() {
            return side.desk();
        }

        public LeadMails mails() {
            return mails;
        }

        public Outbox outbox() {
            return outbox;
        }

        public OutboxFollower follower() {
            return follower;
        }

        /** Read models that follow the ledger. */
        public Projections following(Projection<?>... projections) {
            String name = "node-" + UUID.randomUUID();
            Projections following = closeLater(new Projections(
                    name,
                    List.of(projections),
                    ledger,
                    new LedgerMessageSource(
                            ledger, catalog, new LedgerStorageEngine(ledger, catalog, event -> Optional.empty())),
                    dataSource,
                    new SpringTransactions(transactions),
                    JdbcTokenStore.builder()
                            .connectionProvider(new TransactionAwareDataSourceProxy(dataSource)::getConnection)
                            .serializer(Jackson3Serializer.builder().build())
                            .schema(TokenSchema.builder()
                                    .setTokenTable("query.token_entry")
                                    .setProcessorNameColumn("processor_name")
                                    .setTokenTypeColumn("token_type")
                                    .build())
                            .nodeId(name)
                            .build(),
                    ReaderRole.DEFAULT));
            following.start();
            return following;
        }

        public Instant now() {
            return clock.instant();
        }
    }

    private record SpringTransactions(PlatformTransactionManager manager) implements TransactionManager {

        @Override
        public Transaction startTransaction() {
            TransactionStatus status = manager.getTransaction(new DefaultTransactionDefinition());
            return new Transaction() {
                @Override
                public void commit() {
                    if (!status.isCompleted()) {
                        manager.commit(status);
                    }
                }

                @Override
                public void rollback() {
                    if (!status.isCompleted()) {
                        manager.rollback(status);
                    }
                }
            };
        }
    }
}
