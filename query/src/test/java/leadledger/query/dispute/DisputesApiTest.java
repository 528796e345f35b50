package leadledger.query.dispute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import leadledger.events.aftersales.AftersalesEvent;
import leadledger.events.aftersales.AftersalesEvent.ContactAttemptCorrected;
import leadledger.events.aftersales.ContactChannel;
import leadledger.events.aftersales.ContactOutcome;
import leadledger.events.dispute.DisputeOutcome;
import leadledger.events.dispute.DisputeReason;
import leadledger.events.dispute.DisputeStatus;
import leadledger.events.dispute.DisputeStep;
import leadledger.events.dispute.DisputedProcess;
import leadledger.events.ledger.LedgerIds;
import leadledger.events.ledger.testing.TestClock;
import leadledger.events.sales.SalesEvent;
import leadledger.events.shared.Actor;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.MarketId;
import leadledger.events.shared.RefusedException;
import leadledger.events.shared.Role;
import leadledger.events.sla.Sla;
import leadledger.events.sla.SlaVerdict;
import leadledger.events.sla.SlaVerdict.Result;
import leadledger.query.access.RowSecurity;
import leadledger.query.accesslog.AccessAction;
import leadledger.query.accesslog.AccessEntry;
import leadledger.query.dispute.DisputesApi.DisputePage;
import leadledger.query.dispute.DisputesApi.DisputePageStep;
import leadledger.query.dispute.DisputesApi.DisputeRows;
import leadledger.query.dispute.DisputesApi.DisputeSummary;
import leadledger.query.masking.Mask;
import leadledger.query.projection.ProjectionFixture;
import leadledger.query.projection.Projections;
import leadledger.query.testing.KeptAccess;
import leadledger.query.testing.LeadDraft;
import leadledger.query.testing.LeadScribe;
import leadledger.query.testing.SalesScribe;
import leadledger.query.testing.Scopes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("SL-40: disputes are told of to the dealer, to headquarters and to auditors, and to nobody else")
class DisputesApiTest {

    private static final Instant START = Instant.parse("2026-03-02T09:00:00Z");
    private static final Actor OSAKA = dealer("JP-OSAKA");
    private static final Actor TOKYO = dealer("JP-TOKYO");
    private static final Actor HQ = Actor.ofHeadquarters("hq-1", new MarketId("JP"));
    private static final Actor HQ_IN_ITALY = Actor.ofHeadquarters("hq-2", new MarketId("IT"));
    private static final Actor AUDITOR = Actor.of("auditor-1", Role.AUDITOR);
    private static final Actor NAMBA = Scopes.atOutlets("m-1", Role.OUTLET_MANAGER, "JP-OSAKA.NAMBA");
    private static final Actor UMEDA = Scopes.atOutlets("m-2", Role.OUTLET_MANAGER, "JP-OSAKA.UMEDA");

    @RegisterExtension
    private final ProjectionFixture fixture = new ProjectionFixture();

    private final TestClock clock = new TestClock(START);
    private final KeptAccess log = new KeptAccess();
    private LeadScribe leads;
    private SalesScribe sales;
    private DisputesApi api;
    private DisputeLeads places;

    @BeforeEach
    void follow() {
        fixture.ledger(clock);
        leads = new LeadScribe(fixture.ledger());
        sales = new SalesScribe(fixture.ledger());
        Projections projections = fixture.node(new DisputeProjection(fixture.catalog()));
        Disputes disputes = new Disputes(Scopes.reads(fixture.database().app()));
        api = new DisputesApi(
                disputes,
                new DisputedVerdicts(fixture.ledger(), fixture.catalog(), Scopes.BOOK),
                Scopes.NETWORK,
                projections,
                fixture.ledger(),
                log);
        places = new DisputeLeads(disputes, Scopes.NETWORK, projections, fixture.ledger());
    }

    private static Actor dealer(String code) {
        return Actor.ofDealer("u-1", Role.AFTERSALES_MANAGER, new DealerId(code));
    }

    private static AftersalesEvent opened(UUID dispute, Sla sla, int assignment) {
        return new AftersalesEvent.DisputeOpened(new DisputeStep.Opened(
                dispute, sla, assignment, DisputeReason.RECORDED_LATE, "山田様に電話", List.of("mail/1")));
    }

    private static AftersalesEvent decided(UUID dispute, DisputeOutcome outcome, @Nullable Instant countsAt) {
        return new AftersalesEvent.DisputeDecided(new DisputeStep.Decided(dispute, outcome, countsAt, "so"));
    }

