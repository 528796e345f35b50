package leadledger.events.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import leadledger.events.ledger.testing.Appends;
import leadledger.events.ledger.testing.LedgerDatabase;
import leadledger.events.ledger.testing.TestClock;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("AC-04: each module migrates its own schema as the owner, and the service uses it as another role")
class SchemaMigrationTest {

    private static final SchemaMigration MORE = new SchemaMigration("more", "classpath:db/ledger-testing-more");

    @Test
    void aModulesSchemaStandsBesideTheLedgers() throws SQLException {
        try (LedgerDatabase database = LedgerDatabase.create(MORE);
                LedgerDatabase without = LedgerDatabase.create();
                Connection app = database.app().getConnection();
                Connection other = without.app().getConnection();
                Statement statement = app.createStatement();
                Statement elsewhere = other.createStatement()) {
            statement.execute("insert into more.note values (1, 'x')");
            assertThatThrownBy(() -> statement.execute("delete from more.note")).hasMessageContaining("denied");
            assertThatThrownBy(() -> statement.execute("drop table more.note")).hasMessageContaining("owner");
            assertThatThrownBy(() -> elsewhere.execute("select from more.note")).hasMessageContaining("not exist");
        }
    }

    @Test
    void migratingAgainChangesNothing() throws SQLException {
        try (LedgerDatabase database = LedgerDatabase.create(MORE);
                PostgresLedger ledger = new PostgresLedger(
                        database.app(), TestClock.at("2026-11-22T00:00:00Z"), LedgerSettings.DEFAULTS)) {
            ledger.start();
            ledger.append(Appends.toNewStream().build());

            SchemaMigration.LEDGER.migrate(database.owner(), LedgerDatabase.APPLICATION_ROLE);
            MORE.migrate(database.owner(), LedgerDatabase.APPLICATION_ROLE);

            ledger.append(Appends.toNewStream().build());
            assertThat(ledger.head()).isEqualTo(2);
            try (Connection owner = database.owner().getConnection();
                    Statement statement = owner.createStatement();
                    ResultSet row = statement.executeQuery("select count(*), bool_and(success) from"
                            + " (select success from ledger.flyway_schema_history where version is not null"
                            + " union all select success from more.flyway_schema_history where version is not null)")) {
                row.next();
                // Five of the ledger, one of the other module.
                assertThat(row.getInt(1)).isEqualTo(6);
                assertThat(row.getBoolean(2)).isTrue();
            }
        }
    }
}
