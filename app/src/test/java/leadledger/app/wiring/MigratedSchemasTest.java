package leadledger.app.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import leadledger.app.console.CannotStartException;
import leadledger.query.access.ReaderRole;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

@DisplayName("AC-03: the service does not start with database roles that row-level security does not hold for")
class MigratedSchemasTest {

    private static EmbeddedPostgres server;

    @BeforeAll
    static void start() throws IOException, SQLException {
        server = EmbeddedPostgres.builder().start();
        execute(
                "create role app login",
                "create role above login bypassrls",
                "create role super login superuser",
                "create role reader nologin",
                "create role \"not_granted\" nologin",
                "create role reader_above nologin bypassrls",
                "grant reader to app, above with inherit false",
                "grant reader_above to app with inherit false");
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    private static void execute(String... statements) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static DataSource connectionsOf(String role) {
        PGSimpleDataSource connections = new PGSimpleDataSource();
        connections.setServerNames(new String[] {"localhost"});
        connections.setPortNumbers(new int[] {server.getPort()});
        connections.setDatabaseName("postgres");
        connections.setUser(role);
        return connections;
    }

    private static MigratedSchemas migrate(String role, String reader) throws SQLException {
        return new MigratedSchemas(
                connectionsOf(role),
                new MigrationProperties(server.getJdbcUrl("postgres", "postgres"), "postgres", ""),
                new ReaderRole(reader));
    }

    private static void refused(String role, String reader, String... sentence) {
        assertThatThrownBy(() -> migrate(role, reader))
                .isInstanceOf(CannotStartException.class)
                .hasMessageContainingAll(sentence);
    }

    @Test
    void rolesAboveRowSecurityAreRefused() {
        refused("super", "reader", "The database role super is a superuser or has BYPASSRLS");
        refused("above", "reader", "The database role above is a superuser or has BYPASSRLS");
        refused("app", "reader_above", "The database role reader_above is a superuser or has BYPASSRLS");
        refused("app", "app", "cannot be the one under which leads are read");
    }

    @Test
    void aReaderThatCannotBeTakenOnIsRefusedWithWhatToDo() {
        refused("app", "missing", "cannot take on the role missing", "grant missing to app with inherit false");
        refused("app", "not_granted", "cannot take on the role not_granted");
    }

    @Test
    void otherwiseTheReaderMaySeeTheSchemasAndNothingBeyondItsRows() throws SQLException {
        migrate("app", "reader").require();

        assertThat(JdbcClient.create(server.getPostgresDatabase())
                        .sql("select has_schema_privilege('reader', 'query', 'USAGE')"
                                + " and not has_schema_privilege('reader', 'ledger', 'USAGE')"
                                + " and not has_table_privilege('reader', 'query.dead_letter', 'SELECT')"
                                + " and has_schema_privilege('reader', 'bell', 'USAGE')"
                                + " and has_table_privilege('reader', 'bell.read_mark', 'SELECT')"
                                + " and not has_table_privilege('reader', 'bell.read_mark', 'INSERT, UPDATE, DELETE')"
                                + " and (select bool_and(relrowsecurity) from pg_class"
                                + " where relnamespace = 'bell'::regnamespace and relname in ('reader', 'read_mark'))")
                        .query(Boolean.class)
                        .single())
                .isTrue();
    }
}
