package leadledger.query.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import leadledger.events.sales.ActivityKind;
import leadledger.events.sales.ContactMeans;
import leadledger.events.sales.ContractResult;
import leadledger.events.sales.CurrentCar;
import leadledger.events.sales.DeliveryKind;
import leadledger.events.sales.InitialOutcome;
import leadledger.events.sales.Proposal;
import leadledger.events.sales.PurchaseHorizon;
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
import leadledger.events.sales.SalesEvent.LeadCommented;
import leadledger.events.sales.SalesEvent.LeadCompleted;
import leadledger.events.sales.SalesEvent.LeadConverted;
import leadledger.events.sales.SalesEvent.LeadDelivered;
import leadledger.events.sales.SalesEvent.LeadMarkedOutOfScope;
import leadledger.events.sales.SalesEvent.LeadNotConverted;
import leadledger.events.sales.SalesEvent.OutOfScopeMarkTakenBack;
import leadledger.events.sales.SalesEvent.TestDriveDone;
import leadledger.events.sales.TaskState;
import leadledger.events.sales.Wishes;
import leadledger.events.shared.Consents;
import leadledger.events.shared.Customer;
import leadledger.events.shared.OutletId;
import leadledger.events.shared.UserId;
import leadledger.query.masking.Mask;
import leadledger.query.testing.RecordedSales;
import leadledger.query.testing.SalesScribe;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A sales lead's history: each change with date, field, user, old and new value, newest first. */
class SalesHistoryTest {

    private static final Instant T0 = Instant.parse("2026-11-22T09:00:00Z");
    private static final Instant T1 = Instant.parse("2026-11-22T10:00:00Z");
    private static final Instant OPENS = Instant.parse("2026-11-23T01:00:00Z");
    private static final String CALLS = "CALL_CENTER/c-1";
    private static final String MANAGER = "OUTLET_MANAGER/m-1";
    private static final OutletId NAMBA = new OutletId("JP-OSAKA.NAMBA");
    private static final OutletId SHIBUYA = new OutletId("JP-TOKYO.SHIBUYA");

    private static RecordedSales captured() {
        return new RecordedSales(T0, CALLS, SalesScribe.captured("JP", "ALFA", SalesScribe.customer("山田")));
    }

    private static RecordedSales delivered() {
        return captured().then(T1, CALLS, new LeadDelivered(NAMBA, DeliveryKind.AT_ONCE, null));
    }

    /** What the last event added, in the order in which it happened. */
    private static List<String> last(RecordedSales lead) {
        long position = lead.events().getLast().position();
        return SalesHistory.of(lead.events(), outlet -> true).reversed().stream()
                .filter(entry -> entry.position() == position)
                .map(SalesHistoryTest::shortly)
                .toList();
    }

    private static String shortly(HistoryEntry entry) {
        return entry.field() + ": " + entry.oldValue() + " > " + entry.newValue()
                + (entry.reason() == null ? "" : " because " + entry.reason());
    }

    @Test
    @DisplayName("SA-01: a capture tells reference, source, campaign, brand and status, by whom and when")
    void capture() {
        RecordedSales lead = captured();

        assertThat(last(lead)).hasSize(5).contains("status: null > QUEUED", "brand: null > ALFA");
        assertThat(SalesHistory.of(lead.events(), outlet -> true))
                .allMatch(entry -> entry.date().equals(T0) && entry.user().equals(CALLS) && entry.position() == 10);
    }

