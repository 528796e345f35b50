package leadledger.query.history;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
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
import leadledger.events.aftersales.AftersalesEvent.RecontactAgreed;
import leadledger.events.aftersales.AftersalesEvent.RecontactLeadCreated;
import leadledger.events.aftersales.AftersalesEvent.RecontactMoved;
import leadledger.events.aftersales.AftersalesEvent.RecontactedFrom;
import leadledger.events.aftersales.ContactChannel;
import leadledger.events.aftersales.ContactOutcome;
import leadledger.events.aftersales.LeadStatus;
import leadledger.events.shared.Recorded;
import org.jspecify.annotations.Nullable;

/** Unfolds a lead's events into entries of its history: date, field, user, old value, new value (AS-71). */
final class LeadHistory {

    private static final DateTimeFormatter MILLISECONDS = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final List<Entry> entries = new ArrayList<>();
    private final Map<Integer, AttemptAsSaid> attempts = new HashMap<>();
    private @Nullable AppointmentBooked appointment;

    private LeadHistory() {}

    /** The entries, newest first. */
    static List<Entry> of(List<Recorded<AftersalesEvent>> events) {
        LeadHistory history = new LeadHistory();
        events.forEach(history::add);
        return history.entries.reversed();
    }

    /**
     * One change.
     *
     * @param position the event's place in the ledger
     * @param date when it was recorded
     * @param field what changed
     * @param user who did it
     * @param oldValue what it was; absent: nothing
     * @param newValue what it became; absent: nothing
     * @param reason why, where one was given
     */
    record Entry(
            long position,
            Instant date,
            String field,
            String user,
            @Nullable String oldValue,
            @Nullable String newValue,
            @Nullable String reason) {}

    private record AttemptAsSaid(
            ContactChannel channel,
            ContactOutcome outcome,
            @Nullable Instant madeAt) {}

    private void add(Recorded<AftersalesEvent> recorded) {
        switch (recorded.event()) {
            case LeadCreated created -> addCreation(recorded, created);
            case ContactAttemptRecorded attempt -> addAttempt(recorded, attempt);
            case ContactAttemptCorrected correction -> addCorrection(recorded, correction);
            case AppointmentBooked booked -> addAppointment(recorded, booked);
            case LeadClosedWithSale ignored -> {}
            case LeadClosedWithoutSale ignored -> {}
            case RecontactAgreed ignored -> {}
            case RecontactMoved ignored -> {}
            case RecontactLeadCreated ignored -> {}
            case RecontactedFrom ignored -> {}
            case LeadLost ignored -> {}
            case BookingBecameFinal ignored -> {}
            case LeadReassigned ignored -> {}
            case LeadEdited ignored -> {}
        }
    }

    private void addCreation(Recorded<AftersalesEvent> recorded, LeadCreated created) {
        add(recorded, "created", null, created.reference(), null);
        add(recorded, "campaign", null, created.campaign(), null);
        if (created.vin() != null) {
            add(recorded, "vin", null, created.vin().value(), null);
        }
        add(recorded, "dealer", null, created.dealer().value(), null);
        add(recorded, "dealerAssignedAt", null, text(recorded.recordedAt()), null);
    }

    private void addAttempt(Recorded<AftersalesEvent> recorded, ContactAttemptRecorded attempt) {
        attempts.put(attempt.number(), new AttemptAsSaid(attempt.channel(), attempt.outcome(), attempt.madeAt()));
        String field = "contactAttempt" + attempt.number();
        add(recorded, field, null, text(recorded.recordedAt()), null);
        add(recorded, field + ".channel", null, attempt.channel().name(), null);
        add(recorded, field + ".outcome", null, attempt.outcome().name(), null);
        if (attempt.madeAt() != null) {
            add(recorded, field + ".madeAt", null, text(attempt.madeAt()), null);
        }
    }

    private void addCorrection(Recorded<AftersalesEvent> recorded, ContactAttemptCorrected correction) {
        AttemptAsSaid now = new AttemptAsSaid(correction.channel(), correction.outcome(), correction.madeAt());
        AttemptAsSaid before = attempts.put(correction.number(), now);
        if (before == null) {
            return;
        }
        String field = "contactAttempt" + correction.number();
        addChange(recorded, field + ".channel", before.channel(), now.channel(), correction.reason());
        addChange(recorded, field + ".outcome", before.outcome(), now.outcome(), correction.reason());
        addChange(recorded, field + ".madeAt", before.madeAt(), now.madeAt(), correction.reason());
    }

    private void addAppointment(Recorded<AftersalesEvent> recorded, AppointmentBooked booked) {
        AppointmentBooked before = appointment;
        appointment = booked;
        LeadStatus statusBefore = before == null ? LeadStatus.ASSIGNED_TO_DEALER : LeadStatus.BOOKED;
        addChange(recorded, "status", statusBefore, LeadStatus.BOOKED, null);
        addChange(
                recorded,
                "appointmentAt",
                before == null ? null : before.appointmentAt(),
                booked.appointmentAt(),
                null);
        addChange(
                recorded,
                "remindCustomer",
                before == null ? null : before.remindCustomer(),
                booked.remindCustomer(),
                null);
    }

    private void addChange(
            Recorded<AftersalesEvent> recorded,
            String field,
            @Nullable Object before,
            @Nullable Object after,
            @Nullable String reason) {
        if (!Objects.equals(before, after)) {
            add(recorded, field, text(before), text(after), reason);
        }
    }

    private static @Nullable String text(@Nullable Object value) {
        return value instanceof Instant moment ? MILLISECONDS.format(moment) : value == null ? null : value.toString();
    }

    private void add(
            Recorded<AftersalesEvent> recorded,
            String field,
            @Nullable String oldValue,
            @Nullable String newValue,
            @Nullable String reason) {
        entries.add(new Entry(
                recorded.position(), recorded.recordedAt(), field, recorded.actor(), oldValue, newValue, reason));
    }
}
