package leadledger.app.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import leadledger.app.console.CannotStartException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

class EmbeddedDatabaseTest {

    @TempDir
    private Path root;

    private final TestConsole console = new TestConsole();

    @Test
    void keepsItsDataFromStartToStart() {
        try (EmbeddedDatabase database = started()) {
            createKeptRow(database);
        }
        assertThat(Postmaster.of(cluster())).isEmpty();

        try (EmbeddedDatabase database = started()) {
            assertThat(keptRow(database)).isEqualTo("車");
        }
    }

    @Test
    void endsTheOrphanOfAHardKillAndRecovers() throws Exception {
        try (HoldingProcess service = HoldingProcess.start(HoldingProcess.Holding.DATABASE, root)) {
            createKeptRow(runningServer());
            service.killHard();
        }
        assertThat(Postmaster.of(cluster())).as("the orphan").isPresent();
        long orphan = Postmaster.of(cluster()).orElseThrow().process().pid();

        try (EmbeddedDatabase database = started()) {
            assertThat(keptRow(database)).isEqualTo("車");
            assertThat(console.text()).contains("ending the database server " + orphan);
        }
    }

    @Test
    void recoversWhenTheServerItselfIsKilled() {
        try (EmbeddedDatabase database = started()) {
            createKeptRow(database);
            Postmaster.of(cluster()).orElseThrow().process().destroyForcibly();
        }
        try (EmbeddedDatabase database = started()) {
            assertThat(keptRow(database)).isEqualTo("車");
        }
    }

    @Test
    void anotherProgramWithTheOldProcessIdIsLeftAlone() throws IOException {
        try (EmbeddedDatabase database = started()) {
            createKeptRow(database);
        }
        String thisTest = Long.toString(ProcessHandle.current().pid());
        Files.writeString(cluster().resolve("postmaster.pid"), thisTest + "\n" + cluster() + "\n");

        try (EmbeddedDatabase database = started()) {
            assertThat(keptRow(database)).isEqualTo("車");
        }
    }

    @Test
    void anUnfinishedFirstStartIsSetAside() throws IOException {
        Files.createDirectories(cluster());
        Files.writeString(cluster().resolve("PG_VERSION"), "18\n");
        Files.writeString(cluster().resolve("postgresql.conf"), "");

        try (EmbeddedDatabase database = started()) {
            createKeptRow(database);
            assertThat(console.text()).contains("an unfinished first start was moved to");
        }
    }

    @Test
    void dataOfAnotherMajorVersionIsRefused() throws IOException {
        Files.createDirectories(cluster());
        Files.writeString(cluster().resolve("PG_VERSION"), "17\n");

        assertThatThrownBy(this::started)
                .isInstanceOf(CannotStartException.class)
                .hasMessageContaining("holds data of PostgreSQL 17 and this is PostgreSQL 18");
    }

    @Test
    void aLostPasswordIsReplaced() throws IOException {
        try (EmbeddedDatabase database = started()) {
            createKeptRow(database);
        }
        Files.delete(root.resolve("database-password"));

        try (EmbeddedDatabase database = started()) {
            assertThat(keptRow(database)).isEqualTo("車");
        }
    }

    @Test
    @DisplayName("AC-03: the role under which leads are read is made in a data folder of an earlier version, too")
    void anEarlierFolderGetsTheReadersRole() {
        try (EmbeddedDatabase database = started()) {
            JdbcClient.create(database.connections("postgres"))
                    .sql("drop role " + EmbeddedDatabase.READER)
                    .update();
        }
        try (EmbeddedDatabase database = started()) {
            Map<String, Object> reader = JdbcClient.create(database.connections(EmbeddedDatabase.APPLICATION))
                    .sql("select rolsuper or rolbypassrls or rolcanlogin as any_power,"
                            + " pg_has_role(current_user, oid, 'SET') as taken_on,"
                            + " pg_has_role(current_user, oid, 'USAGE') as inherited"
                            + " from pg_roles where rolname = ?")
                    .params(EmbeddedDatabase.READER)
                    .query()
                    .singleRow();
            assertThat(reader)
                    .containsEntry("any_power", false)
                    .containsEntry("taken_on", true)
                    .containsEntry("inherited", false);
        }
    }

    @Nested
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    @DisplayName("after its first start, which these share since they change nothing")
    class AfterItsFirstStart {

        private Path folder;
        private EmbeddedDatabase database;

        @BeforeAll
        void start(@TempDir Path shared) {
            folder = shared;
            database = started(folder);
        }

