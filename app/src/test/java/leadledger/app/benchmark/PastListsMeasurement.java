package leadledger.app.benchmark;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntSupplier;
import leadledger.events.shared.DealerId;
import leadledger.query.leadlist.ListViewsProbe;
import leadledger.query.saleslist.PastSalesProbe;

/**
 * Lists as of past moments over a hundred thousand leads, for one dealer or outlet of 300 and for readers of all; of both
 * processes.
 */
final class PastListsMeasurement {

    private static final int LEADS = 100_000;
    private static final int DEALERS = 300;
    private static final int ANSWERS = 60;
    private static final List<Integer> DAYS = List.of(0, 1, 30, 90);

    private final Database database;
    private final Report report;

    PastListsMeasurement(Database database, Report report) {
        this.database = database;
        this.report = report;
    }

    void run() throws Exception {
        ListViewsProbe lists = ListViewsProbe.fill(
                database.owner(), database.pool("query"), LEADS, DEALERS, Instant.parse("2026-11-22T00:00:00Z"));
        long versions = lists.fillVersions(database.owner());
        report.add("versions for each lead", "", "", Long.toString(versions), Report.times((double) versions / LEADS));
        for (DealerId dealer : Arrays.asList(lists.dealer(7), null)) {
            for (int days : DAYS) {
                lists.pastQuestions(Duration.ofDays(days), dealer).forEach((name, question) -> {
                    String who = dealer == null ? "all" : "one dealer";
                    report(days, who + ": " + name, question);
                });
            }
        }
        sales();
    }

    private void sales() throws Exception {
        PastSalesProbe lists = PastSalesProbe.fill(
                database.owner(), database.pool("query"), LEADS, DEALERS, Instant.parse("2026-11-22T00:00:00Z"));
        long versions = lists.versions();
        report.add(
                "versions for each sales lead",
                "",
                "",
                Long.toString(versions),
                Report.times((double) versions / LEADS));
        for (int days : DAYS) {
            lists.questions(Duration.ofDays(days)).forEach((name, question) -> report(days, name, question));
        }
    }

    private void report(int days, String name, IntSupplier question) {
        double[] answers = answers(question);
        report.add(
                "as of " + days + " days ago, " + name + "; raw: median, ours: slowest of " + ANSWERS,
                "",
                Report.millis(answers[ANSWERS / 2]),
                Report.millis(answers[ANSWERS - 1]),
                "");
    }

    /** In milliseconds, the fastest first. */
    private static double[] answers(IntSupplier question) {
        double[] millis = new double[ANSWERS];
        int rows = 0;
        for (int i = -3; i < ANSWERS; i++) {
            long before = System.nanoTime();
            rows += question.getAsInt();
            if (i >= 0) {
                millis[i] = (System.nanoTime() - before) / 1e6;
            }
        }
        Database.require(rows >= 0, "an answer");
        Arrays.sort(millis);
        return millis;
    }
}
