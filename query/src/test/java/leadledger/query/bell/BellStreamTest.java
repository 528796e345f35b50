package leadledger.query.bell;

import static leadledger.query.bell.BellFixture.MANAGER;
import static leadledger.query.bell.BellFixture.OSAKA;
import static leadledger.query.bell.BellFixture.TOKYO;
import static leadledger.query.bell.BellFixture.agent;
import static leadledger.query.bell.BellFixture.ofSeveral;
import static leadledger.query.bell.BellFixture.reader;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.LongStream;
import leadledger.events.shared.Actor;
import leadledger.events.shared.MarketId;
import leadledger.events.shared.RefusedException;
import leadledger.events.shared.Role;
import leadledger.query.bell.BellApi.NotificationBody;
import leadledger.query.bell.StreamClient.Event;
import leadledger.query.projection.NotYetVisibleException;
import leadledger.query.testing.Scopes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.mock.web.MockHttpServletResponse;
import tools.jackson.databind.json.JsonMapper;

/** {@code GET /notifications/stream}: what happens is told at once, once, in order, and to nobody else. */
class BellStreamTest {

    private static final Duration LONG = Duration.ofHours(1);
    private static final Duration SHORT = Duration.ofMillis(20);
    private static final JsonMapper JSON = JsonMapper.builder()
            .changeDefaultPropertyInclusion(any -> any.withValueInclusion(JsonInclude.Include.NON_NULL))
            .build();

    @RegisterExtension
    final BellFixture bell = new BellFixture();

    private NotificationRelay relay;
    private BellStreamApi api;

    @BeforeEach
    void start() {
        relayWith(SHORT, 5, 100, 256, 200);
    }

    private void relayWith(Duration heartbeat, int perUser, int perNode, int waiting, int missed) {
        stop();
        relay = new NotificationRelay(
                bell.ledger(),
                bell.projection(),
                new BellSettings(heartbeat, Duration.ofSeconds(5), perUser, perNode, waiting, missed));
        relay.start();
        api = api(bell.notifications());
    }

    private BellStreamApi api(Notifications notifications) {
        return new BellStreamApi(
                relay, notifications, Scopes.NETWORK, bell.projections(), bell.ledger(), () -> LONG, JSON);
    }

    @AfterEach
    void stop() {
        if (relay != null) {
            relay.stop();
        }
    }

    private StreamClient open(Actor actor, @Nullable Long last) {
        return open(reader(actor), last, LONG);
    }

    private StreamClient open(Reader reader, @Nullable Long last, Duration atMost) {
        StreamClient client = new StreamClient();
        client.run(() -> api.serve(reader, last, atMost, client.response()));
        return client;
    }

    /** Until a stream that opens now is told of later events only. */
    private void awaitRelay() {
        await().until(() -> {
            NotificationStream probe = relay.open(reader(TOKYO));
            relay.close(probe);
            return probe.from() == bell.ledger().head();
        });
    }

    @Test
    @DisplayName("What happens is told at once, in the order of the ledger, each kind to whom it concerns")
    void live() {
        StreamClient osaka = open(OSAKA, null).awaitReady();
        StreamClient tokyo = open(TOKYO, null).awaitReady();

        UUID lead = bell.newLead("JP-OSAKA");
        bell.scribe().attempt(lead);
        bell.move(lead, "JP-TOKYO");
        bell.recontactLead("JP-OSAKA");

        assertThat(osaka.awaitNotifications(3))
                .extracting(event -> event.id() + " " + event.data().get("kind").asString())
                .containsExactly("1 NEW_LEAD", "3 LEAD_MOVED_AWAY", "5 RECONTACT_LEAD");
        assertThat(osaka.notifications().get(1).data().has("leadId")).isFalse();
        assertThat(tokyo.awaitNotifications(1))
                .extracting(event -> event.id() + " " + event.data().get("kind").asString())
                .containsExactly("3 LEAD_MOVED_HERE");
        assertThat(tokyo.notifications().getFirst().data().get("leadId").asString())
                .isEqualTo(lead.toString());
        List<String> listed = bell.list(OSAKA).notifications().stream()
                .map(NotificationBody::id)
                .map(UUID::toString)
                .toList()
                .reversed();
        assertThat(osaka.notifications())
                .as("told is what is listed")
                .extracting(event -> event.data().get("id").asString())
                .isEqualTo(listed);
        assertThat(osaka.response().getContentType()).isEqualTo("text/event-stream");
        assertThat(osaka.response().getHeader("Cache-Control")).isEqualTo("no-store");
        assertThat(osaka.text()).startsWith("retry: 5000\n\nevent: ready\nid: 0\n");
    }

