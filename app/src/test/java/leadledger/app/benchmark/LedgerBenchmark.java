package leadledger.app.benchmark;

import ch.qos.logback.classic.Level;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the chosen groups of measurements, each on a database of its own, and prints the table. */
public final class LedgerBenchmark {

    private LedgerBenchmark() {}

    @FunctionalInterface
    private interface Group {
        void measure(Database database, Options options, Report report) throws Exception;
    }

    /** Options are system properties: see {@link Options}. */
    public static void main(String[] arguments) throws Exception {
        // The libraries log every step otherwise, which would be measured too.
        ((ch.qos.logback.classic.Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
        Map<String, Group> groups = new LinkedHashMap<>();
        groups.put("append", (database, options, report) -> new AppendMeasurement(database, options, report).run());
        groups.put("load", (database, options, report) -> new LoadMeasurement(database, options, report).run());
        groups.put("nodes", (database, options, report) -> new NodesMeasurement(database, options, report).run());
        groups.put(
                "visible", (database, options, report) -> new VisibilityMeasurement(database, options, report).run());
        groups.put("lists", (database, options, report) -> new ListsMeasurement(database, report).run());
        groups.put("past", (database, options, report) -> new PastListsMeasurement(database, report).run());
        groups.put("import", (database, options, report) -> new ImportMeasurement(database, report).run());
        groups.put("rebuild", (database, options, report) -> new RebuildMeasurement(database, options, report).run());
        groups.put("what-if", (database, options, report) -> new WhatIfMeasurement(database, options, report).run());
        Options options = Options.fromSystemProperties(String.join(",", groups.keySet()));
        Report report = new Report();
        long begin = System.nanoTime();
        for (String name : options.groups()) {
            Group group = groups.get(name);
            if (group == null) {
                throw new IllegalArgumentException("no group " + name + ", only " + groups.keySet());
            }
            System.out.println(name);
            measure(group, options, report);
        }
        report.print();
        System.out.printf(
                "%d s, medians of %d alternating rounds%n",
                (System.nanoTime() - begin) / 1_000_000_000, options.rounds());
    }

    private static void measure(Group group, Options options, Report report) throws Exception {
        try (Database database = Database.start(options.folder())) {
            group.measure(database, options, report);
        } catch (IOException e) {
            throw new IllegalStateException("no database in " + options.folder(), e);
        }
    }
}
