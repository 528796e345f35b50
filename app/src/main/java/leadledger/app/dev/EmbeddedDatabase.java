package leadledger.app.dev;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import leadledger.app.console.CannotStartException;
import leadledger.app.console.StartupConsole;
import leadledger.events.ledger.SchemaMigration;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/**
 * The default run's database: a real PostgreSQL 18 of its own, on the loopback interface, that keeps what it has
 * acknowledged through any crash. It outlives a hard kill of the service; the next start ends it and carries on.
 */
public final class EmbeddedDatabase implements AutoCloseable {

    static final String DATABASE = "lead_ledger";

    /** Owns the schemas; migrations run under it (AC-04). */
    static final String OWNER = "ledger_owner";

    /** The running service's role: may do only what migrations grant it. */
    static final String APPLICATION = "ledger_app";

    /** Taken on by the service's role to read leads; sees the rows of a reader's scope only (AC-03). */
    static final String READER = SchemaMigration.READER_ROLE;

    private static final String MAJOR_VERSION = "18";
    private static final String SUPERUSER = "postgres";

    /** Recovery after a crash replays at most {@code max_wal_size} of changes. */
    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    /** With the 5 s that the service may take before, these make less than 10 s. */
    private static final Duration FAST_STOP_LIMIT = Duration.ofSeconds(3);

    private static final Duration HARD_STOP_LIMIT = Duration.ofSeconds(1);

    /** An orphan may have a long checkpoint to write, and nobody waits at a terminal for the end. */
    private static final Duration ORPHAN_STOP_LIMIT = Duration.ofSeconds(10);

    private static final long LOG_LIMIT_BYTES = 10_000_000;

    private final DataFolder folder;
    private final StartupConsole console;
    private @Nullable EmbeddedPostgres server;

    /** A database that keeps its data in the folder; {@link #start} begins its work. */
    public EmbeddedDatabase(DataFolder folder, StartupConsole console) {
        this.folder = folder;
        this.console = console;
    }

    /**
     * Starts the server, ending first what a hard kill has left running, and sees to roles and database.
     *
     * @throws CannotStartException if it does not start, with the reason
     */
    public void start() {
        refuseForeignVersion();
        refuseRootWithoutUserNamespaces();
        console.step(discardPartOfPrograms() ? "Unpacking PostgreSQL 18 …" : "PostgreSQL 18 is unpacked");
        console.step("Starting the database in " + folder.cluster());
        try {
            stopOrphan();
            setAsideUnfinishedCluster();
            Postmaster.forgetDeadOne(folder.cluster());
            limitLog();
            Optional<String> known = Files.exists(finishedMark()) ? readPassword() : Optional.empty();
            String password = known.orElseGet(EmbeddedDatabase::newPassword);
            EmbeddedPostgres started = startServer(password, known.isPresent());
            server = started;
            restrictPrograms();
            prepare(started, password, known.isPresent());
        } catch (IOException e) {
            stopServer();
            throw new CannotStartException(
                    "The database in " + folder.cluster() + " did not start: see " + folder.serverLog() + ".", e);
        } catch (SQLException e) {
            stopServer();
            throw new CannotStartException(
                    "The database in " + folder.cluster() + " refused its preparation (" + e.getSQLState() + "): see "
                            + folder.serverLog() + ".",
                    e);
        }
    }

    /** What the service needs to know of it, in the words of its configuration; the same as in production. */
    public Map<String, Object> properties() {
        return properties(running().getPort(), readPassword().orElseThrow());
    }

    /** The same of a database that another process runs. */
    static Map<String, Object> properties(int port, String password) {
        String url = "jdbc:postgresql://127.0.0.1:" + port + "/" + DATABASE;
        return Map.of(
                "spring.datasource.url", url,
                "spring.datasource.username", APPLICATION,
                "spring.datasource.password", password,
                "leadledger.migration.url", url,
                "leadledger.migration.user", OWNER,
                "leadledger.migration.password", password);
    }

    /** Connections of one of its roles, for whoever looks in from outside the service. */
    DataSource connections(String role) {
        return running()
                .getDatabase(role, DATABASE, Map.of("password", readPassword().orElseThrow()));
    }

