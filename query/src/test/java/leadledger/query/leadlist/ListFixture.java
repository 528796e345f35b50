package leadledger.query.leadlist;

import static leadledger.query.leadlist.LeadRows.PROJECTION;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import leadledger.events.ledger.testing.LedgerDatabase;
import leadledger.query.access.ReaderRole;
import leadledger.query.access.RowSecurity;
import leadledger.query.projection.Projections;
import leadledger.query.testing.Scopes;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** An empty list table for each test, under row-level security, and {@link LeadLists} on it, as in the application. */
final class ListFixture implements BeforeEachCallback, AfterEachCallback {

    private static final String TABLE = "query." + LeadListProjection.TABLE;

    private LedgerDatabase database;
    private StatementTap tap;
    private LeadLists lists;

    LeadLists lists() {
        return lists;
    }

    StatementTap tap() {
        return tap;
    }

    /** Rows as the projection writes them. */
    void save(Collection<LeadListRow> rows) {
        inTransaction("select " + RowSecurity.FOLDING_ON, connection -> PROJECTION.save(connection, TABLE, rows));
    }

    void save(LeadListRow... rows) {
        save(List.of(rows));
    }

    /** As {@link #save}, for many, with fresh statistics. */
    void bulkLoad(Iterable<LeadListRow> rows) {
        withConnection(connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute("alter table " + TABLE + " no force row level security");
                PROJECTION.bulkLoad(connection, TABLE, rows);
                statement.execute("alter table " + TABLE + " force row level security");
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

    /**
     * The plan of a query, line by line.
     *
     * @param entered the statement by which the reading transaction told its role and scope
     */
    List<String> plan(String entered, String sql) {
        List<String> lines = new ArrayList<>();
        inTransaction(entered, connection -> {
            try (Statement statement = connection.createStatement();
                    var row = statement.executeQuery("explain (costs off) " + sql)) {
                while (row.next()) {
                    lines.add(row.getString(1));
                }
            }
        });
        return lines;
    }

    private void inTransaction(String begin, Work work) {
        withConnection(connection -> {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute(begin);
                work.run(connection);
                connection.commit();
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        });
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
                for (String security : RowSecurity.protect(TABLE, RowSecurity.OF_DEALER, ReaderRole.DEFAULT)) {
                    statement.execute(security);
                }
            }
        });
        lists = new LeadLists(Scopes.reads(tap));
    }

    @Override
    public void afterEach(ExtensionContext test) {
        database.close();
    }
}
