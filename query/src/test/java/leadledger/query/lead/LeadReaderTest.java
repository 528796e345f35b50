package leadledger.query.lead;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import leadledger.events.ledger.LedgerJson;
import leadledger.events.ledger.LedgerSettings;
import leadledger.events.ledger.PostgresLedger;
import leadledger.events.ledger.testing.Appends;
import leadledger.events.ledger.testing.LedgerDatabase;
import leadledger.events.ledger.testing.TestClock;
import leadledger.events.shared.Actor;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.MarketId;
import leadledger.events.shared.Refusal;
import leadledger.events.shared.Refusal.Kind;
import leadledger.events.shared.RefusedException;
import leadledger.events.shared.Role;
import leadledger.query.accesslog.AccessAction;
import leadledger.query.accesslog.Disclosure;
import leadledger.query.lead.LeadReader.LeadAsOf;
import leadledger.query.projection.NotYetVisibleException;
import leadledger.query.testing.KeptAccess;
import leadledger.query.testing.LeadDraft;
import leadledger.query.testing.LeadScribe;
import leadledger.query.testing.Scopes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** AC-01, AC-02, SL-22: who may read a lead, and what was known of it at a moment. */
class LeadReaderTest {

    private static final Instant CREATED = Instant.parse("2026-11-22T09:00:00Z");
    private static final Instant ATTEMPTED = Instant.parse("2026-11-22T10:00:00Z");
    private static final Instant NOW = Instant.parse("2026-11-22T11:00:00Z");
    private static final Actor AGENT = Actor.ofDealer("u-1", Role.AFTERSALES_AGENT, new DealerId("JP-OSAKA"));

    private final KeptAccess log = new KeptAccess();
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final TestClock clock = new TestClock(CREATED);
    private LedgerDatabase database;
    private PostgresLedger ledger;
    private LeadReader reader;
    private UUID lead;

    @BeforeEach
    void aLeadWithAnAttempt() {
        database = closeLater(LedgerDatabase.create());
        ledger = node(clock);
        reader = new LeadReader(ledger, LedgerJson.catalog(), Scopes.NETWORK, log);
        LeadScribe scribe = new LeadScribe(ledger);
        lead = scribe.create(LeadDraft.of("JP-OSAKA"));
        clock.set(ATTEMPTED);
        scribe.attempt(lead);
        clock.set(NOW);
    }

    private static Disclosure reading(Actor reader) {
        return new Disclosure(reader, AccessAction.READ_LEAD, null);
    }

    @AfterEach
    void close() throws Exception {
        while (!open.isEmpty()) {
            open.pop().close();
        }
    }

    private PostgresLedger node(TestClock nodeClock) {
        PostgresLedger node = closeLater(new PostgresLedger(database.app(), nodeClock, LedgerSettings.DEFAULTS));
        node.start();
        return node;
    }

    private <T extends AutoCloseable> T closeLater(T resource) {
        open.push(resource);
        return resource;
    }

    private LeadAsOf read(@Nullable String asOf) {
        return reader.read(lead.toString(), reading(AGENT), asOf, null);
    }

    private Refusal refusal(String id, Actor actor, @Nullable String asOf, @Nullable String minPosition) {
        List<Refusal> refusals = catchThrowableOfType(
                        RefusedException.class, () -> reader.read(id, reading(actor), asOf, minPosition))
                .refusals();
        assertThat(refusals).hasSize(1);
        return refusals.getFirst();
    }

    @Test
    @DisplayName("Given no moment, then everything recorded is shown, as of now")
    void now() {
        LeadAsOf read = read(null);

        assertThat(read.leadId().value()).isEqualTo(lead);
        assertThat(read.dealer()).isEqualTo(new DealerId("JP-OSAKA"));
        assertThat(read.asOf()).isEqualTo(NOW);
        assertThat(read.version()).isEqualTo(2);
        assertThat(read.creation().leadId().value()).isEqualTo(lead);
    }

    @Test
    @DisplayName("SL-22: Given a past moment, then what was recorded by then is shown, the very moment included")
    void asOf() {
        assertThat(read("2026-11-22T09:00:00Z").version()).isEqualTo(1);
        assertThat(read("2026-11-22T09:59:59.999Z").version()).isEqualTo(1);
        assertThat(read("2026-11-22T10:00:00Z").version()).isEqualTo(2);
        assertThat(read("2026-11-22T19:00:00+09:00").version())
                .as("the same moment elsewhere")
                .isEqualTo(2);
        assertThat(read("2026-11-22T10:00:00Z").asOf()).isEqualTo(ATTEMPTED);
        assertThat(read("2026-11-22T11:00:00Z").asOf())
                .as("this very moment is past enough")
                .isEqualTo(NOW);
    }

    @Test
    @DisplayName("SL-22: Given a moment before the creation, then the lead is unknown")
    void beforeCreation() {
        assertThat(refusal(lead.toString(), AGENT, "2026-11-22T08:59:59.999Z", null))
                .isEqualTo(Refusal.ofUnknownLead());
        assertThat(refusal(lead.toString(), AGENT, "-999999999-01-01T00:00:00Z", null))
                .isEqualTo(Refusal.ofUnknownLead());
    }

