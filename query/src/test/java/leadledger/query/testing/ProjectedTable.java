package leadledger.query.testing;

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
import leadledger.query.access.ScopedReads;
import leadledger.query.projection.Projection;
import leadledger.query.projection.ProjectionFixture;
import leadledger.query.projection.Projections;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * An empty table of a projection for each test, under row-level security as in the application.
 *
 * @param <R> a row
 */
public class ProjectedTable<R> implements BeforeEachCallback, AfterEachCallback {

    private final Projection<R> projection;
    private final String table;

    private LedgerDatabase database;
    private StatementTap tap;
    private ScopedReads reads;

    /** Of this projection. */
    public ProjectedTable(Projection<R> projection) {
        this.projection = projection;
        this.table = "query." + projection.table();
    }

    /** Hears the queries of {@link #reads}. */
    public final StatementTap tap() {
        return tap;
    }

    /** Reads the table within a scope. */
    public final ScopedReads reads() {
        return reads;
    }

    /** Rows as the projection writes them. */
    public final void save(Collection<R> rows) {
        inTransaction("select " + RowSecurity.FOLDING_ON, connection -> projection.save(connection, table, rows));
    }

    /** As {@link #save}, for many, with fresh statistics. */
    public final void bulkLoad(Iterable<R> rows) {
        withConnection(connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute("alter table " + table + " no force row level security");
                projection.bulkLoad(connection, table, rows);
                statement.execute("alter table " + table + " force row level security");
                statement.execute("analyze " + table);
            }
        });
    }

    /**
     * What autovacuum does to a table sooner or later: then indexes alone can answer. Tried again until nothing that still
     * runs could see the table as it was before.
     */
    public final void vacuum() {
        await().atMost(ProjectionFixture.PATIENCE).until(() -> {
            boolean[] allVisible = new boolean[1];
            withConnection(connection -> {
                try (Statement statement = connection.createStatement()) {
                    statement.execute("vacuum (analyze) " + table);
                    try (var row = statement.executeQuery(
                            "select relallvisible >= relpages from pg_class where oid = '" + table + "'::regclass")) {
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
    public final List<String> plan(String entered, String sql) {
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
                statement.execute(projection.createTable(table));
                for (String index : projection.createIndexes(table)) {
                    statement.execute(index);
                }
                for (String security :
                        RowSecurity.protect(table, projection.seenBy().orElseThrow(), ReaderRole.DEFAULT)) {
                    statement.execute(security);
                }
            }
        });
        reads = Scopes.reads(tap);
    }

    @Override
    public void afterEach(ExtensionContext test) {
        database.close();
    }
}
