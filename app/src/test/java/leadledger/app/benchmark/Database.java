package leadledger.app.benchmark;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import leadledger.events.ledger.SchemaMigration;
import leadledger.query.projection.Projections;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A PostgreSQL with the durability and the settings of the service's default run, in a folder that is deleted. Holds the
 * ledger's schemas beside one for stock Axon and one for bare JDBC.
 */
final class Database implements AutoCloseable {

    /** As the service itself has; the same for every subject. */
    static final int POOL_SIZE = 16;

    private static final String APPLICATION_ROLE = "bench";

    private final EmbeddedPostgres server;
    private final List<HikariDataSource> pools = new ArrayList<>();

    private Database(EmbeddedPostgres server) {
        this.server = server;
    }

    static Database start(Path parent) throws IOException {
        Path folder = Files.createTempDirectory(Files.createDirectories(parent), "bench-postgres-");
        Database database = new Database(EmbeddedPostgres.builder()
                .setDataDirectory(folder)
                .setCleanDataDirectory(true)
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("max_connections", "100")
                .setServerConfig("shared_buffers", "256MB")
                // A checkpoint in the middle of a round would hit one subject and spare another.
                .setServerConfig("max_wal_size", "8GB")
                // Segments of the log are used again, as in a server that has run for a while, not made anew.
                .setServerConfig("min_wal_size", "8GB")
                .setServerConfig("checkpoint_timeout", "30min")
                .setServerConfig("random_page_cost", "1.1")
                .setServerConfig("jit", "off")
                .start());
        database.migrate();
        return database;
    }

    private void migrate() {
        DataSource owner = server.getPostgresDatabase();
        execute(
                owner,
                "create role " + APPLICATION_ROLE + " login",
                "create role " + SchemaMigration.READER_ROLE + " nologin",
                "grant " + SchemaMigration.READER_ROLE + " to " + APPLICATION_ROLE + " with inherit false");
        SchemaMigration.LEDGER.migrate(owner, APPLICATION_ROLE);
        Projections.SCHEMA.migrate(owner, APPLICATION_ROLE);
        execute(
                owner,
                "create schema stock authorization " + APPLICATION_ROLE,
                "create schema raw authorization " + APPLICATION_ROLE);
    }

    /** Connections of the role that owns the schemas. */
    DataSource owner() {
        return server.getPostgresDatabase();
    }

    /** A new pool of connections that see one schema, as one node has; closed with the database. */
    HikariDataSource pool(String schema) {
        HikariConfig config = new HikariConfig();
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setServerNames(new String[] {"localhost"});
        dataSource.setPortNumbers(new int[] {server.getPort()});
        dataSource.setDatabaseName("postgres");
        dataSource.setUser(APPLICATION_ROLE);
        dataSource.setCurrentSchema(schema);
        dataSource.setReWriteBatchedInserts(true);
        config.setDataSource(dataSource);
        config.setMaximumPoolSize(POOL_SIZE);
        config.setMinimumIdle(POOL_SIZE);
        HikariDataSource pool = new HikariDataSource(config);
        pools.add(pool);
        return pool;
    }

    /** Tidies up between measurements, so that none pays for another's writes. */
    void settle() {
        execute(server.getPostgresDatabase(), "vacuum (analyze)", "checkpoint");
    }

    static void execute(DataSource dataSource, String... statements) {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static long number(DataSource dataSource, String query) {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Fails the run: a benchmark that measures wrong work is worthless. */
    static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalStateException("wrong result: " + what);
        }
    }

    @Override
    public void close() throws IOException {
        pools.forEach(HikariDataSource::close);
        server.close();
    }
}
