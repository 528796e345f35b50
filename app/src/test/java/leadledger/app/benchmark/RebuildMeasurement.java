package leadledger.app.benchmark;

import static leadledger.app.benchmark.Report.Target.times;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import leadledger.events.aftersales.AftersalesEvent;
import leadledger.events.ledger.StoredEvent;
import leadledger.events.shared.Recorded;
import leadledger.events.sla.ManagedRate;
import leadledger.events.sla.Sla;
import leadledger.events.sla.SlaEvaluator;
import leadledger.events.sla.SlaFacts;
import leadledger.events.sla.SlaPolicy;
import leadledger.events.sla.SlaVerdict.Result;
import leadledger.query.leadlist.LeadListProjection;
import leadledger.query.projection.Projections;
import leadledger.query.slareport.SlaReplay;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/** Reading the whole history: bare, and into the table of the list view. */
final class RebuildMeasurement {

    private static final Duration CATCH_UP_LIMIT = Duration.ofMinutes(5);
    private static final int FETCH = 5_000;
    private static final int PAGE = 1_000;
    private static final String SAME_COLUMNS =
            "lead_id, last_sequence, dealer, reference, lead_name, name_key, search_text, vin, status, lead_type,"
                    + " source, campaign, assigned_at, attempts, first_attempt_at";

    private final Database database;
    private final Options options;
    private final Report report;

    RebuildMeasurement(Database database, Options options, Report report) {
        this.database = database;
        this.options = options;
        this.report = report;
    }

    void run() throws Exception {
        DataSource ledgerPool = database.pool("ledger");
        DataSource stockPool = database.pool("stock");
        AtomicReference<Instant> clock = new AtomicReference<>(Instant.EPOCH);
        History history = new History(options.events());
        try (OurNode ours = new OurNode(ledgerPool, clock::get);
                StockNode stock = new StockNode(stockPool)) {
            history.write(ours, clock);
            history.write(stock);
            database.settle();
            Soundness.requireLedger(ledgerPool, history.events());
            double stockRate = rebuild(ours, stock, ledgerPool, history);
            serviceLevels(ours, ledgerPool, history, stockRate);
            read(ours, ledgerPool, history.events());
        }
    }

    /** Events per second of stock Axon, which the other ways are measured by. */
    private double rebuild(OurNode ours, StockNode stock, DataSource ledgerPool, History history) throws Exception {
        StockListView stockView = new StockListView(stock, new LeadListProjection(ours.catalog()));
        int events = history.events();
        try (Projections projections = ReadModels.of(ours, ledgerPool)) {
            long begin = System.nanoTime();
            projections.start();
            projections.awaitVisible(LeadListProjection.NAME, events, CATCH_UP_LIMIT);
            double catchUp = events / ((System.nanoTime() - begin) / 1e9);
            Map<String, Callable<Duration>> subjects = new LinkedHashMap<>();
            subjects.put("stock", () -> stockView.replay(events));
            subjects.put(
                    "ours",
                    () -> timed(
                            () -> Database.require(projections.rebuild(LeadListProjection.NAME), "the rebuild runs")));
            Map<String, Duration> results = alternate(subjects);
            double stockRate = perSecond(events, results.get("stock"));
            double ourRate = perSecond(events, results.get("ours"));
            report.add(
                    "rebuild the list view, " + history.leads() + " leads",
                    Report.rate(stockRate),
                    "",
                    Report.rate(ourRate),
                    ourRate / stockRate,
                    times(5, 10));
            report.add(
                    "  our live processor from the first event",
                    Report.rate(stockRate),
                    "",
                    Report.rate(catchUp),
                    Report.times(catchUp / stockRate));
            requireSameRows(database.owner(), history.leads());
            Database.require(projections.verify(LeadListProjection.NAME), "the verification runs");
            Database.require(
                    Database.number(ledgerPool, "select differing from query.rebuild") == 0,
                    "a rebuild changes nothing");
            return stockRate;
        }
    }

    private void serviceLevels(OurNode ours, DataSource pool, History history, double stockRate) throws Exception {
        SlaReplay replay = new SlaReplay(ours.ledger(), pool, ours.catalog());
        for (Instant asOf : List.of(history.middle(), history.end())) {
            Map<UUID, List<Recorded<AftersalesEvent>>> histories = histories(ours);
            for (Sla sla : List.of(Sla.SLA1, Sla.SLA2)) {
                Database.require(
                        replay.verdicts(sla, SlaPolicy.DEFAULT, asOf).equals(evaluated(histories, sla, asOf)),
                        "the verdicts of the evaluator for " + sla + " as of " + asOf);
            }
            List<SlaFacts> facts = histories.values().stream()
                    .map(events -> SlaFacts.of(events, asOf))
                    .toList();
            Database.require(
                    replay.managed(SlaPolicy.DEFAULT, asOf).equals(ManagedRate.at(facts, SlaPolicy.DEFAULT, asOf)),
                    "the managed leads of the evaluator as of " + asOf);
        }
        int events = history.events();
        Map<String, Callable<Duration>> subjects = new LinkedHashMap<>();
        subjects.put(
                "copy",
                () -> timed(() -> copyOut(
                        pool,
                        "copy (select stream_id, sequence, type, recorded_at, occurred_at from ledger.event)"
                                + " to stdout (format binary)")));
        subjects.put("ours", () -> timed(() -> replay.verdicts(Sla.SLA1, SlaPolicy.DEFAULT, history.end())));
        subjects.put("management time", () -> timed(() -> replay.verdicts(Sla.SLA2, SlaPolicy.DEFAULT, history.end())));
        Map<String, Duration> results = alternate(subjects);
        double copyRate = perSecond(events, results.get("copy"));
        double ourRate = perSecond(events, results.get("ours"));
        report.add(
                "verdicts of all leads, against stock's replay",
                Report.rate(stockRate),
                Report.rate(copyRate),
                Report.rate(ourRate),
                ourRate / stockRate,
                times(30, 60));
        report.add(
                "verdicts of all leads, SLA2",
                Report.rate(stockRate),
                Report.rate(copyRate),
                Report.rate(perSecond(events, results.get("management time"))),
                Report.times(perSecond(events, results.get("management time")) / stockRate));
        report.add(
                "  against raw COPY of the columns",
                "",
                Report.rate(copyRate),
                Report.rate(ourRate),
                ourRate / copyRate,
                times(0.5, 0.9));
    }

