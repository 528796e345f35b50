package leadledger.query.history;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import leadledger.events.sales.CurrentCar;
import leadledger.events.sales.SalesEvent;
import leadledger.events.sales.SalesEvent.ActivityPlanned;
import leadledger.events.sales.SalesEvent.ActivityUpdated;
import leadledger.events.sales.SalesEvent.AppraisalDone;
import leadledger.events.sales.SalesEvent.ApprovalRequested;
import leadledger.events.sales.SalesEvent.CarAppraisalSaved;
import leadledger.events.sales.SalesEvent.CarCommunicationSaved;
import leadledger.events.sales.SalesEvent.CarDetailsSaved;
import leadledger.events.sales.SalesEvent.CarRegistrationSaved;
import leadledger.events.sales.SalesEvent.ContractCorrected;
import leadledger.events.sales.SalesEvent.ContractRecorded;
import leadledger.events.sales.SalesEvent.DeliveryHeld;
import leadledger.events.sales.SalesEvent.FeedbackGiven;
import leadledger.events.sales.SalesEvent.FollowUpTaskUpdated;
import leadledger.events.sales.SalesEvent.HeldDeliveryCancelled;
import leadledger.events.sales.SalesEvent.HeldDeliveryMoved;
import leadledger.events.sales.SalesEvent.LeadAssigned;
import leadledger.events.sales.SalesEvent.LeadCaptured;
import leadledger.events.sales.SalesEvent.LeadCommented;
import leadledger.events.sales.SalesEvent.LeadCompleted;
import leadledger.events.sales.SalesEvent.LeadConverted;
import leadledger.events.sales.SalesEvent.LeadDelivered;
import leadledger.events.sales.SalesEvent.LeadMarkedOutOfScope;
import leadledger.events.sales.SalesEvent.LeadNotConverted;
import leadledger.events.sales.SalesEvent.OfDispute;
import leadledger.events.sales.SalesEvent.OutOfScopeMarkTakenBack;
import leadledger.events.sales.SalesEvent.TestDriveDone;
import leadledger.events.sales.SalesStatus;
import leadledger.events.sales.TaskState;
import leadledger.events.sales.Wishes;
import leadledger.events.shared.Consents;
import leadledger.events.shared.Customer;
import leadledger.events.shared.OutletId;
import leadledger.events.shared.Recorded;
import leadledger.query.masking.Mask;
import leadledger.query.saleslead.SalesPlace;
import org.jspecify.annotations.Nullable;

/** Unfolds a sales lead's events into entries of its history: date, field, user, old value, new value. */
public final class SalesHistory {

    private static final String FOLLOW_UP = "followUpTask";

    /** Fields that tell nothing of who the customer is. What is not among them is masked. */
    private static final Set<String> OPEN_FIELDS = Set.of(
            "created",
            "source",
            "campaign",
            "brand",
            "status",
            "heldFor",
            "heldUntil",
            "outlet",
            "deliveredAt",
            "owner",
            FOLLOW_UP,
            FOLLOW_UP + ".means",
            FOLLOW_UP + ".proposal",
            FOLLOW_UP + ".outcome",
            "testDriveWanted",
            "purchaseHorizon",
            "model",
            "powertrain",
            "feedback.approved",
            "opportunity",
            "contract");

    private static final Pattern OPEN_PATTERNS =
            Pattern.compile("consent\\.[A-Z_]+|activity\\d+(\\.(state|dueAt|user))?|testDrive\\d+(\\.model)?"
                    + "|appraisal\\d+(\\.amount)?|carDetails\\.(maker|model|grade|modelYear|colour|mileage|powertrain)|"
                    + DisputeEntries.OPEN_FIELDS
                    + "|carAppraisal\\.(accidentRepaired|appraisedOn|amount)");

    private final HistoryEntries entries = new HistoryEntries();
    private final DisputeEntries disputes = new DisputeEntries(entries);
    private final Predicate<OutletId> told;
    private final Map<Integer, ActivityAsSaid> activities = new HashMap<>();
    private Map<String, @Nullable Object> captured = Map.of();
    private Map<String, @Nullable Object> followUp = Map.of();
    private Map<String, @Nullable Object> car = Map.of();
    private SalesStatus status = SalesStatus.QUEUED;
    private @Nullable SalesPlace place;
    private @Nullable Object callCenterComment;
    private @Nullable Object contract;
    private int testDrives;
    private int appraisals;