        @AfterAll
        void stop() {
            database.close();
        }

        @Test
        void keepsWhatItAcknowledges() {
            for (String setting : List.of("fsync", "synchronous_commit", "full_page_writes", "data_checksums")) {
                assertThat(value(database, "show " + setting)).as(setting).isEqualTo("on");
            }
            assertThat(value(database, "show server_version_num")).startsWith("18");
            assertThat(value(database, "show server_encoding")).isEqualTo("UTF8");
        }

        @Test
        void theServiceAndTheMigrationHaveRolesOfTheirOwn() {
            Map<String, Object> powers = JdbcClient.create(database.connections(EmbeddedDatabase.APPLICATION))
                    .sql("select rolsuper or rolcreatedb or rolcreaterole or rolbypassrls as any_power,"
                            + " has_database_privilege('lead_ledger', 'CREATE') as creates"
                            + " from pg_roles where rolname = current_user")
                    .query()
                    .singleRow();
            assertThat(powers).containsEntry("any_power", false).containsEntry("creates", false);
            assertThat(JdbcClient.create(database.connections(EmbeddedDatabase.OWNER))
                            .sql("select has_database_privilege('lead_ledger', 'CREATE')"
                                    + " and not (select rolsuper from pg_roles where rolname = current_user)")
                            .query(Boolean.class)
                            .single())
                    .isTrue();
        }

        @Test
        void onlyThisMachineAndOnlyThePasswordGetIn() throws IOException {
            assertThat(value(database, "show listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(Files.readAllLines(folder.resolve("postgres").resolve("postmaster.pid"))
                            .get(4))
                    .as("folder of the socket")
                    .isBlank();
            assertThat(PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(folder.resolve("database-password"))))
                    .isEqualTo("rw-------");
            String url = database.properties().get("spring.datasource.url").toString();
            for (String role : List.of("postgres", "ledger_owner", "ledger_app")) {
                assertThatThrownBy(() -> DriverManager.getConnection(url, role, "guess"))
                        .isInstanceOf(SQLException.class)
                        .hasMessageContaining("password authentication failed");
            }
        }

        @Test
        void saysWhereItIsInTheWordsOfTheConfiguration() throws SQLException {
            Map<String, Object> properties = database.properties();
            try (Connection connection = DriverManager.getConnection(
                    properties.get("spring.datasource.url").toString(),
                    properties.get("spring.datasource.username").toString(),
                    properties.get("spring.datasource.password").toString())) {
                assertThat(connection.getMetaData().getUserName()).isEqualTo("ledger_app");
            }
            try (Connection connection = DriverManager.getConnection(
                    properties.get("leadledger.migration.url").toString(),
                    properties.get("leadledger.migration.user").toString(),
                    properties.get("leadledger.migration.password").toString())) {
                assertThat(connection.getMetaData().getUserName()).isEqualTo("ledger_owner");
            }
        }
    }

    private EmbeddedDatabase started() {
        return started(root);
    }

    private EmbeddedDatabase started(Path folder) {
        EmbeddedDatabase database = new EmbeddedDatabase(DataFolder.claim(folder), console.console());
        try {
            database.start();
            return database;
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    private Path cluster() {
        return root.resolve("postgres");
    }

    private static String value(EmbeddedDatabase database, String query) {
        return JdbcClient.create(database.connections(EmbeddedDatabase.APPLICATION))
                .sql(query)
                .query(String.class)
                .single();
    }

    private static void createKeptRow(EmbeddedDatabase database) {
        createKeptRow(JdbcClient.create(database.connections(EmbeddedDatabase.OWNER)));
    }

    private static void createKeptRow(JdbcClient owner) {
        owner.sql("create schema kept").update();
        owner.sql("create table kept.item as select '車' as name").update();
    }

    private static String keptRow(EmbeddedDatabase database) {
        return JdbcClient.create(database.connections(EmbeddedDatabase.OWNER))
                .sql("select name from kept.item")
                .query(String.class)
                .single();
    }

    /** The server of another process, found as an administrator would find it: by the files in the folder. */
    private JdbcClient runningServer() throws IOException {
        String port =
                Files.readAllLines(cluster().resolve("postmaster.pid")).get(3).strip();
        String password = Files.readString(root.resolve("database-password"));
        return JdbcClient.create(new org.springframework.jdbc.datasource.DriverManagerDataSource(
                "jdbc:postgresql://127.0.0.1:" + port + "/lead_ledger", "ledger_owner", password));
    }
}
