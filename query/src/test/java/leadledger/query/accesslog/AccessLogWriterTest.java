package leadledger.query.accesslog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import leadledger.events.ledger.testing.LedgerDatabase;
import leadledger.events.ledger.testing.TestClock;
import leadledger.events.shared.Actor;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.MarketId;
import leadledger.events.shared.Role;
import leadledger.query.accesslog.AccessEntry.Outcome;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** AC-05: what is logged is committed before anybody is answered, and nothing is lost unnoticed. */
class AccessLogWriterTest {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00.123Z");
    private static final Actor AGENT = Actor.ofDealer("u-1", Role.AFTERSALES_AGENT, new DealerId("JP-OSAKA"));
    private static final Actor AUDITOR = Actor.of("u-2", Role.AUDITOR);
    private static final UUID LEAD = UUID.fromString("019abcde-0000-7000-8000-000000000001");
    private static final AccessLogQuery ALL = new AccessLogQuery(200, null, null, null, null, null, null, null, null);

    private final Executor threads = Executors.newVirtualThreadPerTaskExecutor();
    private LedgerDatabase database;
    private AccessLogWriter log;
    private LoggedAccesses accesses;

    @BeforeEach
    void open() {
        database = LedgerDatabase.create(AccessLogWriter.SCHEMA);
        log = new AccessLogWriter(database.app(), new TestClock(NOW));
        log.start();
        accesses = new LoggedAccesses(JdbcClient.create(database.app()));
    }

    @AfterEach
    void close() {
        log.close();
        database.close();
    }

    private static AccessEntry refusal(int status, @Nullable String route) {
        return AccessEntry.ofRefusal(
                null, "GET", route, null, new Outcome(status, "unauthenticated", null, "0123456789abcdef"));
    }

    private List<LoggedAccess> entries() {
        return accesses.read(ALL).value().entries();
    }

