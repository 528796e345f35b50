package leadledger.events.ledger.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import leadledger.events.ledger.CommandAnswer;
import leadledger.events.ledger.NewEvent;
import leadledger.events.ledger.NewEvents;
import org.jspecify.annotations.Nullable;

/**
 * Builds what one command appends to one stream, with everything that a test does not care about filled in.
 *
 * <p>Example: {@code Appends.to(stream).from(3).events(2).notAfter(noon).build()}.
 */
public final class Appends {

    private static final String STREAM_KIND = "test-stream";
    private static final String TYPE = "test.happened";
    private static final String ACTOR = "SYSTEM/test";
    private static final String TENANT = "JP-TEST";
    private static final byte[] NO_METADATA = "{}".getBytes(UTF_8);

    private final UUID streamId;
    private final UUID causationId = UUID.randomUUID();
    private String kind = STREAM_KIND;
    private String type = TYPE;
    private int revision = 1;
    private String actor = ACTOR;
    private String tenant = TENANT;
    private int firstSequence;
    private List<byte[]> payloads = List.of(payload(0));
    private @Nullable Instant occurredAt;
    private @Nullable Instant notAfter;
    private @Nullable CommandAnswer answer;

    private Appends(UUID streamId) {
        this.streamId = streamId;
    }

    /** One event, the first of its stream, unless told otherwise. */
    public static Appends to(UUID streamId) {
        return new Appends(streamId);
    }

    /** One event, the first of a new stream, unless told otherwise. */
    public static Appends toNewStream() {
        return to(UUID.randomUUID());
    }

    /** The events continue the stream from this sequence on. */
    public Appends from(int sequence) {
        firstSequence = sequence;
        return this;
    }

    /** So many events, each with its own small payload. */
    public Appends events(int count) {
        List<byte[]> made = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            made.add(payload(i));
        }
        payloads = made;
        return this;
    }

    /** One event for each payload. */
    public Appends payloads(byte[]... bytes) {
        payloads = List.of(bytes);
        return this;
    }

    /** Events of a stream of this kind. */
    public Appends kind(String streamKind) {
        kind = streamKind;
        return this;
    }

    /** Events of a type of {@code EventCatalog}. */
    public Appends type(String name, int ofRevision) {
        type = name;
        revision = ofRevision;
        return this;
    }

    /** Who did it. */
    public Appends actor(String ledgerForm) {
        actor = ledgerForm;
        return this;
    }

    /** Whose stream it is. */
    public Appends tenant(String dealer) {
        tenant = dealer;
        return this;
    }

    /** The moment at which the events claim to have happened. */
    public Appends occurredAt(Instant moment) {
        occurredAt = moment;
        return this;
    }

    /** The latest recorded time at which the decision holds. */
    public Appends notAfter(Instant moment) {
        notAfter = moment;
        return this;
    }

    /** The answer kept under an idempotency key; the texts stand for their digests. */
    public Appends answer(String key, String request, String detail) {
        answer = new CommandAnswer(key.getBytes(UTF_8), request.getBytes(UTF_8), detail);
        return this;
    }

    /** The finished command; every call makes events with new ids. */
    public NewEvents build() {
        UUID correlationId = UUID.randomUUID();
        List<NewEvent> events = new ArrayList<>(payloads.size());
        for (byte[] payload : payloads) {
            events.add(new NewEvent(
                    UUID.randomUUID(),
                    kind,
                    firstSequence + events.size(),
                    type,
                    revision,
                    occurredAt,
                    actor,
                    tenant,
                    correlationId,
                    causationId,
                    payload,
                    NO_METADATA));
        }
        return new NewEvents(streamId, events, notAfter, answer);
    }

    private static byte[] payload(int number) {
        return ("{\"number\":" + number + "}").getBytes(UTF_8);
    }
}
