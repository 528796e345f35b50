package leadledger.events.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static leadledger.events.ledger.LedgerFixture.START;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import leadledger.events.aftersales.AftersalesEvent;
import leadledger.events.aftersales.AftersalesEvent.AppointmentBooked;
import leadledger.events.ledger.testing.Appends;
import leadledger.events.shared.Imported;
import leadledger.events.shared.Recorded;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("LG-40: an imported event keeps the time at which another system recorded it, beside the ledger's own")
class ImportedEventTest {

    private static final Instant AT_SOURCE = Instant.parse("2022-07-28T14:02:00Z");
    private static final UUID IMPORT = new UUID(7, 8);
    private static final ImportMark FLAGGED = new ImportMark(AT_SOURCE, IMPORT, List.of("AS-12"));

    @RegisterExtension
    final LedgerFixture fixture = new LedgerFixture();

    private final UUID lead = UUID.randomUUID();
    private final EventCatalog catalog = LedgerJson.catalog();

    @Test
    void itIsReadAsRecordedAtTheSourceAndTellsTheLedgersTime() {
        PostgresLedger ledger = fixture.node();
        ledger.append(Appends.toNewStream().build());
        ledger.append(booked(FLAGGED.bytes(), 0));
        ledger.append(booked("{}".getBytes(UTF_8), 1));

        List<Recorded<AftersalesEvent>> read = ledger.readStream(lead, 0).stream()
                .map(stored -> catalog.decode(stored, AftersalesEvent.class))
                .toList();

        Recorded<AftersalesEvent> imported = read.getFirst();
        assertThat(imported.recordedAt()).isEqualTo(AT_SOURCE);
        assertThat(imported.ledgerRecordedAt()).isEqualTo(START);
        assertThat(imported.imported()).isEqualTo(new Imported(IMPORT, START, List.of("AS-12")));
        assertThat(imported.position()).as("commit order").isEqualTo(2);
        assertThat(read.getLast().recordedAt()).isEqualTo(START);
        assertThat(read.getLast().ledgerRecordedAt()).isEqualTo(START);
        assertThat(read.getLast().imported()).isNull();
    }

    @Test
    @DisplayName("The command side folds with the same time, and questions by position go by the ledger's")
    void axonAndPositions() {
        PostgresLedger ledger = fixture.node();
        ledger.append(booked(FLAGGED.bytes(), 0));
        StoredEvent stored = ledger.readStream(lead, 0).getFirst();

        assertThat(LedgerEventMessage.of(stored, catalog).getTimestamp()).isEqualTo(AT_SOURCE);
        assertThat(ledger.positionAsOf(AT_SOURCE)).isZero();
        assertThat(ledger.positionAsOf(START)).isOne();
    }

    @Test
    void theImportedOnesAreFoundBehindAPosition() {
        PostgresLedger ledger = fixture.node();
        ledger.append(Appends.toNewStream().build());
        ledger.append(booked(FLAGGED.bytes(), 0));
        ledger.append(Appends.toNewStream().build());
        ledger.append(booked(FLAGGED.bytes(), 1));

        assertThat(ledger.readImported(0, 10)).extracting(StoredEvent::position).containsExactly(2L, 4L);
        assertThat(ledger.readImported(2, 10)).extracting(StoredEvent::position).containsExactly(4L);
        assertThat(ledger.readImported(0, 1)).extracting(StoredEvent::position).containsExactly(2L);
        assertThat(ledger.readImported(4, 10)).isEmpty();
    }

    @Test
    @DisplayName("SQL takes the same time as the code, and other metadata is no import")
    void sqlTakesTheSameTime() throws Exception {
        PostgresLedger ledger = fixture.node();
        ledger.append(booked(FLAGGED.bytes(), 0));
        ledger.append(booked("{}".getBytes(UTF_8), 1));
        ledger.append(booked("{\"other\":1}".getBytes(UTF_8), 2));

        List<Instant> bySql = new ArrayList<>();
        try (Connection connection = fixture.database().app().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select " + ImportMark.KNOWN_AT_SQL + " from ledger.event order by position")) {
            while (rows.next()) {
                bySql.add(rows.getObject(1, OffsetDateTime.class).toInstant());
            }
        }

        assertThat(bySql).containsExactly(AT_SOURCE, START, START);
        assertThat(ledger.readStream(lead, 0)).extracting(StoredEvent::knownAt).isEqualTo(bySql);
    }

    @Test
    @DisplayName("LG-10: the leaf hash covers it")
    void theLeafHashCoversIt() {
        PostgresLedger ledger = fixture.node();
        ledger.append(booked(FLAGGED.bytes(), 0));
        StoredEvent stored = ledger.readStream(lead, 0).getFirst();
        StoredEvent redated = with(stored, new ImportMark(AT_SOURCE.plusMillis(1), IMPORT, List.of("AS-12")).bytes());

        assertThat(LedgerLeaf.hash(stored)).isEqualTo(stored.leafHash());
        assertThat(LedgerLeaf.hash(redated)).isNotEqualTo(stored.leafHash());
    }

    private static StoredEvent with(StoredEvent event, byte[] metadata) {
        return new StoredEvent(
                event.position(),
                event.eventId(),
                event.streamId(),
                event.streamKind(),
                event.sequence(),
                event.type(),
                event.revision(),
                event.recordedAt(),
                event.occurredAt(),
                event.actor(),
                event.tenant(),
                event.correlationId(),
                event.causationId(),
                event.payload(),
                metadata,
                event.leafHash());
    }

    private NewEvents booked(byte[] metadata, int sequence) {
        EventCatalog.Encoded encoded = catalog.encode(new AppointmentBooked(START, false));
        return new NewEvents(
                lead,
                List.of(new NewEvent(
                        UUID.randomUUID(),
                        AftersalesEvent.STREAM_KIND,
                        sequence,
                        encoded.type(),
                        encoded.revision(),
                        null,
                        "SYSTEM/old-crm",
                        "JP-OSAKA",
                        lead,
                        lead,
                        encoded.payload(),
                        metadata)),
                null,
                null);
    }
}