    @Test
    @DisplayName("Last-Event-ID: what was missed is told first, then what is new; ready says the number of unread ones")
    void resume() {
        bell.newLeads("JP-OSAKA", 4);
        bell.newLead("JP-TOKYO");
        awaitRelay();

        StreamClient osaka = open(OSAKA, 2L).awaitReady();
        bell.newLead("JP-OSAKA");

        assertThat(osaka.awaitNotifications(3)).extracting(Event::id).containsExactly("3", "4", "6");
        assertThat(osaka.events())
                .extracting(Event::name)
                .containsExactly("notification", "notification", "ready", "notification");
        Event ready = osaka.events().get(2);
        assertThat(ready.id()).isEqualTo("5");
        assertThat(ready.data().toString()).isEqualTo("{\"position\":5,\"unread\":{\"value\":4,\"orMore\":false}}");
    }

    @Test
    @DisplayName("A client that is cut off again and again while much happens gets everything once, in order")
    void resumeUnderLoad() {
        // Nobody is told to reload, nor loses its stream for being slow, however slow this machine is.
        relayWith(SHORT, 5, 100, 300, 300);
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> bell.newLeads("JP-OSAKA", 300));
        List<String> got = new ArrayList<>();
        long last = 0;
        while (got.size() < 300) {
            StreamClient client = open(OSAKA, last);
            int cut = 1 + random.nextInt(40);
            await().until(() -> client.notifications().size() >= Math.min(cut, 300 - got.size()));
            client.cut();
            for (Event event : client.notifications()) {
                got.add(event.id());
                last = Long.parseLong(event.id());
            }
        }
        writing.join();

