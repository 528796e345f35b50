package leadledger.query.watchlist;

import static org.assertj.core.api.Assertions.assertThat;

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
import leadledger.events.ledger.LedgerJson;
import leadledger.events.ledger.testing.LedgerDatabase;
import leadledger.events.shared.Actor;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.Role;
import leadledger.events.sla.Sla;
import leadledger.events.sla.watch.Figures;
import leadledger.events.sla.watch.Sign;
import leadledger.events.sla.watch.SignKind;
import leadledger.events.sla.watch.Step;
import leadledger.events.sla.watch.Trace;
import leadledger.query.access.ReaderRole;
import leadledger.query.access.RowSecurity;
import leadledger.query.projection.Projections;
import leadledger.query.testing.Scopes;
import leadledger.query.testing.StatementTap;
import leadledger.query.watchlist.LeadWatch.KnownSign;
import leadledger.query.watchlist.LeadWatch.Lead;
import leadledger.query.watchlist.LeadWatch.Moment;
import leadledger.query.watchlist.LeadWatch.Move;
import leadledger.query.watchlist.LeadWatch.Place;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** How PostgreSQL reads the watch list among many leads: by indexes, never the whole table. With real statistics. */
class WatchPlansTest {

    private static final int LEADS = 30_000;
    private static final String TABLE = "query." + WatchProjection.TABLE;
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final WatchProjection projection = new WatchProjection(LedgerJson.catalog(), Scopes.BOOK);

    @Test
    @DisplayName("Given many leads, then signs are read in the order of an index, moves and links by an index")
    void plans() throws SQLException {
        try (LedgerDatabase database = LedgerDatabase.create(Projections.SCHEMA)) {
            execute(database, projection.createTable(TABLE));
            try (Connection connection = database.app().getConnection()) {
                projection.bulkLoad(connection, TABLE, rows());
            }
            projection.createIndexes(TABLE).forEach(sql -> execute(database, sql));
            RowSecurity.protect(TABLE, projection.seenBy().orElseThrow(), ReaderRole.DEFAULT)
                    .forEach(sql -> execute(database, sql));
            execute(database, "vacuum analyze " + TABLE);
            StatementTap tap = new StatementTap(database.app());
            WatchList list = new WatchList(Scopes.reads(tap));
            WatchQuery first = new WatchQuery(
                    Scopes.NETWORK.ofWatchers(Actor.of("auditor", Role.AUDITOR)),
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    50,
                    null);

            WatchList.Page page = list.read(first);

            assertThat(page.rows()).hasSize(50);
            List<String> heard = tap.heard();
            String entered = heard.getFirst();
            List<String> queries = heard.subList(1, heard.size());
            for (String query : queries) {
                assertThat(plan(database, entered, query))
                        .as(query)
                        .noneMatch(line -> line.contains("Seq Scan on watch"))
                        .anyMatch(line -> line.contains("Index"));
            }
            assertThat(plan(database, entered, queries.getFirst()))
                    .as("signs, in the order of the index")
                    .noneMatch(line -> line.contains("Sort"));
            assertThat(plan(database, entered, queries.get(1)))
                    .as("moves, by the index alone")
                    .anyMatch(line -> line.contains("Index Only Scan using watch_process_user_id_at_position"));
        }
    }

    private static List<LeadWatch> rows() {
        Random random = new Random(20261126);
        List<LeadWatch> rows = new ArrayList<>();
        long position = 0;
        for (int i = 0; i < LEADS; i++) {
            Instant at = START.plus(Duration.ofMinutes(5L * i));
            Place place = Place.at(new DealerId(random.nextBoolean() ? "JP-OSAKA" : "IT-ROMA"));
            Trace start = new Trace(++position, "aftersales.lead-created", at, at, "INTAKE/web");
            List<Move> moves = new ArrayList<>();
            for (int move = 0; move < 2; move++) {
                Instant recorded = at.plusMillis(random.nextInt(100_000_000));
                moves.add(new Move(
                        new Trace(
                                ++position,
                                "aftersales.contact-attempt-recorded",
                                recorded,
                                recorded,
                                "AFTERSALES_AGENT/u-" + random.nextInt(60)),
                        place));
            }
            boolean signed = random.nextInt(10) == 0;
            Trace attempt = moves.getFirst().trace();
            Moment moment = new Moment(attempt.position(), attempt.recordedAt());
            Sign sign = new Sign(
                    SignKind.ATTEMPT_IN_MINUTE_OF_ASSIGNMENT,
                    Sla.SLA1,
                    attempt.position(),
                    1,
                    place.dealer(),
                    null,
                    new Figures(null, null, null, at, null, null, attempt.recordedAt(), null, null, null, null),
                    List.of(start, attempt));
            UUID master =
                    i > 10 && random.nextInt(30) == 0 ? rows.get(i - 10).lead().id() : null;
            rows.add(new LeadWatch(
                    new Lead(new UUID(7, i), "AL-2026-" + i, WatchedProcess.AFTERSALES),
                    3,
                    place,
                    master,
                    List.of(new Step.Assigned(start, place.dealer())),
                    signed ? List.of(new KnownSign(sign, moment, moment, null)) : List.of(),
                    moves,
                    master == null
                            ? null
                            : new Move(
                                    new Trace(++position, "aftersales.recontacted-from", at, at, "SYSTEM/x"), place)));
        }
        return rows;
    }

    private static List<String> plan(LedgerDatabase database, String entered, String sql) throws SQLException {
        List<String> lines = new ArrayList<>();
        try (Connection connection = database.app().getConnection()) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute(entered);
                try (ResultSet row = statement.executeQuery("explain " + sql)) {
                    while (row.next()) {
                        lines.add(row.getString(1));
                    }
                }
            } finally {
                connection.rollback();
            }
        }
        return lines;
    }

    private static void execute(LedgerDatabase database, String sql) {
        try (Connection connection = database.app().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
