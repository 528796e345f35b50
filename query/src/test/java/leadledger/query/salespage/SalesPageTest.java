package leadledger.query.salespage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import leadledger.events.reference.ReferenceBook;
import leadledger.events.reference.ReferenceEvent.UserDefined;
import leadledger.events.sales.ActivityKind;
import leadledger.events.sales.ContactMeans;
import leadledger.events.sales.ContractResult;
import leadledger.events.sales.CurrentCar;
import leadledger.events.sales.DeliveryKind;
import leadledger.events.sales.InitialOutcome;
import leadledger.events.sales.SalesEvent.ActivityPlanned;
import leadledger.events.sales.SalesEvent.ActivityUpdated;
import leadledger.events.sales.SalesEvent.AppraisalDone;
import leadledger.events.sales.SalesEvent.ApprovalRequested;
import leadledger.events.sales.SalesEvent.CarCommunicationSaved;
import leadledger.events.sales.SalesEvent.CarDetailsSaved;
import leadledger.events.sales.SalesEvent.ContractCorrected;
import leadledger.events.sales.SalesEvent.ContractRecorded;
import leadledger.events.sales.SalesEvent.DeliveryHeld;
import leadledger.events.sales.SalesEvent.FeedbackGiven;
import leadledger.events.sales.SalesEvent.FollowUpTaskUpdated;
import leadledger.events.sales.SalesEvent.LeadAssigned;
import leadledger.events.sales.SalesEvent.LeadCommented;
import leadledger.events.sales.SalesEvent.LeadCompleted;
import leadledger.events.sales.SalesEvent.LeadConverted;
import leadledger.events.sales.SalesEvent.LeadDelivered;
import leadledger.events.sales.SalesEvent.LeadMarkedOutOfScope;
import leadledger.events.sales.SalesEvent.LeadNotConverted;
import leadledger.events.sales.SalesEvent.OutOfScopeMarkTakenBack;
import leadledger.events.sales.SalesEvent.TestDriveDone;
import leadledger.events.sales.SalesStatus;
import leadledger.events.sales.TaskState;
import leadledger.events.sales.Wishes;
import leadledger.events.shared.Actor;
import leadledger.events.shared.Consents;
import leadledger.events.shared.LeadId;
import leadledger.events.shared.MarketId;
import leadledger.events.shared.OutletId;
import leadledger.events.shared.Role;
import leadledger.events.shared.UserId;
import leadledger.events.sla.Sla;
import leadledger.events.sla.SlaVerdict;
import leadledger.query.access.SalesScope;
import leadledger.query.saleslead.FollowUpTime;
import leadledger.query.saleslead.HeldDelivery;
import leadledger.query.saleslead.LeadOwner;
import leadledger.query.saleslead.SalesLeadReader.SalesLeadAsOf;
import leadledger.query.saleslead.SalesPlace;
import leadledger.query.testing.RecordedSales;
import leadledger.query.testing.SalesScribe;
import leadledger.query.testing.Scopes;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The sections of a sales lead's page, folded from its events. */
class SalesPageTest {

    private static final Instant T0 = Instant.parse("2026-11-22T09:00:00Z");
    private static final OutletId NAMBA = new OutletId("JP-OSAKA.NAMBA");
    private static final String MANAGER = "OUTLET_MANAGER/m-1";
    private static final SalesScope HQ = Scopes.NETWORK.ofSales(Actor.ofHeadquarters("h-1", new MarketId("JP")));
    private static final ReferenceBook BOOK =
            Scopes.BOOK.after(List.of(new UserDefined(new UserId("s-1"), "佐藤", null, "ja", List.of(), true)));

    private static Instant minute(int minutes) {
        return T0.plusSeconds(60L * minutes);
    }

    private static RecordedSales captured() {
        return new RecordedSales(T0, "INTAKE/web", SalesScribe.captured("JP", "ALFA", SalesScribe.customer("山田")));
    }

    private static RecordedSales delivered() {
        return captured().then(minute(10), "CALL_CENTER/c-1", new LeadDelivered(NAMBA, DeliveryKind.AT_ONCE, null));
    }

    private static FollowUpTaskUpdated called() {
        return new FollowUpTaskUpdated(TaskState.IN_PROGRESS, ContactMeans.PHONE, null, InitialOutcome.REACHED, "nice");
    }

    private static SalesPage page(RecordedSales lead, Instant asOf) {
        return page(lead, asOf, HQ);
    }

    private static SalesPage page(RecordedSales lead, Instant asOf, SalesScope scope) {
        SalesLeadAsOf read = new SalesLeadAsOf(
                new LeadId(lead.events().getFirst().streamId()),
                SalesPlace.of(lead.events()).at(asOf),
                asOf,
                lead.events(),
                scope,
                false);
        return SalesPage.of(read, List.of(), List.of(), BOOK);
    }