    @Test
    @DisplayName("SA-02: a completion tells each field that it changed, and no other")
    void completion() {
        Wishes wishes = new Wishes("red", null, null, PurchaseHorizon.LATER, null, null, null);
        Consents consents =
                new Consents(Map.of(Consents.Kind.EMAIL, new Consents.Consent(true, LocalDate.parse("2026-11-22"))));
        RecordedSales lead = captured();

        assertThat(last(lead.then(T1, CALLS, new LeadCompleted(SalesScribe.customer("山本"), wishes, consents))))
                .containsExactly(
                        "lastName: 山田 > 山本",
                        "request: null > red",
                        "purchaseHorizon: null > LATER",
                        "consent.EMAIL: null > true 2026-11-22");
        assertThat(last(lead.then(T1, CALLS, new LeadCommented("called"))))
                .containsExactly("callCenterComment: null > called");
        assertThat(last(lead.then(T1, CALLS, new LeadCommented("again"))))
                .containsExactly("callCenterComment: called > again");
    }

    @Test
    @DisplayName("SA-10: a held delivery is told, redirected, moved, cancelled and taking place")
    void held() {
        RecordedSales lead = captured();
        String opens = "2026-11-23T01:00:00.000Z";
        String later = "2026-11-23T01:01:00.000Z";

        assertThat(last(lead.then(T1, CALLS, new DeliveryHeld(NAMBA, OPENS))))
                .containsExactly("heldFor: null > JP-OSAKA.NAMBA", "heldUntil: null > " + opens);
        assertThat(last(lead.then(T1, CALLS, new DeliveryHeld(SHIBUYA, OPENS))))
                .containsExactly("heldFor: JP-OSAKA.NAMBA > JP-TOKYO.SHIBUYA");
        assertThat(last(lead.then(T1, "SYSTEM/x", new HeldDeliveryMoved(OPENS.plusSeconds(60)))))
                .containsExactly("heldUntil: " + opens + " > " + later);
        assertThat(last(lead.then(T1, CALLS, new HeldDeliveryCancelled())))
                .containsExactly("heldFor: JP-TOKYO.SHIBUYA > null", "heldUntil: " + later + " > null");
        lead.then(T1, CALLS, new DeliveryHeld(NAMBA, OPENS));
        assertThat(last(lead.then(
                        OPENS.plusSeconds(1), "SYSTEM/x", new LeadDelivered(NAMBA, DeliveryKind.HELD, OPENS))))
                .containsExactly(
                        "heldFor: JP-OSAKA.NAMBA > null",
                        "heldUntil: " + opens + " > null",
                        "outlet: null > JP-OSAKA.NAMBA",
                        "status: QUEUED > NEW",
                        "deliveredAt: null > " + opens,
                        "followUpTask: null > NEW");
        assertThat(SalesHistory.of(lead.events(), NAMBA::equals))
                .as("AC-01: Namba is told nothing of Shibuya")
                .allMatch(entry -> !shortly(entry).contains("SHIBUYA"))
                .anyMatch(entry -> shortly(entry).equals("heldFor: null > JP-OSAKA.NAMBA"));
    }

