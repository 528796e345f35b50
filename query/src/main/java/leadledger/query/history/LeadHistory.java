package leadledger.query.history;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
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
import leadledger.events.aftersales.ContactChannel;
import leadledger.events.aftersales.ContactOutcome;
import leadledger.events.aftersales.LeadStatus;
import leadledger.events.aftersales.RequestDetails;
import leadledger.events.dispute.DisputeStep;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.Recorded;
import leadledger.events.shared.Vin;
import leadledger.query.masking.Mask;
import org.jspecify.annotations.Nullable;

/** Unfolds a lead's events into entries of its history: date, field, user, old value, new value (AS-71). */
public final class LeadHistory {

    /** Fields that tell nothing of who the customer is. What is not among them is masked. */
    private static final Set<String> OPEN_FIELDS = Set.of(
            "created",
            "campaign",
            "dealer",
            "dealerAssignedAt",
            "status",
            "statusFinal",
            "appointmentAt",
            "remindCustomer",
            "recontactOn",
            "recontactLead",
            "recontacted",
            "masterLead",
            "closeReason",
            "closeCategory",
            "ownershipEndedOn");

    private static final Pattern OPEN_PATTERNS =
            Pattern.compile("contactAttempt\\d+(\\.(channel|outcome|madeAt))?|" + DisputeEntries.OPEN_FIELDS);

    private final HistoryEntries entries = new HistoryEntries();
    private final DisputeEntries disputes = new DisputeEntries(entries);
    private final List<DealerId> assignedTo = new ArrayList<>();
    private final @Nullable DealerId reader;
    private final Map<Integer, AttemptAsSaid> attempts = new HashMap<>();
    private LeadStatus status = LeadStatus.ASSIGNED_TO_DEALER;
    private @Nullable DealerId dealer;
    private @Nullable Instant assignedAt;
    private @Nullable RequestDetails request;
    private @Nullable Vin vin;
    private @Nullable String managementNote;
    private @Nullable AppointmentBooked appointment;
    private @Nullable LocalDate recontactOn;

    private LeadHistory(@Nullable DealerId reader) {
        this.reader = reader;
    }

    /**
     * The entries, newest first.
     *
     * @param reader the dealer who reads, which is not told of another dealer's disputes (AC-01, AS-65); none: somebody who sees all
     */
    public static List<HistoryEntry> of(List<Recorded<AftersalesEvent>> events, @Nullable DealerId reader) {
        LeadHistory history = new LeadHistory(reader);
        events.forEach(history::add);
        return history.entries.newestFirst();
    }

