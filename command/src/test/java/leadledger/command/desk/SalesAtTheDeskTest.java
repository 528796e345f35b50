package leadledger.command.desk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static leadledger.command.sales.SalesReference.OPEN;
import static leadledger.command.sales.SalesReference.openDaily;
import static leadledger.command.sales.SalesStory.CALL_CENTER;
import static leadledger.command.sales.SalesStory.CAPTURED;
import static leadledger.command.sales.SalesStory.CUSTOMER;
import static leadledger.command.sales.SalesStory.INTAKE;
import static leadledger.command.sales.SalesStory.JAPAN;
import static leadledger.command.sales.SalesStory.MANAGER;
import static leadledger.command.sales.SalesStory.MANAGER_IN_NAMBA;
import static leadledger.command.sales.SalesStory.NAMBA;
import static leadledger.command.sales.SalesStory.QUEUE;
import static leadledger.command.sales.SalesStory.SHIBUYA;
import static leadledger.command.sales.SalesStory.STAFF;
import static leadledger.command.sales.SalesStory.minute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import leadledger.command.decision.Input;
import leadledger.command.desk.DeskFixture.Node;
import leadledger.command.sales.SalesCaller;
import leadledger.command.sales.capturelead.CaptureLead;
import leadledger.command.sales.capturelead.CaptureLead.NewLead;
import leadledger.command.sales.deliverlead.DeliverLead;
import leadledger.command.sales.deliverlead.DeliverLead.Destination;
import leadledger.command.sales.deliverlead.RecordDelivery;
import leadledger.events.ledger.LedgerIds;
import leadledger.events.reference.ReferenceBook;
import leadledger.events.sales.ProviderId;
import leadledger.events.sales.Utm;
import leadledger.events.sales.Wishes;
import leadledger.events.shared.Consents;
import leadledger.events.shared.LeadId;
import leadledger.events.shared.MarketId;
import leadledger.events.shared.OutletId;
import leadledger.events.shared.Refusal;
import leadledger.events.shared.RefusedException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("Sales leads on a real ledger, by several nodes at once")
class SalesAtTheDeskTest {

    private static final ProviderId FIRST = new ProviderId("Portal", "1");
    private static final ProviderId SECOND = new ProviderId("Portal", "2");
    private static final ProviderId THIRD = new ProviderId("Agency", "1");

    @RegisterExtension
    final DeskFixture fixture = new DeskFixture(CAPTURED);

    private final Node node = fixture.node();

    private static CommandTerms terms(LeadId lead, @Nullable String key) {
        return CommandTerms.of(
                lead.value(),
                null,
                key == null ? null : IdempotencyKey.of(INTAKE.actor(), key, "POST …", "{}".getBytes(UTF_8)));
    }

    private static Answer capture(Node node, @Nullable String key, ProviderId... ids) {
        LeadId lead = node.providerIds().claim(JAPAN, List.of(ids), new LeadId(LedgerIds.next()));
        return node.desk().handle(lead, terms(lead, key), at -> captureOf(lead, at, ids));
    }

    private static CaptureLead captureOf(LeadId lead, Instant at, ProviderId... ids) {
        return new CaptureLead(
                lead,
                INTAKE,
                at,
                "SL-2026-000001",
                Input.of(new NewLead(
                        QUEUE,
                        "WEB_FORM",
                        null,
                        Utm.NONE,
                        CUSTOMER,
                        Wishes.NONE,
                        null,
                        null,
                        Consents.NONE,
                        null,
                        List.of(ids),
                        List.of())));
    }

    private Answer deliver(Node by, LeadId lead, SalesCaller caller, @Nullable OutletId to, ReferenceBook book) {
        return by.desk()
                .handle(
                        lead,
                        terms(lead, null),
                        at -> new DeliverLead(lead, caller, at, Input.of(new Destination(to)), book));
    }

    private List<String> types(LeadId lead) {
        return fixture.rows(lead).stream()
                .map(row -> row.type().substring("sales.".length()))
                .toList();
    }

    private List<String> captured() {
        return fixture.column(
                "select stream_id::text from ledger.event where type = 'sales.lead-captured' order by position");
    }