    @Test
    @DisplayName("SL-22: Given a future moment, then it is refused as a value; of an unknown lead nothing else is said")
    void futureMoment() {
        Refusal refusal = refusal(lead.toString(), AGENT, "2026-11-22T11:00:00.001Z", null);

        assertThat(refusal).isEqualTo(Refusal.ofValue("SL-22", "moment-in-future", "asOf"));
        assertThat(refusal(UUID.randomUUID().toString(), AGENT, "2026-11-22T11:00:00.001Z", null))
                .isEqualTo(Refusal.ofUnknownLead());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "now", "2026-11-22", "2026-11-22T10:00:00", "2026-02-30T10:00:00Z"})
    @DisplayName("Given no moment by RFC 3339, then it is refused as malformed")
    void malformedMoment(String text) {
        Refusal refusal = refusal(lead.toString(), AGENT, text, null);

        assertThat(refusal.kind()).isEqualTo(Kind.MALFORMED);
        assertThat(refusal.field()).isEqualTo("asOf");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "00000000-0000-7000-8000-000000000000", "../etc/passwd", "1"})
    @DisplayName("AC-01: Given an id of no lead, then it is unknown")
    void unknownLead(String id) {
        assertThat(refusal(id, AGENT, null, null)).isEqualTo(Refusal.ofUnknownLead());
    }

    @Test
    @DisplayName("AC-01: Given a stream that is no aftersales lead, then it is unknown")
    void otherStream() {
        UUID other = UUID.randomUUID();
        ledger.append(Appends.to(other)
                .tenant("JP-OSAKA")
                .payloads("{}".getBytes(UTF_8))
                .build());

        assertThat(refusal(other.toString(), AGENT, null, null)).isEqualTo(Refusal.ofUnknownLead());
    }

    @ParameterizedTest
    @EnumSource(names = {"AFTERSALES_AGENT", "AFTERSALES_MANAGER"})
    @DisplayName("AC-01, AC-02: Given another dealer's lead, then it is as unknown as one that does not exist")
    void foreignLead(Role role) {
        Actor other = Actor.ofDealer("u-9", role, new DealerId("JP-TOKYO"));
        Actor own = Actor.ofDealer("u-8", role, new DealerId("JP-OSAKA"));

        assertThat(refusal(lead.toString(), other, null, null)).isEqualTo(Refusal.ofUnknownLead());
        assertThat(refusal(lead.toString(), other, "2026-11-22T11:00:00.001Z", null))
                .isEqualTo(Refusal.ofUnknownLead());
        assertThat(reader.read(lead.toString(), reading(own), null, null).version())
                .isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(names = {"AFTERSALES_AGENT", "AFTERSALES_MANAGER"})
    @DisplayName(
            "AS-65: Given a lead that was moved, then it is unknown to the former dealer as of any moment, and the new"
                    + " dealer reads all of it")
    void movedLead(Role role) {
        Actor former = Actor.ofDealer("u-8", role, new DealerId("JP-OSAKA"));
        Actor newest = Actor.ofDealer("u-9", role, new DealerId("JP-TOKYO"));
        LeadScribe scribe = new LeadScribe(ledger);
        UUID moved = scribe.create(LeadDraft.of("JP-OSAKA"));
        clock.set(NOW.plusSeconds(60));
        scribe.reassign(moved, "JP-TOKYO");

        for (@Nullable
        String asOf :
                new @Nullable String[] {null, "2026-11-22T11:00:30Z", "2026-11-22T11:01:00Z", "2099-01-01T00:00:00Z"}) {
            assertThat(refusal(moved.toString(), former, asOf, null))
                    .as("%s", asOf)
                    .isEqualTo(Refusal.ofUnknownLead());
        }
        assertThat(reader.read(moved.toString(), reading(newest), null, null).dealer())
                .isEqualTo(new DealerId("JP-TOKYO"));
        LeadAsOf before = reader.read(moved.toString(), reading(newest), "2026-11-22T11:00:30Z", null);
        assertThat(before.dealer()).as("whose it was then").isEqualTo(new DealerId("JP-OSAKA"));
        assertThat(before.version()).isEqualTo(1);
    }

    @Test
    @DisplayName("AC-01: Auditors read every dealer's leads")
    void auditors() {
        assertThat(reader.read(lead.toString(), reading(Actor.of("u-2", Role.AUDITOR)), null, null)
                        .version())
                .isEqualTo(2);
    }

    @Test
    @DisplayName("AC-01, AS-65: Headquarters read their market's leads, by the newest assignment; others are unknown")
    void markets() {
        Actor japan = Actor.ofHeadquarters("u-2", new MarketId("JP"));
        Actor italy = Actor.ofHeadquarters("u-3", new MarketId("IT"));
        Actor nowhere = Actor.ofHeadquarters("u-4", new MarketId("FR"));

        assertThat(reader.read(lead.toString(), reading(japan), null, null).version())
                .isEqualTo(2);
        assertThat(refusal(lead.toString(), italy, null, null)).isEqualTo(Refusal.ofUnknownLead());
        assertThat(refusal(lead.toString(), italy, "2099-01-01T00:00:00Z", null))
                .isEqualTo(Refusal.ofUnknownLead());
        assertThat(refusal(lead.toString(), nowhere, null, null)).isEqualTo(Refusal.ofUnknownLead());

        LeadScribe scribe = new LeadScribe(ledger);
        UUID moved = scribe.create(LeadDraft.of("JP-OSAKA"));
        clock.set(NOW.plusSeconds(60));
        scribe.reassign(moved, "IT-MILANO");
        assertThat(reader.read(moved.toString(), reading(italy), null, null).version())
                .isEqualTo(2);
        assertThat(refusal(moved.toString(), japan, null, null)).isEqualTo(Refusal.ofUnknownLead());
        assertThat(refusal(moved.toString(), japan, NOW.toString(), null)).isEqualTo(Refusal.ofUnknownLead());
    }

    @ParameterizedTest
    @EnumSource(names = {"INTAKE", "PRIVACY_OFFICER", "ADMIN", "SYSTEM"})
    @DisplayName("AC-01: Roles without business with leads are refused, whether the lead exists or not")
    void rolesWithoutBusiness(Role role) {
        Actor actor = Actor.of("m-1", role);

        assertThat(refusal(lead.toString(), actor, null, null)).isEqualTo(Refusal.ofRole("AC-01"));
        assertThat(refusal("x", actor, null, null)).isEqualTo(Refusal.ofRole("AC-01"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "x", "1.5", "9999999999999999999"})
    @DisplayName("Given a minimal position that is no number, then the header is malformed")
    void malformedPosition(String text) {
        Refusal refusal = refusal(lead.toString(), AGENT, null, text);

        assertThat(refusal.kind()).isEqualTo(Kind.MALFORMED);
        assertThat(refusal.field()).isEqualTo(LeadReader.MIN_POSITION);
    }

    @Test
    @DisplayName("Given a position that the ledger has, then nobody waits")
    void positionThatIsThere() {
        assertThat(reader.read(lead.toString(), reading(AGENT), null, "2").version())
                .isEqualTo(2);
    }

    @Test
    @DisplayName("Given a position that does not come, then the wait ends without an answer")
    void positionThatDoesNotCome() {
        assertThat(catchThrowableOfType(
                        NotYetVisibleException.class, () -> reader.read(lead.toString(), reading(AGENT), null, "3")))
                .isNotNull();
    }

    @Test
    @DisplayName(
            "Given a position that comes while the reader waits, recorded later than the question, then it is shown")
    void positionThatComes() throws Exception {
        CompletableFuture<LeadAsOf> waiting = CompletableFuture.supplyAsync(
                () -> reader.read(lead.toString(), reading(AGENT), null, "3"),
                Executors.newVirtualThreadPerTaskExecutor());
        LeadScribe scribe = new LeadScribe(ledger);
        clock.advance(Duration.ofSeconds(1));
        UUID other = scribe.create(LeadDraft.of("JP-OSAKA"));

        assertThat(waiting.get().asOf()).isEqualTo(NOW.plusSeconds(1));
        assertThat(reader.read(other.toString(), reading(AGENT), null, "3").version())
                .isEqualTo(1);
    }

    @Test
    @DisplayName("SL-22: Given another node whose clock is ahead, then what it recorded is there at once, as of then")
    void clockAhead() {
        TestClock ahead = new TestClock(NOW.plusSeconds(30));
        UUID written = new LeadScribe(node(ahead)).create(LeadDraft.of("JP-OSAKA"));

        LeadAsOf read = reader.read(written.toString(), reading(AGENT), null, null);

        assertThat(read.version()).isEqualTo(1);
        assertThat(read.asOf()).isEqualTo(NOW.plusSeconds(30));
    }

    @Test
    @DisplayName("AC-05: A lead is shown only when its reading is logged, and a refused reading is none")
    void logged() {
        reader.read(lead.toString(), reading(AGENT), null, null);
        assertThat(refusal(
                        lead.toString(),
                        Actor.ofDealer("u-9", Role.AFTERSALES_AGENT, new DealerId("JP-TOKYO")),
                        null,
                        null))
                .isEqualTo(Refusal.ofUnknownLead());

        assertThat(log.entries()).singleElement().satisfies(entry -> {
            assertThat(entry.actor()).isEqualTo(AGENT);
            assertThat(entry.action()).isEqualTo(AccessAction.READ_LEAD);
            assertThat(entry.leadId()).isEqualTo(lead);
            assertThat(entry.inClear()).isTrue();
        });
        LeadReader blind = new LeadReader(ledger, LedgerJson.catalog(), Scopes.NETWORK, KeptAccess.unavailable());
        assertThat(catchThrowableOfType(
                        IllegalStateException.class, () -> blind.read(lead.toString(), reading(AGENT), null, null)))
                .isNotNull();
    }
}
