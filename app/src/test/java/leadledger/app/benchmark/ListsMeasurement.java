package leadledger.app.benchmark;

import static leadledger.app.benchmark.Report.Target.atMost;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import leadledger.app.benchmark.Load.Latencies;
import leadledger.events.shared.DealerId;
import leadledger.query.leadlist.ListViewsProbe;

/**
 * The list views of one dealer among 300, with ten thousand leads and with a million: one reader, each dealer in turn. What a
 * dealer has grows with the leads of all, so ten thousand are also spread over three dealers, each with as many as one of the
 * 300 has of a million: there, only the size of the whole differs.
 */
final class ListsMeasurement {

    private static final int FEW = 10_000;
    private static final int MANY = 1_000_000;
    private static final int DEALERS = 300;
    private static final int FEW_DEALERS = 3;
    private static final int ANSWERS = 600;

    private final Database database;
    private final Report report;

    ListsMeasurement(Database database, Report report) {
        this.database = database;
        this.report = report;
    }

    void run() throws Exception {
        Map<String, Double> few = measure(FEW, DEALERS);
        Map<String, Double> fewOfThree = measure(FEW, FEW_DEALERS);
        Map<String, Double> many = measure(MANY, DEALERS);
        many.forEach((name, p99) -> {
            report.add(
                    "list, p99: " + name + "; stock, raw: 10,000 leads of 300 and of 3 dealers, ours: 1,000,000 of 300",
                    Report.millis(few.get(name)),
                    Report.millis(fewOfThree.get(name)),
                    Report.millis(p99),
                    p99,
                    atMost(20, 20, " ms"));
            report.add(
                    "  against 10,000 leads of 3 dealers, each with as many",
                    "",
                    "",
                    "",
                    p99 / fewOfThree.get(name),
                    atMost(1.5, 1.5, " x"));
        });
    }

    private Map<String, Double> measure(int leads, int dealers) throws Exception {
        ListViewsProbe lists = ListViewsProbe.fill(
                database.owner(), database.pool("query"), leads, dealers, Instant.parse("2026-11-22T00:00:00Z"));
        List<UUID> middles = new ArrayList<>();
        for (int i = 0; i < dealers; i++) {
            middles.add(lists.middle(lists.dealer(i)));
        }
        AtomicInteger rows = new AtomicInteger();
        Map<String, Double> p99 = new LinkedHashMap<>();
        for (String view : ListViewsProbe.views()) {
            p99.put(view + ", first page", p99(i -> rows.addAndGet(lists.firstPage(view, lists.dealer(i)))));
        }
        p99.put("recent, deep page", p99(i -> {
            DealerId dealer = lists.dealer(i);
            rows.addAndGet(lists.pageAfter("recent", dealer, middles.get(i % dealers)));
        }));
        p99.put("counts of all views", p99(i -> rows.addAndGet(lists.counts(lists.dealer(i)))));
        p99.put("search by name", p99(i -> rows.addAndGet(lists.search(lists.dealer(i), "tanaka 1"))));
        p99.put("search by VIN", p99(i -> rows.addAndGet(lists.search(lists.dealer(i), "0E00" + i))));
        Database.require(rows.get() > 0, "the lists have rows");
        return p99;
    }

    private static double p99(IntConsumer answer) {
        for (int i = 0; i < ANSWERS; i++) {
            answer.accept(i);
        }
        Latencies latencies = new Latencies();
        for (int i = 0; i < ANSWERS; i++) {
            long before = System.nanoTime();
            answer.accept(i);
            latencies.add(System.nanoTime() - before);
        }
        return latencies.percentileMillis(99);
    }
}
