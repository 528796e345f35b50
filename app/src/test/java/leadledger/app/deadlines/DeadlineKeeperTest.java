package leadledger.app.deadlines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import leadledger.app.scheduling.RecurringWork;
import leadledger.app.scheduling.RecurringWorks;
import leadledger.app.testing.BareService;
import leadledger.app.testing.BareService.Node;
import leadledger.command.desk.ReferenceNumbers;
import leadledger.events.aftersales.AftersalesEvent;
import leadledger.events.aftersales.AftersalesEvent.RecontactAgreed;
import leadledger.events.shared.LeadId;
import leadledger.query.deadlines.DeadlineProjection;
import leadledger.query.deadlines.DueDeadlines;
import leadledger.query.projection.Projections;
import org.junit.jupiter.api.DisplayName;
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
        return new DeadlineKeeper(
                new DueDeadlines(node.jdbc()),
                new DeadlineEffects(node.ledger(), node.catalog(), node.desk(), new ReferenceNumbers(node.jdbc())),
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