    @Test
    @DisplayName(
            "SA-01, SA-02: a queued lead shows what was captured, as completed, and neither outlet nor task nor clock")
    void queued() {
        SalesPage page = page(
                captured()
                        .then(minute(1), "CALL_CENTER/c-1", new LeadCommented("called"))
                        .then(
                                minute(2),
                                "CALL_CENTER/c-1",
                                new LeadCompleted(
                                        SalesScribe.customer("山本"),
                                        new Wishes("red", true, "Sunday", null, "Giulia", null, null),
                                        Consents.NONE)),
                minute(5));

        assertThat(page.status()).isEqualTo(SalesStatus.QUEUED);
        assertThat(page.version()).isEqualTo(3);
        assertThat(page.lead().leadName()).isEqualTo("山本");
        assertThat(page.lead().callCenterComment()).isEqualTo("called");
        assertThat(page.wishes().model()).isEqualTo("Giulia");
        assertThat(page.testDrive().wish()).isEqualTo("Sunday");
        assertThat(page.outlet()).isNull();
        assertThat(page.deliveredAt()).isNull();
        assertThat(page.firstFollowUp()).isNull();
        assertThat(page.plan().followUp()).isNull();
        assertThat(page.verdicts()).isEmpty();
    }

    @Test
    @DisplayName(
            "SA-10, AC-01: a waiting delivery is shown to whom it concerns, and has taken place when the outlet opens")
    void held() {
        RecordedSales lead = captured().then(minute(1), "CALL_CENTER/c-1", new DeliveryHeld(NAMBA, minute(60)));
        SalesScope shibuya = Scopes.ofOutlets("m-3", Role.OUTLET_MANAGER, "JP-TOKYO.SHIBUYA");

        assertThat(page(lead, minute(59)).held()).isEqualTo(new HeldDelivery("JP-OSAKA.NAMBA", minute(60)));
        assertThat(page(lead, minute(59), shibuya).held()).isNull();
        SalesPage open = page(lead, minute(62));
        assertThat(open.held()).isNull();
        assertThat(open.status()).isEqualTo(SalesStatus.NEW);
        assertThat(open.deliveredAt()).isEqualTo(minute(60));
        assertThat(open.deliveryKind()).isEqualTo(DeliveryKind.HELD);
        assertThat(open.firstFollowUp()).isEqualTo(new FollowUpTime(2, 2, true));
        assertThat(Objects.requireNonNull(open.plan().followUp()).state()).isEqualTo(TaskState.NEW);
        assertThat(open.version()).isEqualTo(2);
        assertThat(open)
                .usingRecursiveComparison()
                .ignoringFields("version")
                .isEqualTo(page(
                        lead.then(minute(61), "SYSTEM/x", new LeadDelivered(NAMBA, DeliveryKind.HELD, minute(60))),
                        minute(62)));
    }

    @Test
    @DisplayName("SA-20, SA-32: a delivered lead shows outlet, owners with names, and a clock that the follow-up stops")
    void followedUp() {
        RecordedSales lead = delivered();
        SalesPage fresh = page(lead, minute(75));
        assertThat(fresh.outlet())
                .isEqualTo(new SalesPage.OutletOnPage("JP-OSAKA.NAMBA", "JP-OSAKA.NAMBA", ZoneId.of("Asia/Tokyo")));
        assertThat(fresh.owner()).isNull();
        assertThat(fresh.firstFollowUp()).isEqualTo(new FollowUpTime(65, 65, true));
        assertThat(fresh.verdicts())
                .containsExactly(
                        new SalesPage.FollowUpVerdict(Sla.FIRST_FOLLOW_UP, SlaVerdict.Result.BREACHED, minute(70)));

        lead.then(minute(20), MANAGER, new LeadAssigned(new UserId("s-1")))
                .then(minute(30), "SALES_STAFF/s-1", called())
                .then(minute(40), MANAGER, new LeadAssigned(new UserId("s-2")));
        SalesPage page = page(lead, minute(500));
        assertThat(page.status()).isEqualTo(SalesStatus.FOLLOWING_UP);
        assertThat(page.owner()).isEqualTo(new LeadOwner("s-2", null));
        assertThat(page.owners())
                .containsExactly(
                        new SalesPage.Ownership(new LeadOwner("s-1", "佐藤"), minute(20), MANAGER),
                        new SalesPage.Ownership(new LeadOwner("s-2", null), minute(40), MANAGER));
        assertThat(page.firstFollowUp()).isEqualTo(new FollowUpTime(20, 20, false));
        assertThat(page.verdicts())
                .extracting(SalesPage.FollowUpVerdict::result)
                .containsExactly(SlaVerdict.Result.MET);
        assertThat(page.plan().followUp())
                .isEqualTo(new SalesPage.FollowUpTask(
                        TaskState.IN_PROGRESS,
                        ContactMeans.PHONE,
                        null,
                        InitialOutcome.REACHED,
                        "nice",
                        minute(30),
                        "SALES_STAFF/s-1"));
    }

