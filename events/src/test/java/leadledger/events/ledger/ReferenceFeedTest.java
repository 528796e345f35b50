package leadledger.events.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import leadledger.events.ledger.testing.Appends;
import leadledger.events.reference.KpiTargets;
import leadledger.events.reference.Names;
import leadledger.events.reference.ReferenceBook;
import leadledger.events.reference.ReferenceEvent;
import leadledger.events.reference.ReferenceEvent.BusinessHoursDefined;
import leadledger.events.reference.ReferenceEvent.CampaignDefined;
import leadledger.events.reference.ReferenceEvent.DealerDefined;
import leadledger.events.reference.ReferenceEvent.KpiTargetsDefined;
import leadledger.events.reference.ReferenceEvent.OutletDefined;
import leadledger.events.reference.ReferenceEvent.Post;
import leadledger.events.reference.ReferenceEvent.UserDefined;
import leadledger.events.reference.ReferenceStreams;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.MarketId;
import leadledger.events.shared.OutletId;
import leadledger.events.shared.Role;
import leadledger.events.shared.UserId;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("LG-01, LG-06: every node comes to know all reference data, and none says no without having asked")
class ReferenceFeedTest {

    private static final String KIND_QUERY = "stream_kind = 'reference'";
    private static final EventCatalog CATALOG = LedgerJson.catalog();
    private static final Names NAMES = new Names("名", "name", "nome");
    private static final OutletId SHIBUYA = new OutletId("JP-TOKYO.SHIBUYA");
    private static final KpiTargets TARGETS = new KpiTargets(90, 45, 80, 40, 30, 25, 50);
    private static final DealerId TOKYO = new DealerId("JP-TOKYO");

    @RegisterExtension
    final LedgerFixture fixture = new LedgerFixture();

    private final Map<UUID, Integer> lengths = new HashMap<>();

    private static CampaignDefined campaign(String code, boolean active) {
        return new CampaignDefined(code, NAMES, active);
    }

    private void define(PostgresLedger ledger, CampaignDefined campaign) {
        append(ledger, ReferenceStreams.ofCampaign(campaign.code()), campaign);
    }

    private void append(PostgresLedger ledger, UUID stream, ReferenceEvent event) {
        EventCatalog.Encoded encoded = CATALOG.encode(event);
        int sequence = lengths.merge(stream, 1, Integer::sum) - 1;
        ledger.append(Appends.to(stream)
                .kind(ReferenceStreams.KIND)
                .tenant(ReferenceStreams.TENANT)
                .type(encoded.type(), encoded.revision())
                .from(sequence)
                .payloads(encoded.payload())
                .build());
    }

    private ReferenceFeed feed(PostgresLedger ledger) {
        ReferenceFeed feed = fixture.closeLater(new ReferenceFeed(ledger, CATALOG));
        feed.start();
        return feed;
    }

    /** A node that hears nothing by itself while the test runs. */
    private PostgresLedger deafNode() {
        StatementHooks hooks = new StatementHooks();
        hooks.alwaysBefore(StatementHooks.LISTEN, () -> {
            throw StatementHooks.connectionLost();
        });
        return fixture.node(
                hooks.around(fixture.pool()),
                fixture.clock(),
                new LedgerSettings(100, 100, 1 << 20, Duration.ofSeconds(60), LedgerFixture.NEVER));
    }

    @Test
    void whatIsThereAtTheStartIsKnownWhenItHasStarted() {
        PostgresLedger ledger = fixture.node();
        define(ledger, campaign("A", true));
        ledger.append(Appends.toNewStream().build());
        DealerDefined tokyo = new DealerDefined(TOKYO, "Tokyo", "JP", ZoneId.of("Asia/Tokyo"), null, true);
        append(ledger, ReferenceStreams.ofDealer(TOKYO), tokyo);

        ReferenceFeed feed = feed(ledger);

        assertThat(feed.book().campaigns()).containsExactly(campaign("A", true));
        assertThat(feed.book().dealer(TOKYO)).contains(tokyo);
        assertThat(feed.position()).isEqualTo(3);
    }

