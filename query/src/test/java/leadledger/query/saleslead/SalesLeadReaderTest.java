package leadledger.query.saleslead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import leadledger.events.ledger.LedgerJson;
import leadledger.events.ledger.LedgerSettings;
import leadledger.events.ledger.PostgresLedger;
import leadledger.events.ledger.testing.LedgerDatabase;
import leadledger.events.ledger.testing.TestClock;
import leadledger.events.sales.SalesEvent.DeliveryHeld;
import leadledger.events.shared.Actor;
import leadledger.events.shared.MarketId;
import leadledger.events.shared.OutletId;
import leadledger.events.shared.Refusal;
import leadledger.events.shared.RefusedException;
import leadledger.events.shared.Role;
import leadledger.query.accesslog.AccessAction;
import leadledger.query.accesslog.AccessEntry;
import leadledger.query.accesslog.Disclosure;
import leadledger.query.projection.NotYetVisibleException;
import leadledger.query.saleslead.SalesLeadReader.SalesLeadAsOf;
import leadledger.query.testing.KeptAccess;
import leadledger.query.testing.LeadDraft;
import leadledger.query.testing.LeadScribe;
import leadledger.query.testing.SalesScribe;
import leadledger.query.testing.Scopes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** AC-01, SA-11, SA-21, SL-22: who may read a sales lead, what is hidden, and what was known of it at a moment. */
class SalesLeadReaderTest {

    private static final String NAMBA = "JP-OSAKA.NAMBA";
    private static final Instant CAPTURED = Instant.parse("2026-11-22T09:00:00Z");
    private static final Instant LATER = Instant.parse("2026-11-22T10:00:00Z");
    private static final Instant NOW = Instant.parse("2026-11-22T11:00:00Z");

    private static final Actor MANAGER = Scopes.atOutlets("m-1", Role.OUTLET_MANAGER, NAMBA);
    private static final Actor ASSISTANT = Scopes.atOutlets("a-1", Role.SALES_ASSISTANT, NAMBA);
    private static final Actor STAFF = Scopes.atOutlets("s-1", Role.SALES_STAFF, NAMBA);
    private static final Actor COLLEAGUE = Scopes.atOutlets("s-2", Role.SALES_STAFF, NAMBA);
    private static final Actor SHIBUYAS = Scopes.atOutlets("m-3", Role.OUTLET_MANAGER, "JP-TOKYO.SHIBUYA");
    private static final Actor ROMAS = Scopes.atOutlets("m-4", Role.OUTLET_MANAGER, "IT-ROMA.CENTRO");
    private static final Actor CALLS = Actor.ofCallCenter("c-1", new MarketId("JP"));
    private static final Actor ITALYS_CALLS = Actor.ofCallCenter("c-2", new MarketId("IT"));
    private static final Actor HQ = Actor.ofHeadquarters("h-1", new MarketId("JP"));
    private static final Actor ITALYS_HQ = Actor.ofHeadquarters("h-2", new MarketId("IT"));
    private static final Actor AUDITOR = Actor.of("x-1", Role.AUDITOR);
    private static final List<Actor> EVERYBODY =
            List.of(MANAGER, ASSISTANT, STAFF, COLLEAGUE, SHIBUYAS, ROMAS, CALLS, ITALYS_CALLS, HQ, ITALYS_HQ, AUDITOR);

    private final KeptAccess log = new KeptAccess();
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final TestClock clock = new TestClock(CAPTURED);
    private PostgresLedger ledger;
    private SalesScribe scribe;
    private SalesLeadReader reader;

    @BeforeEach
    void ledger() {
        LedgerDatabase database = LedgerDatabase.create();
        open.push(database);
        ledger = new PostgresLedger(database.app(), clock, LedgerSettings.DEFAULTS);
        open.push(ledger);
        ledger.start();
        scribe = new SalesScribe(ledger);
        reader = new SalesLeadReader(ledger, LedgerJson.catalog(), Scopes.NETWORK, log);
    }

    @AfterEach
    void close() throws Exception {
        while (!open.isEmpty()) {
            open.pop().close();
        }
    }

    private SalesLeadAsOf read(UUID lead, Actor actor, @Nullable String asOf) {
        return reader.read(lead.toString(), reading(actor, null), asOf, null);
    }

    private static Disclosure reading(Actor actor, @Nullable String reason) {
        return new Disclosure(actor, AccessAction.READ_SALES_LEAD, reason);
    }

    private Refusal refusal(String lead, Actor actor, @Nullable String asOf) {
        return catchThrowableOfType(RefusedException.class, () -> reader.read(lead, reading(actor, null), asOf, null))
                .refusals()
                .getFirst();
    }

    /** Who reads a lead, with what is hidden; all others are told that there is none. */
    private List<String> readersOf(UUID lead) {
        return EVERYBODY.stream()
                .map(actor -> {
                    try {
                        return actor.subject() + (read(lead, actor, null).isMasked() ? " masked" : "");
                    } catch (RefusedException e) {
                        assertThat(e.refusals()).containsExactly(Refusal.ofUnknownLead());
                        return null;
                    }
                })
                .filter(Objects::nonNull)
                .toList();
    }

    @Test
    @DisplayName("AC-01, SA-11: A queued lead is the call centre's in clear, and masked to outlets that sell the brand")
    void queued() {
        assertThat(readersOf(scribe.capture("ALFA", "山田")))
                .containsExactly(
                        "m-1 masked",
                        "a-1 masked",
                        "s-1 masked",
                        "s-2 masked",
                        "m-3 masked",
                        "c-1",
                        "h-1",
                        "x-1 masked");
        assertThat(readersOf(scribe.capture("JEEP", "山田")))
                .containsExactly("m-1 masked", "a-1 masked", "s-1 masked", "s-2 masked", "c-1", "h-1", "x-1 masked");
        assertThat(log.entries().stream().filter(AccessEntry::inClear))
                .extracting(entry -> Objects.requireNonNull(entry.actor()).subject())
                .containsExactly("c-1", "h-1", "c-1", "h-1");
        assertThat(log.entries()).hasSize(15);
    }

