package leadledger.query.lead;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import leadledger.events.ledger.EventCatalog;
import leadledger.events.ledger.PostgresLedger;
import leadledger.events.ledger.StoredEvent;
import leadledger.events.shared.LeadId;
import leadledger.events.shared.Recorded;
import leadledger.events.shared.Refusal;
import leadledger.events.shared.RefusedException;
import leadledger.query.projection.NotYetVisibleException;
import org.jspecify.annotations.Nullable;

/**
 * What reading one lead takes in both processes: the lead that a path names, the moment that is asked for, and the position
 * that a reader waits for. Who may see the lead is for the process to say.
 *
 * @param <E> the process's events
 */
public final class LeadStreams<E> {

    /** Header with the position that a reader wants to see. */
    static final String MIN_POSITION = "Ledger-Min-Position";

    /** How long a request waits for a position at most. */
    static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private final PostgresLedger ledger;
    private final EventCatalog catalog;
    private final String streamKind;
    private final Class<E> events;

    /** Streams of a kind. */
    public LeadStreams(PostgresLedger ledger, EventCatalog catalog, String streamKind, Class<E> events) {
        this.ledger = ledger;
        this.catalog = catalog;
        this.streamKind = streamKind;
        this.events = events;
    }

    /**
     * What was known at a moment.
     *
     * @param asOf the moment
     * @param events what was recorded by then, at least the first event
     */
    public record AsOf<E>(Instant asOf, List<Recorded<E>> events) {}

    /** All that is recorded of a lead; one that does not exist, or is of another process, is unknown (AC-01). */
    public List<Recorded<E>> known(LeadId leadId) {
        List<StoredEvent> stored = ledger.readStream(leadId.value(), 0);
        if (stored.isEmpty() || !stored.getFirst().streamKind().equals(streamKind)) {
            throw new RefusedException(Refusal.ofUnknownLead());
        }
        return stored.stream().map(event -> catalog.decode(event, events)).toList();
    }

    /** Now; never before what is recorded already, for another node's clock may be ahead of ours. */
    public Instant now(List<Recorded<E>> known) {
        Instant last = known.getLast().recordedAt();
        Instant clock = ledger.instant();
        return clock.isAfter(last) ? clock : last;
    }

    /**
     * What was known at a moment of the past; nobody knows yet what will have been recorded by a future one (SL-22).
     *
     * @param asked the moment; none: now
     */
    public AsOf<E> shown(List<Recorded<E>> known, @Nullable Instant asked, Instant now) {
        if (asked != null && asked.isAfter(now)) {
            throw new RefusedException(Refusal.ofValue("SL-22", "moment-in-future", "asOf"));
        }
        Instant moment = asked == null ? now : asked;
        List<Recorded<E>> shown = known.stream()
                .filter(event -> !event.recordedAt().isAfter(moment))
                .toList();
        if (shown.isEmpty()) {
            throw new RefusedException(Refusal.ofUnknownLead());
        }
        return new AsOf<>(moment, shown);
    }

    /** The moment {@code asOf} by RFC 3339; none: none. */
    public static @Nullable Instant moment(@Nullable String text) {
        return moment("asOf", text);
    }

    /** A moment by RFC 3339; none: none. */
    public static @Nullable Instant moment(String field, @Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new RefusedException(malformed(field, "not-a-moment"));
        }
    }

    /** Waits until the ledger has reached a position (the header's value); none: does not wait. */
    public void awaitPosition(@Nullable String minPosition) {
        if (minPosition == null) {
            return;
        }
        long position = position(minPosition);
        try {
            if (ledger.head() < position && !ledger.awaitBeyond(position - 1, LONGEST_WAIT)) {
                throw new NotYetVisibleException("ledger");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotYetVisibleException("ledger");
        }
    }

    /** The header's value as a position. */
    static long position(String minPosition) {
        if (!minPosition.matches("\\d{1,18}")) {
            throw new RefusedException(malformed(MIN_POSITION, "header-malformed"));
        }
        return Long.parseLong(minPosition);
    }

    private static Refusal malformed(String field, String code) {
        return new Refusal("API-FORM", Refusal.Kind.MALFORMED, code, field, Map.of());
    }

    /** The lead that a path names. */
    public static LeadId leadId(String pathId) {
        try {
            return new LeadId(UUID.fromString(pathId));
        } catch (IllegalArgumentException e) {
            throw new RefusedException(Refusal.ofUnknownLead());
        }
    }
}
