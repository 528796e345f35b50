package leadledger.query.leadpage;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
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
import leadledger.events.aftersales.RequestDetails;
import leadledger.events.shared.Recorded;
import leadledger.events.shared.Vin;
import leadledger.query.lead.Lapse;
import leadledger.query.leadpage.LeadPage.Assignment;
import leadledger.query.leadpage.LeadPage.Attempt;
import org.jspecify.annotations.Nullable;

/** All that a page shows of a lead, folded from its events. What is recorded; the lapse comes in by {@link #statusAt}. */
final class LeadCourse {

    private final Instant createdAt;
    private final List<Assignment> earlierAssignments = new ArrayList<>();
    private final List<Attempt> attempts = new ArrayList<>();
    private String dealer;
    private Instant assignedAt;
    private @Nullable String movedBecause;
    private @Nullable Instant contactedAt;
    private LeadStatus status = LeadStatus.ASSIGNED_TO_DEALER;
    private boolean ended;
    private @Nullable Instant closedAt;
    private RequestDetails request;
    private @Nullable Vin vin;
    private @Nullable String managementNote;
    private @Nullable AppointmentBooked appointment;
    private @Nullable String closeReason;
    private @Nullable String closeCategory;
    private @Nullable LocalDate ownershipEndedOn;
    private @Nullable LocalDate recontactOn;
    private @Nullable UUID recontactLead;
    private @Nullable UUID masterLead;

    private LeadCourse(LeadCreated created, Instant recordedAt) {
        createdAt = recordedAt;
        dealer = created.dealer().value();
        assignedAt = recordedAt;
        request = created.request();
        vin = created.vin();
    }

    /** The lead after these events, of which the first is its creation. */
    static LeadCourse of(List<Recorded<AftersalesEvent>> events) {
        Recorded<AftersalesEvent> first = events.getFirst();
        LeadCourse course = new LeadCourse((LeadCreated) first.event(), first.recordedAt());
        events.subList(1, events.size()).forEach(event -> course.take(event.event(), event.recordedAt()));
        return course;
    }

    private void take(AftersalesEvent event, Instant recordedAt) {
        switch (event) {
            case LeadCreated ignored -> {}
            case ContactAttemptRecorded made -> attempt(made, recordedAt);
            case ContactAttemptCorrected correction -> correct(correction);
            case AppointmentBooked booked -> {
                appointment = booked;
                status = LeadStatus.BOOKED;
            }
            case LeadClosedWithSale closed -> {
                vin = closed.vin();
                managementNote = closed.managementNote();
                close(LeadStatus.CLOSED_WITH_SALE, recordedAt);
            }
            case LeadClosedWithoutSale closed -> {
                managementNote = closed.managementNote();
                ownershipEndedOn = closed.ownershipEndedOn();
                closeWithoutSale(closed.reason(), closed.category(), recordedAt);
            }
            case RecontactAgreed agreed -> {
                recontactOn = agreed.recontactOn();
                closeWithoutSale(CloseReasons.RE_CONTACT, CloseReasons.NOT_INTERESTED_NOW, recordedAt);
            }
            case RecontactMoved moved -> recontactOn = moved.recontactOn();
            case RecontactLeadCreated created -> recontactLead = created.child().value();
            case RecontactedFrom from -> masterLead = from.master().value();
            case LeadLost ignored -> end(LeadStatus.SALES_LOST);
            case BookingBecameFinal ignored -> end(LeadStatus.BOOKED);
            case LeadReassigned moved -> move(moved, recordedAt);
            case OfDispute ignored -> {}
            case LeadEdited edited -> {
                request = edited.request();
                vin = edited.vin();
                managementNote = edited.managementNote();
            }
        }
    }

    private void attempt(ContactAttemptRecorded made, Instant recordedAt) {
        attempts.add(new Attempt(made.number(), made.channel(), made.outcome(), recordedAt, made.madeAt(), false));
        contactedAt = contactedAt == null ? recordedAt : contactedAt;
    }

    private void correct(ContactAttemptCorrected correction) {
        attempts.replaceAll(attempt -> attempt.number() == correction.number()
                ? new Attempt(
                        attempt.number(),
                        correction.channel(),
                        correction.outcome(),
                        attempt.recordedAt(),
                        correction.madeAt(),
                        true)
                : attempt);
    }

    private void closeWithoutSale(String reason, String category, Instant recordedAt) {
        closeReason = reason;
        closeCategory = category;
        close(LeadStatus.CLOSED_WITHOUT_SALE, recordedAt);
    }

    private void close(LeadStatus last, Instant recordedAt) {
        closedAt = recordedAt;
        end(last);
    }

    private void end(LeadStatus last) {
        status = last;
        ended = true;
    }

    /** With another dealer everything begins anew; the appointment was with the former one (AS-65). */
    private void move(LeadReassigned moved, Instant recordedAt) {
        earlierAssignments.add(assignment(recordedAt));
        dealer = moved.dealer().value();
        assignedAt = recordedAt;
        movedBecause = moved.reason();
        attempts.clear();
        appointment = null;
        status = LeadStatus.ASSIGNED_TO_DEALER;
    }

    private Assignment assignment(@Nullable Instant until) {
        return new Assignment(dealer, assignedAt, until, movedBecause, List.copyOf(attempts));
    }

    /** Every assignment, the newest last. */
    List<Assignment> assignments() {
        List<Assignment> all = new ArrayList<>(earlierAssignments);
        all.add(assignment(null));
        return all;
    }

    /** The status at a moment, whether or not a lapse is recorded yet (AS-64). */
    LeadStatus statusAt(Instant now) {
        return ended ? status : Lapse.status(status, assignedAt, now);
    }

    /** Whether that status is final. */
    boolean endedAt(Instant now) {
        return ended || Lapse.isPast(assignedAt, now);
    }

    Instant createdAt() {
        return createdAt;
    }

    /** Moment of the newest assignment. */
    Instant assignedAt() {
        return assignedAt;
    }

    /** Attempts since the newest assignment, as they stand. */
    List<Attempt> attempts() {
        return List.copyOf(attempts);
    }

    /** Stamp of the first attempt that any dealer made. */
    @Nullable
    Instant contactedAt() {
        return contactedAt;
    }

    /** When it was closed with or without sale. */
    @Nullable
    Instant closedAt() {
        return closedAt;
    }

    RequestDetails request() {
        return request;
    }

    @Nullable
    String vin() {
        return vin == null ? null : vin.value();
    }

    @Nullable
    String managementNote() {
        return managementNote;
    }

    /** The newest appointment with the dealer that now has the lead. */
    @Nullable
    AppointmentBooked appointment() {
        return appointment;
    }

    @Nullable
    String closeReason() {
        return closeReason;
    }

    @Nullable
    String closeCategory() {
        return closeCategory;
    }

    @Nullable
    LocalDate ownershipEndedOn() {
        return ownershipEndedOn;
    }

    @Nullable
    LocalDate recontactOn() {
        return recontactOn;
    }

    @Nullable
    UUID recontactLead() {
        return recontactLead;
    }

    @Nullable
    UUID masterLead() {
        return masterLead;
    }
}
