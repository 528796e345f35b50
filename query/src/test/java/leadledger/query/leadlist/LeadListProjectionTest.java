package leadledger.query.leadlist;

import static java.nio.charset.StandardCharsets.UTF_8;
import static leadledger.query.leadlist.LeadRows.NOON;
import static leadledger.query.leadlist.LeadRows.PROJECTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import leadledger.events.aftersales.AftersalesEvent;
import leadledger.events.aftersales.AftersalesEvent.AppointmentBooked;
import leadledger.events.aftersales.AftersalesEvent.ContactAttemptCorrected;
import leadledger.events.aftersales.ContactChannel;
import leadledger.events.aftersales.ContactOutcome;
import leadledger.events.aftersales.LeadStatus;
import leadledger.events.aftersales.LeadType;
import leadledger.events.ledger.UndecodableEventException;
import leadledger.events.ledger.testing.LedgerDatabase;
import leadledger.query.projection.Projections;
import leadledger.query.testing.LeadDraft;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The row of a lead after each of its events. */
class LeadListProjectionTest {

    private static final String VIN = "JT2BF22K1W0123456";

    @Test
    @DisplayName(
            "AS-01: Given a creation, then the row is assigned to the dealer, unmanaged, and stamped with the recording")
    void creation() {
        UUID id = UUID.randomUUID();

        LeadListRow row = LeadRows.unmanaged(
                LeadDraft.of("JP-OSAKA")
                        .id(id)
                        .firstName("Ｔarō")
                        .named("ﾔﾏﾀﾞ")
                        .type(LeadType.HQ_DRIVEN)
                        .source("APP")
                        .campaign("WINTER")
                        .vin(VIN),
                NOON);

        assertThat(row)
                .isEqualTo(new LeadListRow(
                        id,
                        0,
                        "JP-OSAKA",
                        "AL-2026-" + id.toString().substring(30),
                        "ﾔﾏﾀﾞ Ｔarō",
                        "ヤマダ tarō",
                        "ヤマダ tarō\n" + "jt2bf22k1w0123456",
                        VIN,
                        LeadStatus.ASSIGNED_TO_DEALER,
                        LeadType.HQ_DRIVEN,
                        "APP",
                        "WINTER",
                        NOON,
                        0,
                        null));
    }

    @Test
    @DisplayName("AS-03: Given a creation without a car, then only the name can be searched")
    void creationWithoutCar() {
        LeadListRow row = LeadRows.unmanaged(LeadDraft.of("JP-OSAKA").named("Rossi"), NOON);

        assertThat(row.vin()).isNull();
        assertThat(row.searchText()).isEqualTo("rossi");
    }

    @Test
    @DisplayName("AS-11: Given attempts, then they are counted and the first one's stamp is kept")
    void attempts() {
        LeadListRow row = LeadRows.unmanaged(LeadDraft.of("JP-OSAKA"), NOON);

        LeadListRow once = LeadRows.attempted(row, NOON.plusSeconds(10));
        LeadListRow twice = LeadRows.attempted(once, NOON.plusSeconds(20));

        assertThat(once.attempts()).isEqualTo(1);
        assertThat(once.lastSequence()).isEqualTo(1);
        assertThat(twice.attempts()).isEqualTo(2);
        assertThat(twice.lastSequence()).isEqualTo(2);
        assertThat(twice.firstAttemptAt()).isEqualTo(NOON.plusSeconds(10));
        assertThat(twice.status()).isEqualTo(LeadStatus.ASSIGNED_TO_DEALER);
        assertThat(twice.assignedAt()).isEqualTo(NOON);
    }

    @Test
    @DisplayName("AS-13: Given a correction, then only the row's sequence moves")
    void correction() {
        LeadListRow row = LeadRows.inProgress(LeadDraft.of("JP-OSAKA"), NOON);

        LeadListRow corrected = LeadRows.then(
                row,
                new ContactAttemptCorrected(1, ContactChannel.EMAIL, ContactOutcome.REACHED, NOON, "mistyped"),
                NOON.plusSeconds(90));

        assertThat(corrected.lastSequence()).isEqualTo(2);
        assertThat(corrected)
                .usingRecursiveComparison()
                .ignoringFields("lastSequence")
                .isEqualTo(row);
    }

    @Test
    @DisplayName("AS-20, AS-21: Given an appointment, first or anew, then the row is booked and keeps its attempts")
    void appointment() {
        LeadListRow row = LeadRows.booked(LeadDraft.of("JP-OSAKA"), NOON);
        LeadListRow again = LeadRows.then(row, new AppointmentBooked(NOON, true), NOON.plusSeconds(300));

        assertThat(row.status()).isEqualTo(LeadStatus.BOOKED);
        assertThat(row.attempts()).isEqualTo(1);
        assertThat(row.firstAttemptAt()).isEqualTo(NOON.plusSeconds(60));
        assertThat(again)
                .usingRecursiveComparison()
                .ignoringFields("lastSequence")
                .isEqualTo(row);
        assertThat(again.lastSequence()).isEqualTo(3);
    }