    /** A lead of Osaka that was moved to Tokyo after a late attempt, and is disputed since by Osaka. */
    private UUID movedAndDisputed(UUID dispute) {
        UUID lead = leads.create(LeadDraft.of("JP-OSAKA"));
        clock.advance(Duration.ofHours(25));
        leads.attempt(lead, START.plus(Duration.ofHours(2)));
        clock.advance(Duration.ofHours(1));
        leads.reassign(lead, "JP-TOKYO");
        clock.advance(Duration.ofHours(1));
        leads.append(lead, opened(dispute, Sla.SLA1, 1));
        return lead;
    }

    private DisputeRows rows(Actor actor) {
        return rows(actor, null, null, null, null);
    }

    private DisputeRows rows(
            Actor actor,
            @Nullable String status,
            @Nullable String dealer,
            @Nullable String cursor,
            @Nullable Instant asOf) {
        return api.disputes(
                status, null, null, dealer, null, 2, cursor, asOf == null ? null : asOf.toString(), head(), actor);
    }

    private String head() {
        return Long.toString(fixture.ledger().head());
    }

    private DisputePage page(UUID dispute, @Nullable Instant asOf, @Nullable String reason, Actor actor) {
        return api.dispute(dispute.toString(), asOf == null ? null : asOf.toString(), head(), reason, actor);
    }

    private static @Nullable Result result(@Nullable SlaVerdict verdict) {
        return verdict == null ? null : verdict.result();
    }

    @Test
    @DisplayName("AS-65, AC-01: a former dealer sees its own, the new dealer and another market do not")
    void whoSees() {
        UUID dispute = LedgerIds.next();
        UUID lead = movedAndDisputed(dispute);
        for (Actor actor : List.of(OSAKA, HQ, AUDITOR)) {
            assertThat(rows(actor).rows())
                    .containsExactly(new DisputeSummary(
                            dispute,
                            DisputedProcess.AFTERSALES,
                            lead,
                            LeadDraft.of("JP-OSAKA").id(lead).created().reference(),
                            1,
                            "JP-OSAKA",
                            Sla.SLA1,
                            DisputeReason.RECORDED_LATE,
                            DisputeStatus.OPEN,
                            null,
                            clock.instant(),
                            clock.instant()));
            assertThat(page(dispute, null, null, actor).dispute().id()).isEqualTo(dispute);
            assertThat(places.find(dispute, actor)).isPresent();
        }
        for (Actor actor : List.of(TOKYO, HQ_IN_ITALY, NAMBA)) {
            assertThat(rows(actor).rows()).isEmpty();
            assertThat(rows(actor).count().value()).isZero();
            assertThatThrownBy(() -> page(dispute, null, null, actor))
                    .isInstanceOfSatisfying(
                            RefusedException.class,
                            e -> assertThat(e.refusals())
                                    .extracting(refusal -> refusal.code())
                                    .containsExactly("unknown-dispute"));
            assertThat(places.find(dispute, actor)).isEmpty();
        }
        assertThat(places.find(dispute, Actor.of("x", Role.INTAKE))).isEmpty();
        assertThatThrownBy(() -> rows(Scopes.atOutlets("s-1", Role.SALES_STAFF, "JP-OSAKA.NAMBA")))
                .isInstanceOf(RefusedException.class);
    }

    @Test
    @DisplayName("AC-03: the database itself shows no row to anybody else, and no lead without a dispute")
    void rowSecurity() {
        UUID dispute = LedgerIds.next();
        movedAndDisputed(dispute);
        rows(HQ);
        String all = "select row_id from query.dispute";
        List<UUID> own = readAll(OSAKA, all);
        assertThat(own).containsExactly(dispute);
        for (Actor actor : List.of(TOKYO, HQ_IN_ITALY, NAMBA)) {
            List<UUID> others = readAll(actor, all);
            assertThat(others).isEmpty();
        }
    }

    private List<UUID> readAll(Actor actor, String sql) {
        return Scopes.reads(fixture.database().app())
                .read(
                        Scopes.NETWORK.ofDisputes(actor),
                        reading -> reading.sql(sql).query(UUID.class).list());
    }