    private record ActivityAsSaid(TaskState state, @Nullable String comment) {}

    private SalesHistory(Predicate<OutletId> told) {
        this.told = told;
    }

    /**
     * The entries, newest first.
     *
     * @param told whether the reader may know that a delivery to an outlet was held
     */
    public static List<HistoryEntry> of(List<Recorded<SalesEvent>> events, Predicate<OutletId> told) {
        SalesHistory history = new SalesHistory(told);
        events.forEach(history::add);
        return history.entries.newestFirst();
    }

    /** An entry without what tells who the customer is. */
    public static HistoryEntry masked(HistoryEntry entry) {
        return entry.masked(field -> OPEN_FIELDS.contains(field)
                || Mask.OPEN_CUSTOMER_FIELDS.contains(field)
                || OPEN_PATTERNS.matcher(field).matches());
    }

    private void add(Recorded<SalesEvent> recorded) {
        if (recorded.event() instanceof LeadCaptured first) {
            addCapture(recorded, first);
            return;
        }
        SalesPlace before = Objects.requireNonNull(place);
        SalesPlace now = before.after(recorded.event());
        place = now;
        changePlace(recorded, before, now);
        switch (recorded.event()) {
            case LeadCaptured ignored -> {}
            case OfDispute of -> disputes.add(recorded, of.step());
            case LeadCommented commented -> changeComment(recorded, commented.comment());
            case LeadCompleted completed ->
                captured = change(
                        recorded, captured, fields(completed.customer(), completed.wishes(), completed.consents()));
            case DeliveryHeld ignored -> {}
            case HeldDeliveryMoved ignored -> {}
            case HeldDeliveryCancelled ignored -> {}
            case LeadDelivered delivered -> {
                if (before.isQueued()) {
                    changeStatus(recorded, SalesStatus.NEW, null);
                    entries.add(recorded, "deliveredAt", null, delivered.deliveredAt(recorded.recordedAt()), null);
                    entries.add(recorded, FOLLOW_UP, null, TaskState.NEW, null);
                    followUp = new HashMap<>(Map.of(FOLLOW_UP, TaskState.NEW));
                }
            }
            case LeadAssigned ignored -> {}
            case LeadMarkedOutOfScope marked -> changeStatus(recorded, SalesStatus.OUT_OF_SCOPE, marked.reason());
            case OutOfScopeMarkTakenBack ignored -> changeStatus(recorded, SalesStatus.NEW, null);
            case FollowUpTaskUpdated updated -> addFollowUp(recorded, updated);
            case ActivityPlanned planned -> addActivity(recorded, planned);
            case ActivityUpdated updated -> changeActivity(recorded, updated);
            case CarDetailsSaved saved -> changeCar(recorded, fields(saved.details()));
            case CarRegistrationSaved saved -> changeCar(recorded, fields(saved.registration()));
            case CarAppraisalSaved saved -> changeCar(recorded, fields(saved.appraisal()));
            case CarCommunicationSaved saved -> changeCar(recorded, fields(saved.communication()));
            case TestDriveDone done -> {
                testDrives++;
                String field = "testDrive" + testDrives;
                entries.add(recorded, field, null, done.on(), null);
                entries.addChange(recorded, field + ".model", null, done.model(), null);
                entries.addChange(recorded, field + ".comment", null, done.comment(), null);
            }
            case AppraisalDone done -> {
                appraisals++;
                String field = "appraisal" + appraisals;
                entries.add(recorded, field, null, done.on(), null);
                entries.addChange(recorded, field + ".amount", null, done.amount(), null);
                entries.addChange(recorded, field + ".comment", null, done.comment(), null);
            }
            case ApprovalRequested asked -> entries.add(recorded, "approvalRequest", null, asked.text(), null);
            case FeedbackGiven given -> {
                entries.add(recorded, "feedback", null, given.text(), null);
                entries.addChange(recorded, "feedback.approved", null, given.approved(), null);
            }
            case LeadConverted converted -> {
                changeStatus(recorded, SalesStatus.CONVERTED, null);
                entries.add(recorded, "opportunity", null, converted.opportunity(), null);
            }
            case ContractRecorded result -> changeContract(recorded, result.result(), null);
            case ContractCorrected result -> changeContract(recorded, result.result(), result.reason());
            case LeadNotConverted ended -> changeStatus(recorded, SalesStatus.NOT_CONVERTED, ended.reason());
        }
    }

