package leadledger.query.whatif;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import leadledger.events.aftersales.AftersalesEvent;
import leadledger.events.calendar.BusinessHours;
import leadledger.events.calendar.Shift;
import leadledger.events.ledger.EventCatalog;
import leadledger.events.ledger.LedgerJson;
import leadledger.events.ledger.LedgerSettings;
import leadledger.events.ledger.PostgresLedger;
import leadledger.events.ledger.testing.LedgerDatabase;
import leadledger.events.reference.PolicyVersion;
import leadledger.events.reference.ReferenceBook;
import leadledger.events.reference.ReferenceEvent.PolicyActivated;
import leadledger.events.sales.SalesEvent;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.MarketId;
import leadledger.events.shared.Recorded;
import leadledger.events.shared.UserId;
import leadledger.events.sla.FirstFollowUp;
import leadledger.events.sla.FollowUpEvaluator;
import leadledger.events.sla.LeadVerdicts;
import leadledger.events.sla.ManagedRate;
import leadledger.events.sla.Policies;
import leadledger.events.sla.PolicyTerms;
import leadledger.events.sla.PolicyTerms.FirstContact;
import leadledger.events.sla.PolicyTerms.FirstContactStop;
import leadledger.events.sla.PolicyTerms.FirstFollowUpTerms;
import leadledger.events.sla.PolicyTerms.Managed;
import leadledger.events.sla.PolicyTerms.ManagementStop;
import leadledger.events.sla.PolicyTerms.ManagementTime;
import leadledger.events.sla.Sla;
import leadledger.events.sla.SlaEvaluator;
import leadledger.events.sla.SlaPolicy;
import leadledger.events.sla.SlaPolicy.Clock;
import leadledger.events.sla.SlaPolicy.TimeBasis;
import leadledger.events.sla.SlaVerdict;
import leadledger.events.sla.SlaVerdict.Result;
import leadledger.query.access.ReadScope;
import leadledger.query.projection.DiscardedEvents;
import leadledger.query.projection.Projections;
import leadledger.query.testing.LeadScribe;
import leadledger.query.testing.RandomSales;
import leadledger.query.testing.SalesScribe;
import leadledger.query.testing.Scopes;
import leadledger.query.whatif.WhatIfResult.WhatIfCounts;
import leadledger.query.whatif.WhatIfResult.WhatIfDifference;
import leadledger.query.whatif.WhatIfResult.WhatIfLevel;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.TestReporter;
import org.springframework.jdbc.core.simple.JdbcClient;

/** {@code -Dseed=…} runs one of the random histories again. */
@DisplayName("SL-11: a what if counts what the evaluators say of each lead, by both policies")
class WhatIfReplayTest {

    private static final Instant START = Instant.parse("2026-01-30T00:00:00Z");
    private static final EventCatalog CATALOG = LedgerJson.catalog();

    private static final BusinessHours HOURS = new BusinessHours(
            ZoneId.of("Asia/Tokyo"),
            Map.of(DayOfWeek.MONDAY, List.of(new Shift(0, 1440)), DayOfWeek.SUNDAY, List.of(new Shift(60, 600))),
            Map.of(LocalDate.of(2026, 2, 2), List.of()));

    private final AtomicReference<Instant> now = new AtomicReference<>(START);
    private LedgerDatabase database;
    private PostgresLedger ledger;

    @BeforeEach
    void open() {
        database = LedgerDatabase.create(Projections.SCHEMA);
        ledger = new PostgresLedger(
                database.app(), () -> now.updateAndGet(last -> last.plusSeconds(313)), LedgerSettings.DEFAULTS);
        ledger.start();
    }

    @AfterEach
    void close() {
        ledger.close();
        database.close();
    }