    @Test
    @DisplayName("what one node defines, the other comes to know without being asked")
    void theOtherNodeFollows() {
        PostgresLedger one = fixture.node(fixture.pool());
        ReferenceFeed feedOfTwo = feed(fixture.node(fixture.pool()));

        define(one, campaign("A", true));
        await().untilAsserted(() -> assertThat(feedOfTwo.book().campaign("A")).contains(campaign("A", true)));

        define(one, campaign("A", false));
        await().untilAsserted(() -> assertThat(feedOfTwo.book().campaign("A")).contains(campaign("A", false)));
    }

    @Test
    @DisplayName("a node that has not heard yet asks the ledger before it says no")
    void aMissAsksTheLedger() {
        PostgresLedger one = fixture.node(fixture.pool());
        ReferenceFeed deaf = feed(deafNode());
        define(one, campaign("A", true));
        assertThat(deaf.book().campaign("A")).isEmpty();

        assertThat(deaf.campaign("A")).contains(campaign("A", true));
        assertThat(deaf.campaign("B")).isEmpty();
    }

    @Test
    void whatWasMadeActiveAgainElsewhereIsNotRefused() {
        PostgresLedger one = fixture.node(fixture.pool());
        define(one, campaign("A", false));
        ReferenceFeed deaf = feed(deafNode());
        define(one, campaign("A", true));
        assertThat(deaf.book().campaign("A")).contains(campaign("A", false));

        assertThat(deaf.campaign("A")).contains(campaign("A", true));
    }

    @Test
    @DisplayName("AC-01: a market's dealers are known as soon as this node knows of anything after their definition")
    void dealersOfAMarket() {
        PostgresLedger ledger = fixture.node();
        ReferenceFeed feed = new ReferenceFeed(ledger, LedgerJson.catalog());
        DealerDefined tokyo = new DealerDefined(TOKYO, "Tokyo", "JP", ZoneId.of("Asia/Tokyo"), null, true);
        append(ledger, ReferenceStreams.ofDealer(TOKYO), tokyo);

        assertThat(feed.dealersOf(new MarketId("JP"))).containsExactly(TOKYO);
        assertThat(feed.dealersOf(new MarketId("IT"))).isEmpty();
    }

    @Test
    void itsOwnCommandIsKnownAfterARefresh() {
        PostgresLedger ledger = fixture.node();
        ReferenceFeed feed = feed(ledger);
        define(ledger, campaign("A", true));

        feed.refreshNow();

        assertThat(feed.book().campaign("A")).contains(campaign("A", true));
        assertThat(feed.position()).isEqualTo(ledger.head());
    }

    @Test
    void moreThanAPageIsRead() {
        PostgresLedger ledger = fixture.node();
        List<byte[]> payloads = new ArrayList<>();
        for (int i = 0; i < 2_050; i++) {
            payloads.add(CATALOG.encode(campaign("C" + i, true)).payload());
        }
        for (int from = 0; from < payloads.size(); from += 50) {
            ledger.append(Appends.toNewStream()
                    .kind(ReferenceStreams.KIND)
                    .type("reference.campaign-defined", 1)
                    .payloads(payloads.subList(from, from + 50).toArray(byte[][]::new))
                    .build());
        }

        assertThat(feed(ledger).book().campaigns()).hasSize(2_050);
    }

    @Test
    @DisplayName("an event that this version cannot read stops no other")
    void whatCannotBeReadIsLeftOut() {
        PostgresLedger ledger = fixture.node();
        ledger.append(Appends.toNewStream()
                .kind(ReferenceStreams.KIND)
                .type("reference.of-tomorrow", 1)
                .payloads("{}".getBytes(StandardCharsets.UTF_8))
                .build());
        define(ledger, campaign("A", true));

        assertThat(feed(ledger).book().campaigns()).containsExactly(campaign("A", true));
    }

