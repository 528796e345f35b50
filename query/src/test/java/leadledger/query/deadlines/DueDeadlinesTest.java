package leadledger.query.deadlines;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import leadledger.events.aftersales.AftersalesEvent.BookingBecameFinal;
import leadledger.events.aftersales.AftersalesEvent.LeadClosedWithSale;
import leadledger.events.aftersales.AftersalesEvent.LeadClosedWithoutSale;
import leadledger.events.aftersales.AftersalesEvent.LeadLost;
import leadledger.events.aftersales.AftersalesEvent.RecontactAgreed;
import leadledger.events.aftersales.AftersalesEvent.RecontactLeadCreated;
import leadledger.events.aftersales.AftersalesEvent.RecontactMoved;
import leadledger.events.sales.DeliveryKind;
import leadledger.events.sales.SalesEvent.DeliveryHeld;
import leadledger.events.sales.SalesEvent.HeldDeliveryCancelled;
import leadledger.events.sales.SalesEvent.HeldDeliveryMoved;
import leadledger.events.sales.SalesEvent.LeadCommented;
import leadledger.events.sales.SalesEvent.LeadDelivered;
import leadledger.events.shared.LeadId;
import leadledger.events.shared.OutletId;
import leadledger.events.shared.Vin;
import leadledger.query.deadlines.Deadline.Kind;
import leadledger.query.deadlines.DueDeadlines.HeldFor;
import leadledger.query.projection.ProjectionFixture;
import leadledger.query.projection.Projections;
import leadledger.query.testing.LeadDraft;
import leadledger.query.testing.LeadScribe;
import leadledger.query.testing.SalesScribe;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

/** AS-51, AS-61 to AS-65: what is due for leads, and when. */
class DueDeadlinesTest {

    private static final Duration DAY_60 = Duration.ofDays(60);
    private static final Instant DUE = Instant.parse("2099-03-31T15:00:00Z");
    private static final LocalDate DAY = LocalDate.parse("2099-04-01");
    private static final int ALL = 1_000;

    @RegisterExtension
    final ProjectionFixture fixture = new ProjectionFixture();

    private LeadScribe scribe;
    private Projections node;
    private DueDeadlines deadlines;

    @BeforeEach
    void follow() {
        scribe = new LeadScribe(fixture.ledger());
        node = fixture.node(new DeadlineProjection(fixture.catalog()));
        deadlines = new DueDeadlines(JdbcClient.create(fixture.database().app()));
    }

    private UUID lead() {
        return scribe.create(LeadDraft.of("JP-OSAKA"));
    }

    private List<Deadline> dueBefore(Instant now) {
        fixture.awaitAll(node, DeadlineProjection.NAME);
        return deadlines.dueBefore(now, ALL);
    }

    /** When the newest event of a lead was recorded. */
    private Instant recordedAt(UUID lead) {
        return fixture.ledger().readStream(lead, 0).getLast().recordedAt();
    }

    @Test
    @DisplayName("AS-61, AS-63: An open lead's lapse is due a millisecond after its deadline, not at it")
    void lapse() {
        UUID lead = lead();
        Instant deadline = recordedAt(lead).plus(DAY_60);
        scribe.attempt(lead);
        scribe.book(lead, deadline);

        assertThat(dueBefore(deadline)).isEmpty();
        assertThat(dueBefore(deadline.plusMillis(1))).containsExactly(new Deadline(lead, Kind.LAPSE, deadline));
        assertThat(deadlines.nextAfter(deadline.minusSeconds(99))).contains(deadline.plusMillis(1));
        assertThat(deadlines.nextAfter(deadline)).contains(deadline.plusMillis(1));
        assertThat(deadlines.nextAfter(deadline.plusMillis(1))).isEmpty();
    }

    @Test
    @DisplayName("AS-65: A re-assignment moves the lapse to sixty days after it")
    void reassignment() {
        UUID lead = lead();
        scribe.book(lead, DUE);
        scribe.reassign(lead, "JP-TOKYO");

        assertThat(dueBefore(DUE))
                .containsExactly(new Deadline(lead, Kind.LAPSE, recordedAt(lead).plus(DAY_60)));
        assertThat(fixture.value("select dealer from query.lead_deadline")).isEqualTo("JP-TOKYO");
    }

    @Test
    @DisplayName("AS-60: A lead that has ended has nothing due, but stays in the table")
    void ended() {
        scribe.append(lead(), new LeadClosedWithSale(new Vin("JT2BF22K1W0123456"), null));
        scribe.append(lead(), new LeadClosedWithoutSale("OTHER", "MISC", "note", null));
        scribe.append(lead(), new LeadLost());
        scribe.append(lead(), new BookingBecameFinal());

        assertThat(dueBefore(DUE)).isEmpty();
        assertThat(deadlines.nextAfter(Instant.EPOCH)).isEmpty();
        assertThat(fixture.rows("query.lead_deadline")).hasSize(4);
    }