    private static <T> T any(Random random, List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    private static SlaPolicy policy(Random random, String name, int version) {
        return new SlaPolicy(
                name,
                version,
                new PolicyTerms(
                        new FirstContact(
                                Duration.ofMinutes(1 + random.nextInt(2_000)),
                                random.nextInt(101),
                                random.nextBoolean() ? Clock.ELAPSED : Clock.POLICY_HOURS,
                                any(random, List.of(FirstContactStop.values()))),
                        new ManagementTime(
                                Duration.ofMinutes(1 + random.nextInt(5_000)),
                                random.nextInt(101),
                                random.nextBoolean() ? Clock.ELAPSED : Clock.POLICY_HOURS,
                                any(random, List.of(ManagementStop.values()))),
                        new Managed(Duration.ofMinutes(60 + random.nextInt(8_000)), random.nextInt(101)),
                        new FirstFollowUpTerms(
                                Duration.ofMinutes(1 + random.nextInt(600)),
                                random.nextInt(101),
                                any(random, List.of(Clock.values()))),
                        Duration.ofDays(30),
                        any(random, List.of(TimeBasis.values())),
                        HOURS));
    }

    @RepeatedTest(3)
    void sameAsTheEvaluators(TestReporter reporter) {
        long seed = Long.getLong("seed", System.nanoTime());
        reporter.publishEntry("seed", Long.toString(seed));
        Random random = new Random(seed);
        LeadScribe leads = new LeadScribe(ledger);
        for (int part = 0; part < 8; part++) {
            leads.randomSteps(random, 40);
            new RandomSales(random).write(new SalesScribe(ledger), 5, 8);
        }
        SlaPolicy strict = policy(random, "strict", 2);
        ReferenceBook book = Scopes.BOOK.after(List.of(new PolicyActivated(new PolicyVersion(
                new MarketId("JP"),
                strict.name(),
                2,
                strict.terms(),
                START.plus(Duration.ofHours(random.nextInt(60))),
                "why",
                new UserId("hq-1")))));
        long span = Duration.between(START, now.get()).toMillis();
        for (int question = 0; question < 12; question++) {
            WhatIfQuery query = query(random, book, span);
            check(query, book, 1 + random.nextInt(400), "seed " + seed + ", " + query);
        }
    }

    private WhatIfQuery query(Random random, ReferenceBook book, long span) {
        ReadScope scope = switch (random.nextInt(3)) {
            case 0 -> Scopes.ofDealer("JP-OSAKA");
            case 1 -> Scopes.ofMarket("JP");
            default -> Scopes.ofEverything();
        };
        return new WhatIfQuery(
                scope,
                book.policies(),
                policy(random, "what-if", 0),
                EnumSet.allOf(Sla.class),
                random.nextInt(4) == 0 ? book.dealersOf(new MarketId("IT")) : null,
                random.nextInt(4) == 0 ? new DealerId("JP-TOKYO") : null,
                null,
                random.nextBoolean() ? null : START.plusMillis(random.nextLong(span)),
                random.nextBoolean() ? null : START.plusMillis(random.nextLong(span)),
                START.plusMillis(random.nextBoolean() ? span : random.nextLong(span)));
    }

    private void check(WhatIfQuery query, ReferenceBook book, int eventsPerPass, String asked) {
        WhatIfReplay replay = new WhatIfReplay(
                ledger, CATALOG, new DiscardedEvents(JdbcClient.create(database.app())), book, eventsPerPass);
        List<WhatIfDifference> differences = new ArrayList<>();
        List<Long> progress = new ArrayList<>();
        long upTo = ledger.positionAsOf(query.asOf());
        List<WhatIfLevel> levels = replay.compare(query, upTo, differences::add, (position, of) -> {
            assertThat(position).isLessThanOrEqualTo(of);
            progress.add(position);
        });
        assertThat(progress).as(asked).isSorted().doesNotHaveDuplicates();

        Map<Sla, Map<String, @Nullable Result>> inForce = new TreeMap<>();
        Map<Sla, Map<String, @Nullable Result>> other = new TreeMap<>();
        evaluate(query, query.inForce(), book, (sla, verdicts) -> inForce.put(sla, verdicts));
        evaluate(query, query.other(), book, (sla, verdicts) -> other.put(sla, verdicts));
        for (WhatIfLevel level : levels) {
            Map<String, @Nullable Result> before = inForce.get(level.sla());
            Map<String, @Nullable Result> after = other.get(level.sla());
            assertThat(counts(level.inForce())).as("%s, %s", asked, level.sla()).isEqualTo(counted(before));
            assertThat(counts(level.other())).as("%s, %s", asked, level.sla()).isEqualTo(counted(after));
            Map<String, String> expected = new TreeMap<>();
            before.forEach((key, result) -> {
                if (!Objects.equals(result, after.get(key))) {
                    expected.put(key, result + " " + after.get(key));
                }
            });
            Map<String, String> told = new TreeMap<>();
            differences.stream().filter(each -> each.sla() == level.sla()).forEach(each -> {
                assertThat(each.reasons()).as(asked).isNotEmpty();
                told.put(
                        each.leadId() + " " + each.assignment(),
                        each.inForce().result() + " " + each.other().result());
            });
            assertThat(told).as("%s, %s", asked, level.sla()).isEqualTo(expected);
            assertThat(level.differing()).isEqualTo(expected.size());
        }
        assertThat(levels).extracting(WhatIfLevel::sla).containsExactly(Sla.values());
    }

    private static List<Long> counts(WhatIfCounts counts) {
        return List.of(counts.met(), counts.breached(), counts.running(), counts.withdrawn());
    }

    private static List<Long> counted(Map<String, @Nullable Result> verdicts) {
        return List.of(Result.MET, Result.BREACHED, Result.RUNNING, Result.WITHDRAWN).stream()
                .map(result -> verdicts.values().stream()
                        .filter(each -> each == result)
                        .count())
                .toList();
    }

    /** What the evaluators say of each lead, each by itself. */
    private void evaluate(
            WhatIfQuery query,
            Policies policies,
            ReferenceBook book,
            BiConsumer<Sla, Map<String, @Nullable Result>> taken) {
        Map<Sla, Map<String, @Nullable Result>> verdicts = new HashMap<>();
        Set.of(Sla.values()).forEach(sla -> verdicts.put(sla, new TreeMap<>()));
        histories(AftersalesEvent.STREAM_KIND, AftersalesEvent.class).forEach((lead, history) -> {
            LeadVerdicts all = SlaEvaluator.evaluate(history, policies, query.asOf());
            all.assignments().forEach(each -> {
                String key = lead + " " + each.assignment().number();
                DealerId dealer = each.assignment().dealer();
                Instant assignedAt = each.assignment().assignedAt();
                if (wants(query, dealer) && isIn(query, assignedAt)) {
                    verdicts.get(Sla.SLA1).put(key, each.firstContact().result());
                    verdicts.get(Sla.SLA2).put(key, each.managementTime().result());
                }
                var managed = ManagedRate.at(List.of(all.facts()), policies.of(dealer, query.asOf()), query.asOf());
                if (wants(query, dealer) && each.assignment().withdrawnAt() == null) {
                    verdicts.get(Sla.SLA3)
                            .put(key, managed.isRate() ? managed.met() == 1 ? Result.MET : Result.BREACHED : null);
                }
            });
        });
        histories(SalesEvent.STREAM_KIND, SalesEvent.class)
                .forEach((lead, history) -> FirstFollowUp.of(history, query.asOf())
                        .filter(facts -> wants(query, facts.outlet().dealer()) && isIn(query, facts.deliveredAt()))
                        .flatMap(facts -> FollowUpEvaluator.evaluate(
                                history, policies, book.calendarOf(facts.outlet()), query.asOf()))
                        .map(SlaVerdict::result)
                        .ifPresent(result -> verdicts.get(Sla.FIRST_FOLLOW_UP).put(lead + " 1", result)));
        verdicts.forEach(taken);
    }

    private static boolean wants(WhatIfQuery query, DealerId dealer) {
        return query.scope().includes(dealer)
                && (query.dealer() == null || query.dealer().equals(dealer))
                && (query.dealersOfMarket() == null || query.dealersOfMarket().contains(dealer));
    }

    private static boolean isIn(WhatIfQuery query, Instant assignedAt) {
        return (query.from() == null || assignedAt.compareTo(query.from()) >= 0)
                && (query.to() == null || assignedAt.compareTo(query.to()) < 0);
    }

    private <E> Map<UUID, List<Recorded<E>>> histories(String kind, Class<E> type) {
        Map<UUID, List<Recorded<E>>> histories = new LinkedHashMap<>();
        ledger.readRange(0, ledger.head(), 500, event -> {
            if (event.streamKind().equals(kind)) {
                histories
                        .computeIfAbsent(event.streamId(), id -> new ArrayList<>())
                        .add(CATALOG.decode(event, type));
            }
        });
        return histories;
    }
}