    private EmbeddedPostgres running() {
        if (server == null) {
            throw new IllegalStateException("the database is not running");
        }
        return server;
    }

    private void refuseForeignVersion() {
        Path file = folder.cluster().resolve("PG_VERSION");
        try {
            String version = Files.exists(file) ? Files.readString(file).strip() : MAJOR_VERSION;
            if (!version.equals(MAJOR_VERSION)) {
                throw new CannotStartException("The data folder " + folder.root() + " holds data of PostgreSQL "
                        + version + " and this is PostgreSQL " + MAJOR_VERSION
                        + ": choose another folder with --data-dir.");
            }
        } catch (IOException e) {
            throw new CannotStartException("The data folder " + folder.root() + " cannot be read.", e);
        }
    }

    private static void refuseRootWithoutUserNamespaces() {
        if ("root".equals(System.getProperty("user.name"))
                && System.getProperty("os.name").startsWith("Linux")
                && !LinuxUtils.isUnshareAvailable()) {
            throw new CannotStartException("PostgreSQL does not run as root, and this machine does not allow the user"
                    + " namespace that would help: start as an ordinary user.");
        }
    }

    /** Unpacking that was cut short leaves torn files that would be taken for whole ones. */
    private boolean discardPartOfPrograms() {
        try (var versions = Files.exists(folder.programs())
                ? Files.newDirectoryStream(folder.programs(), "PG-*")
                : Files.newDirectoryStream(folder.root(), "no-such-file")) {
            for (Path version : versions) {
                if (Files.exists(version.resolve(".exists"))) {
                    return false;
                }
            }
            FileSystemUtils.deleteRecursively(folder.programs());
            return true;
        } catch (IOException e) {
            throw new CannotStartException("The data folder " + folder.root() + " cannot be read.", e);
        }
    }

    private void stopOrphan() {
        Postmaster.of(folder.cluster()).ifPresent(orphan -> {
            console.say(
                    "    ending the database server " + orphan.process().pid() + " that an earlier run left behind");
            if (!orphan.stop(ORPHAN_STOP_LIMIT, ORPHAN_STOP_LIMIT)) {
                throw new CannotStartException("The database server of an earlier run, process "
                        + orphan.process().pid() + ", does not end: end it by hand.");
            }
        });
    }

    /** A first start that was cut short may leave a cluster that looks whole and is not. It holds nothing yet. */
    private void setAsideUnfinishedCluster() throws IOException {
        if (Files.exists(folder.cluster()) && !Files.exists(finishedMark())) {
            Path aside =
                    folder.root().resolve("postgres-unfinished-" + Instant.now().toEpochMilli());
            Files.move(folder.cluster(), aside);
            console.say("    an unfinished first start was moved to " + aside);
        }
    }

    private Path finishedMark() {
        return folder.cluster().resolve("lead-ledger-finished");
    }

    /** The library lets everybody write there, and unpacks once for all databases of a process. */
    private void restrictPrograms() throws IOException {
        if (Files.exists(folder.programs())) {
            DataFolder.restrict(folder.programs(), "rwx------");
        }
    }

    private void limitLog() throws IOException {
        Path log = folder.serverLog();
        if (Files.exists(log) && Files.size(log) > LOG_LIMIT_BYTES) {
            Files.delete(log);
        }
    }