        assertThat(got)
                .as("seed %d", seed)
                .isEqualTo(
                        LongStream.rangeClosed(1, 300).mapToObj(Long::toString).toList());
    }

    @Test
    @DisplayName("Whoever missed more than is told afterwards is told to reload, and then goes on")
    void reset() {
        relayWith(LONG, 5, 100, 256, 3);
        bell.newLeads("JP-OSAKA", 4);
        awaitRelay();

        assertThat(open(OSAKA, 1L).awaitReady().notifications()).hasSize(3);
        StreamClient late = open(OSAKA, 0L).awaitReady();
        bell.newLead("JP-OSAKA");

        assertThat(late.awaitNotifications(1)).extracting(Event::id).containsExactly("5");
        assertThat(late.events()).extracting(Event::name).containsExactly("reset", "ready", "notification");
        assertThat(late.events().getFirst().data().toString()).isEqualTo("{\"position\":4}");
    }

    @Test
    @DisplayName("A place that this ledger has not reached is of another ledger: reload")
    void unknownPlace() {
        bell.newLeads("JP-OSAKA", 2);
        awaitRelay();

        assertThat(open(OSAKA, 3L).awaitReady().events())
                .extracting(Event::name)
                .containsExactly("reset", "ready");
        assertThat(open(OSAKA, 2L).awaitReady().events())
                .extracting(Event::name)
                .containsExactly("ready");
    }

    @Test
    @DisplayName("The header is a position, and the caller of a dealer, or nothing is opened")
    void refused() {
        MockHttpServletResponse response = new MockHttpServletResponse();
        for (String id : List.of("", "x", "-1", "1234567890123456789")) {
            assertThatThrownBy(() -> api.stream(id, OSAKA, response)).isInstanceOf(RefusedException.class);
        }
        assertThatThrownBy(() -> api.stream(null, Actor.ofHeadquarters("u-9", new MarketId("JP")), response))
                .isInstanceOf(RefusedException.class);
        assertThat(relay.open()).isZero();
        assertThat(response.isCommitted()).isFalse();
    }

    @Test
    @DisplayName("A read model that does not come as far in time opens nothing, and takes no place")
    void tooFarBehind() {
        bell.list(OSAKA);
        bell.projections().close();
        bell.newLead("JP-OSAKA");
        await().until(() -> bell.ledger().knownHead() == 1);
        relayWith(LONG, 5, 100, 256, 200);

        assertThatThrownBy(() -> api.serve(reader(OSAKA), 0L, LONG, new MockHttpServletResponse()))
                .isInstanceOf(NotYetVisibleException.class);
        assertThat(relay.open()).isZero();
    }

    @Test
    @DisplayName("A user has so many streams and no more, until one is closed; others are not concerned")
    void limitPerUser() {
        relayWith(SHORT, 2, 100, 256, 200);
        StreamClient first = open(OSAKA, null).awaitReady();
        open(OSAKA, null).awaitReady();

        assertThat(tooMany(OSAKA)).isTrue();
        open(agent("u-7", "JP-OSAKA"), null).awaitReady();
        first.cut();
        assertThat(relay.open()).isEqualTo(2);
        open(OSAKA, null).awaitReady();
    }

    @Test
    @DisplayName("A client that went without a word makes room as soon as its user wants a stream too many")
    void goneClientsMakeRoom() {
        relayWith(LONG, 1, 100, 256, 200);
        StreamClient gone = open(OSAKA, null).awaitReady();
        gone.failWrites();

        assertThat(tooMany(OSAKA)).isTrue();
        await().until(() -> relay.open() == 0);
        open(OSAKA, null).awaitReady();
    }

    @Test
    @DisplayName("A node has so many streams and no more")
    void limitPerNode() {
        relayWith(LONG, 5, 2, 256, 200);
        open(OSAKA, null).awaitReady();
        open(TOKYO, null).awaitReady();

        assertThat(tooMany(agent("u-7", "IT-ROMA"))).isFalse();
    }

    private boolean tooMany(Actor actor) {
        try {
            api.serve(reader(actor), null, LONG, new MockHttpServletResponse());
            throw new AssertionError("was opened");
        } catch (TooManyStreamsException e) {
            return e.isOfThisUser();
        }
    }

    @Test
    @DisplayName("A stream ends with its token, and says so")
    void tokenExpires() {
        StreamClient client = open(reader(OSAKA), null, Duration.ofMillis(300)).awaitEnd();

        assertThat(client.events()).extracting(Event::name).containsExactly("ready", "end");
        assertThat(client.events().getLast().data().toString()).isEqualTo("{\"reason\":\"TOKEN_EXPIRED\"}");
        assertThat(client.events().getLast().id())
                .as("the place of the client stays")
                .isEmpty();
        assertThat(relay.open()).isZero();
    }

    @Test
    @DisplayName("A quiet stream says that it is there; a client that has gone is noticed by that")
    void heartbeat() {
        relayWith(SHORT, 5, 100, 256, 200);
        StreamClient client = open(OSAKA, null).awaitReady();

        await().until(() -> client.text().contains(": still here\n\n: still here\n\n"));
        client.failWrites();
        client.awaitEnd();

        assertThat(relay.open()).isZero();
    }

    @Test
    @DisplayName("A slow client loses its stream, holds up nobody, and gets the rest when it comes again")
    void slowClient() {
        relayWith(LONG, 5, 100, 3, 200);
        StreamClient slow = open(OSAKA, null).awaitReady();
        StreamClient quick = open(agent("u-7", "JP-OSAKA"), null).awaitReady();
        CountDownLatch blocked = slow.blockWrites();
        for (int i = 1; i <= 6; i++) {
            bell.newLead("JP-OSAKA");
            quick.awaitNotifications(i);
        }

        blocked.countDown();
        slow.awaitEnd();

        assertThat(relay.open()).isEqualTo(1);
        List<Event> got = slow.notifications();
        assertThat(got).hasSizeLessThan(6);
        long last = got.isEmpty() ? 0 : Long.parseLong(got.getLast().id());
        assertThat(open(OSAKA, last).awaitReady().notifications()).hasSize(6 - got.size());
    }

    @Test
    @DisplayName("SA-12: what is selected while a stream is open counts for it from then on")
    void selection() {
        Reader both = ofSeveral();
        StreamClient client = open(both, null, LONG).awaitReady();
        bell.newLead("JP-TOKYO");
        client.awaitNotifications(1);

        bell.states().select(both, Set.of("JP-OSAKA"));
        bell.newLead("JP-TOKYO");
        bell.newLead("JP-OSAKA");

        assertThat(client.awaitNotifications(2)).extracting(Event::id).containsExactly("1", "3");
    }

    @Test
    @DisplayName("SA-12, SA-20: open pages of an outlet's people are told at once what they may see and have selected")
    void outlets() {
        StreamClient manager = open(MANAGER, null).awaitReady();
        StreamClient staff = open(Scopes.atOutlets("u-4", Role.SALES_STAFF, "JP-OSAKA.NAMBA"), null)
                .awaitReady();
        StreamClient elsewhere = open(Scopes.atOutlets("u-14", Role.OUTLET_MANAGER, "JP-TOKYO.SHIBUYA"), null)
                .awaitReady();
        StreamClient dealer = open(OSAKA, null).awaitReady();

        UUID namba = bell.delivered("JP-OSAKA.NAMBA");
        bell.delivered("JP-OSAKA.UMEDA");
        bell.sales().as("OUTLET_MANAGER/u-11").assign(namba, "u-4");
        manager.awaitNotifications(2);
        bell.states().select(reader(MANAGER), Set.of("JP-OSAKA.UMEDA"));
        bell.delivered("JP-OSAKA.NAMBA");
        bell.delivered("JP-OSAKA.UMEDA");
        bell.delivered("JP-TOKYO.SHIBUYA");
        bell.newLead("JP-OSAKA");

        assertThat(dealer.awaitNotifications(1)).extracting(Event::id).containsExactly("12");
        assertThat(manager.awaitNotifications(3))
                .extracting(
                        event -> event.id() + " " + event.data().get("outlet").asString())
                .containsExactly("2 JP-OSAKA.NAMBA", "4 JP-OSAKA.UMEDA", "9 JP-OSAKA.UMEDA");
        assertThat(staff.awaitNotifications(1))
                .extracting(event -> event.id() + " " + event.data().get("kind").asString())
                .containsExactly("5 SALES_LEAD_ASSIGNED");
        assertThat(elsewhere.awaitNotifications(1)).extracting(Event::id).containsExactly("11");
        assertThat(manager.notifications().getFirst().data().has("dealer")).isFalse();
        assertThat(open(MANAGER, 1L).awaitReady().notifications())
                .as("what was missed is filtered, too")
                .extracting(Event::id)
                .containsExactly("4", "9");
    }

    @Test
    @DisplayName("Streams that wait hold no connection to the database")
    void noConnectionHeld() throws IOException {
        try (HikariDataSource two = bell.ledgers().database().pool()) {
            two.setMaximumPoolSize(2);
            relayWith(LONG, 20, 100, 256, 200);
            api = api(new Notifications(Scopes.reads(two)));
            List<StreamClient> clients = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                clients.add(open(OSAKA, 0L));
            }
            clients.forEach(StreamClient::awaitReady);
            bell.newLead("JP-OSAKA");
            clients.forEach(client -> client.awaitNotifications(1));

            await().until(() -> two.getHikariPoolMXBean().getActiveConnections() == 0);
            assertThat(relay.open()).isEqualTo(10);
            relay.stop();
        }
    }

    @Test
    @DisplayName("A node that stops ends its streams at once and opens none")
    void stopping() {
        StreamClient client = open(OSAKA, null).awaitReady();

        relay.stop();
        client.awaitEnd();

        assertThat(relay.isRunning()).isFalse();
        assertThat(tooMany(TOKYO)).isFalse();
    }

    @Test
    @DisplayName("An event that nobody can read keeps nobody from what comes after it")
    void unreadable() {
        StreamClient client = open(OSAKA, null).awaitReady();
        bell.scribe().appendRaw(bell.scribe().expect("JP-OSAKA"), "aftersales.lead-created", "{}");
        bell.newLead("JP-OSAKA");

        assertThat(client.awaitNotifications(1)).extracting(Event::id).containsExactly("2");
        assertThat(bell.list(OSAKA).notifications())
                .as("the list goes on, too, with the event parked")
                .hasSize(1);
        assertThat(bell.ledgers().column("select position from query.dead_letter where projection = 'bell'"))
                .containsExactly("1");
    }

    @Test
    @DisplayName("Nothing is told of what happened while no stream was open")
    void nothingOld() {
        StreamClient first = open(OSAKA, null).awaitReady();
        first.cut();
        bell.newLeads("JP-OSAKA", 3);
        awaitRelay();
        StreamClient next = open(OSAKA, null).awaitReady();
        bell.newLead("JP-OSAKA");

        assertThat(next.awaitNotifications(1)).extracting(Event::id).containsExactly("4");
    }
}