    private void addCapture(Recorded<SalesEvent> recorded, LeadCaptured first) {
        place = SalesPlace.in(first.queue());
        entries.add(recorded, "created", null, first.reference(), null);
        entries.add(recorded, "source", null, first.source(), null);
        entries.addChange(recorded, "campaign", null, first.campaign(), null);
        entries.add(recorded, "brand", null, first.queue().brand(), null);
        entries.add(recorded, "status", null, status, null);
        changeComment(recorded, first.callCenterComment());
        // As it was captured is the page's to show; from here on changes are told.
        captured = fields(first.customer(), first.wishes(), first.consents());
        CurrentCar.Details details = first.currentCar();
        car = details == null ? Map.of() : fields(details);
    }

    private void changePlace(Recorded<SalesEvent> recorded, SalesPlace before, SalesPlace now) {
        SalesPlace.Held heldBefore = told(before.held());
        SalesPlace.Held heldNow = told(now.held());
        entries.addChange(recorded, "heldFor", outlet(heldBefore), outlet(heldNow), null);
        entries.addChange(recorded, "heldUntil", opensAt(heldBefore), opensAt(heldNow), null);
        entries.addChange(recorded, "outlet", before.outlet(), now.outlet(), null);
        entries.addChange(recorded, "owner", before.owner(), now.owner(), null);
    }

    private SalesPlace.@Nullable Held told(SalesPlace.@Nullable Held held) {
        return held != null && told.test(held.outlet()) ? held : null;
    }

    private static @Nullable OutletId outlet(SalesPlace.@Nullable Held held) {
        return held == null ? null : held.outlet();
    }

    private static @Nullable Instant opensAt(SalesPlace.@Nullable Held held) {
        return held == null ? null : held.opensAt();
    }

    private void changeStatus(Recorded<SalesEvent> recorded, SalesStatus now, @Nullable String reason) {
        entries.addChange(recorded, "status", status, now, reason);
        status = now;
    }

    private void changeComment(Recorded<SalesEvent> recorded, @Nullable String now) {
        entries.addChange(recorded, "callCenterComment", callCenterComment, now, null);
        callCenterComment = now;
    }

    private void changeContract(Recorded<SalesEvent> recorded, Object now, @Nullable String reason) {
        entries.addChange(recorded, "contract", contract, now, reason);
        contract = now;
    }

    private void addFollowUp(Recorded<SalesEvent> recorded, FollowUpTaskUpdated updated) {
        boolean isOpen = status == SalesStatus.NEW || status == SalesStatus.FOLLOWING_UP;
        if (isOpen && updated.state() != TaskState.NEW) {
            changeStatus(recorded, SalesStatus.FOLLOWING_UP, null);
        }
        Map<String, @Nullable Object> now = new LinkedHashMap<>();
        now.put(FOLLOW_UP, updated.state());
        now.put(FOLLOW_UP + ".means", updated.means());
        now.put(FOLLOW_UP + ".proposal", updated.proposal());
        now.put(FOLLOW_UP + ".outcome", updated.outcome());
        now.put(FOLLOW_UP + ".comment", updated.comment());
        followUp = change(recorded, followUp, now);
    }

    private void addActivity(Recorded<SalesEvent> recorded, ActivityPlanned planned) {
        String field = "activity" + planned.number();
        activities.put(planned.number(), new ActivityAsSaid(TaskState.NEW, planned.comment()));
        entries.add(recorded, field, null, planned.kind(), null);
        entries.add(recorded, field + ".user", null, planned.user(), null);
        entries.add(recorded, field + ".subject", null, planned.subject(), null);
        entries.addChange(recorded, field + ".dueAt", null, planned.dueAt(), null);
        entries.addChange(recorded, field + ".comment", null, planned.comment(), null);
    }