    @Test
    @DisplayName(
            "AC-01, SA-21: A delivered lead is its outlet's in clear, of staff its owner's alone, and no call centre's")
    void delivered() {
        UUID lead = scribe.capture("ALFA", "山田");
        scribe.deliver(lead, NAMBA);
        assertThat(readersOf(lead)).containsExactly("m-1", "a-1", "h-1", "x-1 masked");
        scribe.assign(lead, "s-1");
        assertThat(readersOf(lead)).containsExactly("m-1", "a-1", "s-1", "h-1", "x-1 masked");
        scribe.assign(lead, "s-2");
        assertThat(readersOf(lead)).as("by the newest owner").containsExactly("m-1", "a-1", "s-2", "h-1", "x-1 masked");
        assertThat(reader.read(lead.toString(), reading(AUDITOR, "why"), null, null)
                        .isMasked())
                .isFalse();
    }

    @Test
    @DisplayName("SA-10: A held delivery takes place when the outlet opens, recorded or not: then it is the outlet's")
    void held() {
        UUID lead = scribe.capture("ALFA", "山田");
        scribe.append(lead, new DeliveryHeld(new OutletId(NAMBA), LATER));

        clock.set(LATER.minusMillis(1));
        assertThat(readersOf(lead)).contains("c-1", "m-1 masked", "m-3 masked");
        assertThat(read(lead, CALLS, null).place().held()).isEqualTo(new SalesPlace.Held(new OutletId(NAMBA), LATER));
        clock.set(LATER);
        assertThat(readersOf(lead)).containsExactly("m-1", "a-1", "h-1", "x-1 masked");
        assertThat(read(lead, MANAGER, null).place().outlet()).isEqualTo(new OutletId(NAMBA));
        assertThat(read(lead, MANAGER, LATER.minusMillis(1).toString()).place().isQueued())
                .as("as of the moment before")
                .isTrue();
        assertThat(refusal(lead.toString(), CALLS, LATER.minusMillis(1).toString()))
                .as("as of no moment")
                .isEqualTo(Refusal.ofUnknownLead());
    }

    @Test
    @DisplayName(
            "SL-22: As of a moment what was recorded by then is shown; a future one, or one before all, is refused")
    void asOf() {
        UUID lead = scribe.capture("ALFA", "山田");
        clock.set(LATER);
        scribe.deliver(lead, NAMBA);
        clock.set(NOW);

        assertThat(read(lead, MANAGER, null).version()).isEqualTo(2);
        assertThat(read(lead, MANAGER, null).asOf()).isEqualTo(NOW);
        SalesLeadAsOf before = read(lead, MANAGER, LATER.minusMillis(1).toString());
        assertThat(before.version()).isEqualTo(1);
        assertThat(before.isMasked()).as("whose it is now counts").isFalse();
        assertThat(refusal(lead.toString(), MANAGER, NOW.plusMillis(1).toString()))
                .isEqualTo(Refusal.ofValue("SL-22", "moment-in-future", "asOf"));
        assertThat(refusal(lead.toString(), MANAGER, CAPTURED.minusMillis(1).toString()))
                .isEqualTo(Refusal.ofUnknownLead());
        assertThat(refusal(lead.toString(), SHIBUYAS, NOW.plusMillis(1).toString()))
                .isEqualTo(Refusal.ofUnknownLead());
        assertThat(refusal(lead.toString(), MANAGER, "yesterday").kind()).isEqualTo(Refusal.Kind.MALFORMED);
    }

    @Test
    @DisplayName(
            "AC-01: Ids of no lead and of leads of the other process are unknown; roles without business learn nothing")
    void unknown() {
        UUID aftersales = new LeadScribe(ledger).create(LeadDraft.of("JP-OSAKA"));
        UUID lead = scribe.capture("ALFA", "山田");

        for (String id : List.of("", "x", UUID.randomUUID().toString(), aftersales.toString())) {
            assertThat(refusal(id, AUDITOR, null)).isEqualTo(Refusal.ofUnknownLead());
        }
        for (Role role : List.of(Role.INTAKE, Role.PRIVACY_OFFICER, Role.ADMIN, Role.SYSTEM)) {
            assertThat(refusal(lead.toString(), Actor.of("o-1", role), null)).isEqualTo(Refusal.ofRole("AC-01"));
            assertThat(refusal("x", Actor.of("o-1", role), null)).isEqualTo(Refusal.ofRole("AC-01"));
        }
        assertThat(log.entries()).isEmpty();
    }

    @Test
    @DisplayName("AC-05: A lead is shown only when its reading is logged, and when the ledger is as far as asked for")
    void notShown() {
        UUID lead = scribe.capture("ALFA", "山田");
        SalesLeadReader blind =
                new SalesLeadReader(ledger, LedgerJson.catalog(), Scopes.NETWORK, KeptAccess.unavailable());

        assertThatThrownBy(() -> blind.read(lead.toString(), reading(CALLS, null), null, null))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> reader.read(lead.toString(), reading(CALLS, null), null, "2"))
                .isInstanceOf(NotYetVisibleException.class);
        assertThat(reader.read(lead.toString(), reading(CALLS, null), null, "1").version())
                .isEqualTo(1);
    }
}