    @Test
    @DisplayName("SL-41: the verdict as of each step with both times, and as of the day before the decision")
    void theStory() {
        UUID dispute = LedgerIds.next();
        UUID lead = leads.create(LeadDraft.of("JP-OSAKA"));
        clock.advance(Duration.ofHours(25));
        leads.attempt(lead, START.plus(Duration.ofHours(2)));
        clock.advance(Duration.ofHours(1));
        leads.append(lead, opened(dispute, Sla.SLA1, 1));
        Instant before = clock.instant();
        clock.advance(Duration.ofDays(1));
        Instant countsAt = START.plus(Duration.ofHours(2));
        leads.as("HQ/hq-1")
                .append(
                        lead,
                        decided(dispute, DisputeOutcome.CORRECTED, countsAt),
                        new ContactAttemptCorrected(
                                1, ContactChannel.PHONE, ContactOutcome.REACHED, countsAt, "SL-40"));

        DisputePage now = page(dispute, null, null, OSAKA);
        assertThat(now.dispute().status()).isEqualTo(DisputeStatus.DECIDED);
        assertThat(now.dispute().outcome()).isEqualTo(DisputeOutcome.CORRECTED);
        assertThat(now.steps())
                .extracting(DisputePageStep::kind, DisputePageStep::actor, DisputePageStep::text)
                .containsExactly(
                        tuple(DisputeStepKind.OPENED, "AFTERSALES_AGENT/u-1", "山田様に電話"),
                        tuple(DisputeStepKind.DECIDED, "HQ/hq-1", "so"));
        assertThat(now.steps()).extracting(step -> result(step.verdict())).containsExactly(Result.BREACHED, Result.MET);
        assertThat(result(now.verdict())).isEqualTo(Result.MET);
        assertThat(now.steps().getFirst().verdict()).satisfies(verdict -> {
            assertThat(verdict.differsByClaimedTime()).isTrue();
            assertThat(verdict.evidence().stop().recordedAt()).isEqualTo(START.plus(Duration.ofHours(25)));
            assertThat(verdict.evidence().stop().occurredAt()).isEqualTo(countsAt);
        });

        DisputePage then = page(dispute, before, null, OSAKA);
        assertThat(then.dispute().status()).isEqualTo(DisputeStatus.OPEN);
        assertThat(then.steps()).hasSize(1);
        assertThat(result(then.verdict())).isEqualTo(Result.BREACHED);
        assertThatThrownBy(() -> page(dispute, before.minusMillis(1), null, OSAKA))
                .isInstanceOf(RefusedException.class);

        assertThat(rows(HQ, "DECIDED", null, null, null).rows()).hasSize(1);
        assertThat(rows(HQ, "DECIDED", null, null, before).rows()).isEmpty();
        assertThat(rows(HQ, "OPEN", null, null, before).rows()).hasSize(1);
        assertThat(rows(HQ, null, null, null, before.minusMillis(1)).rows()).isEmpty();
    }

    @Test
    @DisplayName("AC-05: auditors see no free text without a reason, and each reading is in the access log")
    void masked() {
        UUID dispute = LedgerIds.next();
        movedAndDisputed(dispute);
        DisputePageStep hidden = page(dispute, null, null, AUDITOR).steps().getFirst();
        assertThat(hidden.text()).isEqualTo(Mask.VALUE);
        assertThat(hidden.attachments()).containsExactly(Mask.VALUE);
        DisputePageStep shown =
                page(dispute, null, "complaint%207", AUDITOR).steps().getFirst();
        assertThat(shown.text()).isEqualTo("山田様に電話");
        rows(AUDITOR);
        assertThat(log.entries())
                .extracting(AccessEntry::action)
                .containsExactly(AccessAction.READ_DISPUTE, AccessAction.READ_DISPUTE, AccessAction.READ_DISPUTES);
    }

    @Test
    void salesDisputes() {
        UUID dispute = LedgerIds.next();
        UUID lead = sales.capture("ALFA", "Yamada");
        sales.deliver(lead, "JP-OSAKA.NAMBA");
        clock.advance(Duration.ofDays(2));
        sales.append(
                lead,
                new SalesEvent.DisputeOpened(new DisputeStep.Opened(
                        dispute, Sla.FIRST_FOLLOW_UP, 1, DisputeReason.SYSTEM_FAILURE, "no line", List.of())));
        for (Actor actor : List.of(NAMBA, HQ, AUDITOR)) {
            assertThat(rows(actor).rows())
                    .extracting(DisputeSummary::id, DisputeSummary::tenant)
                    .containsExactly(tuple(dispute, "JP-OSAKA.NAMBA"));
            assertThat(result(page(dispute, null, null, actor).verdict())).isEqualTo(Result.BREACHED);
        }
        for (Actor actor : List.of(UMEDA, OSAKA, HQ_IN_ITALY)) {
            assertThat(rows(actor).rows()).isEmpty();
            assertThatThrownBy(() -> page(dispute, null, null, actor)).isInstanceOf(RefusedException.class);
        }
    }

