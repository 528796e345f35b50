package leadledger.query.leadlist;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import leadledger.events.aftersales.AftersalesEvent;
import leadledger.events.aftersales.AftersalesEvent.AppointmentBooked;
import leadledger.events.aftersales.AftersalesEvent.BookingBecameFinal;
import leadledger.events.aftersales.AftersalesEvent.ContactAttemptRecorded;
import leadledger.events.aftersales.AftersalesEvent.LeadClosedWithSale;
import leadledger.events.aftersales.AftersalesEvent.LeadClosedWithoutSale;
import leadledger.events.aftersales.AftersalesEvent.LeadLost;
import leadledger.events.aftersales.AftersalesEvent.LeadReassigned;
import leadledger.events.aftersales.ContactChannel;
import leadledger.events.aftersales.ContactOutcome;
import leadledger.events.ledger.EventCatalog;
import leadledger.events.ledger.LedgerJson;
import leadledger.events.ledger.StoredEvent;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.Vin;
import leadledger.query.testing.LeadDraft;
import org.jspecify.annotations.Nullable;

/** Rows of the list views, folded from events without a ledger. */
final class LeadRows {

    static final EventCatalog CATALOG = LedgerJson.catalog();
    static final LeadListProjection PROJECTION = new LeadListProjection(CATALOG);
    static final Instant NOON = Instant.parse("2026-11-22T12:00:00.123Z");

    /** The deadline of an open lead after its assignment (AS-61). */
    static final Duration DAY_60 = Duration.ofDays(60);

    private LeadRows() {}

    static LeadListRow unmanaged(LeadDraft draft, Instant assignedAt) {
        return PROJECTION.fold(null, stored(UUID.randomUUID(), 0, draft.created(), assignedAt));
    }

    static LeadListRow inProgress(LeadDraft draft, Instant assignedAt) {
        return attempted(unmanaged(draft, assignedAt), assignedAt.plusSeconds(60));
    }

    static LeadListRow booked(LeadDraft draft, Instant assignedAt) {
        return then(
                inProgress(draft, assignedAt), new AppointmentBooked(assignedAt, false), assignedAt.plusSeconds(120));
    }

    static LeadListRow lost(LeadDraft draft, Instant assignedAt) {
        return then(
                unmanaged(draft, assignedAt),
                new LeadLost(),
                assignedAt.plus(DAY_60).plusMillis(1));
    }

    static LeadListRow finallyBooked(LeadDraft draft, Instant assignedAt) {
        return then(
                booked(draft, assignedAt),
                new BookingBecameFinal(),
                assignedAt.plus(DAY_60).plusMillis(1));
    }

    static LeadListRow closedWithSale(LeadDraft draft, Instant assignedAt) {
        return then(
                booked(draft, assignedAt),
                new LeadClosedWithSale(new Vin("JT2BF22K1W0123456"), null),
                assignedAt.plusSeconds(180));
    }

    static LeadListRow closedWithoutSale(LeadDraft draft, Instant assignedAt) {
        return then(
                inProgress(draft, assignedAt),
                new LeadClosedWithoutSale("TOO_EXPENSIVE", "PRICE", null, null),
                assignedAt.plusSeconds(180));
    }

    static LeadListRow moved(LeadListRow row, String dealer, Instant recordedAt) {
        return then(row, new LeadReassigned(new DealerId(dealer), "nobody took it up"), recordedAt);
    }

    static LeadListRow attempted(LeadListRow row, Instant recordedAt) {
        return then(
                row,
                new ContactAttemptRecorded(row.attempts() + 1, ContactChannel.PHONE, ContactOutcome.NOT_REACHED, null),
                recordedAt);
    }

    static LeadListRow then(LeadListRow row, AftersalesEvent event, Instant recordedAt) {
        return PROJECTION.fold(row, stored(row.leadId(), row.lastSequence() + 1, event, recordedAt));
    }

    static StoredEvent stored(UUID lead, int sequence, AftersalesEvent event, Instant recordedAt) {
        EventCatalog.Encoded encoded = CATALOG.encode(event);
        return stored(
                lead,
                sequence,
                encoded.type(),
                encoded.payload(),
                recordedAt,
                event.claimedMoment().orElse(null));
    }

    static StoredEvent stored(
            UUID lead, int sequence, String type, byte[] payload, Instant recordedAt, @Nullable Instant claimed) {
        return new StoredEvent(
                sequence + 1L,
                UUID.randomUUID(),
                lead,
                AftersalesEvent.STREAM_KIND,
                sequence,
                type,
                1,
                recordedAt,
                claimed == null ? recordedAt : claimed,
                "AFTERSALES_AGENT/u-1",
                "JP-OSAKA",
                lead,
                lead,
                payload,
                "{}".getBytes(UTF_8),
                new byte[32]);
    }
}
