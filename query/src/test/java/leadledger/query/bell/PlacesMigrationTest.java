package leadledger.query.bell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import leadledger.events.ledger.SchemaMigration;
import leadledger.events.ledger.testing.LedgerDatabase;
import leadledger.query.projection.Projections;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** SA-12: what users had read and selected before there were places is kept. */
class PlacesMigrationTest {

    private static final String APP = "ledger_app";

    @Test
    @DisplayName("Marks stay, and a selection of the one dealer stays one")
    void kept() throws Exception {
        try (LedgerDatabase database = LedgerDatabase.create(Projections.SCHEMA)) {
            Flyway.configure()
                    .dataSource(database.owner())
                    .schemas(ReaderStates.SCHEMA.schema())
                    .defaultSchema(ReaderStates.SCHEMA.schema())
                    .locations(ReaderStates.SCHEMA.location())
                    .placeholders(Map.of("application_role", APP, "reader_role", SchemaMigration.READER_ROLE))
                    .target("1")
                    .load()
                    .migrate();
            JdbcClient jdbc = JdbcClient.create(database.superuser());
            jdbc.sql("""
                    insert into bell.reader (dealer, subject, read_up_to, outlets)
                    values ('JP-OSAKA', 'u-1', 7, '{JP-OSAKA}'), ('JP-OSAKA', 'u-2', 8, '{}')
                    """).update();
            jdbc.sql("insert into bell.read_mark values ('JP-OSAKA', 'u-1', gen_random_uuid(), 9)")
                    .update();

            ReaderStates.SCHEMA.migrate(database.owner(), APP);

            assertThat(jdbc.sql(
                                    "select concat_ws(' ', tenant, subject, read_up_to, selected) from bell.reader order by 1")
                            .query(String.class)
                            .list())
                    .containsExactly("JP-OSAKA u-1 7 t", "JP-OSAKA u-2 8 f");
            assertThat(jdbc.sql("select concat_ws(' ', tenant, subject, position) from bell.read_mark")
                            .query(String.class)
                            .list())
                    .containsExactly("JP-OSAKA u-1 9");
        }
    }
}