    @Test
    @DisplayName(
            "pages put together are the whole list, whatever is filtered, now and then; live and rebuilt rows are the same")
    void onRandomHistories(TestReporter reporter) throws SQLException {
        long seed = Long.getLong("leadledger.seed", System.nanoTime());
        reporter.publishEntry("leadledger.seed", Long.toString(seed));
        Random random = new Random(seed);
        List<UUID> all = new ArrayList<>();
        List<UUID> disputes = new ArrayList<>();
        List<Instant> moments = new ArrayList<>();
        for (int step = 0; step < 120; step++) {
            clock.advance(Duration.ofMillis(random.nextInt(3)));
            moments.add(clock.instant());
            if (all.isEmpty() || random.nextInt(6) == 0) {
                all.add(leads.create(LeadDraft.of(random.nextBoolean() ? "JP-OSAKA" : "JP-TOKYO")));
                continue;
            }
            UUID lead = all.get(random.nextInt(all.size()));
            UUID some = disputes.isEmpty() ? lead : disputes.get(random.nextInt(disputes.size()));
            switch (random.nextInt(6)) {
                case 0 -> leads.reassign(lead, random.nextBoolean() ? "JP-OSAKA" : "JP-TOKYO");
                case 1, 2 -> {
                    disputes.add(LedgerIds.next());
                    leads.append(lead, opened(disputes.getLast(), Sla.SLA2, 1 + random.nextInt(2)));
                }
                case 3 -> leads.append(lead, decided(some, DisputeOutcome.EXCUSED, null));
                case 4 ->
                    leads.append(lead, new AftersalesEvent.DisputeReopened(new DisputeStep.Reopened(some, "again")));
                default -> leads.attempt(lead);
            }
        }
        for (Actor actor : List.of(OSAKA, HQ, AUDITOR)) {
            for (Instant asOf : new Instant[] {null, moments.get(random.nextInt(moments.size()))}) {
                List<DisputeSummary> whole = whole(actor, null, asOf);
                assertThat(whole)
                        .as("seed %d", seed)
                        .extracting(DisputeSummary::id)
                        .doesNotHaveDuplicates();
                assertThat(whole)
                        .as("seed %d", seed)
                        .extracting(DisputeSummary::openedAt)
                        .isSortedAccordingTo((one, other) -> other.compareTo(one));
                for (DisputeStatus status : DisputeStatus.values()) {
                    assertThat(whole(actor, status, asOf))
                            .as("%s as of %s for %s, seed %d", status, asOf, actor, seed)
                            .isEqualTo(whole.stream()
                                    .filter(row -> row.status() == status)
                                    .toList());
                }
            }
        }
        assertThat(whole(AUDITOR, null, clock.instant())).as("seed %d", seed).isEqualTo(whole(AUDITOR, null, null));
        requireBulkLoadWritesTheSame(all, seed);
    }

    private List<DisputeSummary> whole(Actor actor, @Nullable DisputeStatus status, @Nullable Instant asOf) {
        List<DisputeSummary> whole = new ArrayList<>();
        String cursor = null;
        DisputeRows page;
        do {
            page = rows(actor, status == null ? null : status.name(), null, cursor, asOf);
            whole.addAll(page.rows());
            cursor = page.nextCursor();
        } while (cursor != null);
        assertThat(page.count().value()).isEqualTo(whole.size());
        return whole;
    }

    private void requireBulkLoadWritesTheSame(List<UUID> all, long seed) throws SQLException {
        DisputeProjection projection = new DisputeProjection(fixture.catalog());
        try (Connection connection = fixture.database().app().getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("select " + RowSecurity.FOLDING_ON);
            statement.execute(projection.createTable("query.dispute_beside"));
            projection.bulkLoad(
                    connection,
                    "query.dispute_beside",
                    projection.load(connection, "query.dispute", all).values());
            try (ResultSet row = statement.executeQuery(
                    "select count(*) from ((table query.dispute except table query.dispute_beside)"
                            + " union all (table query.dispute_beside except table query.dispute)) differing")) {
                row.next();
                assertThat(row.getInt(1)).as("seed %d", seed).isZero();
            }
            connection.rollback();
        }
    }
}
