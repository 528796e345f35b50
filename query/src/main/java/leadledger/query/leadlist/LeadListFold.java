package leadledger.query.leadlist;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import leadledger.events.aftersales.AftersalesEvent;
import leadledger.events.aftersales.AftersalesEvent.AppointmentBooked;
import leadledger.events.aftersales.AftersalesEvent.BookingBecameFinal;
import leadledger.events.aftersales.AftersalesEvent.ContactAttemptCorrected;
import leadledger.events.aftersales.AftersalesEvent.ContactAttemptRecorded;
import leadledger.events.aftersales.AftersalesEvent.LeadClosedWithSale;
import leadledger.events.aftersales.AftersalesEvent.LeadClosedWithoutSale;
import leadledger.events.aftersales.AftersalesEvent.LeadCreated;
import leadledger.events.aftersales.AftersalesEvent.LeadEdited;
import leadledger.events.aftersales.AftersalesEvent.LeadLost;
import leadledger.events.aftersales.AftersalesEvent.LeadReassigned;
import leadledger.events.aftersales.AftersalesEvent.OfDispute;
import leadledger.events.aftersales.AftersalesEvent.RecontactAgreed;
import leadledger.events.aftersales.AftersalesEvent.RecontactLeadCreated;
import leadledger.events.aftersales.AftersalesEvent.RecontactMoved;
import leadledger.events.aftersales.AftersalesEvent.RecontactedFrom;
import leadledger.events.aftersales.CloseReasons;
import leadledger.events.aftersales.LeadStatus;
import leadledger.events.aftersales.LeadType;
import leadledger.events.shared.Recorded;
import leadledger.events.shared.Vin;
import leadledger.events.sla.Assignment;
import leadledger.events.sla.SlaFacts;
import leadledger.query.listing.SearchText;
import org.jspecify.annotations.Nullable;

/** The row of a lead after one more event: the row so far, taken apart, changed, and put together again. */
final class LeadListFold {

    private final UUID leadId;
    private final String reference;
    private final LeadType leadType;
    private final String source;
    private final String campaign;
    private final Instant createdAt;
    private String dealer;
    private String leadName;
    private String nameKey;
    private @Nullable String vin;
    private LeadStatus status;
    private boolean ended;
    private Instant assignedAt;
    private int attempts;
    private @Nullable Instant firstAttemptAt;
    private @Nullable Instant closedAt;
    private @Nullable String closeReason;
    private @Nullable String closeCategory;
    private boolean recontacted;
    private Assignment clocks;

    private LeadListFold(LeadCreated created, Instant recordedAt) {
        leadId = created.leadId().value();
        reference = created.reference();
        leadType = created.leadType();
        source = created.source();
        campaign = created.campaign();
        createdAt = recordedAt;
        dealer = created.dealer().value();
        leadName = created.request().leadName();
        nameKey = SearchText.key(leadName);
        vin = text(created.vin());
        status = LeadStatus.ASSIGNED_TO_DEALER;
        assignedAt = recordedAt;
        clocks = newest(SlaFacts.NONE.evolve(created, recordedAt));
    }

    private LeadListFold(LeadListRow row) {
        leadId = row.leadId();
        reference = row.reference();
        leadType = row.leadType();
        source = row.source();
        campaign = row.campaign();
        createdAt = row.createdAt();
        dealer = row.dealer();
        leadName = row.leadName();
        nameKey = row.nameKey();
        vin = row.vin();
        status = row.status();
        ended = row.ended();
        assignedAt = row.assignedAt();
        attempts = row.attempts();
        firstAttemptAt = row.firstAttemptAt();
        closedAt = row.closedAt();
        closeReason = row.closeReason();
        closeCategory = row.closeCategory();
        recontacted = row.recontacted();
        clocks = row.clocks();
    }

    private static Assignment newest(SlaFacts facts) {
        return facts.newest().orElseThrow();
    }

    /**
     * The row after one more event.
     *
     * @throws IllegalStateException when a lead does not begin with its creation
     */
    static LeadListRow after(@Nullable LeadListRow row, Recorded<AftersalesEvent> recorded) {
        if (recorded.event() instanceof LeadCreated created) {
            return new LeadListFold(created, recorded.recordedAt()).row(recorded.sequence());
        }
        if (row == null) {
            throw new IllegalStateException("a lead begins with its creation");
        }
        LeadListFold fold = new LeadListFold(row);
        if (!row.ended()) {
            fold.take(recorded.event(), recorded.recordedAt());
        }
        if (!row.ended() || !(recorded.event() instanceof LeadReassigned)) {
            // Clocks are another matter than the course: an attempt may be corrected after the end (AS-13).
            fold.clocks = newest(new SlaFacts(List.of(fold.clocks)).evolve(recorded.event(), recorded.recordedAt()));
        }
        return fold.row(recorded.sequence());
    }

    /** After its end nothing changes a lead's course (AS-60), so this is asked before it only. */
    private void take(AftersalesEvent event, Instant recordedAt) {
        switch (event) {
            case LeadCreated ignored -> {}
            case ContactAttemptRecorded ignored -> {
                attempts++;
                firstAttemptAt = firstAttemptAt == null ? recordedAt : firstAttemptAt;
            }
            case ContactAttemptCorrected ignored -> {}
            case AppointmentBooked ignored -> status = LeadStatus.BOOKED;
            case LeadClosedWithSale closed -> {
                vin = closed.vin().value();
                end(LeadStatus.CLOSED_WITH_SALE, recordedAt);
            }
            case LeadClosedWithoutSale closed -> endWithoutSale(closed.reason(), closed.category(), recordedAt);
            case RecontactAgreed ignored ->
                endWithoutSale(CloseReasons.RE_CONTACT, CloseReasons.NOT_INTERESTED_NOW, recordedAt);
            case RecontactMoved ignored -> {}
            case RecontactLeadCreated ignored -> {}
            case RecontactedFrom ignored -> recontacted = true;
            case LeadLost ignored -> end(LeadStatus.SALES_LOST, null);
            case BookingBecameFinal ignored -> end(LeadStatus.BOOKED, null);
            case LeadReassigned moved -> moveTo(moved.dealer().value(), recordedAt);
            case OfDispute ignored -> {}
            case LeadEdited edited -> {
                leadName = edited.request().leadName();
                nameKey = SearchText.key(leadName);
                vin = text(edited.vin());
            }
        }
    }

    private static @Nullable String text(@Nullable Vin vin) {
        return vin == null ? null : vin.value();
    }

    private void endWithoutSale(String reason, String category, Instant recordedAt) {
        closeReason = reason;
        closeCategory = category;
        end(LeadStatus.CLOSED_WITHOUT_SALE, recordedAt);
    }

    private void end(LeadStatus last, @Nullable Instant closed) {
        status = last;
        ended = true;
        closedAt = closed;
    }

    /** With another dealer everything begins anew but the lead's age (AS-65). */
    private void moveTo(String newDealer, Instant recordedAt) {
        dealer = newDealer;
        status = LeadStatus.ASSIGNED_TO_DEALER;
        assignedAt = recordedAt;
        attempts = 0;
        firstAttemptAt = null;
    }

    private LeadListRow row(int sequence) {
        return new LeadListRow(
                leadId,
                sequence,
                dealer,
                reference,
                leadName,
                nameKey,
                SearchText.of(nameKey, vin),
                vin,
                status,
                ended,
                leadType,
                source,
                campaign,
                createdAt,
                assignedAt,
                attempts,
                firstAttemptAt,
                closedAt,
                closeReason,
                closeCategory,
                recontacted,
                clocks);
    }
}