    private Optional<String> readPassword() {
        try {
            Path file = folder.databasePassword();
            return Files.exists(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String newPassword() {
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    private EmbeddedPostgres startServer(String password, boolean passwordIsSet) throws IOException {
        try {
            return configuredServer(password, passwordIsSet).start();
        } catch (IllegalStateException | UncheckedIOException | ExceptionInInitializerError e) {
            throw new IOException("the library gave up", e);
        }
    }

    private EmbeddedPostgres.Builder configuredServer(String password, boolean passwordIsSet) {
        return EmbeddedPostgres.builder()
                .setDataDirectory(folder.cluster())
                .setOverrideWorkingDirectory(folder.programs().toFile())
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setPGStartupWait(START_LIMIT)
                .setOutputRedirector(Redirect.appendTo(folder.serverLog().toFile()))
                .setErrorRedirector(Redirect.appendTo(folder.serverLog().toFile()))
                // The same order of text on every machine.
                .setLocaleConfig("locale-provider", "builtin")
                .setLocaleConfig("builtin-locale", "C.UTF-8")
                .setLocaleConfig("locale", "C")
                .setConnectConfig("password", password)
                .setDataDirectoryCustomizer(cluster -> writeHostRules(passwordIsSet))
                // An acknowledged fact survives a crash of the machine; the library's defaults are the opposite.
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("unix_socket_directories", "")
                .setServerConfig("password_encryption", "scram-sha-256")
                .setServerConfig("max_connections", "100")
                .setServerConfig("shared_buffers", "256MB")
                .setServerConfig("max_wal_size", "512MB")
                .setServerConfig("random_page_cost", "1.1")
                // Statements here are short, and compiling them costs more than running them.
                .setServerConfig("jit", "off")
                // Neither statements nor the values in them: they may hold personal data (AC-05).
                .setServerConfig("log_min_error_statement", "panic")
                .setServerConfig("log_error_verbosity", "terse");
    }

    /** Until the roles have their password everybody on this machine is let in: some milliseconds of the first start. */
    private void writeHostRules(boolean byPassword) {
        String method = byPassword ? "scram-sha-256" : "trust";
        try {
            Files.writeString(folder.cluster().resolve("pg_hba.conf"), "host all all 127.0.0.1/32 " + method + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void prepare(EmbeddedPostgres started, String password, boolean passwordIsSet)
            throws SQLException, IOException {
        Map<String, String> login = Map.of("password", password);
        try (Connection connection = started.getPostgresDatabase(login).getConnection();
                Statement statement = connection.createStatement()) {
            requireOn(statement, "fsync");
            requireOn(statement, "synchronous_commit");
            if (!passwordIsSet) {
                createRoleIfAbsent(statement, OWNER);
                createRoleIfAbsent(statement, APPLICATION);
                for (String role : new String[] {SUPERUSER, OWNER, APPLICATION}) {
                    statement.execute("alter role " + role + " login password '" + password + "'");
                }
                createDatabaseIfAbsent(statement);
                writeHostRules(true);
                statement.execute("select pg_reload_conf()");
                Files.writeString(finishedMark(), "");
                PrivateFile.write(folder.databasePassword(), password);
            }
            // Also in a folder of an earlier version, which had no such role.
            createRoleIfAbsent(statement, READER);
            statement.execute("grant " + READER + " to " + APPLICATION + " with inherit false");
        }
    }

    private static void requireOn(Statement statement, String setting) throws SQLException {
        try (var row = statement.executeQuery("show " + setting)) {
            row.next();
            if (!"on".equals(row.getString(1))) {
                throw new CannotStartException("The database runs with " + setting + "=" + row.getString(1)
                        + ", so it could lose acknowledged facts: the service does not use it.");
            }
        }
    }

    private static void createRoleIfAbsent(Statement statement, String role) throws SQLException {
        if (isAbsent(statement, "select from pg_roles where rolname = '" + role + "'")) {
            statement.execute("create role " + role + " nosuperuser nocreatedb nocreaterole noinherit");
        }
    }

    private static void createDatabaseIfAbsent(Statement statement) throws SQLException {
        if (isAbsent(statement, "select from pg_database where datname = '" + DATABASE + "'")) {
            statement.execute("create database " + DATABASE + " owner " + OWNER + " encoding 'UTF8'");
        }
        statement.execute("revoke all on database " + DATABASE + " from public");
        statement.execute("grant connect on database " + DATABASE + " to " + APPLICATION);
    }

    private static boolean isAbsent(Statement statement, String query) throws SQLException {
        try (var rows = statement.executeQuery(query)) {
            return !rows.next();
        }
    }

    /** Ends the server in order, or hard if it takes too long; what it acknowledged is safe either way. */
    @Override
    public void close() {
        stopServer();
        folder.close();
    }

    private void stopServer() {
        EmbeddedPostgres started = server;
        server = null;
        Postmaster.of(folder.cluster()).ifPresent(running -> running.stop(FAST_STOP_LIMIT, HARD_STOP_LIMIT));
        if (started != null) {
            try {
                // Finds the server gone, and gives back the library's own lock.
                started.close();
            } catch (IOException e) {
                // The lock ends with the process at the latest.
            }
        }
    }
}