    @Test
    @DisplayName("SA-10: hours of which no calendar could be made stop no other either")
    void hoursThatAreNoneAreLeftOut() {
        PostgresLedger ledger = fixture.node();
        ledger.append(Appends.toNewStream()
                .kind(ReferenceStreams.KIND)
                .type("reference.business-hours-defined", 1)
                .payloads(
                        "{\"outlet\":\"JP-TOKYO.SHIBUYA\",\"weekly\":{\"MONDAY\":[{\"opens\":540,\"closes\":720},{\"opens\":600,\"closes\":660}]},\"special\":[]}"
                                .getBytes(StandardCharsets.UTF_8))
                .build());
        define(ledger, campaign("A", true));

        ReferenceBook book = feed(ledger).book();

        assertThat(book.campaigns()).containsExactly(campaign("A", true));
        assertThat(book.businessHours(SHIBUYA)).isEmpty();
    }

    @Test
    @DisplayName(
            "SA-10, SA-12: hours and managers hold from when they were recorded, and are known as soon as anything later")
    void eachFromWhenItWasRecorded() {
        PostgresLedger ledger = fixture.node();
        ReferenceFeed feed = new ReferenceFeed(ledger, CATALOG);
        DealerDefined tokyo = new DealerDefined(TOKYO, "Tokyo", "JP", ZoneId.of("Asia/Tokyo"), null, true);
        OutletDefined shibuya = new OutletDefined(SHIBUYA, "渋谷店", List.of("JEEP"), ZoneId.of("Asia/Tokyo"), true);
        UserDefined manager = new UserDefined(
                new UserId("m"), "佐藤", null, "ja", List.of(new Post(SHIBUYA, Role.OUTLET_MANAGER)), true);
        append(ledger, ReferenceStreams.ofDealer(TOKYO), tokyo);
        append(ledger, ReferenceStreams.ofOutlet(SHIBUYA), shibuya);
        append(ledger, ReferenceStreams.ofUser(manager.user()), manager);
        append(
                ledger,
                ReferenceStreams.ofBusinessHours(SHIBUYA),
                new BusinessHoursDefined(SHIBUYA, Map.of(), List.of()));
        append(ledger, ReferenceStreams.ofKpiTargets(SHIBUYA), new KpiTargetsDefined(SHIBUYA, TARGETS));
        List<StoredEvent> stored = ledger.readKind(ReferenceStreams.KIND, 0, 10);

        Instant since = feed.calendarOf(SHIBUYA).versions().getFirst().since();

        assertThat(since).isEqualTo(stored.get(3).recordedAt());
        assertThat(feed.calendarOf(SHIBUYA).isOpen(since)).isFalse();
        assertThat(feed.calendarOf(SHIBUYA).isOpen(since.minusMillis(1))).isTrue();
        Instant hired = stored.get(2).recordedAt();
        assertThat(feed.managersOf(SHIBUYA, hired)).containsExactly(manager);
        assertThat(feed.managersOf(SHIBUYA, hired.minusMillis(1))).isEmpty();
        assertThat(feed.outletsOf(new MarketId("JP"))).containsExactly(SHIBUYA);
        assertThat(feed.targetsOf(SHIBUYA)).isEqualTo(TARGETS);
        assertThat(feed.outlet(SHIBUYA)).contains(shibuya);
        assertThat(feed.user(manager.user())).contains(manager);
    }

    @Test
    @DisplayName("leads that come by the hundred do not make it ask by the hundred")
    void itLooksSeldom() {
        StatementHooks hooks = new StatementHooks();
        PostgresLedger ledger = fixture.node(hooks.around(fixture.pool()));
        ReferenceFeed feed = feed(ledger);
        long begin = System.nanoTime();
        for (int i = 0; i < 300; i++) {
            ledger.append(Appends.toNewStream().build());
        }
        await().until(() -> feed.position() == 300);

        long most = 2 + Duration.ofNanos(System.nanoTime() - begin).toMillis() / 200;
        assertThat(hooks.executed(KIND_QUERY)).hasSizeLessThanOrEqualTo((int) most + 1);
    }

    @Test
    void anOutageEndsNothing() {
        PostgresLedger one = fixture.node(fixture.pool());
        StatementHooks hooks = new StatementHooks();
        ReferenceFeed feed = feed(fixture.node(hooks.around(fixture.pool())));
        hooks.onceBefore(KIND_QUERY, () -> {
            throw StatementHooks.connectionLost();
        });

        define(one, campaign("A", true));

        await().untilAsserted(() -> assertThat(feed.book().campaign("A")).isPresent());
    }
}
