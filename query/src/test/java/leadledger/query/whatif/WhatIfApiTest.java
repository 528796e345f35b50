package leadledger.query.whatif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import java.io.UnsupportedEncodingException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import leadledger.events.ledger.LedgerJson;
import leadledger.events.ledger.LedgerSettings;
import leadledger.events.ledger.PostgresLedger;
import leadledger.events.ledger.testing.LedgerDatabase;
import leadledger.events.reference.PolicyVersion;
import leadledger.events.reference.ReferenceBook;
import leadledger.events.reference.ReferenceEvent.PolicyProposed;
import leadledger.events.shared.Actor;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.MarketId;
import leadledger.events.shared.Refusal;
import leadledger.events.shared.RefusedException;
import leadledger.events.shared.Role;
import leadledger.events.shared.UserId;
import leadledger.events.sla.PolicyTerms;
import leadledger.events.sla.PolicyTerms.FirstContact;
import leadledger.query.accesslog.AccessAction;
import leadledger.query.accesslog.AccessEntry;
import leadledger.query.projection.DiscardedEvents;
import leadledger.query.projection.Projections;
import leadledger.query.slareport.ReplayPlaces;
import leadledger.query.testing.KeptAccess;
import leadledger.query.testing.LeadDraft;
import leadledger.query.testing.LeadScribe;
import leadledger.query.testing.Scopes;
import leadledger.query.whatif.WhatIfBody.AskedPolicy;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("SL-11: the question what if, over HTTP")
class WhatIfApiTest {

    private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");
    private static final Actor HQ = Actor.ofHeadquarters("hq-1", new MarketId("JP"));
    private static final Actor AUDITOR = Actor.of("a-1", Role.AUDITOR);
    private static final Actor OSAKA = Actor.ofDealer("m-1", Role.AFTERSALES_MANAGER, new DealerId("JP-OSAKA"));
    private static final JsonMapper JSON = JsonMapper.shared();

    /** A first contact within an hour. */
    private static final PolicyTerms HOUR = new PolicyTerms(
            new FirstContact(
                    Duration.ofHours(1),
                    70,
                    PolicyTerms.DEFAULT.firstContact().clock(),
                    PolicyTerms.DEFAULT.firstContact().stop()),
            PolicyTerms.DEFAULT.managementTime(),
            PolicyTerms.DEFAULT.managed(),
            PolicyTerms.DEFAULT.firstFollowUp(),
            PolicyTerms.DEFAULT.disputeWindow(),
            PolicyTerms.DEFAULT.basis(),
            null);

    private static final ReferenceBook BOOK = Scopes.BOOK.after(List.of(new PolicyProposed(new PolicyVersion(
            new MarketId("JP"), "hour", 2, HOUR, START.plus(Duration.ofDays(99)), "why", new UserId("hq-2")))));

    private static final AtomicReference<Instant> NOW = new AtomicReference<>(START);
    private static LedgerDatabase database;
    private static PostgresLedger ledger;

    private final KeptAccess log = new KeptAccess();

    /** Five leads in Osaka and one in Rome, each contacted after two hours. */
    @BeforeAll
    static void history() {
        database = LedgerDatabase.create(Projections.SCHEMA);
        ledger = new PostgresLedger(database.app(), NOW::get, LedgerSettings.DEFAULTS);
        ledger.start();
        LeadScribe scribe = new LeadScribe(ledger);
        for (String dealer : List.of("JP-OSAKA", "JP-OSAKA", "JP-OSAKA", "JP-OSAKA", "JP-OSAKA", "IT-ROMA")) {
            UUID lead = scribe.create(LeadDraft.of(dealer));
            NOW.updateAndGet(now -> now.plus(Duration.ofHours(2)));
            scribe.attempt(lead);
        }
        NOW.updateAndGet(now -> now.plus(Duration.ofHours(1)));
    }

    @AfterAll
    static void close() {
        ledger.close();
        database.close();
    }

    private WhatIfApi api(int eventsPerPass) {
        return new WhatIfApi(
                new WhatIfReplay(
                        ledger,
                        LedgerJson.catalog(),
                        new DiscardedEvents(JdbcClient.create(database.app())),
                        BOOK,
                        eventsPerPass),
                new ReplayPlaces(),
                Scopes.NETWORK,
                BOOK,
                (given, field, inForce) -> given.isEmpty()
                        ? new InlineTerms.Read(null, List.of(Refusal.ofValue("SL-10", "field-required", field)))
                        : new InlineTerms.Read(HOUR, List.of()),
                ledger,
                log,
                JSON);
    }

    private static WhatIfBody body(AskedPolicy policy, @Nullable String market, @Nullable Integer limit) {
        return new WhatIfBody(policy, List.of("SLA1"), market, null, null, null, null, null, limit);
    }

    private static AskedPolicy version(int version) {
        return new AskedPolicy(version, null, null);
    }

    private static AskedPolicy inline() {
        return new AskedPolicy(null, Map.of("basis", "RECORDED_AT"), "mine");
    }

    private JsonNode ask(WhatIfBody body, Actor actor) {
        MockHttpServletResponse response = new MockHttpServletResponse();
        api(100).whatIf(body, "application/json", actor, response);
        return JSON.readTree(content(response));
    }