    @Test
    @DisplayName("SA-20, SA-22, SA-31: owners, marks and the follow-up task are told with old and new value")
    void followUp() {
        RecordedSales lead = delivered();

        assertThat(last(lead.then(T1, MANAGER, new LeadMarkedOutOfScope("sold"))))
                .containsExactly("status: NEW > OUT_OF_SCOPE because sold");
        assertThat(last(lead.then(T1, MANAGER, new OutOfScopeMarkTakenBack())))
                .containsExactly("status: OUT_OF_SCOPE > NEW");
        assertThat(last(lead.then(T1, MANAGER, new LeadAssigned(new UserId("s-1")))))
                .containsExactly("owner: null > s-1");
        assertThat(last(lead.then(T1, MANAGER, new LeadAssigned(new UserId("s-2")))))
                .containsExactly("owner: s-1 > s-2");
        assertThat(last(lead.then(
                        T1,
                        MANAGER,
                        new FollowUpTaskUpdated(
                                TaskState.IN_PROGRESS,
                                ContactMeans.PHONE,
                                Proposal.QUOTATION,
                                InitialOutcome.REACHED,
                                "nice"))))
                .containsExactly(
                        "status: NEW > FOLLOWING_UP",
                        "followUpTask: NEW > IN_PROGRESS",
                        "followUpTask.means: null > PHONE",
                        "followUpTask.proposal: null > QUOTATION",
                        "followUpTask.outcome: null > REACHED",
                        "followUpTask.comment: null > nice");
        assertThat(last(lead.then(
                        T1,
                        MANAGER,
                        new FollowUpTaskUpdated(
                                TaskState.CLOSED,
                                ContactMeans.PHONE,
                                Proposal.QUOTATION,
                                InitialOutcome.REACHED,
                                null))))
                .containsExactly("followUpTask: IN_PROGRESS > CLOSED", "followUpTask.comment: nice > null");
        assertThat(last(lead.then(T1, MANAGER, new LeadConverted("OP-1"))))
                .containsExactly("status: FOLLOWING_UP > CONVERTED", "opportunity: null > OP-1");
        assertThat(last(lead.then(T1, MANAGER, new ContractRecorded(ContractResult.WON))))
                .containsExactly("contract: null > WON");
        assertThat(last(lead.then(T1, MANAGER, new ContractCorrected(ContractResult.LOST, "typo"))))
                .containsExactly("contract: WON > LOST because typo");
        assertThat(last(delivered().then(T1, MANAGER, new LeadNotConverted("no money"))))
                .containsExactly("status: NEW > NOT_CONVERTED because no money");
    }

    @Test
    @DisplayName(
            "SA-30, SA-40, SA-41: plans, the current car field by field, test drives, appraisals and feedback are told")
    void work() {
        RecordedSales lead = delivered();

        assertThat(last(lead.then(
                        T1,
                        MANAGER,
                        new ActivityPlanned(1, new UserId("m-1"), ActivityKind.APPOINTMENT, "visit", OPENS, null))))
                .containsExactly(
                        "activity1: null > APPOINTMENT",
                        "activity1.user: null > m-1",
                        "activity1.subject: null > visit",
                        "activity1.dueAt: null > 2026-11-23T01:00:00.000Z");
        assertThat(last(lead.then(T1, MANAGER, new ActivityUpdated(1, TaskState.CLOSED, "came"))))
                .containsExactly("activity1.state: NEW > CLOSED", "activity1.comment: null > came");
        lead.then(
                T1,
                MANAGER,
                new CarDetailsSaved(new CurrentCar.Details("A", "B", null, 2019, null, null, 1_000, null)));
        assertThat(last(lead.then(
                        T1,
                        MANAGER,
                        new CarDetailsSaved(new CurrentCar.Details("A", "C", null, 2019, null, null, null, null)))))
                .containsExactly("carDetails.model: B > C", "carDetails.mileage: 1000 > null");
        assertThat(last(lead.then(
                        T1, MANAGER, new CarRegistrationSaved(new CurrentCar.Registration("1", null, null, null)))))
                .containsExactly("carRegistration.plate: null > 1");
        assertThat(last(lead.then(T1, MANAGER, new CarAppraisalSaved(new CurrentCar.Appraisal(null, true, null, 7L)))))
                .containsExactly("carAppraisal.accidentRepaired: null > true", "carAppraisal.amount: null > 7");
        assertThat(last(lead.then(
                        T1, MANAGER, new CarCommunicationSaved(new CurrentCar.Communication(null, 5L, null, null)))))
                .containsExactly("carCommunication.expectedAmount: null > 5");
        assertThat(last(lead.then(T1, MANAGER, new TestDriveDone(LocalDate.parse("2026-11-22"), "Giulia", null))))
                .containsExactly("testDrive1: null > 2026-11-22", "testDrive1.model: null > Giulia");
        assertThat(last(lead.then(T1, MANAGER, new AppraisalDone(LocalDate.parse("2026-11-22"), 9L, "ok"))))
                .containsExactly(
                        "appraisal1: null > 2026-11-22",
                        "appraisal1.amount: null > 9",
                        "appraisal1.comment: null > ok");
        assertThat(last(lead.then(T1, MANAGER, new ApprovalRequested("5%?"))))
                .containsExactly("approvalRequest: null > 5%?");
        assertThat(last(lead.then(T1, MANAGER, new FeedbackGiven("yes", true))))
                .containsExactly("feedback: null > yes", "feedback.approved: null > true");
    }

