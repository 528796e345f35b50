package leadledger.app.deadlines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import leadledger.app.scheduling.RecurringWork;
import leadledger.app.scheduling.RecurringWorks;
import leadledger.app.testing.BareService;
import leadledger.app.testing.BareService.Node;
import leadledger.command.decision.Input;
import leadledger.command.desk.CommandTerms;
import leadledger.command.desk.ReferenceNumbers;
import leadledger.command.sales.SalesCaller;
import leadledger.command.sales.capturelead.CaptureLead;
import leadledger.command.sales.capturelead.CaptureLead.NewLead;
import leadledger.command.sales.deliverlead.DeliverLead;
import leadledger.command.sales.deliverlead.DeliverLead.Destination;
import leadledger.events.aftersales.AftersalesEvent;
import leadledger.events.aftersales.AftersalesEvent.RecontactAgreed;
import leadledger.events.calendar.Shift;
import leadledger.events.reference.ReferenceBook;
import leadledger.events.reference.ReferenceEvent.BusinessHoursDefined;
import leadledger.events.reference.ReferenceEvent.DealerDefined;
import leadledger.events.reference.ReferenceEvent.OutletDefined;
import leadledger.events.reference.ReferenceLookup;
import leadledger.events.sales.LeadQueue;
import leadledger.events.sales.Utm;
import leadledger.events.sales.Wishes;
import leadledger.events.shared.Actor;
import leadledger.events.shared.Consents;
import leadledger.events.shared.Customer;
import leadledger.events.shared.LeadId;
import leadledger.events.shared.MarketId;
import leadledger.events.shared.OutletId;
import leadledger.events.shared.Recorded;
import leadledger.events.shared.Role;
import leadledger.query.deadlines.DeadlineProjection;
import leadledger.query.deadlines.DueDeadlines;
import leadledger.query.projection.Projections;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** LG-33: deadlines take effect in order, once, and whatever else happens. */
class DeadlineKeeperTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration DAY_60 = Duration.ofDays(60);
    private static final RecurringWorks.Pace QUICK =
            new RecurringWorks.Pace(Duration.ofMillis(50), Duration.ofMillis(200), Duration.ofSeconds(2));

    @RegisterExtension
    final BareService service = new BareService();

    private DeadlineKeeper keeper(Node node) {
        return keeper(node, ReferenceBook.EMPTY);
    }

    private DeadlineKeeper keeper(Node node, ReferenceLookup outlets) {
        return new DeadlineKeeper(
                new DueDeadlines(node.jdbc()),
                new DeadlineEffects(node.ledger(), node.catalog(), node.desk(), new ReferenceNumbers(node.jdbc())),
                outlets,
                service.clock());
    }

    /** A read model that has come as far as the ledger. */
    private Projections upToDate(Node node) {
        Projections following = node.following(new DeadlineProjection(node.catalog()));
        following.awaitVisible(DeadlineProjection.NAME, node.ledger().head(), PATIENCE);
        return following;
    }

    private List<String> lapsed() {
        return service.column(
                "select stream_id::text from ledger.event where type = 'aftersales.lead-lost'" + " order by position");
    }

    /** Leads a minute apart, so that their sixty days end a minute apart. */
    private List<String> leads(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> {
                    service.clock().advance(Duration.ofMinutes(1));
                    return service.lead(null).toString();
                })
                .toList();
    }

    @Test
    @DisplayName("After a stop of days all that came due takes effect, in the order in which it came due")
    void inOrder() {
        List<String> leads = leads(230);
        upToDate(service.node());
        service.clock().advance(Duration.ofDays(70));

        keeper(service.node()).run(() -> false);

        assertThat(lapsed()).isEqualTo(leads);
    }

    @Test
    @DisplayName("Only what is due by the service's clock takes effect, from the millisecond after the deadline")
    void clockJump() {
        List<String> leads = leads(2);
        Instant lastAssigned = service.clock().instant();
        upToDate(service.node());

        service.clock().set(lastAssigned.plus(DAY_60));
        keeper(service.node()).run(() -> false);
        assertThat(lapsed()).containsExactly(leads.getFirst());

        service.clock().advance(Duration.ofMillis(1));
        keeper(service.node()).run(() -> false);
        assertThat(lapsed()).isEqualTo(leads);
    }

    @Test
    @DisplayName("One that fails keeps no other waiting and is not lost, however many fail")
    void failing() {
        List<String> leads = leads(205);
        upToDate(service.node());
        service.clock().advance(Duration.ofDays(70));
        service.execute("alter table ledger.event disable trigger all");
        List<String> broken = leads.subList(0, 203);
        broken.forEach(
                lead -> service.execute("update ledger.event set revision = 99 where stream_id = '" + lead + "'"));

        keeper(service.node()).run(() -> false);
        assertThat(lapsed()).isEqualTo(leads.subList(203, 205));

        service.execute("update ledger.event set revision = 1 where revision = 99");
        keeper(service.node()).run(() -> false);
        assertThat(lapsed()).hasSize(205).containsAll(leads);
    }

    @Test
    @DisplayName("AS-51: The lead of a re-contact is made once, by however many nodes at once and however often")
    void once() {
        LeadId master = service.lead(null);
        Instant due = service.clock().instant().plus(Duration.ofDays(30));
        service.record(master, new RecontactAgreed(LocalDate.ofInstant(due, java.time.ZoneOffset.UTC), due));
        upToDate(service.node());
        service.clock().set(due);
        DeadlineKeeper one = keeper(service.node());
        DeadlineKeeper other = keeper(service.anotherNode());

        IntStream.range(0, 8).parallel().forEach(i -> (i % 2 == 0 ? one : other).run(() -> false));

        assertThat(service.recordedTypes(AftersalesEvent.STREAM_KIND))
                .containsExactly(
                        "aftersales.lead-created",
                        "aftersales.recontact-agreed",
                        "aftersales.lead-created",
                        "aftersales.recontacted-from",
                        "aftersales.recontact-lead-created");
    }

    @Test
    @DisplayName("A node that is to end leaves the rest to others")
    void ending() {
        List<String> leads = leads(3);
        upToDate(service.node());
        service.clock().advance(Duration.ofDays(70));
        AtomicInteger asked = new AtomicInteger();
        BooleanSupplier afterOne = () -> asked.incrementAndGet() > 1;

        keeper(service.node()).run(afterOne);
        assertThat(lapsed()).isEqualTo(leads.subList(0, 1));

        keeper(service.anotherNode()).run(() -> false);
        assertThat(lapsed()).isEqualTo(leads);
    }

    @Test
    @DisplayName("LG-30: Nothing is missed and nothing doubled while the read model is made anew")
    void rebuilt() {
        List<String> leads = leads(40);
        Projections following = upToDate(service.node());
        service.clock().advance(Duration.ofDays(70));
        try (RecurringWorks _ = running(service.node(), List.of(keeper(service.node())))) {
            assertThat(following.rebuild(DeadlineProjection.NAME)).isTrue();
            await().atMost(PATIENCE).until(() -> lapsed().size() >= leads.size());
        }
        assertThat(lapsed()).isEqualTo(leads);
    }

    @Nested
    @DisplayName("SA-10: Held deliveries")
    class Held {

        private static final OutletId SHIBUYA = new OutletId("JP-TOKYO.SHIBUYA");
        private static final LeadQueue QUEUE = new LeadQueue(new MarketId("JP"), "ALFA");
        private static final SalesCaller CALL_CENTER =
                new SalesCaller(Actor.ofCallCenter("agent-1", QUEUE.market()), Set.of());
        private static final SalesCaller INTAKE = new SalesCaller(Actor.of("web-1", Role.INTAKE), Set.of());
        private static final NewLead NEW_LEAD = new NewLead(
                QUEUE,
                "WEB_FORM",
                null,
                Utm.NONE,
                new Customer(null, "山田", null, null, null, null, null, null, null, null),
                Wishes.NONE,
                null,
                null,
                Consents.NONE,
                null,
                List.of(),
                List.of());

        /** A Tuesday, 17:00 in Tokyo, when the clock of the tests begins. */
        private static final Instant TOMORROW_AT_TEN = Instant.parse("2026-06-03T01:00:00Z");

        private static final ReferenceBook UNTIL_FOUR = ReferenceBook.EMPTY.after(List.of(
                new DealerDefined(SHIBUYA.dealer(), "東京", "JP", ZoneId.of("Asia/Tokyo"), null, true),
                new OutletDefined(SHIBUYA, "渋谷店", List.of("ALFA"), ZoneId.of("Asia/Tokyo"), true),
                hours(10)));

        private static BusinessHoursDefined hours(int from) {
            List<Shift> shifts = List.of(new Shift(60 * from, 60 * 16));
            return new BusinessHoursDefined(
                    SHIBUYA,
                    Arrays.stream(DayOfWeek.values()).collect(Collectors.toMap(day -> day, day -> shifts)),
                    List.of());
        }

        /** From now on opened at another hour. */
        private ReferenceBook opensAt(int hour) {
            Instant now = service.clock().instant();
            return UNTIL_FOUR.afterRecorded(List.of(new Recorded<>(
                    1, 0, UUID.randomUUID(), UUID.randomUUID(), "TYPE", now, now, "HQ/hq", "REFERENCE", hours(hour))));
        }

        private LeadId held() {
            LeadId lead = new LeadId(UUID.randomUUID());
            carryOut(lead, at -> new CaptureLead(lead, INTAKE, at, "SL-2026-000001", Input.of(NEW_LEAD)));
            carryOut(
                    lead, at -> new DeliverLead(lead, CALL_CENTER, at, Input.of(new Destination(SHIBUYA)), UNTIL_FOUR));
            return lead;
        }

        private void carryOut(LeadId lead, Function<Instant, Object> command) {
            service.node().desk().handle(lead, CommandTerms.of(lead.value(), null, null), command);
        }

        private List<String> delivered() {
            return service.column("select stream_id::text from ledger.event where type = 'sales.lead-delivered'"
                    + " order by position");
        }

        private List<String> openedAt() {
            return service.column("select convert_from(payload, 'UTF8')::json ->> 'openedAt' from ledger.event"
                    + " where type = 'sales.lead-delivered' order by position");
        }

        private List<String> types(LeadId lead) {
            return service.column("select type from ledger.event where stream_id = '" + lead + "' order by sequence");
        }

        @Test
        @DisplayName("take place when the outlet opens, not a millisecond earlier")
        void atTheMoment() {
            LeadId lead = held();
            upToDate(service.node());
            service.clock().set(TOMORROW_AT_TEN.minusMillis(1));
            keeper(service.node(), UNTIL_FOUR).run(() -> false);
            assertThat(delivered()).isEmpty();

            service.clock().set(TOMORROW_AT_TEN);
            keeper(service.node(), UNTIL_FOUR).run(() -> false);
            assertThat(delivered()).containsExactly(lead.toString());
            assertThat(openedAt()).containsExactly("2026-06-03T01:00:00Z");
        }

        @Test
        @DisplayName(
                "LG-33: after a long stop each takes place once, with its own moment, in turn with other deadlines")
        void afterAStop() {
            String lapsing = service.lead(null).toString();
            LeadId first = held();
            service.clock().advance(Duration.ofDays(1));
            LeadId second = held();
            service.clock().advance(Duration.ofDays(60));
            LeadId third = held();
            upToDate(service.node());
            service.clock().advance(Duration.ofDays(70));
            DeadlineKeeper one = keeper(service.node(), UNTIL_FOUR);
            DeadlineKeeper other = keeper(service.anotherNode(), UNTIL_FOUR);

            IntStream.range(0, 6).parallel().forEach(i -> (i % 2 == 0 ? one : other).run(() -> false));

            assertThat(delivered()).containsExactlyInAnyOrder(first.toString(), second.toString(), third.toString());
            assertThat(openedAt())
                    .containsExactlyInAnyOrder("2026-06-03T01:00:00Z", "2026-06-04T01:00:00Z", "2026-08-03T01:00:00Z");
            assertThat(lapsed()).containsExactly(lapsing);
        }

        @Test
        @DisplayName("LG-33: in the order of their moments, among all deadlines")
        void inOrder() {
            LeadId first = held();
            String lapsing = service.lead(null).toString();
            service.clock().advance(Duration.ofDays(61));
            LeadId last = held();
            upToDate(service.node());
            service.clock().advance(Duration.ofDays(9));

            keeper(service.node(), UNTIL_FOUR).run(() -> false);

            assertThat(service.column("select stream_id::text from ledger.event where type in"
                            + " ('sales.lead-delivered', 'aftersales.lead-lost') order by position"))
                    .containsExactly(first.toString(), lapsing, last.toString());
        }

        @Test
        @DisplayName("move with the calendar, all of an outlet's, and take place at the new moment only")
        void moved() {
            List<LeadId> leads = List.of(held(), held(), held());
            Projections following = upToDate(service.node());
            DeadlineKeeper keeper = keeper(service.node(), opensAt(12));
            keeper.run(() -> false);
            following.awaitVisible(
                    DeadlineProjection.NAME, service.node().ledger().head(), PATIENCE);
            keeper.run(() -> false);
            assertThat(leads)
                    .allSatisfy(lead -> assertThat(types(lead))
                            .containsExactly(
                                    "sales.lead-captured", "sales.delivery-held", "sales.held-delivery-moved"));

            service.clock().set(TOMORROW_AT_TEN.plus(Duration.ofHours(2)).minusMillis(1));
            keeper.run(() -> false);
            assertThat(delivered()).isEmpty();
            service.clock().advance(Duration.ofMillis(1));
            keeper.run(() -> false);
            assertThat(delivered()).hasSize(3);
            assertThat(openedAt()).containsOnly("2026-06-03T03:00:00Z");
        }

        @Test
        @DisplayName("do not move where the calendar says the same, however often it is looked at")
        void notMoved() {
            LeadId lead = held();
            upToDate(service.node());
            for (int i = 0; i < 3; i++) {
                keeper(service.node(), UNTIL_FOUR).run(() -> false);
            }
            assertThat(types(lead)).containsExactly("sales.lead-captured", "sales.delivery-held");
        }

        @Test
        @DisplayName("one that cannot be moved keeps no other from moving")
        void failing() {
            LeadId broken = held();
            LeadId other = held();
            upToDate(service.node());
            service.execute("alter table ledger.event disable trigger all");
            service.execute("update ledger.event set revision = 99 where stream_id = '" + broken + "'");
            keeper(service.anotherNode(), opensAt(12)).run(() -> false);
            assertThat(types(broken)).doesNotContain("sales.held-delivery-moved");
            assertThat(types(other)).contains("sales.held-delivery-moved");
        }
    }

    private RecurringWorks running(Node node, List<RecurringWork> works) {
        RecurringWorks started = new RecurringWorks(node.dataSource(), works, QUICK);
        started.start();
        return started;
    }

    @Test
    @DisplayName("LG-06: Of several nodes one works at a time; another goes on when it ends")
    void oneAtATime() {
        AtomicInteger atWork = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<String> turns = new ArrayList<>();
        Node one = service.node();
        Node other = service.anotherNode();
        RecurringWorks first = running(one, List.of(new Turn("one", atWork, most, turns)));
        try (RecurringWorks _ = running(other, List.of(new Turn("other", atWork, most, turns)))) {
            await().atMost(PATIENCE).until(() -> count(turns, "") > 20);
            first.close();
            int before = count(turns, "other");
            await().atMost(PATIENCE).until(() -> count(turns, "other") > before + 2);
        }
        assertThat(most.get()).isEqualTo(1);
    }

    @Test
    @DisplayName("LG-06: When a node dies at its work, another takes it over")
    void deadNode() {
        service.node();
        service.execute("insert into scheduler.scheduled_task (task_name, task_instance, execution_time, picked,"
                + " picked_by, last_heartbeat, version) values ('turns', 'recurring', now() - interval '1 hour', true,"
                + " 'dead', now() - interval '1 hour', 7)");
        List<String> turns = new ArrayList<>();
        try (RecurringWorks _ =
                running(service.node(), List.of(new Turn("other", new AtomicInteger(), new AtomicInteger(), turns)))) {
            await().atMost(PATIENCE).until(() -> count(turns, "other") > 0);
        }
    }

    @Test
    @DisplayName("Work that fails is tried again")
    void failingWork() {
        AtomicInteger tries = new AtomicInteger();
        RecurringWork failing = new RecurringWork() {
            @Override
            public String name() {
                return "failing";
            }

            @Override
            public Duration pause() {
                return Duration.ofMillis(10);
            }

            @Override
            public void run(BooleanSupplier ending) {
                tries.incrementAndGet();
                throw new IllegalStateException("on purpose");
            }
        };
        try (RecurringWorks _ = running(service.node(), List.of(failing))) {
            await().atMost(PATIENCE).until(() -> tries.get() > 2);
        }
    }

    private static int count(List<String> turns, String by) {
        synchronized (turns) {
            return (int) turns.stream().filter(turn -> turn.startsWith(by)).count();
        }
    }

    /** Notes whose turn it is, and how many have one at the same time. */
    private record Turn(String by, AtomicInteger atWork, AtomicInteger most, List<String> turns)
            implements RecurringWork {

        @Override
        public String name() {
            return "turns";
        }

        @Override
        public Duration pause() {
            return Duration.ofMillis(10);
        }

        @Override
        public void run(BooleanSupplier ending) {
            most.accumulateAndGet(atWork.incrementAndGet(), Math::max);
            synchronized (turns) {
                turns.add(by);
            }
            Thread.onSpinWait();
            atWork.decrementAndGet();
        }
    }
}
