package leadledger.events.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static leadledger.events.ledger.LedgerFixture.START;
import static leadledger.events.ledger.Outcome.receipt;
import static leadledger.events.ledger.Outcome.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatterBuilder;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import leadledger.events.ledger.AppendRefusedException.Reason;
import leadledger.events.ledger.testing.Appends;
import org.erdtman.jcs.JsonCanonicalizer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

@DisplayName("LG-10: the leaf hash of an event is RFC 6962's, over the RFC 8785 JSON of its envelope")
class LeafHashTest {

    @RegisterExtension
    final LedgerFixture fixture = new LedgerFixture();

    /** As the rule says it, with a library of others for RFC 8785 and no line in common with the code under test. */
    private static byte[] independently(StoredEvent event) throws Exception {
        ObjectNode envelope = new JsonMapper().createObjectNode();
        envelope.put("type", event.type());
        envelope.put("position", event.position());
        envelope.put("recordedAt", text(event.recordedAt()));
        envelope.put("occurredAt", text(event.occurredAt()));
        envelope.put("streamId", event.streamId().toString());
        envelope.put("streamKind", event.streamKind());
        envelope.put("sequence", event.sequence());
        envelope.put("revision", event.revision());
        envelope.put("eventId", event.eventId().toString());
        envelope.put("actor", event.actor());
        envelope.put("tenant", event.tenant());
        envelope.put("correlationId", event.correlationId().toString());
        envelope.put("causationId", event.causationId().toString());
        envelope.put("dataSha256", sha256(event.payload()));
        envelope.put("metadataSha256", sha256(event.metadata()));
        ByteArrayOutputStream leaf = new ByteArrayOutputStream();
        leaf.write(0);
        leaf.write(new JsonCanonicalizer(envelope.toString()).getEncodedUTF8());
        return MessageDigest.getInstance("SHA-256").digest(leaf.toByteArray());
    }

    private static String text(Instant instant) {
        return new DateTimeFormatterBuilder().appendInstant(3).toFormatter().format(instant);
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    private void assertThreeAgree() throws Exception {
        List<StoredEvent> rows = fixture.rows();
        assertThat(rows).isNotEmpty();
        for (StoredEvent row : rows) {
            assertThat(row.leafHash())
                    .as("position %d", row.position())
                    .isEqualTo(LedgerLeaf.hash(row))
                    .isEqualTo(independently(row));
        }
    }

    @Test
    void databaseAndJavaAndAnIndependentComputationAgree() throws Exception {
        PostgresLedger ledger = fixture.node();
        for (int i = 0; i < 12; i++) {
            ledger.append(Appends.toNewStream()
                    .events(1 + i % 3)
                    .type("a.type-" + i, i + 1)
                    .actor("HQ/x:y|z._-~ !#$%&'()*+,/;<=>?@[]^`{}" + i)
                    .tenant("JP-" + i)
                    .build());
            fixture.clock().advance(Duration.ofMillis(111));
        }

        assertThreeAgree();
    }

    @Test
    void aClaimedMomentIsPartOfIt() throws Exception {
        List<Instant> claims = Stream.of(
                        "2026-11-22T00:00:00Z",
                        "2026-11-22T23:59:59.999Z",
                        "2026-02-28T12:00:00.100Z",
                        "2024-02-29T00:00:00.001Z",
                        "1969-12-31T23:59:59.999Z",
                        "1888-01-01T00:00:00.010Z",
                        "1582-10-10T00:00:00.000Z",
                        "0001-01-01T00:00:00.000Z",
                        "9999-12-31T23:59:59.999Z")
                .map(Instant::parse)
                .toList();
        PostgresLedger ledger = fixture.node();
        for (Instant claimed : claims) {
            ledger.append(Appends.toNewStream().occurredAt(claimed).build());
        }

        assertThat(fixture.rows().stream().map(StoredEvent::occurredAt)).containsExactlyElementsOf(claims);
        assertThreeAgree();
    }

    @Test
    void aClaimOfOneEventOfABatchIsNotItsNeighbours() throws Exception {
        List<CompletableFuture<Receipt>> commands = fixture.commitTogether(
                Appends.toNewStream().events(2).build(),
                Appends.toNewStream()
                        .occurredAt(START.minus(Duration.ofDays(3)))
                        .build(),
                Appends.toNewStream().build());
        receipt(commands.getLast());

        assertThat(fixture.rows().stream().map(StoredEvent::occurredAt))
                .containsExactly(START, START, START.minus(Duration.ofDays(3)), START);
        assertThreeAgree();
    }

    @Test
    void behindARefusedNeighbourThePositionInTheLeafIsTheEventsOwn() throws Exception {
        List<CompletableFuture<Receipt>> commands = fixture.commitTogether(
                Appends.toNewStream().events(2).build(),
                Appends.toNewStream().from(1).events(5).build(),
                Appends.toNewStream()
                        .events(3)
                        .occurredAt(START.minusSeconds(1))
                        .build());

        assertThat(refusal(commands.get(1))).isEqualTo(Reason.STALE);
        assertThat(receipt(commands.get(2)).lastPosition()).isEqualTo(5);
        assertThreeAgree();
    }

    @Test
    @DisplayName("this hash was computed once by another program and never changes: proofs of years ago rest on it")
    void theFormOfTheLeafNeverChanges() throws Exception {
        StoredEvent event = new StoredEvent(
                42,
                UUID.fromString("019abcde-0000-7000-8000-000000000001"),
                UUID.fromString("019abcde-0000-7000-8000-000000000004"),
                "aftersales-lead",
                3,
                "aftersales.contact-attempt-recorded",
                1,
                Instant.parse("2026-11-22T01:02:03.400Z"),
                Instant.parse("2026-11-20T00:00:00Z"),
                "AFTERSALES_AGENT/u-1",
                "JP-TOKYO",
                UUID.fromString("019abcde-0000-7000-8000-000000000002"),
                UUID.fromString("019abcde-0000-7000-8000-000000000003"),
                "{\"number\":1}".getBytes(UTF_8),
                "{}".getBytes(UTF_8),
                new byte[0]);

        assertThat(HexFormat.of().formatHex(LedgerLeaf.hash(event)))
                .isEqualTo(HexFormat.of().formatHex(independently(event)))
                .isEqualTo("01a1ee7bcffb495e780e0d78fb29f6d935632abf29563aa3bff5ceacac9d38d7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"", "\\", "\n", "\u0000", "\u001f", "\u007f", "é", "東", "\ud83d\ude97"})
    void textsThatJsonWouldEscapeAreRefused(String text) {
        assertThatThrownBy(() -> LedgerLeaf.requirePlain("before" + text + "after"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("before");
    }
}