    @Test
    @DisplayName("SA-22: a mark shows its reason and no clock, and taken back nothing of it")
    void outOfScope() {
        RecordedSales lead = delivered().then(minute(20), MANAGER, new LeadMarkedOutOfScope("sold"));
        assertThat(page(lead, minute(30)).status()).isEqualTo(SalesStatus.OUT_OF_SCOPE);
        assertThat(page(lead, minute(30)).lead().outOfScopeReason()).isEqualTo("sold");
        assertThat(page(lead, minute(30)).firstFollowUp()).isNull();

        lead.then(minute(31), MANAGER, new OutOfScopeMarkTakenBack());
        assertThat(page(lead, minute(32)).lead().outOfScopeReason()).isNull();
        assertThat(page(lead, minute(32)).firstFollowUp()).isEqualTo(new FollowUpTime(22, 22, true));
    }

    @Test
    @DisplayName(
            "SA-30, SA-40, SA-41: plans, current car, test drives, appraisals and feedback stand in their sections")
    void work() {
        RecordedSales lead = delivered()
                .then(
                        minute(20),
                        MANAGER,
                        new ActivityPlanned(1, new UserId("s-1"), ActivityKind.TASK, "call", minute(90), null))
                .then(minute(21), MANAGER, new ActivityUpdated(1, TaskState.CLOSED, "done"))
                .then(
                        minute(22),
                        MANAGER,
                        new CarDetailsSaved(new CurrentCar.Details("A", "B", null, 2019, null, null, 1, null)))
                .then(
                        minute(23),
                        MANAGER,
                        new CarCommunicationSaved(new CurrentCar.Communication("soon", 5L, null, null)))
                .then(minute(24), MANAGER, new TestDriveDone(LocalDate.EPOCH, "Giulia", null))
                .then(minute(25), MANAGER, new AppraisalDone(LocalDate.EPOCH, 9L, null))
                .then(minute(26), "SALES_STAFF/s-1", new ApprovalRequested("5%?"))
                .then(minute(27), MANAGER, new FeedbackGiven("yes", true));
        SalesPage page = page(lead, minute(30));

        assertThat(page.plan().activities())
                .containsExactly(new SalesPage.PlannedActivity(
                        1,
                        new LeadOwner("s-1", "佐藤"),
                        ActivityKind.TASK,
                        "call",
                        minute(90),
                        TaskState.CLOSED,
                        "done",
                        minute(20)));
        assertThat(Objects.requireNonNull(page.currentCar().a()).model()).isEqualTo("B");
        assertThat(page.currentCar().b()).isNull();
        assertThat(Objects.requireNonNull(page.currentCar().d()).expectedAmount())
                .isEqualTo(5L);
        assertThat(page.currentCar().appraisals()).hasSize(1);
        assertThat(page.testDrive().done())
                .containsExactly(new SalesPage.TestDrive(LocalDate.EPOCH, "Giulia", null, minute(24), MANAGER));
        assertThat(page.feedback())
                .containsExactly(
                        new SalesPage.Feedback(true, "5%?", null, minute(26), "SALES_STAFF/s-1"),
                        new SalesPage.Feedback(false, "yes", true, minute(27), MANAGER));
    }

    @Test
    @DisplayName("SA-42: a conversion shows the opportunity and its contract as corrected; a closing shows its reason")
    void ends() {
        RecordedSales lead = delivered()
                .then(minute(20), MANAGER, called())
                .then(minute(30), MANAGER, new LeadConverted("OP-1"))
                .then(minute(40), MANAGER, new ContractRecorded(ContractResult.WON));
        assertThat(page(lead, minute(50)).opportunity())
                .isEqualTo(new SalesPage.Opportunity("OP-1", minute(30), ContractResult.WON, minute(40), null));
        lead.then(minute(41), MANAGER, new ContractCorrected(ContractResult.LOST, "typo"));
        assertThat(page(lead, minute(50)).opportunity())
                .isEqualTo(new SalesPage.Opportunity("OP-1", minute(30), ContractResult.LOST, minute(41), "typo"));
        assertThat(page(lead, minute(50)).status()).isEqualTo(SalesStatus.CONVERTED);

        SalesPage closed = page(
                delivered().then(minute(20), MANAGER, called()).then(minute(30), MANAGER, new LeadNotConverted("no")),
                minute(50));
        assertThat(closed.status()).isEqualTo(SalesStatus.NOT_CONVERTED);
        assertThat(closed.lead().notConvertedReason()).isEqualTo("no");
        assertThat(closed.opportunity()).isNull();
    }
}
