package leadledger.query.accesslog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import leadledger.events.ledger.testing.LedgerDatabase;
import leadledger.events.ledger.testing.TestClock;
import leadledger.events.shared.Actor;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.MarketId;
import leadledger.events.shared.OutletId;
import leadledger.events.shared.Refusal;
import leadledger.events.shared.RefusedException;
import leadledger.events.shared.Role;
import leadledger.query.accesslog.AccessEntry.Outcome;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.springframework.jdbc.core.simple.JdbcClient;

/** AC-05: auditors search the log. */
class AccessLogApiTest {

    private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");
    private static final Actor AUDITOR = Actor.of("auditor", Role.AUDITOR);
    private static final Actor AGENT = Actor.ofDealer("agent", Role.AFTERSALES_AGENT, new DealerId("JP-OSAKA"));
    private static final Actor HQ = Actor.ofHeadquarters("hq", new MarketId("JP"));
    private static final UUID LEAD = new UUID(1, 1);

    private static LedgerDatabase database;
    private static AccessLogWriter log;
    private static AccessLogApi api;

    /** Six entries, a minute apart. */
    @BeforeAll
    static void entries() {
        database = LedgerDatabase.create(AccessLogWriter.SCHEMA);
        TestClock clock = new TestClock(START);
        log = new AccessLogWriter(database.app(), clock);
        log.start();
        api = new AccessLogApi(new LoggedAccesses(JdbcClient.create(database.app())), log);
        List<AccessEntry> made = List.of(
                AccessEntry.ofReading(new Disclosure(AGENT, AccessAction.READ_LEAD, null), LEAD, null),
                AccessEntry.ofReading(new Disclosure(AGENT, AccessAction.READ_LIST, null), null, 7),
                AccessEntry.ofReading(new Disclosure(HQ, AccessAction.READ_HISTORY, null), LEAD, null),
                AccessEntry.ofReading(new Disclosure(HQ, AccessAction.READ_LEAD, null), new UUID(2, 2), null),
                AccessEntry.ofRefusal(AGENT, "GET", null, LEAD, new Outcome(404, "unknown-lead", "AC-01", "t")),
                AccessEntry.ofRefusal(null, "GET", null, null, new Outcome(401, "unauthenticated", null, "t")));
        for (AccessEntry entry : made) {
            log.commit(entry);
            clock.advance(Duration.ofMinutes(1));
        }
        clock.advance(Duration.ofDays(1));
    }

    @AfterAll
    static void close() {
        log.close();
        database.close();
    }

    /** Numbers of the entries found, from 1, in the order shown; those of the tests' own reading left out. */
    private static List<Long> found(
            int limit,
            @Nullable String cursor,
            @Nullable String from,
            @Nullable String to,
            @Nullable String subject,
            @Nullable UUID leadId,
            @Nullable String action,
            @Nullable Integer status,
            @Nullable String role) {
        return api.entries(limit, cursor, from, to, subject, leadId, action, status, role, AUDITOR).entries().stream()
                .map(LoggedAccess::sequence)
                .filter(number -> number <= 6)
                .toList();
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
                    -, -, agent, -, -, -, -, 5 2 1
                    -, -, -, 00000000-0000-0001-0000-000000000001, -, -, -, 5 3 1
                    -, -, -, -, READ_LEAD, -, -, 4 1
                    -, -, -, -, -, 404, -, 5
                    -, -, -, -, -, 401, -, 6
                    -, -, -, -, -, -, HQ, 4 3
                    2026-11-22T12:01:00Z, 2026-11-22T12:03:00Z, -, -, -, -, -, 3 2
                    2026-11-22T12:01:00Z, -, agent, -, -, 200, -, 2
                    """)
    @DisplayName("by time, user, lead, action, outcome and role, newest first")
    void filters(
            @Nullable String from,
            @Nullable String to,
            @Nullable String subject,
            @Nullable UUID leadId,
            @Nullable String action,
            @Nullable Integer status,
            @Nullable String role,
            String expected) {
        assertThat(found(200, null, from, to, subject, leadId, action, status, role))
                .isEqualTo(
                        List.of(expected.split(" ")).stream().map(Long::valueOf).toList());
    }

    @Test
    @DisplayName("page by page, each entry once")
    void pages() {
        List<Long> seen = new ArrayList<>();
        String cursor = null;
        do {
            AccessLogApi.Entries page =
                    api.entries(2, cursor, null, "2026-11-22T13:00:00Z", null, null, null, null, null, AUDITOR);
            page.entries().forEach(entry -> seen.add(entry.sequence()));
            cursor = page.nextCursor();
        } while (cursor != null);

        assertThat(seen).containsExactly(6L, 5L, 4L, 3L, 2L, 1L);
    }

    @Test
    @DisplayName("reading the log is itself logged")
    void readingIsLogged() {
        api.entries(3, null, null, "2026-11-22T13:00:00Z", null, null, null, null, null, AUDITOR);

        assertThat(api.entries(1, null, null, null, null, null, "READ_ACCESS_LOG", null, null, AUDITOR)
                        .entries())
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.subject()).isEqualTo("auditor");
                    assertThat(entry.rows()).isEqualTo(3);
                    assertThat(entry.market()).isNull();
                    assertThat(entry.inClear()).isFalse();
                });
    }

    @ParameterizedTest
    @EnumSource(value = Role.class, mode = Mode.EXCLUDE, names = "AUDITOR")
    @DisplayName("for auditors only")
    void auditorsOnly(Role role) {
        Actor other = new Actor(
                "u-9",
                role,
                role.isDealer() ? new DealerId("JP-OSAKA") : null,
                role.isMarkets() ? new MarketId("JP") : null,
                role.isOutlets() ? Set.of(new OutletId("JP-OSAKA.NAMBA")) : Set.of());

        assertThat(catchThrowableOfType(
                                RefusedException.class,
                                () -> api.entries(50, null, null, null, null, null, null, null, null, other))
                        .refusals())
                .containsExactly(Refusal.ofRole("AC-05"));
    }

    @Test
    @DisplayName("faults of parameters are all told at once")
    void faults() {
        assertThat(catchThrowableOfType(
                                RefusedException.class,
                                () -> api.entries(
                                        201, "?", "noon", "never", "a b", null, "PEEP", 99, "EMPEROR", AUDITOR))
                        .refusals())
                .extracting(refusal -> refusal.code() + "@" + refusal.field())
                .containsExactly(
                        "limit-out-of-range@limit",
                        "not-a-cursor@cursor",
                        "not-a-moment@from",
                        "not-a-moment@to",
                        "characters-not-allowed@subject",
                        "not-one-of@action",
                        "not-a-code@status",
                        "not-one-of@role");
    }
}