    @Test
    @DisplayName("AS-51, AS-52: A re-contact is due at the start of its day, also when moved, until its lead exists")
    void recontact() {
        UUID lead = lead();
        scribe.append(lead, new RecontactAgreed(DAY.minusDays(9), DUE.minusSeconds(9 * 86_400)));
        scribe.append(lead, new RecontactMoved(DAY, DUE));

        assertThat(dueBefore(DUE.minusMillis(1))).isEmpty();
        assertThat(deadlines.nextAfter(DUE.minusMillis(1))).contains(DUE);
        assertThat(dueBefore(DUE)).containsExactly(new Deadline(lead, Kind.RE_CONTACT, DUE));
        assertThat(deadlines.nextAfter(DUE)).isEmpty();

        scribe.append(lead, new RecontactLeadCreated(new LeadId(UUID.randomUUID())));
        assertThat(dueBefore(DUE)).isEmpty();
    }

    @Test
    @DisplayName("LG-40: An imported re-contact is due here if its day was to come when it was imported, and only then")
    void importedRecontact() {
        Instant past = fixture.ledger().instant();
        Instant toCome = past.plus(Duration.ofDays(1));
        scribe.recordedAtSource(past.minus(Duration.ofDays(9)));
        scribe.append(lead(), new RecontactAgreed(DAY, past));
        UUID moved = lead();
        scribe.append(moved, new RecontactAgreed(DAY, past));
        scribe.append(moved, new RecontactMoved(DAY, DUE));
        UUID dueHere = lead();
        scribe.append(dueHere, new RecontactAgreed(DAY, toCome));

        assertThat(dueBefore(DUE))
                .containsExactly(
                        new Deadline(dueHere, Kind.RE_CONTACT, toCome), new Deadline(moved, Kind.RE_CONTACT, DUE));
    }

    @Test
    @DisplayName("LG-40, AS-61: An imported lead lapses sixty days after its assignment at the source")
    void importedLapse() {
        Instant assigned = fixture.ledger().instant().minus(Duration.ofDays(900));
        scribe.recordedAtSource(assigned);

        UUID lead = lead();

        assertThat(dueBefore(DUE)).containsExactly(new Deadline(lead, Kind.LAPSE, assigned.plus(DAY_60)));
    }

    @Nested
    @DisplayName("SA-10: a held delivery")
    class Held {

        private static final OutletId SHIBUYA = new OutletId("JP-TOKYO.SHIBUYA");
        private static final OutletId NAMBA = new OutletId("JP-OSAKA.NAMBA");

        private SalesScribe sales;

        @BeforeEach
        void write() {
            sales = new SalesScribe(fixture.ledger());
        }

        private UUID held(OutletId outlet, Instant opensAt) {
            UUID lead = sales.capture("ALFA", "山田");
            sales.append(lead, new DeliveryHeld(outlet, opensAt));
            return lead;
        }

        @Test
        @DisplayName("is due in the moment in which the outlet opens, also when redirected and moved")
        void due() {
            UUID lead = held(SHIBUYA, DUE.minusSeconds(9));
            sales.append(lead, new DeliveryHeld(NAMBA, DUE.minusSeconds(5)));
            sales.append(lead, new HeldDeliveryMoved(DUE));
            sales.append(lead, new LeadCommented("急ぎ"));

            assertThat(dueBefore(DUE.minusMillis(1))).isEmpty();
            assertThat(deadlines.nextAfter(DUE.minusMillis(1))).contains(DUE);
            assertThat(dueBefore(DUE)).containsExactly(new Deadline(lead, Kind.HELD_DELIVERY, DUE));
            assertThat(deadlines.heldAfter(DUE.minusMillis(1), ALL)).containsExactly(new HeldFor(NAMBA, DUE));
            assertThat(deadlines.heldAfter(DUE, ALL)).isEmpty();
        }

        @Test
        @DisplayName("is no more once it is cancelled, has taken place, or another outlet pulled the lead")
        void over() {
            sales.append(held(SHIBUYA, DUE), new HeldDeliveryCancelled());
            sales.deliverHeld(held(SHIBUYA, DUE), "JP-TOKYO.SHIBUYA", DUE);
            sales.append(held(SHIBUYA, DUE), new LeadDelivered(NAMBA, DeliveryKind.PULLED, null));
            sales.capture("ALFA", "山田");

            assertThat(dueBefore(DUE)).isEmpty();
            assertThat(deadlines.heldAfter(Instant.EPOCH, ALL)).isEmpty();
            assertThat(fixture.rows("query.lead_deadline")).hasSize(4);
        }

