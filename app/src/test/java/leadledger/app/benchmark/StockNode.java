package leadledger.app.benchmark;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcSQLErrorCodesResolver;
import org.axonframework.eventsourcing.eventstore.jdbc.PostgresEventTableFactory;
import org.axonframework.messaging.unitofwork.RollbackConfigurationType;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;

/**
 * The same command side on Axon's own JDBC storage engine, tuned: its PostgreSQL tables with {@code bytea}, JSON by Jackson 3
 * without nulls, batches of 1,000, and an aggregate is read by one select instead of two (a batch that is not full is the
 * last one).
 */
final class StockNode implements Node {

    static final int BATCH = 1_000;

    private final DataSource dataSource;
    private final Transactions transactions;
    private final ConnectionProvider connections;
    private final Serializer serializer = Jackson3Serializer.builder()
            .jsonMapperBuilderCustomizer(builder -> builder.changeDefaultPropertyInclusion(
                    inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL)))
            .build();
    private final JdbcEventStorageEngine engine;
    private final EmbeddedEventStore eventStore;
    private final CommandBus bus;

    StockNode(DataSource dataSource) {
        this.dataSource = dataSource;
        transactions = Transactions.on(dataSource);
        connections = new TransactionAwareDataSourceProxy(dataSource)::getConnection;
        engine = JdbcEventStorageEngine.builder()
                .connectionProvider(connections)
                .transactionManager(transactions)
                .eventSerializer(serializer)
                .snapshotSerializer(serializer)
                .persistenceExceptionResolver(new JdbcSQLErrorCodesResolver())
                .batchSize(BATCH)
                .finalAggregateBatchPredicate(batch -> batch.size() < BATCH)
                .build();
        if (Database.number(dataSource, "select count(to_regclass('stock.domainevententry'))") == 0) {
            engine.createSchema(PostgresEventTableFactory.INSTANCE);
        }
        eventStore = EmbeddedEventStore.builder().storageEngine(engine).build();
        bus = SimpleCommandBus.builder()
                .rollbackConfiguration(RollbackConfigurationType.ANY_THROWABLE)
                .transactionManager(transactions)
                .build();
        Node.connect(bus, eventStore, null);
    }

    @Override
    public CommandBus bus() {
        return bus;
    }

    DataSource dataSource() {
        return dataSource;
    }

    Transactions transactions() {
        return transactions;
    }

    ConnectionProvider connections() throws SQLException {
        return connections;
    }

    Serializer serializer() {
        return serializer;
    }

    JdbcEventStorageEngine engine() {
        return engine;
    }

    EmbeddedEventStore eventStore() {
        return eventStore;
    }

    @Override
    public void close() {
        eventStore.shutDown();
    }
}
