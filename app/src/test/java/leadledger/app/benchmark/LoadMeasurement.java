package leadledger.app.benchmark;

import static leadledger.app.benchmark.Report.Target.times;

import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import leadledger.app.benchmark.Load.Result;

/** Commands on leads that have a history: loading and appending, and loading alone. */
final class LoadMeasurement {

    private static final int LEADS = 6_000;
    private static final int HISTORY = 10;
    private static final int[] IN_FLIGHT = {32, 256};
    private static final int LONG_LEADS = 500;
    private static final int LONG_HISTORY = 20;

    private final Database database;
    private final Options options;
    private final Report report;
    private final AtomicInteger ourCommands = new AtomicInteger();
    private final AtomicInteger stockCommands = new AtomicInteger();

    LoadMeasurement(Database database, Options options, Report report) {
        this.database = database;
        this.options = options;
        this.report = report;
    }

    void run() {
        DataSource ledgerPool = database.pool("ledger");
        DataSource stockPool = database.pool("stock");
        try (OurNode ours = new OurNode(ledgerPool, InstantSource.system());
                StockNode stock = new StockNode(stockPool)) {
            append(ours, stock);
            decide(ours, stock);
            long ourFilled = 2L * LEADS * HISTORY + (long) LONG_LEADS * LONG_HISTORY;
            Soundness.requireLedger(ledgerPool, ourFilled + ourCommands.get());
            long stockFilled = (long) LEADS * HISTORY + (long) LONG_LEADS * LONG_HISTORY;
            Database.require(
                    Database.number(stockPool, "select count(*) from stock.domainevententry")
                            == stockFilled + stockCommands.get(),
                    "stock's events");
        }
    }

    private void append(OurNode ours, StockNode stock) {
        Leads stockLeads = Leads.of(LEADS);
        Leads cachedLeads = Leads.of(LEADS);
        Leads uncachedLeads = Leads.of(LEADS);
        stockLeads.fill(stock, HISTORY);
        cachedLeads.fill(ours, HISTORY);
        uncachedLeads.fill(ours, HISTORY);
        database.settle();
        warmCache(ours, cachedLeads);
        Map<String, Runnable> subjects = new LinkedHashMap<>();
        subjects.put("stock", () -> correct(stock, stockLeads, stockCommands));
        subjects.put("uncached", () -> correct(ours.withoutCache(), uncachedLeads, ourCommands));
        subjects.put("cached", () -> correct(ours, cachedLeads, ourCommands));
        Load.warmUp(subjects);
        database.settle();
        for (int inFlight : IN_FLIGHT) {
            Map<String, Result> results = Load.alternate(options, inFlight, subjects);
            Result stockResult = results.get("stock");
            Result cached = results.get("cached");
            Result uncached = results.get("uncached");
            String name = "load 10 + append 1, " + inFlight + " in flight";
            double ratio = cached.perSecond() / stockResult.perSecond();
            if (inFlight == 32) {
                report.add(
                        name + ", cache hits", Report.rate(stockResult), "", Report.rate(cached), ratio, times(5, 7));
            } else {
                report.add(
                        name + ", cache hits", Report.rate(stockResult), "", Report.rate(cached), Report.times(ratio));
            }
            report.add("  p50 / p99", Report.latency(stockResult), "", Report.latency(cached), "");
            report.add(
                    "  without cache",
                    Report.rate(stockResult),
                    "",
                    Report.rate(uncached),
                    Report.times(uncached.perSecond() / stockResult.perSecond()));
        }
    }

    /** Loads every lead once, by a command that changes nothing. */
    private static void warmCache(OurNode ours, Leads leads) {
        for (int lead = 0; lead < leads.ids().size(); lead++) {
            decide(ours, leads, lead, HISTORY);
            Database.require(ours.leads().containsKey(leads.id(lead).toString()), "a cached lead");
        }
    }

    /** Each turn of a lead corrects to the other channel, so that every command has something to append. */
    private static void correct(Node node, Leads leads, AtomicInteger counter) {
        leads.next((lead, turn) -> {
            boolean toPhone = isPhoneAfter(HISTORY) == (turn % 2 == 1);
            int version = node.send(Samples.correct(leads.id(lead), lead, Instant.now(), toPhone))
                    .version();
            Database.require(version == HISTORY + turn + 1, "the event was appended");
            counter.incrementAndGet();
        });
    }

    /** A command that leaves the lead as it is: loads, decides, appends nothing. */
    private static void decide(Node node, Leads leads, int lead, int history) {
        int version = node.send(Samples.correct(leads.id(lead), lead, Instant.now(), isPhoneAfter(history)))
                .version();
        Database.require(version == history, "nothing was appended");
    }

    private static boolean isPhoneAfter(int history) {
        return (history - 1) % 2 == 1;
    }

    private void decide(OurNode ours, StockNode stock) {
        Leads leads = Leads.of(LONG_LEADS);
        leads.fill(ours, LONG_HISTORY);
        leads.fill(stock, LONG_HISTORY);
        database.settle();
        Map<String, Runnable> subjects = new LinkedHashMap<>();
        Node uncached = ours.withoutCache();
        subjects.put("stock", () -> leads.next((lead, turn) -> decide(stock, leads, lead, LONG_HISTORY)));
        subjects.put("uncached", () -> leads.next((lead, turn) -> decide(uncached, leads, lead, LONG_HISTORY)));
        subjects.put("cached", () -> leads.next((lead, turn) -> decide(ours, leads, lead, LONG_HISTORY)));
        Map<String, Result> results = Load.alternate(options, 1, subjects);
        Result stockResult = results.get("stock");
        report.add(
                "load 20 and decide, one caller, without cache, p50",
                Report.latency(stockResult),
                "",
                Report.latency(results.get("uncached")),
                stockResult.p50Millis() / results.get("uncached").p50Millis(),
                times(2, 4));
        report.add(
                "  the same as the service runs, cache hits",
                Report.latency(stockResult),
                "",
                Report.latency(results.get("cached")),
                Report.times(stockResult.p50Millis() / results.get("cached").p50Millis()));
    }
}