        @Test
        @DisplayName("is found by outlet and moment: each once, its leads page by page")
        void byOutlet() {
            List<UUID> here = List.of(held(SHIBUYA, DUE), held(SHIBUYA, DUE), held(SHIBUYA, DUE));
            UUID later = held(SHIBUYA, DUE.plusSeconds(1));
            held(NAMBA, DUE);
            fixture.awaitAll(node, DeadlineProjection.NAME);

            assertThat(deadlines.heldAfter(Instant.EPOCH, ALL))
                    .containsExactly(
                            new HeldFor(NAMBA, DUE),
                            new HeldFor(SHIBUYA, DUE),
                            new HeldFor(SHIBUYA, DUE.plusSeconds(1)));
            assertThat(deadlines.heldAfter(Instant.EPOCH, 1)).containsExactly(new HeldFor(NAMBA, DUE));
            assertThat(deadlines.heldFor(new HeldFor(SHIBUYA, DUE.plusSeconds(1)), null, ALL))
                    .containsExactly(later);
            List<UUID> page = deadlines.heldFor(new HeldFor(SHIBUYA, DUE), null, 2);
            List<UUID> rest = deadlines.heldFor(new HeldFor(SHIBUYA, DUE), page.getLast(), 2);
            assertThat(page).hasSize(2);
            assertThat(rest).hasSize(1).doesNotContainAnyElementsOf(page);
            assertThat(here).containsAll(page).containsAll(rest);
        }

        @Test
        @DisplayName("takes its turn among the other deadlines; at the same moment a lapse comes a millisecond later")
        void amongOthers() {
            UUID lapse = lead();
            Instant deadline = recordedAt(lapse).plus(DAY_60);
            UUID before = held(SHIBUYA, deadline.minusMillis(1));
            UUID same = held(SHIBUYA, deadline);

            assertThat(dueBefore(deadline)).extracting(Deadline::leadId).containsExactly(before, same);
            assertThat(deadlines.nextAfter(deadline.minusMillis(1))).contains(deadline);
            assertThat(deadlines.nextAfter(deadline)).contains(deadline.plusMillis(1));
            assertThat(dueBefore(deadline.plusMillis(1)))
                    .extracting(Deadline::leadId)
                    .containsExactlyInAnyOrder(before, lapse, same)
                    .startsWith(before);
        }

        @Test
        @DisplayName("LG-30: is the same after a rebuild")
        void rebuilt() {
            held(SHIBUYA, DUE);
            sales.append(held(SHIBUYA, DUE), new HeldDeliveryMoved(DUE.plusSeconds(9)));
            sales.append(held(NAMBA, DUE), new HeldDeliveryCancelled());
            sales.deliver(sales.capture("ALFA", "山田"), "JP-TOKYO.SHIBUYA");
            lead();
            fixture.awaitAll(node, DeadlineProjection.NAME);
            List<String> live = fixture.rows("query.lead_deadline");

            assertThat(node.rebuild(DeadlineProjection.NAME)).isTrue();

            assertThat(fixture.rows("query.lead_deadline")).isEqualTo(live).hasSize(5);
        }
    }

    @Test
    @DisplayName("What is due longest comes first, and no more than asked for")
    void order() {
        UUID late = lead();
        UUID early = lead();
        UUID open = lead();
        scribe.append(late, new RecontactAgreed(DAY, DUE));
        scribe.append(early, new RecontactAgreed(DAY, DUE.minusSeconds(1)));

        assertThat(dueBefore(DUE)).extracting(Deadline::leadId).containsExactly(open, early, late);
        assertThat(deadlines.dueBefore(DUE, 2)).extracting(Deadline::leadId).containsExactly(open, early);
        assertThat(deadlines.nextAfter(DUE.minusSeconds(2))).contains(DUE.minusSeconds(1));
    }

    @Test
    @DisplayName("What is due is read page by page in the same order, at equal deadlines too")
    void pages() {
        for (int i = 0; i < 4; i++) {
            scribe.append(lead(), new RecontactAgreed(DAY, DUE));
            lead();
        }
        Instant lapse = Instant.parse("2099-01-01T00:00:00Z");
        fixture.awaitAll(node, DeadlineProjection.NAME);
        fixture.execute("update query.lead_deadline set due_at = '" + lapse + "'");
        List<Deadline> all = deadlines.dueBefore(DUE, ALL);

        List<Deadline> byPage = new ArrayList<>();
        List<Deadline> page = deadlines.dueBefore(DUE, null, 3);
        while (!page.isEmpty()) {
            byPage.addAll(page);
            page = deadlines.dueBefore(DUE, page.getLast(), 3);
        }

        assertThat(byPage).hasSize(8).isEqualTo(all);
    }

    @Test
    @DisplayName("LG-30: Given a random history of leads, when it is rebuilt, then each row is as it was")
    void rebuilt(TestReporter reporter) {
        long seed = Long.getLong("seed", System.nanoTime());
        reporter.publishEntry("seed", Long.toString(seed));
        scribe.randomSteps(new Random(seed), 300);
        fixture.awaitAll(node, DeadlineProjection.NAME);
        List<String> live = fixture.rows("query.lead_deadline");

        assertThat(node.rebuild(DeadlineProjection.NAME)).isTrue();

        assertThat(fixture.rows("query.lead_deadline")).as("seed %s", seed).isEqualTo(live);
        assertThat(fixture.column("select kind from query.lead_deadline where kind = 'LAPSE'"))
                .hasSizeGreaterThan(10);
        assertThat(fixture.rows("query.dead_letter")).isEmpty();
    }
}