    private void asOwner(String sql) {
        try (Connection connection = database.owner().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    @DisplayName(
            "a reading is in the log when it is answered, with who, what, when, how much, in clear or not, and why")
    void reading() {
        log.commit(new Disclosure(AGENT, AccessAction.READ_LEAD, null), LEAD);
        log.release(new Withheld<>("rows"), new Disclosure(AUDITOR, AccessAction.READ_LIST, null), String::length);
        log.commit(new Disclosure(AUDITOR, AccessAction.READ_HISTORY, "苦情 4711"), LEAD);
        log.commit(
                new Disclosure(Actor.ofHeadquarters("u-3", new MarketId("JP")), AccessAction.READ_VERDICTS, null),
                LEAD);

        assertThat(entries().reversed())
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("sequence")
                .containsExactly(
                        new LoggedAccess(
                                0,
                                NOW,
                                "u-1",
                                "AFTERSALES_AGENT",
                                "JP-OSAKA",
                                null,
                                "READ_LEAD",
                                "GET",
                                "/api/v1/aftersales/leads/{id}",
                                LEAD,
                                null,
                                200,
                                null,
                                null,
                                null,
                                true,
                                null),
                        new LoggedAccess(
                                0,
                                NOW,
                                "u-2",
                                "AUDITOR",
                                null,
                                null,
                                "READ_LIST",
                                "GET",
                                "/api/v1/aftersales/views/{view}",
                                null,
                                4,
                                200,
                                null,
                                null,
                                null,
                                false,
                                null),
                        new LoggedAccess(
                                0,
                                NOW,
                                "u-2",
                                "AUDITOR",
                                null,
                                null,
                                "READ_HISTORY",
                                "GET",
                                "/api/v1/aftersales/leads/{id}/history",
                                LEAD,
                                null,
                                200,
                                null,
                                null,
                                null,
                                true,
                                "苦情 4711"),
                        new LoggedAccess(
                                0,
                                NOW,
                                "u-3",
                                "HQ",
                                null,
                                "JP",
                                "READ_VERDICTS",
                                "GET",
                                "/api/v1/aftersales/leads/{id}/verdicts",
                                LEAD,
                                null,
                                200,
                                null,
                                null,
                                null,
                                false,
                                null));
    }

    @Test
    @DisplayName("a refused attempt is logged with status, code, rule and trace, and nobody where nobody is known")
    void refused() {
        log.refused(AccessEntry.ofRefusal(
                AGENT,
                "POST",
                "/api/v1/aftersales/leads/{id}/appointment",
                LEAD,
                new Outcome(404, "unknown-lead", "AC-01", "0123456789abcdef0123456789abcdef")));
        log.refused(refusal(401, null));

        await().until(() -> entries().size() == 2);
        assertThat(entries())
                .extracting(
                        LoggedAccess::subject,
                        LoggedAccess::method,
                        LoggedAccess::route,
                        LoggedAccess::leadId,
                        LoggedAccess::status,
                        LoggedAccess::problemCode,
                        LoggedAccess::rule,
                        LoggedAccess::inClear)
                .containsExactly(
                        tuple(null, "GET", null, null, 401, "unauthenticated", null, false),
                        tuple(
                                "u-1",
                                "POST",
                                "/api/v1/aftersales/leads/{id}/appointment",
                                LEAD,
                                404,
                                "unknown-lead",
                                "AC-01",
                                false));
    }

    @Test
    @DisplayName("while the log cannot be written, readings are not answered and refusals wait for it")
    void unavailable() {
        asOwner("revoke insert on access.entry from " + LedgerDatabase.APPLICATION_ROLE);

        assertThatThrownBy(() -> log.commit(new Disclosure(AGENT, AccessAction.READ_LEAD, null), LEAD))
                .isInstanceOf(AccessLogUnavailableException.class);
        log.refused(refusal(403, null));
        assertThat(entries()).isEmpty();

        asOwner("grant insert on access.entry to " + LedgerDatabase.APPLICATION_ROLE);
        await().until(() -> entries().size() == 1);
        assertThat(entries()).extracting(LoggedAccess::status).containsExactly(403);
        log.commit(new Disclosure(AGENT, AccessAction.READ_LEAD, null), LEAD);
        assertThat(entries()).hasSize(2);
    }

    @Test
    @DisplayName("after the end of the node, readings are not answered")
    void afterTheEnd() {
        AccessLogWriter lonely = new AccessLogWriter(database.pool(), new TestClock(NOW));
        lonely.start();
        lonely.close();

        assertThatThrownBy(() -> lonely.commit(new Disclosure(AGENT, AccessAction.READ_LEAD, null), LEAD))
                .isInstanceOf(AccessLogUnavailableException.class);
    }

    @Test
    @DisplayName("what waits at an orderly end is written; an entry that the table refuses takes no other with it")
    void orderlyEnd() throws SQLException {
        CompletableFuture<Void> sound;
        CompletableFuture<Void> unsound;
        CompletableFuture<Void> end;
        try (Connection owner = database.owner().getConnection();
                Statement statement = owner.createStatement()) {
            owner.setAutoCommit(false);
            statement.execute("lock table access.entry in exclusive mode");
            log.refused(refusal(401, "/first"));
            unsound = CompletableFuture.runAsync(
                    () -> log.commit(new AccessEntry(
                            AGENT, AccessAction.READ_LEAD, "GET", "/".repeat(201), null, null, Outcome.OK, true, null)),
                    threads);
            log.refused(refusal(401, "/second"));
            sound = CompletableFuture.runAsync(
                    () -> log.commit(new Disclosure(AGENT, AccessAction.READ_LEAD, null), LEAD), threads);
            await().until(() -> log.waiting() >= 3);
            end = CompletableFuture.runAsync(log::close, threads);
            owner.rollback();
        }
        end.join();

        sound.join();
        assertThatThrownBy(unsound::join).hasCauseInstanceOf(AccessLogUnavailableException.class);
        assertThat(entries())
                .extracting(LoggedAccess::route)
                .containsExactlyInAnyOrder("/first", "/second", "/api/v1/aftersales/leads/{id}");
    }

    @Test
    @DisplayName("of many 429 in a second some are logged one by one, and the number of the others")
    void rateLimited() {
        for (int i = 0; i < 100; i++) {
            log.refused(refusal(429, null));
        }
        log.close();

        List<LoggedAccess> entries = entries();
        assertThat(entries.stream().filter(entry -> entry.action().equals("REFUSED")))
                .hasSize(20);
        assertThat(entries.stream()
                        .filter(entry -> entry.action().equals("REFUSALS_LEFT_OUT"))
                        .mapToInt(LoggedAccess::rows)
                        .sum())
                .isEqualTo(80);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"update access.entry set subject = 'x'", "delete from access.entry", "truncate access.entry"})
    @DisplayName("AC-04: the service's role cannot change or take away what is logged")
    void appendOnly(String sql) {
        assertThatThrownBy(() -> JdbcClient.create(database.app()).sql(sql).update())
                .hasStackTraceContaining("permission denied");
    }
}
