package leadledger.app.benchmark;

import static leadledger.app.benchmark.Report.Target.atMost;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import leadledger.events.ledger.LedgerIds;
import leadledger.events.shared.LeadId;
import leadledger.query.leadlist.LeadListProjection;
import leadledger.query.projection.Projections;

/** From the answer to a command, which is given after its commit, to its row in the table of the list view. */
final class VisibilityMeasurement {

    private static final int COMMANDS_PER_SECOND = 200;
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(1);
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Database database;
    private final Options options;
    private final Report report;
    private final Map<UUID, Long> committed = new ConcurrentHashMap<>();

    VisibilityMeasurement(Database database, Options options, Report report) {
        this.database = database;
        this.options = options;
        this.report = report;
    }

    void run() throws Exception {
        DataSource pool = database.pool("ledger");
        try (OurNode node = new OurNode(pool, InstantSource.system());
                Projections projections = ReadModels.of(node, pool)) {
            projections.start();
            measure(node, options.round());
            List<Load.Latencies> rounds = new ArrayList<>();
            for (int round = 0; round < options.rounds(); round++) {
                rounds.add(measure(node, options.round().multipliedBy(2)));
            }
            double p50 = Load.median(rounds, latencies -> latencies.percentileMillis(50));
            double p99 = Load.median(rounds, latencies -> latencies.percentileMillis(99));
            report.add(
                    "commit to visible at " + COMMANDS_PER_SECOND + " commands/s, p50 / p99",
                    "",
                    "",
                    "%s / %s".formatted(Report.millis(p50), Report.millis(p99)),
                    p99,
                    atMost(100, 30, " ms"));
            Database.require(
                    Database.number(pool, "select count(*) from ledger.event")
                            == Database.number(
                                    database.owner(),
                                    "select count(*) from query." + LeadListProjection.NAME.replace('-', '_')),
                    "a row for each lead");
        }
    }

    private Load.Latencies measure(OurNode node, Duration time) throws Exception {
        int commands = (int) (COMMANDS_PER_SECOND * time.toMillis() / 1_000);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Load.Latencies> seen = threads.submit(() -> look(database.owner(), commands));
            long begin = System.nanoTime();
            for (int i = 0; i < commands; i++) {
                long due = begin + i * 1_000_000_000L / COMMANDS_PER_SECOND;
                while (System.nanoTime() < due) {
                    LockSupport.parkNanos(due - System.nanoTime());
                }
                int number = i;
                threads.execute(() -> {
                    LeadId lead = new LeadId(LedgerIds.next());
                    node.send(Samples.create(lead, number, Instant.now()));
                    committed.put(lead.value(), System.nanoTime());
                });
            }
            return seen.get();
        }
    }

    /** Looks again and again for rows of which the commit is known. */
    private Load.Latencies look(DataSource everything, int commands) throws Exception {
        Load.Latencies latencies = new Load.Latencies();
        long deadline = System.nanoTime() + LIMIT.toNanos() + options.round().toNanos() * 2;
        int left = commands;
        try (Connection connection = everything.getConnection();
                PreparedStatement select =
                        connection.prepareStatement("select lead_id from query.lead_list where lead_id = any(?)")) {
            while (left > 0) {
                Database.require(System.nanoTime() < deadline, "everything becomes visible");
                LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
                select.setArray(
                        1, connection.createArrayOf("uuid", committed.keySet().toArray()));
                try (ResultSet rows = select.executeQuery()) {
                    long now = System.nanoTime();
                    while (rows.next()) {
                        Long since = committed.remove(rows.getObject(1, UUID.class));
                        if (since != null) {
                            latencies.add(Math.max(0, now - since));
                            left--;
                        }
                    }
                }
            }
        }
        return latencies;
    }
}
