package leadledger.query.projection;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import leadledger.events.ledger.StoredEvent;
import leadledger.events.ledger.testing.Appends;
import leadledger.query.leadlist.LeadListProjection;
import leadledger.query.testing.LeadScribe;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.extension.RegisterExtension;

/** LG-30, LG-31: how a batch of events becomes rows and letters. */
class RowFolderTest {

    private static final int EVERYTHING = 10_000;

    @RegisterExtension
    final ProjectionFixture fixture = new ProjectionFixture();

    private final TallyProjection tally = new TallyProjection();
    private final UUID sick = UUID.randomUUID();
    private final UUID sound = UUID.randomUUID();

    @Test
    @DisplayName(
            "LG-30: Given a random history of leads, then any split into batches, repeats included, gives the same rows")
    void anySplitGivesTheSameRows(TestReporter reporter) throws SQLException {
        long seed = Long.getLong("seed", System.nanoTime());
        reporter.publishEntry("seed", Long.toString(seed));
        Random random = new Random(seed);
        new LeadScribe(fixture.ledger()).randomSteps(random, 200);
        List<StoredEvent> events = fixture.ledger().readAfter(0, EVERYTHING);
        Projection<?> leads = new LeadListProjection(fixture.catalog());
        create(leads, "query.whole");
        take(leads, "query.whole", events);
        List<String> whole = fixture.rows("query.whole");

        for (int mostInBatch : new int[] {1, 2, 7, 60}) {
            String table = "query.by_" + mostInBatch;
            create(leads, table);
            int next = 0;
            while (next < events.size()) {
                int end = Math.min(events.size(), next + 1 + random.nextInt(mostInBatch));
                take(leads, table, events.subList(next, end));
                // Sometimes a part is taken twice, as after a crash.
                next = random.nextInt(5) == 0 ? Math.max(0, end - 3) : end;
            }
            assertThat(fixture.rows(table))
                    .as("seed %s, at most %s", seed, mostInBatch)
                    .isEqualTo(whole);
        }
        assertThat(whole).hasSizeGreaterThan(30);
        assertThat(fixture.rows("query.dead_letter")).isEmpty();
    }

    @Test
    @DisplayName(
            "Given a failing event in a batch, then those before it are taken, it and the rest of its stream are parked")
    void parksWithinTheBatch() throws SQLException {
        fixture.append(sick, 0, 4);
        fixture.append(sound, 0, 2);
        tally.onFold(event -> {
            if (event.position() == 3) {
                throw new IllegalStateException("ill");
            }
        });

        create(tally, TallyProjection.TABLE);
        take(tally, TallyProjection.TABLE, fixture.ledger().readAfter(0, EVERYTHING));

        assertThat(fixture.stories()).containsExactlyInAnyOrderEntriesOf(Map.of(sick, "1,2,", sound, "5,6,"));
        assertThat(letters()).containsExactly("3 IllegalStateException", "4 IllegalStateException");
    }

    @Test
    @DisplayName(
            "Given a row that the database refuses, then its events of the batch are parked and all other rows are saved")
    void refusedRow() throws SQLException {
        fixture.append(sound, 0, 1);
        fixture.append(Appends.to(sick).type(TallyProjection.REFUSED_TYPE, 1).events(2));
        UUID third = UUID.randomUUID();
        fixture.append(third, 0, 1);

        create(tally, TallyProjection.TABLE);
        take(tally, TallyProjection.TABLE, fixture.ledger().readAfter(0, EVERYTHING));

        assertThat(fixture.stories()).containsExactlyInAnyOrderEntriesOf(Map.of(sound, "1,", third, "4,"));
        assertThat(letters()).containsExactly("2 SQLSTATE 23514", "3 SQLSTATE 23514");
    }

    private List<String> letters() {
        return fixture.column("select position || ' ' || cause from query.dead_letter order by position");
    }

    private void create(Projection<?> projection, String table) throws SQLException {
        List<String> statements = new ArrayList<>(projection.createIndexes(table));
        statements.addFirst(projection.createTable(table));
        try (Connection connection = fixture.database().app().getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private <R> void take(Projection<R> projection, String table, List<StoredEvent> events) throws SQLException {
        try (Connection connection = fixture.database().app().getConnection()) {
            connection.setAutoCommit(false);
            new RowFolder<>(projection, new DeadLetters()).take(connection, table, events);
            connection.commit();
            connection.setAutoCommit(true);
        }
    }
}
