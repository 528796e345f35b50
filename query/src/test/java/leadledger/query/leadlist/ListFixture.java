package leadledger.query.leadlist;

import static leadledger.query.leadlist.LeadRows.PROJECTION;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import javax.sql.DataSource;
import leadledger.events.ledger.testing.LedgerDatabase;
import leadledger.query.projection.Projections;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;

/** An empty list table for each test, and {@link LeadLists} on it with Spring's transactions, as in the application. */
final class ListFixture implements BeforeEachCallback, AfterEachCallback {

    private static final String TABLE = "query." + LeadListProjection.TABLE;

    private LedgerDatabase database;
    private StatementTap tap;
    private AnnotationConfigApplicationContext context;

    @Configuration(proxyBeanMethods = false)
    @EnableTransactionManagement
    static class Transactions {}

    LeadLists lists() {
        return context.getBean(LeadLists.class);
    }

    StatementTap tap() {
        return tap;
    }

    /** Rows as the projection writes them. */
    void save(Collection<LeadListRow> rows) {
        withConnection(connection -> PROJECTION.save(connection, TABLE, rows));
    }

    void save(LeadListRow... rows) {
        save(List.of(rows));
    }

    /** As {@link #save}, for many, with fresh statistics. */
    void bulkLoad(Iterable<LeadListRow> rows) {
        withConnection(connection -> {
            PROJECTION.bulkLoad(connection, TABLE, rows);
            try (Statement statement = connection.createStatement()) {
                statement.execute("analyze " + TABLE);
            }
        });
    }

    /**
     * What autovacuum does to a table sooner or later: then indexes alone can answer. Tried again until nothing that still
     * runs could see the table as it was before.
     */
    void vacuum() {
        await().until(() -> {
            boolean[] allVisible = new boolean[1];
            withConnection(connection -> {
                try (Statement statement = connection.createStatement()) {
                    statement.execute("vacuum (analyze) " + TABLE);
                    try (var row = statement.executeQuery(
                            "select relallvisible >= relpages from pg_class where oid = '" + TABLE + "'::regclass")) {
                        row.next();
                        allVisible[0] = row.getBoolean(1);
                    }
                }
            });
            return allVisible[0];
        });
    }

    /** The plan of a query under the setting that lists are read with, line by line. */
    List<String> plan(String sql) {
        List<String> lines = new ArrayList<>();
        withConnection(connection -> {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute(LeadLists.IN_ORDER_OF_INDEX);
                try (var row = statement.executeQuery("explain (costs off) " + sql)) {
                    while (row.next()) {
                        lines.add(row.getString(1));
                    }
                }
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        });
        return lines;
    }

    @FunctionalInterface
    private interface Work {
        void run(Connection connection) throws SQLException;
    }

    private void withConnection(Work work) {
        try (Connection connection = database.app().getConnection()) {
            work.run(connection);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void beforeEach(ExtensionContext test) {
        database = LedgerDatabase.create(Projections.SCHEMA);
        tap = new StatementTap(database.app());
        withConnection(connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute(PROJECTION.createTable(TABLE));
                for (String index : PROJECTION.createIndexes(TABLE)) {
                    statement.execute(index);
                }
            }
        });
        context = new AnnotationConfigApplicationContext();
        context.register(Transactions.class, LeadLists.class);
        context.registerBean(DataSource.class, () -> tap);
        context.registerBean(JdbcTransactionManager.class, () -> new JdbcTransactionManager(tap));
        context.registerBean(JdbcClient.class, () -> JdbcClient.create(tap));
        context.refresh();
    }

    @Override
    public void afterEach(ExtensionContext test) {
        context.close();
        database.close();
    }
}