    private static String content(MockHttpServletResponse response) {
        try {
            return response.getContentAsString();
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aProposedVersionIsTriedOnTheMarketsLeads() {
        JsonNode answer = ask(body(version(2), null, 2), HQ);
        JsonNode level = answer.get("levels").get(0);
        assertThat(level.get("inForce").get("met").asInt()).isEqualTo(5);
        assertThat(level.get("inForce").get("targetReached").asBoolean()).isTrue();
        assertThat(level.get("other").get("breached").asInt()).isEqualTo(5);
        assertThat(level.get("other").get("targetReached").asBoolean()).isFalse();
        assertThat(answer.get("differences")).hasSize(2);
        assertThat(answer.get("more").asInt()).isEqualTo(3);
        JsonNode first = answer.get("differences").get(0);
        assertThat(first.get("reasons")).hasSize(1);
        assertThat(first.get("reasons").get(0).asString()).isEqualTo("LIMIT");
        assertThat(first.get("inForce").get("result").asString()).isEqualTo("MET");
        assertThat(first.get("other").get("result").asString()).isEqualTo("BREACHED");
        assertThat(log.entries())
                .extracting(AccessEntry::action, AccessEntry::method)
                .containsExactly(tuple(AccessAction.WHAT_IF, "POST"));
    }

    @Test
    @DisplayName("AC-01, AC-02: each reader's own leads alone")
    void scopes() {
        assertThat(ask(body(inline(), null, null), AUDITOR)
                        .at("/levels/0/differing")
                        .asInt())
                .isEqualTo(6);
        assertThat(ask(body(inline(), "IT", null), AUDITOR)
                        .at("/levels/0/differing")
                        .asInt())
                .isEqualTo(1);
        assertThat(ask(body(inline(), null, null), OSAKA)
                        .at("/levels/0/differing")
                        .asInt())
                .isEqualTo(5);
        assertThat(ask(body(inline(), "IT", null), HQ).at("/levels/0/differing").asInt())
                .isZero();
        JsonNode all = ask(new WhatIfBody(inline(), null, null, null, null, null, null, null, null), OSAKA);
        assertThat(all.get("levels")).hasSize(3);
    }

    @Test
    void aStreamTellsHowFarItIsAndEndsWithTheResult() {
        MockHttpServletResponse response = new MockHttpServletResponse();
        api(3).whatIf(body(version(2), null, null), "application/x-ndjson", HQ, response);
        List<JsonNode> lines = content(response).lines().map(JSON::readTree).toList();
        assertThat(response.getContentType()).isEqualTo("application/x-ndjson");
        assertThat(lines.stream().filter(line -> line.get("kind").asString().equals("difference")))
                .hasSize(5);
        JsonNode last = lines.getLast();
        assertThat(last.get("kind").asString()).isEqualTo("result");
        assertThat(last.at("/levels/0/differing").asInt()).isEqualTo(5);
        assertThat(last.get("more").asInt()).isZero();
    }

    @Test
    void thePreviewIsOfTheLast90Days() {
        MockHttpServletResponse response = new MockHttpServletResponse();
        api(100).preview("2", null, HQ, response);
        JsonNode answer = JSON.readTree(content(response));
        assertThat(answer.at("/policy/version").asInt()).isEqualTo(2);
        assertThat(Instant.parse(answer.get("from").asString()))
                .isEqualTo(Instant.parse(answer.get("asOf").asString()).minus(Duration.ofDays(90)));
        assertThat(answer.get("levels")).hasSize(4);
    }

    private void refused(WhatIfBody body, Actor actor, String... codes) {
        assertThatThrownBy(() -> ask(body, actor))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.refusals())
                                .extracting(Refusal::code)
                                .containsExactly(codes));
        assertThat(log.entries()).isEmpty();
    }

    @Test
    void whatCannotBeAskedIsToldAtOnce() {
        refused(body(version(3), null, null), HQ, "unknown-policy");
        refused(body(version(2), "IT", null), HQ, "unknown-policy");
        refused(body(version(2), null, null), AUDITOR, "field-required");
        refused(body(new AskedPolicy(2, Map.of(), null), null, null), HQ, "one-policy-needed");
        refused(body(new AskedPolicy(null, null, null), null, null), HQ, "one-policy-needed");
        refused(
                new WhatIfBody(
                        new AskedPolicy(null, Map.of(), null),
                        List.of("FIRST_FOLLOW_UP"),
                        "Japan",
                        "osaka",
                        "?",
                        "2026-02-01T00:00:00Z",
                        "2026-01-01T00:00:00Z",
                        "2999-01-01T00:00:00Z",
                        201),
                OSAKA,
                "limit-out-of-range",
                "moment-in-future",
                "not-one-of",
                "not-a-country-code",
                "not-a-dealer-code",
                "not-an-outlet-code",
                "period-ends-before-it-begins",
                "field-required");
    }

    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            names = {"ADMIN", "PRIVACY_OFFICER", "INTAKE", "SYSTEM"})
    void othersAreNotAnswered(Role role) {
        refused(body(version(1), null, null), Actor.of("x-1", role), "role-may-not");
    }
}