    private static Map<UUID, List<Recorded<AftersalesEvent>>> histories(OurNode ours) {
        Map<UUID, List<Recorded<AftersalesEvent>>> histories = new HashMap<>();
        ours.ledger()
                .readRange(
                        0,
                        ours.ledger().head(),
                        FETCH,
                        event -> histories
                                .computeIfAbsent(event.streamId(), id -> new ArrayList<>())
                                .add(ours.catalog().decode(event, AftersalesEvent.class)));
        return histories;
    }

    private static Map<Result, Long> evaluated(
            Map<UUID, List<Recorded<AftersalesEvent>>> histories, Sla sla, Instant asOf) {
        Map<Result, Long> counts = new EnumMap<>(Result.class);
        for (Result result : Result.values()) {
            counts.put(result, 0L);
        }
        histories
                .values()
                .forEach(history -> SlaEvaluator.evaluate(history, SlaPolicy.DEFAULT, asOf).assignments().stream()
                        .flatMap(assignment -> assignment.all().stream())
                        .filter(verdict -> verdict.sla() == sla)
                        .forEach(verdict -> counts.merge(verdict.result(), 1L, Long::sum)));
        return counts;
    }

    private static void requireSameRows(DataSource everything, int leads) {
        String ours = "select " + SAME_COLUMNS + " from query.lead_list";
        String stock = "select " + SAME_COLUMNS + " from stock.lead_list";
        Database.require(
                Database.number(everything, "select count(*) from query.lead_list") == leads, "a row for each lead");
        Database.require(
                Database.number(
                                everything,
                                "select (select count(*) from (" + ours + " except " + stock + ") as a)"
                                        + " + (select count(*) from (" + stock + " except " + ours + ") as b)")
                        == 0,
                "stock's rows are ours");
    }

    private void read(OurNode ours, DataSource pool, int events) throws Exception {
        Map<String, Callable<Duration>> subjects = new LinkedHashMap<>();
        subjects.put(
                "copy",
                () -> timed(() -> Database.require(
                        copyOut(pool, "copy ledger.event to stdout (format binary)") >= events,
                        "every row is copied")));
        subjects.put(
                "cursor",
                () -> timed(() -> {
                    AtomicLong seen = new AtomicLong();
                    ours.ledger().readRange(0, events, FETCH, event -> seen.incrementAndGet());
                    Database.require(seen.get() == events, "every event is read");
                }));
        subjects.put(
                "bulk",
                () -> timed(() -> {
                    long position = 0;
                    while (position < events) {
                        position = ours.ledger()
                                .readBulk(position, FETCH)
                                .getLast()
                                .position();
                    }
                }));
        subjects.put(
                "pages",
                () -> timed(() -> {
                    long position = 0;
                    while (position < events) {
                        List<StoredEvent> page = ours.ledger().readAfter(position, PAGE);
                        position = page.getLast().position();
                    }
                }));
        Map<String, Duration> results = alternate(subjects);
        String copy = Report.rate(perSecond(events, results.get("copy")));
        for (String way : List.of("bulk", "cursor", "pages")) {
            double ratio =
                    (double) results.get("copy").toNanos() / results.get(way).toNanos();
            report.add(
                    "read all undecoded by " + way + "; raw: binary COPY",
                    "",
                    copy,
                    Report.rate(perSecond(events, results.get(way))),
                    Report.times(ratio));
        }
    }

    static long copyOut(DataSource pool, String sql) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            CopyOut copy = connection.unwrap(PGConnection.class).getCopyAPI().copyOut(sql);
            while (copy.readFromCopy() != null) {
                // Only the transport is measured.
            }
            return copy.getHandledRowCount();
        }
    }

    @FunctionalInterface
    interface Work {
        void run() throws Exception;
    }

    static Duration timed(Work work) throws Exception {
        long begin = System.nanoTime();
        work.run();
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    /** Each in turn, one round to warm up first unless it is long enough by itself. */
    private Map<String, Duration> alternate(Map<String, Callable<Duration>> subjects) throws Exception {
        Map<String, List<Duration>> rounds = new LinkedHashMap<>();
        for (int round = 0; round <= options.rounds(); round++) {
            for (Map.Entry<String, Callable<Duration>> subject : subjects.entrySet()) {
                Duration taken = subject.getValue().call();
                if (round > 0) {
                    rounds.computeIfAbsent(subject.getKey(), key -> new ArrayList<>())
                            .add(taken);
                }
            }
        }
        Map<String, Duration> medians = new LinkedHashMap<>();
        rounds.forEach((name, durations) -> medians.put(name, Load.median(durations)));
        return medians;
    }

    private static double perSecond(int events, Duration taken) {
        return events / (taken.toNanos() / 1e9);
    }
}