    @Test
    @DisplayName("AC-05, SA-11: masked, a history tells what changed and when, and nothing of who the customer is")
    void masked() {
        String canary = "かなりあ";
        Customer customer = new Customer(canary, canary, canary, canary, canary, "it", canary, canary, canary, canary);
        Wishes wishes = new Wishes(canary, true, canary, PurchaseHorizon.LATER, "Giulia", null, canary);
        RecordedSales lead = delivered()
                .then(T1, CALLS, new LeadCompleted(customer, wishes, Consents.NONE))
                .then(T1, CALLS, new LeadCommented(canary))
                .then(T1, MANAGER, new LeadMarkedOutOfScope(canary))
                .then(T1, MANAGER, new OutOfScopeMarkTakenBack())
                .then(
                        T1,
                        MANAGER,
                        new FollowUpTaskUpdated(
                                TaskState.IN_PROGRESS, ContactMeans.PHONE, null, InitialOutcome.REACHED, canary))
                .then(T1, MANAGER, new ActivityPlanned(1, new UserId("m-1"), ActivityKind.TASK, canary, null, canary))
                .then(T1, MANAGER, new ActivityUpdated(1, TaskState.CLOSED, canary + "2"))
                .then(
                        T1,
                        MANAGER,
                        new CarDetailsSaved(new CurrentCar.Details("A", "B", null, 2019, canary, null, 1, null)))
                .then(
                        T1,
                        MANAGER,
                        new CarRegistrationSaved(
                                new CurrentCar.Registration(canary, LocalDate.EPOCH, LocalDate.EPOCH, canary)))
                .then(T1, MANAGER, new CarAppraisalSaved(new CurrentCar.Appraisal(canary, true, null, 7L)))
                .then(T1, MANAGER, new CarCommunicationSaved(new CurrentCar.Communication(canary, 5L, 6L, canary)))
                .then(T1, MANAGER, new TestDriveDone(LocalDate.EPOCH, "Giulia", canary))
                .then(T1, MANAGER, new AppraisalDone(LocalDate.EPOCH, 1L, canary))
                .then(T1, MANAGER, new ApprovalRequested(canary))
                .then(T1, MANAGER, new FeedbackGiven(canary, true))
                .then(T1, MANAGER, new LeadConverted("OP-1"))
                .then(T1, MANAGER, new ContractCorrected(ContractResult.LOST, canary));
        List<HistoryEntry> open = SalesHistory.of(lead.events(), outlet -> true);
        List<HistoryEntry> masked = open.stream().map(SalesHistory::masked).toList();

        assertThat(open.stream().filter(entry -> shortly(entry).contains(canary)))
                .hasSizeGreaterThan(25);
        assertThat(masked).hasSameSizeAs(open).noneMatch(entry -> shortly(entry).contains(canary));
        assertThat(masked.stream().map(SalesHistoryTest::shortly))
                .contains(
                        "status: QUEUED > NEW",
                        "model: null > Giulia",
                        "preferredLanguage: ja > it",
                        "followUpTask: NEW > IN_PROGRESS",
                        "carDetails.maker: null > A",
                        "opportunity: null > OP-1",
                        "status: NEW > OUT_OF_SCOPE because " + Mask.VALUE,
                        "lastName: " + Mask.VALUE + " > " + Mask.VALUE,
                        "carRegistration.firstRegisteredOn: null > " + Mask.VALUE,
                        "carCommunication.expectedAmount: null > " + Mask.VALUE,
                        "contract: null > LOST because " + Mask.VALUE);
    }
}
