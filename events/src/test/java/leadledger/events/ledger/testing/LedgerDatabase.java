package leadledger.events.ledger.testing;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.sql.DataSource;
import leadledger.events.ledger.SchemaMigration;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A fresh database with a migrated ledger, for one test class. One embedded PostgreSQL serves the whole JVM; databases
 * are copies of a template that is migrated once per set of schemas, so one costs some tens of milliseconds.
 *
 * <p>The server runs with {@code fsync}, {@code synchronous_commit} and {@code full_page_writes} off: tests here cut
 * connections, never the power, and durability is not what they prove. It ends with the JVM and leaves nothing behind.
 */
public final class LedgerDatabase implements AutoCloseable {

    /** The role that owns and migrates the schemas. */
    public static final String OWNER_ROLE = "ledger_owner";
    /** The role under which the service runs: no owner, no superuser. */
    public static final String APPLICATION_ROLE = "ledger_app";
    /** The password of both roles. */
    public static final String PASSWORD = "for-tests-only";

    private static final int MAX_CONNECTIONS = 400;
    private static final int POOL_SIZE = 24;
    private static final long CONNECTION_TIMEOUT_MILLIS = 30_000;
    private static final Map<List<SchemaMigration>, String> TEMPLATES = new HashMap<>();
    private static @Nullable EmbeddedPostgres server;
    private static int created;

    private final EmbeddedPostgres running;
    private final String name;
    private final HikariDataSource app;

    private LedgerDatabase(EmbeddedPostgres running, String name) {
        this.running = running;
        this.name = name;
        this.app = pool();
    }

    /**
     * A new database with the ledger's schema and further ones.
     *
     * @param more migrations run after the ledger's, in this order
     */
    public static LedgerDatabase create(SchemaMigration... more) {
        List<SchemaMigration> migrations = Stream.concat(Stream.of(SchemaMigration.LEDGER), Stream.of(more))
                .toList();
        synchronized (TEMPLATES) {
            EmbeddedPostgres running = server();
            String template = TEMPLATES.computeIfAbsent(migrations, wanted -> template(running, wanted));
            String name = "ledger_" + ++created;
            // Copying files is quicker than logging them, and with fsync off its checkpoints cost nothing.
            createDatabase(running, name, "template " + template + " strategy file_copy");
            return new LedgerDatabase(running, name);
        }
    }

    /** A pool of connections of the role under which the service runs. Closed with this database. */
    public DataSource app() {
        return app;
    }

    /** Another pool as {@link #app}, as another node would have; the caller closes it. */
    public HikariDataSource pool() {
        HikariConfig config = new HikariConfig();
        config.setDataSource(unpooled(APPLICATION_ROLE));
        config.setPoolName(name);
        config.setMaximumPoolSize(POOL_SIZE);
        config.setMinimumIdle(0);
        config.setConnectionTimeout(CONNECTION_TIMEOUT_MILLIS);
        return new HikariDataSource(config);
    }

    /** Connections of the role that owns the schemas, each opened anew. */
    public DataSource owner() {
        return unpooled(OWNER_ROLE);
    }

    /** Connections of PostgreSQL's superuser, each opened anew. */
    public DataSource superuser() {
        return unpooled("postgres");
    }

    /** Connections of the role under which the service runs, each opened anew. */
    public PGSimpleDataSource appUnpooled() {
        return unpooled(APPLICATION_ROLE);
    }

    /** What a service's configuration needs beside {@link #APPLICATION_ROLE} and {@link #PASSWORD}. */
    public String jdbcUrl() {
        return unpooled(APPLICATION_ROLE).getUrl();
    }

    /** Ends all connections and drops the database. */
    @Override
    public void close() {
        app.close();
        run(running.getPostgresDatabase(), "drop database if exists " + name + " with (force)");
    }

    private PGSimpleDataSource unpooled(String role) {
        return dataSource(running.getPort(), name, role);
    }

    private static EmbeddedPostgres server() {
        if (server == null) {
            try {
                server = EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "off")
                        .setServerConfig("synchronous_commit", "off")
                        .setServerConfig("full_page_writes", "off")
                        // As the default run has it: statements here are short, and compiling them costs more than
                        // running them.
                        .setServerConfig("jit", "off")
                        .setServerConfig("max_connections", Integer.toString(MAX_CONNECTIONS))
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            run(
                    server.getPostgresDatabase(),
                    "create role " + OWNER_ROLE + " login password '" + PASSWORD + "'",
                    "create role " + APPLICATION_ROLE + " login password '" + PASSWORD + "'",
                    "create role " + SchemaMigration.READER_ROLE + " nologin",
                    "grant " + SchemaMigration.READER_ROLE + " to " + APPLICATION_ROLE + " with inherit false");
        }
        return server;
    }

    private static String template(EmbeddedPostgres running, List<SchemaMigration> migrations) {
        String name = "template_ledger_" + TEMPLATES.size();
        createDatabase(running, name, "");
        migrations.forEach(
                migration -> migration.migrate(dataSource(running.getPort(), name, OWNER_ROLE), APPLICATION_ROLE));
        return name;
    }

    private static void createDatabase(EmbeddedPostgres running, String name, String option) {
        run(running.getPostgresDatabase(), "create database " + name + " owner " + OWNER_ROLE + " " + option);
    }

    private static PGSimpleDataSource dataSource(int port, String database, String role) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setServerNames(new String[] {"localhost"});
        dataSource.setPortNumbers(new int[] {port});
        dataSource.setDatabaseName(database);
        dataSource.setUser(role);
        dataSource.setPassword(PASSWORD);
        return dataSource;
    }

    private static void run(DataSource dataSource, String... statements) {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