    private static <T> List<Future<T>> atOnce(List<Callable<T>> deeds) throws Exception {
        CyclicBarrier start = new CyclicBarrier(deeds.size());
        List<Future<T>> done = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(deeds.size())) {
            deeds.forEach(deed -> done.add(threads.submit(() -> {
                start.await();
                return deed.call();
            })));
        }
        return done;
    }

    @Test
    @DisplayName("SA-01: the same provider id and source again is the same lead, and nothing is recorded")
    void sentAgain() {
        Answer first = capture(node, null, FIRST);
        Answer again = capture(fixture.node(), null, FIRST);
        assertThat(first.recorded()).isTrue();
        assertThat(again.recorded()).isFalse();
        assertThat(again.streamId()).isEqualTo(first.streamId());
        assertThat(capture(node, null, SECOND).streamId()).isNotEqualTo(first.streamId());
        assertThat(capture(node, null, THIRD).streamId()).isNotEqualTo(first.streamId());
        assertThat(captured()).hasSize(3);
    }

    @Test
    @DisplayName("SA-01: of several ids one is enough, and the others are the same lead's from then on")
    void severalIds() {
        Answer first = capture(node, null, FIRST);
        assertThat(capture(node, null, SECOND, FIRST).streamId()).isEqualTo(first.streamId());
        assertThat(capture(node, null, SECOND).streamId()).isEqualTo(first.streamId());
        assertThat(capture(node, null).streamId()).isNotEqualTo(first.streamId());
        Answer third = capture(node, null, THIRD);
        assertThat(capture(node, null, THIRD, SECOND).streamId())
                .as("ids that turn out to be one later: the older lead")
                .isEqualTo(first.streamId())
                .isNotEqualTo(third.streamId());
    }

    @Test
    @DisplayName("AC-01: what another market has been sent is not told")
    void otherMarkets() {
        LeadId mine = new LeadId(LedgerIds.next());
        LeadId theirs = new LeadId(LedgerIds.next());
        assertThat(node.providerIds().claim(JAPAN, List.of(FIRST), mine)).isEqualTo(mine);
        assertThat(node.providerIds().claim(new MarketId("IT"), List.of(FIRST), theirs))
                .isEqualTo(theirs);
    }

    @Test
    @DisplayName("SA-01: source and id are kept apart in the key")
    void keyOfTwoParts() {
        LeadId one = new LeadId(LedgerIds.next());
        LeadId other = new LeadId(LedgerIds.next());
        assertThat(node.providerIds().claim(JAPAN, List.of(new ProviderId("ab", "c")), one))
                .isEqualTo(one);
        assertThat(node.providerIds().claim(JAPAN, List.of(new ProviderId("a", "bc")), other))
                .isEqualTo(other);
    }

    @Test
    @DisplayName("SA-01: after a crash between claim and capture the next try makes the lead")
    void crashInBetween() {
        LeadId lost = node.providerIds().claim(JAPAN, List.of(FIRST), new LeadId(LedgerIds.next()));
        assertThat(fixture.rows(lost)).isEmpty();
        Answer next = capture(fixture.node(), null, FIRST);
        assertThat(next.streamId()).isEqualTo(lost.value());
        assertThat(next.recorded()).isTrue();
        assertThat(types(lost)).containsExactly("lead-captured");
    }

    @Test
    @DisplayName("SA-01: the same lead sent many times at once, with its ids in any order, is one lead")
    void atOnceSent() throws Exception {
        Node other = fixture.node();
        List<Callable<Answer>> deeds = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            Node by = i % 2 == 0 ? node : other;
            ProviderId[] ids = switch (i % 4) {
                case 0 -> new ProviderId[] {FIRST, SECOND, THIRD};
                case 1 -> new ProviderId[] {THIRD, SECOND};
                case 2 -> new ProviderId[] {SECOND, FIRST};
                default -> new ProviderId[] {SECOND};
            };
            deeds.add(() -> capture(by, null, ids));
        }
        List<Answer> answers = new ArrayList<>();
        for (Future<Answer> done : atOnce(deeds)) {
            answers.add(done.get());
        }
        assertThat(captured()).hasSize(1);
        assertThat(answers)
                .extracting(answer -> answer.streamId().toString())
                .containsOnly(captured().getFirst());
        assertThat(answers).filteredOn(Answer::recorded).hasSize(1);
        assertThat(fixture.column("select distinct lead_id::text from ledger.provider_id"))
                .isEqualTo(captured());
    }

    @Test
    @DisplayName("under an idempotency key the first answer is given again: captured, or sent before")
    void underAKey() {
        Answer first = capture(node, "key", FIRST);
        assertThat(capture(fixture.node(), "key", FIRST)).isEqualTo(first);
        Answer again = capture(node, "other key", FIRST);
        assertThat(again.recorded()).isFalse();
        assertThat(capture(fixture.node(), "other key", FIRST)).isEqualTo(again);
    }

    @Test
    @DisplayName("SA-11: two outlets pulling the same lead at the same instant: one wins, the other is told its name")
    void twoPulls() throws Exception {
        Node other = fixture.node();
        for (int round = 0; round < 8; round++) {
            LeadId lead = new LeadId(capture(node, null).streamId());
            List<Future<Answer>> pulls = atOnce(List.of(
                    () -> deliver(node, lead, MANAGER, SHIBUYA, OPEN),
                    () -> deliver(other, lead, MANAGER_IN_NAMBA, NAMBA, OPEN)));
            assertThat(types(lead)).containsExactly("lead-captured", "lead-delivered");
            String winner = fixture.column("select tenant from ledger.event where stream_id = '" + lead
                            + "' and type = 'sales.lead-delivered'")
                    .getFirst();
            boolean shibuyaWon = winner.equals(SHIBUYA.value());
            assertThat(pulls.get(shibuyaWon ? 0 : 1).get().version()).isEqualTo(2);
            assertThatThrownBy(() -> pulls.get(shibuyaWon ? 1 : 0).get())
                    .isInstanceOf(ExecutionException.class)
                    .cause()
                    .isInstanceOfSatisfying(
                            RefusedException.class,
                            refused -> assertThat(refused.refusals())
                                    .containsExactly(Refusal.ofState("SA-11", "lead-delivered-to")
                                            .with("outlet", shibuyaWon ? "渋谷店" : "難波店")));
        }
    }

    @Test
    @DisplayName("SA-10: a held delivery is recorded once, with the moment in which the outlet opened")
    void heldTakesPlace() {
        ReferenceBook fromTen = openDaily(OPEN, SHIBUYA, 10, 18);
        LeadId lead = new LeadId(capture(node, null).streamId());
        deliver(node, lead, CALL_CENTER, SHIBUYA, fromTen);
        fixture.clock().set(minute(70));
        // Whoever comes late gets its answer from the moment, and the service records it.
        assertThatThrownBy(() -> deliver(node, lead, MANAGER_IN_NAMBA, NAMBA, fromTen))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.refusals())
                                .extracting(Refusal::code)
                                .containsExactly("lead-delivered-to"));
        Node other = fixture.node();
        for (Node by : List.of(node, other, node)) {
            by.desk().handle(lead, terms(lead, null), at -> new RecordDelivery(lead, SalesCaller.SERVICE, at));
        }
        assertThat(types(lead)).containsExactly("lead-captured", "delivery-held", "lead-delivered");
    }

    @Test
    @DisplayName("SA-10: what is decided just before the outlet opens is decided again once it has")
    void opensMeanwhile() {
        ReferenceBook fromTen = openDaily(OPEN, SHIBUYA, 10, 18);
        LeadId lead = new LeadId(capture(node, null).streamId());
        fixture.clock().set(minute(60).minusMillis(1));
        node.bus().beforeNext(DeliverLead.class, () -> fixture.clock().set(minute(60)));
        deliver(node, lead, CALL_CENTER, SHIBUYA, fromTen);
        assertThat(types(lead)).containsExactly("lead-captured", "lead-delivered");
    }

    @Test
    @DisplayName("SA-10: an outlet that closes meanwhile gets no lead after hours")
    void closesMeanwhile() {
        ReferenceBook fromTen = openDaily(OPEN, SHIBUYA, 10, 18);
        LeadId lead = new LeadId(capture(node, null).streamId());
        fixture.clock().set(minute(9 * 60).minusMillis(1));
        node.bus().beforeNext(DeliverLead.class, () -> fixture.clock().set(minute(9 * 60)));
        deliver(node, lead, CALL_CENTER, SHIBUYA, fromTen);
        assertThat(types(lead)).containsExactly("lead-captured", "delivery-held");
    }

    @Test
    @DisplayName("AC-01: a lead that does not exist is as one that is not seen")
    void unknown() {
        LeadId nobodys = new LeadId(LedgerIds.next());
        LeadId lead = new LeadId(capture(node, null).streamId());
        deliver(node, lead, MANAGER, SHIBUYA, OPEN);
        for (LeadId each : List.of(nobodys, lead)) {
            assertThatThrownBy(() -> deliver(node, each, each.equals(nobodys) ? MANAGER : STAFF, SHIBUYA, OPEN))
                    .isInstanceOfSatisfying(
                            RefusedException.class,
                            refused -> assertThat(refused.refusals()).containsExactly(Refusal.ofUnknownLead()));
        }
    }
}
