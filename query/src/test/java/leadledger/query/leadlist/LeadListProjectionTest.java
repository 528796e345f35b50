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
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import leadledger.events.aftersales.AftersalesEvent;
import leadledger.events.aftersales.AftersalesEvent.AppointmentBooked;
import leadledger.events.aftersales.AftersalesEvent.ContactAttemptCorrected;
import leadledger.events.aftersales.AftersalesEvent.LeadClosedWithoutSale;
import leadledger.events.aftersales.AftersalesEvent.LeadEdited;
import leadledger.events.aftersales.AftersalesEvent.RecontactAgreed;
import leadledger.events.aftersales.AftersalesEvent.RecontactLeadCreated;
import leadledger.events.aftersales.AftersalesEvent.RecontactMoved;
import leadledger.events.aftersales.AftersalesEvent.RecontactedFrom;
import leadledger.events.aftersales.ContactChannel;
import leadledger.events.aftersales.ContactOutcome;
import leadledger.events.aftersales.LeadStatus;
import leadledger.events.aftersales.LeadType;
import leadledger.events.ledger.UndecodableEventException;
import leadledger.events.ledger.testing.LedgerDatabase;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.LeadId;
import leadledger.events.shared.Vin;
import leadledger.events.sla.Assignment;
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
                        false,
                        LeadType.HQ_DRIVEN,
                        "APP",
                        "WINTER",
                        NOON,
                        NOON,
                        0,
                        null,
                        null,
                        null,
                        null,
                        false,
                        new Assignment(
                                1, new DealerId("JP-OSAKA"), NOON, List.of(), null, null, null, null, List.of())));
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
    @DisplayName("AS-13: Given a correction, then only the row's sequence moves, and what its clocks go by")
    void correction() {
        LeadListRow row = LeadRows.inProgress(LeadDraft.of("JP-OSAKA"), NOON);

        LeadListRow corrected = LeadRows.then(
                row,
                new ContactAttemptCorrected(1, ContactChannel.EMAIL, ContactOutcome.REACHED, NOON, "mistyped"),
                NOON.plusSeconds(90));

        assertThat(corrected.lastSequence()).isEqualTo(2);
        assertThat(corrected)
                .usingRecursiveComparison()
                .ignoringFields("lastSequence", "clocks")
                .isEqualTo(row);
        assertThat(corrected.clocks().attempts())
                .containsExactly(new Assignment.Attempt(1, NOON.plusSeconds(60), NOON, true));
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
    @DisplayName("AS-30: Given a close with sale, then status, car and moment stand in the row, and it has ended")
    void closedWithSale() {
        LeadListRow row = LeadRows.closedWithSale(LeadDraft.of("JP-OSAKA").named("Rossi"), NOON);

        assertThat(row.status()).isEqualTo(LeadStatus.CLOSED_WITH_SALE);
        assertThat(row.ended()).isTrue();
        assertThat(row.closedAt()).isEqualTo(NOON.plusSeconds(180));
        assertThat(row.closeReason()).isNull();
        assertThat(row.vin()).isEqualTo(VIN);
        assertThat(row.searchText()).isEqualTo("rossi\njt2bf22k1w0123456");
    }

    @Test
    @DisplayName("AS-40: Given a close without sale, then reason, category and moment stand in the row")
    void closedWithoutSale() {
        LeadListRow row = LeadRows.closedWithoutSale(LeadDraft.of("JP-OSAKA"), NOON);

        assertThat(row.status()).isEqualTo(LeadStatus.CLOSED_WITHOUT_SALE);
        assertThat(row.ended()).isTrue();
        assertThat(row.closedAt()).isEqualTo(NOON.plusSeconds(180));
        assertThat(row.closeReason()).isEqualTo("TOO_EXPENSIVE");
        assertThat(row.closeCategory()).isEqualTo("PRICE");
    }

    @Test
    @DisplayName(
            "AS-50, AS-52: Given a re-contact, then the row is closed with its own reason; moving it changes nothing")
    void recontact() {
        LeadListRow row = LeadRows.then(
                LeadRows.inProgress(LeadDraft.of("JP-OSAKA"), NOON),
                new RecontactAgreed(LocalDate.parse("2027-04-01"), NOON.plusSeconds(9_000)),
                NOON.plusSeconds(99));
        LeadListRow moved = LeadRows.then(
                LeadRows.then(row, new RecontactMoved(LocalDate.parse("2027-05-01"), NOON), NOON.plusSeconds(100)),
                new RecontactLeadCreated(new LeadId(UUID.randomUUID())),
                NOON.plusSeconds(101));

        assertThat(row.status()).isEqualTo(LeadStatus.CLOSED_WITHOUT_SALE);
        assertThat(row.closeReason()).isEqualTo("RE_CONTACT");
        assertThat(row.closeCategory()).isEqualTo("NOT_INTERESTED_NOW");
        assertThat(row.closedAt()).isEqualTo(NOON.plusSeconds(99));
        assertThat(row.recontacted()).as("that is the child's flag").isFalse();
        assertThat(moved)
                .usingRecursiveComparison()
                .ignoringFields("lastSequence")
                .isEqualTo(row);
        assertThat(moved.lastSequence()).isEqualTo(4);
    }

    @Test
    @DisplayName("AS-51: Given a lead that came from a re-contact, then its row carries the flag")
    void recontacted() {
        LeadListRow row = LeadRows.then(
                LeadRows.unmanaged(LeadDraft.of("JP-OSAKA"), NOON),
                new RecontactedFrom(new LeadId(UUID.randomUUID())),
                NOON);

        assertThat(row.recontacted()).isTrue();
        assertThat(row.status()).isEqualTo(LeadStatus.ASSIGNED_TO_DEALER);
    }

    @Test
    @DisplayName("AS-61, AS-62: Given a recorded lapse, then the row has ended without being closed")
    void lapse() {
        LeadListRow lost = LeadRows.lost(LeadDraft.of("JP-OSAKA"), NOON);
        LeadListRow booked = LeadRows.finallyBooked(LeadDraft.of("JP-OSAKA"), NOON);

        assertThat(lost.status()).isEqualTo(LeadStatus.SALES_LOST);
        assertThat(lost.ended()).isTrue();
        assertThat(lost.closedAt()).isNull();
        assertThat(lost.closeReason()).isNull();
        assertThat(booked.status()).isEqualTo(LeadStatus.BOOKED);
        assertThat(booked.ended()).isTrue();
        assertThat(booked.closedAt()).isNull();
    }

    @Test
    @DisplayName("AS-64: Given no recorded lapse, then the row's status has lapsed a millisecond after the deadline")
    void lapseByTimeAlone() {
        Instant deadline = NOON.plus(LeadRows.DAY_60);
        LeadListRow open = LeadRows.inProgress(LeadDraft.of("JP-OSAKA"), NOON);
        LeadListRow booked = LeadRows.booked(LeadDraft.of("JP-OSAKA"), NOON);
        LeadListRow sold = LeadRows.closedWithSale(LeadDraft.of("JP-OSAKA"), NOON);

        assertThat(open.statusAt(deadline)).isEqualTo(LeadStatus.ASSIGNED_TO_DEALER);
        assertThat(open.endedAt(deadline)).isFalse();
        assertThat(open.statusAt(deadline.plusMillis(1))).isEqualTo(LeadStatus.SALES_LOST);
        assertThat(open.endedAt(deadline.plusMillis(1))).isTrue();
        assertThat(booked.endedAt(deadline)).isFalse();
        assertThat(booked.endedAt(deadline.plusMillis(1))).isTrue();
        assertThat(booked.statusAt(deadline.plusMillis(1))).isEqualTo(LeadStatus.BOOKED);
        assertThat(sold.statusAt(deadline.plusMillis(1))).isEqualTo(LeadStatus.CLOSED_WITH_SALE);
    }

    @Test
    @DisplayName("AS-65: Given another dealer, then clocks, attempts and appointment begin anew, and the age goes on")
    void reassignment() {
        LeadListRow row = LeadRows.booked(LeadDraft.of("JP-OSAKA"), NOON);
        Instant movedAt = NOON.plusSeconds(86_400);

        LeadListRow moved = LeadRows.moved(row, "JP-TOKYO", movedAt);
        LeadListRow tried = LeadRows.attempted(moved, movedAt.plusSeconds(5));

        assertThat(moved.dealer()).isEqualTo("JP-TOKYO");
        assertThat(moved.status()).isEqualTo(LeadStatus.ASSIGNED_TO_DEALER);
        assertThat(moved.assignedAt()).isEqualTo(movedAt);
        assertThat(moved.createdAt()).isEqualTo(NOON);
        assertThat(moved.attempts()).isZero();
        assertThat(moved.firstAttemptAt()).isNull();
        assertThat(tried.attempts()).isEqualTo(1);
        assertThat(tried.firstAttemptAt()).isEqualTo(movedAt.plusSeconds(5));
        assertThat(tried.statusAt(NOON.plus(LeadRows.DAY_60).plusMillis(1)))
                .as("the sixty days count from the newest assignment")
                .isEqualTo(LeadStatus.ASSIGNED_TO_DEALER);
    }

    @Test
    @DisplayName("AS-70: Given an edit, then name, its keys and the car are the new ones")
    void edit() {
        LeadListRow row = LeadRows.then(
                LeadRows.unmanaged(LeadDraft.of("JP-OSAKA").named("Rossi"), NOON),
                new LeadEdited(LeadDraft.of("JP-OSAKA").named("ﾔﾏﾀﾞ").created().request(), new Vin(VIN), "note"),
                NOON.plusSeconds(1));

        assertThat(row.leadName()).isEqualTo("ﾔﾏﾀﾞ");
        assertThat(row.nameKey()).isEqualTo("ヤマダ");
        assertThat(row.vin()).isEqualTo(VIN);
        assertThat(row.searchText()).isEqualTo("ヤマダ\njt2bf22k1w0123456");
    }

    @Test
    @DisplayName(
            "AS-60: Given a lead that has ended, then nothing changes its row but the sequence, and what its clocks go by")
    void afterTheEnd() {
        LeadListRow ended = LeadRows.closedWithoutSale(LeadDraft.of("JP-OSAKA"), NOON);

        for (LeadListRow after : List.of(
                LeadRows.attempted(ended, NOON.plusSeconds(500)),
                LeadRows.moved(ended, "JP-TOKYO", NOON.plusSeconds(500)),
                LeadRows.then(ended, new AppointmentBooked(NOON, true), NOON.plusSeconds(500)))) {
            assertThat(after)
                    .usingRecursiveComparison()
                    .ignoringFields("lastSequence", "clocks")
                    .isEqualTo(ended);
            assertThat(after.clocks().dealer()).isEqualTo(new DealerId("JP-OSAKA"));
            assertThat(after.lastSequence()).isEqualTo(ended.lastSequence() + 1);
        }
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
            rows.add(LeadRows.closedWithSale(LeadDraft.of("IT-ROMA"), NOON));
            rows.add(LeadRows.then(
                    LeadRows.inProgress(LeadDraft.of("IT-ROMA"), NOON),
                    new LeadClosedWithoutSale(text, text, null, null),
                    NOON.plusSeconds(200)));
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
        LeadListRow moved = LeadRows.then(
                LeadRows.moved(first, "JP-TOKYO", NOON.plusSeconds(1)),
                new LeadEdited(LeadDraft.of("JP-TOKYO").named("Rossi").created().request(), new Vin(VIN), null),
                NOON.plusSeconds(1));
        LeadListRow last = LeadRows.then(
                LeadRows.attempted(
                        LeadRows.then(moved, new RecontactedFrom(new LeadId(UUID.randomUUID())), NOON.plusSeconds(2)),
                        NOON.plusSeconds(3)),
                new LeadClosedWithoutSale("OTHER", "MISC", "note", null),
                NOON.plusSeconds(4));
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