    /** An entry without what tells who the customer is. */
    public static HistoryEntry masked(HistoryEntry entry) {
        return entry.masked(field -> OPEN_FIELDS.contains(field)
                || Mask.OPEN_REQUEST_FIELDS.contains(field)
                || OPEN_PATTERNS.matcher(field).matches());
    }

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
            case LeadClosedWithSale closed -> {
                changeStatus(recorded, LeadStatus.CLOSED_WITH_SALE);
                changeVin(recorded, closed.vin());
                changeNote(recorded, closed.managementNote());
            }
            case LeadClosedWithoutSale closed -> {
                changeStatus(recorded, LeadStatus.CLOSED_WITHOUT_SALE);
                addCloseReason(recorded, closed.reason(), closed.category());
                addChange(recorded, "ownershipEndedOn", null, closed.ownershipEndedOn(), null);
                changeNote(recorded, closed.managementNote());
            }
            case RecontactAgreed agreed -> {
                changeStatus(recorded, LeadStatus.CLOSED_WITHOUT_SALE);
                addCloseReason(recorded, CloseReasons.RE_CONTACT, CloseReasons.NOT_INTERESTED_NOW);
                changeRecontact(recorded, agreed.recontactOn());
            }
            case RecontactMoved moved -> changeRecontact(recorded, moved.recontactOn());
            case RecontactLeadCreated created ->
                addChange(recorded, "recontactLead", null, created.child().value(), null);
            case RecontactedFrom from -> {
                addChange(recorded, "recontacted", null, true, null);
                addChange(recorded, "masterLead", null, from.master().value(), null);
            }
            case LeadLost ignored -> changeStatus(recorded, LeadStatus.SALES_LOST);
            // The status stays; that it is the last one is what is new (AS-62).
            case BookingBecameFinal ignored -> addChange(recorded, "statusFinal", false, true, null);
            case LeadReassigned moved -> addReassignment(recorded, moved);
            case OfDispute of -> addDispute(recorded, of.step());
            case LeadEdited edited -> {
                addEdits(recorded, edited.request());
                changeVin(recorded, edited.vin());
                changeNote(recorded, edited.managementNote());
            }
        }
    }

    private void addDispute(Recorded<AftersalesEvent> recorded, DisputeStep step) {
        int assignment = disputes.assignment(step);
        boolean isOwn = assignment >= 1
                && assignment <= assignedTo.size()
                && assignedTo.get(assignment - 1).equals(reader);
        if (reader == null || isOwn) {
            disputes.add(recorded, step);
        }
    }

    private void addCreation(Recorded<AftersalesEvent> recorded, LeadCreated created) {
        dealer = created.dealer();
        assignedTo.add(created.dealer());
        assignedAt = recorded.recordedAt();
        request = created.request();
        add(recorded, "created", null, created.reference(), null);
        add(recorded, "campaign", null, created.campaign(), null);
        changeVin(recorded, created.vin());
        add(recorded, "dealer", null, dealer, null);
        add(recorded, "dealerAssignedAt", null, assignedAt, null);
    }

    private void addAttempt(Recorded<AftersalesEvent> recorded, ContactAttemptRecorded attempt) {
        attempts.put(attempt.number(), new AttemptAsSaid(attempt.channel(), attempt.outcome(), attempt.madeAt()));
        String field = "contactAttempt" + attempt.number();
        add(recorded, field, null, recorded.recordedAt(), null);
        add(recorded, field + ".channel", null, attempt.channel().name(), null);
        add(recorded, field + ".outcome", null, attempt.outcome().name(), null);
        if (attempt.madeAt() != null) {
            add(recorded, field + ".madeAt", null, attempt.madeAt(), null);
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
        changeStatus(recorded, LeadStatus.BOOKED);
        changeAppointment(recorded, booked, null);
    }

    private void changeAppointment(
            Recorded<AftersalesEvent> recorded, @Nullable AppointmentBooked now, @Nullable String reason) {
        AppointmentBooked before = appointment;
        appointment = now;
        addChange(recorded, "appointmentAt", momentOf(before), momentOf(now), reason);
        addChange(
                recorded,
                "remindCustomer",
                before == null ? null : before.remindCustomer(),
                now == null ? null : now.remindCustomer(),
                reason);
    }

    private static @Nullable Instant momentOf(@Nullable AppointmentBooked booked) {
        return booked == null ? null : booked.appointmentAt();
    }

    /** With another dealer attempts are counted anew, and the appointment was with the former one (AS-65). */
    private void addReassignment(Recorded<AftersalesEvent> recorded, LeadReassigned moved) {
        addChange(recorded, "dealer", dealer, moved.dealer(), moved.reason());
        addChange(recorded, "dealerAssignedAt", assignedAt, recorded.recordedAt(), moved.reason());
        addChange(recorded, "status", status, LeadStatus.ASSIGNED_TO_DEALER, moved.reason());
        changeAppointment(recorded, null, moved.reason());
        dealer = moved.dealer();
        assignedTo.add(moved.dealer());
        assignedAt = recorded.recordedAt();
        status = LeadStatus.ASSIGNED_TO_DEALER;
        attempts.clear();
    }

    private void addCloseReason(Recorded<AftersalesEvent> recorded, String reason, String category) {
        add(recorded, "closeReason", null, reason, null);
        add(recorded, "closeCategory", null, category, null);
    }

    /** One entry for each field that the edit changed (AS-71). */
    private void addEdits(Recorded<AftersalesEvent> recorded, RequestDetails now) {
        Map<String, @Nullable Object> before = fields(request);
        fields(now).forEach((field, value) -> addChange(recorded, field, before.get(field), value, null));
        request = now;
    }

    private static Map<String, @Nullable Object> fields(@Nullable RequestDetails details) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        if (details != null) {
            fields.put("firstName", details.firstName());
            fields.put("lastName", details.lastName());
            fields.put("email", details.email());
            fields.put("contactNumber", details.contactNumber());
            fields.put("otherPhone", details.otherPhone());
            fields.put("preferredLanguage", details.preferredLanguage());
            fields.put("country", details.country());
            fields.put("state", details.state());
            fields.put("city", details.city());
            fields.put("postalCode", details.postalCode());
            fields.put("inquiry", details.inquiry());
            fields.put("request", details.request());
            fields.put("preferredDateTimes", HistoryEntries.text(details.preferredDateTimes()));
            fields.put("customerRemarks", details.customerRemarks());
            fields.put("additionalServices", details.additionalServices());
        }
        return fields;
    }

    private void changeStatus(Recorded<AftersalesEvent> recorded, LeadStatus now) {
        addChange(recorded, "status", status, now, null);
        status = now;
    }

    private void changeVin(Recorded<AftersalesEvent> recorded, @Nullable Vin now) {
        addChange(recorded, "vin", vin, now, null);
        vin = now;
    }

    private void changeNote(Recorded<AftersalesEvent> recorded, @Nullable String now) {
        addChange(recorded, "managementNote", managementNote, now, null);
        managementNote = now;
    }

    private void changeRecontact(Recorded<AftersalesEvent> recorded, LocalDate now) {
        addChange(recorded, "recontactOn", recontactOn, now, null);
        recontactOn = now;
    }

    private void addChange(
            Recorded<AftersalesEvent> recorded,
            String field,
            @Nullable Object before,
            @Nullable Object after,
            @Nullable String reason) {
        entries.addChange(recorded, field, before, after, reason);
    }

    private void add(
            Recorded<AftersalesEvent> recorded,
            String field,
            @Nullable Object oldValue,
            @Nullable Object newValue,
            @Nullable String reason) {
        entries.add(recorded, field, oldValue, newValue, reason);
    }
}
