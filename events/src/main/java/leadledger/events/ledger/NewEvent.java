package leadledger.events.ledger;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One event on its way into the ledger: everything of the envelope but what the ledger assigns (position, recorded at,
 * leaf hash).
 *
 * @param eventId unique id
 * @param streamKind kind of the stream, such as {@code aftersales-lead}
 * @param sequence place in the stream, from 0
 * @param type stable type name by {@link EventCatalog}
 * @param revision revision of the type
 * @param occurredAt claimed moment in whole milliseconds; none: the moment of recording (SL-20)
 * @param actor by {@link leadledger.events.shared.Actor#ledgerForm()}
 * @param tenant the dealer whose stream it is
 * @param correlationId what started it all
 * @param causationId the command it came from
 * @param payload bytes as they will be stored
 * @param metadata bytes as they will be stored
 */
@SuppressWarnings("ArrayRecordComponent") // Bytes as stored; nobody compares these records.
public record NewEvent(
        UUID eventId,
        String streamKind,
        int sequence,
        String type,
        int revision,
        @Nullable Instant occurredAt,
        String actor,
        String tenant,
        UUID correlationId,
        UUID causationId,
        byte[] payload,
        byte[] metadata) {

    // Times of the envelope are written with four digits for the year.
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");

    public NewEvent {
        LedgerLeaf.requirePlain(streamKind);
        LedgerLeaf.requirePlain(type);
        LedgerLeaf.requirePlain(actor);
        LedgerLeaf.requirePlain(tenant);
        if (sequence < 0 || revision < 1 || revision > Short.MAX_VALUE) {
            throw new IllegalArgumentException("sequences start at 0 and revisions at 1");
        }
        if (occurredAt != null && (occurredAt.isBefore(EARLIEST) || occurredAt.isAfter(LATEST))) {
            throw new IllegalArgumentException("a claimed moment lies in the years 1 to 9999");
        }
    }
}
