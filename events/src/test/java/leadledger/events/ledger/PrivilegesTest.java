package leadledger.events.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import leadledger.events.ledger.testing.Appends;
import leadledger.events.ledger.testing.LedgerDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName(
        "LG-01, LG-13: nobody changes what is recorded; the service cannot, and even a superuser must say so first")
class PrivilegesTest {

    private static final String INSUFFICIENT_PRIVILEGE = "42501";
    private static final String ROWS = "select md5(string_agg(e::text, '' order by e.position)) || ' ' || max(h::text)"
            + " from ledger.event e, ledger.head h";

    private static final LedgerFixture FIXTURE = new LedgerFixture();
    private static String rowsBefore;

    @BeforeAll
    static void threeEvents() throws Exception {
        try (PostgresLedger ledger = FIXTURE.node()) {
            ledger.append(Appends.toNewStream().events(2).build());
            ledger.append(Appends.toNewStream().answer("key", "r", "d").build());
        }
        rowsBefore = FIXTURE.superuserQuery(ROWS);
    }

    @AfterAll
    static void close() throws Exception {
        FIXTURE.afterEach(null);
    }

    @AfterEach
    void nothingHasChanged() {
        assertThat(FIXTURE.superuserQuery(ROWS)).isEqualTo(rowsBefore);
    }

    private static void assertRefused(DataSource dataSource, String... statements) {
        assertThatThrownBy(() -> execute(dataSource, statements))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo(INSUFFICIENT_PRIVILEGE));
    }

    private static void execute(DataSource dataSource, String... statements) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    static Stream<String> whatTheServiceMayNotDo() {
        return Stream.of(
                "update ledger.event set payload = ''",
                "update ledger.event set payload = '' where false",
                "delete from ledger.event",
                "truncate ledger.event",
                "insert into ledger.event select position + 100, event_id, gen_random_uuid(), stream_kind, sequence,"
                        + " type, revision, recorded_at, occurred_at, actor, tenant, correlation_id, causation_id,"
                        + " payload, metadata, leaf_hash from ledger.event",
                "merge into ledger.event e using ledger.head h on e.position = h.position when matched then delete",
                "update ledger.head set position = 0",
                "insert into ledger.head values (1, 0, now())",
                "delete from ledger.head",
                "truncate ledger.head",
                "select from ledger.head for update",
                "begin; lock table ledger.event in access exclusive mode",
                "update ledger.command_answer set detail = ''",
                "truncate ledger.command_answer",
                "alter table ledger.event disable trigger all",
                "drop trigger event_is_append_only on ledger.event",
                "drop table ledger.event",
                "drop schema ledger cascade",
                "create table ledger.more (x int)",
                "create or replace function ledger.refuse_change() returns trigger language sql as 'select null'",
                "alter function ledger.append security invoker",
                "alter function ledger.append_one security invoker",
                "update ledger.flyway_schema_history set success = true",
                "set session_replication_role = replica",
                "set role " + LedgerDatabase.OWNER_ROLE);
    }

    @ParameterizedTest
    @MethodSource("whatTheServiceMayNotDo")
    void theServicesRoleMayNot(String statement) {
        assertRefused(FIXTURE.database().appUnpooled(), statement);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update ledger.event set payload = ''",
                "update ledger.event set payload = '' where false",
                "delete from ledger.event where position = 3",
                "truncate ledger.event",
                "truncate ledger.event, ledger.command_answer cascade",
                "delete from ledger.head",
                "truncate ledger.head"
            })
    void aTriggerRefusesTheOwnerAndTheSuperuser(String statement) {
        for (DataSource dataSource :
                List.of(FIXTURE.database().owner(), FIXTURE.database().superuser())) {
            assertRefused(dataSource, statement);
        }
        assertRefused(FIXTURE.database().superuser(), "set session_replication_role = replica", statement);
    }

    @Test
    void aRoleThatIsNotTheServicesMayNotAppend() throws SQLException {
        execute(
                FIXTURE.database().superuser(),
                "create role somebody",
                "grant usage on schema ledger to somebody",
                "create or replace function public.attempt() returns void language plpgsql as $$ begin"
                        + " perform ledger.append(now(), '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}',"
                        + " '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}'); end $$");

        assertRefused(FIXTURE.database().superuser(), "set role somebody", "select public.attempt()");
        execute(
                FIXTURE.database().superuser(),
                "set role " + LedgerDatabase.APPLICATION_ROLE,
                "begin",
                "select public.attempt()",
                "rollback");
    }

    @Test
    void theServicesRoleForgetsOldAnswers() throws SQLException {
        execute(
                FIXTURE.database().appUnpooled(),
                "begin",
                "delete from ledger.command_answer where answered_at < now() + interval '1 year'",
                "rollback");
    }
}