    private void changeActivity(Recorded<SalesEvent> recorded, ActivityUpdated updated) {
        ActivityAsSaid now = new ActivityAsSaid(updated.state(), updated.comment());
        ActivityAsSaid before = activities.put(updated.number(), now);
        if (before == null) {
            return;
        }
        String field = "activity" + updated.number();
        entries.addChange(recorded, field + ".state", before.state(), now.state(), null);
        entries.addChange(recorded, field + ".comment", before.comment(), now.comment(), null);
    }

    /** One entry for each field of the part that differs from what was saved before (SA-40). */
    private void changeCar(Recorded<SalesEvent> recorded, Map<String, @Nullable Object> part) {
        Map<String, @Nullable Object> saved = new HashMap<>(car);
        saved.putAll(change(recorded, car, part));
        car = saved;
    }

    private Map<String, @Nullable Object> change(
            Recorded<SalesEvent> recorded, Map<String, @Nullable Object> before, Map<String, @Nullable Object> now) {
        now.forEach((field, value) -> entries.addChange(recorded, field, before.get(field), value, null));
        return now;
    }

    private static Map<String, @Nullable Object> fields(Customer customer, Wishes wishes, Consents consents) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("firstName", customer.firstName());
        fields.put("lastName", customer.lastName());
        fields.put("email", customer.email());
        fields.put("contactNumber", customer.contactNumber());
        fields.put("otherPhone", customer.otherPhone());
        fields.put("preferredLanguage", customer.preferredLanguage());
        fields.put("country", customer.country());
        fields.put("state", customer.state());
        fields.put("city", customer.city());
        fields.put("postalCode", customer.postalCode());
        fields.put("request", wishes.request());
        fields.put("testDriveWanted", wishes.testDriveWanted());
        fields.put("testDriveWish", wishes.testDriveWish());
        fields.put("purchaseHorizon", wishes.purchaseHorizon());
        fields.put("model", wishes.model());
        fields.put("powertrain", wishes.powertrain());
        fields.put("otherRequests", wishes.otherRequests());
        for (Consents.Kind kind : Consents.Kind.values()) {
            Consents.Consent consent = consents.given().get(kind);
            fields.put("consent." + kind, consent == null ? null : consent.agreed() + " " + consent.on());
        }
        return fields;
    }

    private static Map<String, @Nullable Object> fields(CurrentCar.Details details) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("carDetails.maker", details.maker());
        fields.put("carDetails.model", details.model());
        fields.put("carDetails.grade", details.grade());
        fields.put("carDetails.modelYear", details.modelYear());
        fields.put("carDetails.vin", details.vin());
        fields.put("carDetails.colour", details.colour());
        fields.put("carDetails.mileage", details.mileage());
        fields.put("carDetails.powertrain", details.powertrain());
        return fields;
    }

    private static Map<String, @Nullable Object> fields(CurrentCar.Registration registration) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("carRegistration.plate", registration.plate());
        fields.put("carRegistration.firstRegisteredOn", registration.firstRegisteredOn());
        fields.put("carRegistration.inspectionExpiresOn", registration.inspectionExpiresOn());
        fields.put("carRegistration.owner", registration.owner());
        return fields;
    }

    private static Map<String, @Nullable Object> fields(CurrentCar.Appraisal appraisal) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("carAppraisal.condition", appraisal.condition());
        fields.put("carAppraisal.accidentRepaired", appraisal.accidentRepaired());
        fields.put("carAppraisal.appraisedOn", appraisal.appraisedOn());
        fields.put("carAppraisal.amount", appraisal.amount());
        return fields;
    }

    private static Map<String, @Nullable Object> fields(CurrentCar.Communication communication) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("carCommunication.replacementIntent", communication.replacementIntent());
        fields.put("carCommunication.expectedAmount", communication.expectedAmount());
        fields.put("carCommunication.remainingLoan", communication.remainingLoan());
        fields.put("carCommunication.remarks", communication.remarks());
        return fields;
    }
}