    @Test
    @DisplayName("LG-31: Given an event without a creation before it, or one nobody knows, then it is not taken")
    void notTaken() {
        UUID lead = UUID.randomUUID();
        assertThatThrownBy(
                        () -> PROJECTION.fold(null, LeadRows.stored(lead, 1, new AppointmentBooked(NOON, true), NOON)))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> PROJECTION.fold(
                        null, LeadRows.stored(lead, 0, "aftersales.invented", "{}".getBytes(UTF_8), NOON, null)))
                .isInstanceOf(UndecodableEventException.class);
    }

    @Test
    @DisplayName("Given streams of another kind, then they have no rows here")
    void coversLeadsOnly() {
        assertThat(PROJECTION.covers(AftersalesEvent.STREAM_KIND)).isTrue();
        assertThat(PROJECTION.covers("sales-lead")).isFalse();
    }

    @Test
    @DisplayName("LG-30: Given texts of every kind, then loading in bulk, saving and saving again give the same rows")
    void bulkLoadEqualsSave() throws SQLException {
        List<LeadListRow> rows = new ArrayList<>();
        for (String text : List.of(
                "plain",
                "tab\there",
                "line\nbreak",
                "carriage\rreturn",
                "both\r\n",
                "back\\slash",
                "\\N",
                "\\.",
                "ends with \\",
                "\\t\\n",
                "😀 emoji 👨‍👩‍👧",
                "髙橋 ﾔﾏﾀﾞ",
                "quote ' \" $$ ;--",
                "\u0001\u001f\u007f\u0085\u2028",
                "\u000b\b\f",
                "   ",
                "x".repeat(70_000))) {
            rows.add(LeadRows.unmanaged(
                    LeadDraft.of("JP-OSAKA")
                            .named(text.length() > 1_000 ? "long" : text)
                            .campaign(text)
                            .source(text)
                            .vin(rows.size() % 2 == 0 ? null : VIN),
                    NOON.plusNanos(rows.size() * 1_000_000L)));
            rows.add(LeadRows.booked(LeadDraft.of("IT-ROMA").named("n"), NOON.minusSeconds(86_400L * 365 * 60)));
        }
        try (LedgerDatabase database = LedgerDatabase.create(Projections.SCHEMA);
                Connection connection = database.app().getConnection();
                Statement statement = connection.createStatement()) {
            for (String table : List.of("query.bulk", "query.saved")) {
                statement.execute(PROJECTION.createTable(table));
                for (String index : PROJECTION.createIndexes(table)) {
                    statement.execute(index);
                }
            }

            PROJECTION.bulkLoad(connection, "query.bulk", rows);
            PROJECTION.save(connection, "query.saved", rows);
            PROJECTION.save(connection, "query.saved", rows);

            assertThat(texts(statement, "query.bulk")).hasSize(rows.size()).isEqualTo(texts(statement, "query.saved"));
            List<UUID> ids = rows.stream().map(LeadListRow::leadId).toList();
            assertThat(PROJECTION.load(connection, "query.bulk", ids).values())
                    .containsExactlyInAnyOrderElementsOf(rows);
            assertThat(PROJECTION.load(connection, "query.bulk", ids.subList(0, 1)))
                    .containsOnlyKeys(ids.getFirst());
            assertThat(PROJECTION.load(connection, "query.bulk", List.of())).isEmpty();
        }
    }

    @Test
    @DisplayName(
            "Given a saved row, when a later state of it is saved, then every column that events change is replaced")
    void saveReplaces() throws SQLException {
        LeadListRow first = LeadRows.unmanaged(LeadDraft.of("JP-OSAKA"), NOON);
        LeadListRow last = LeadRows.then(
                LeadRows.attempted(first, NOON.plusSeconds(1)), new AppointmentBooked(NOON, true), NOON.plusSeconds(2));
        try (LedgerDatabase database = LedgerDatabase.create(Projections.SCHEMA);
                Connection connection = database.app().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(PROJECTION.createTable("query.saved"));
            statement.execute(PROJECTION.createIndexes("query.saved").getFirst());
            PROJECTION.save(connection, "query.saved", List.of(first));

            PROJECTION.save(connection, "query.saved", List.of(last));

            assertThat(PROJECTION.load(connection, "query.saved", List.of(first.leadId())))
                    .containsEntry(first.leadId(), last);
        }
    }

    private static List<String> texts(Statement statement, String table) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (ResultSet row = statement.executeQuery("select t::text from " + table + " t order by 1")) {
            while (row.next()) {
                texts.add(row.getString(1));
            }
        }
        return texts;
    }
}
