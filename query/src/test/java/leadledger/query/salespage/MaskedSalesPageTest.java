package leadledger.query.salespage;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import leadledger.events.sales.CurrentCar;
import leadledger.events.sales.Extra;
import leadledger.events.sales.ProviderId;
import leadledger.events.sales.Utm;
import leadledger.events.shared.Customer;
import leadledger.query.lead.LeadActions;
import leadledger.query.masking.Mask;
import leadledger.query.saleslead.FollowUpTime;
import leadledger.query.saleslead.HeldDelivery;
import leadledger.query.saleslead.LeadOwner;
import leadledger.query.saleslist.PossibleDuplicates.PossibleDuplicate;
import leadledger.query.testing.MaskingCheck;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("AC-05, SA-11: a sales lead's page for a reader who may not see personal data")
class MaskedSalesPageTest {

    @Test
    @DisplayName("everything that a page tells of who the customer is is masked, and nothing else")
    void everyMember() {
        SalesPage page = MaskingCheck.sample(SalesPage.class);
        new MaskingCheck()
                .declare(
                        SalesPage.class,
                        Set.of(),
                        Set.of(
                                "id",
                                "reference",
                                "version",
                                "asOf",
                                "status",
                                "market",
                                "brand",
                                "createdAt",
                                "deliveredAt",
                                "deliveryKind"))
                .declare(SalesPage.OutletOnPage.class, Set.of(), Set.of("outlet", "name", "zone"))
                .declare(LeadOwner.class, Set.of("name"), Set.of("user"))
                .declare(HeldDelivery.class, Set.of(), Set.of("outlet", "opensAt"))
                .declare(FollowUpTime.class, Set.of(), Set.of("elapsedMinutes", "businessMinutes", "running"))
                .declare(
                        SalesPage.SalesLeadDetails.class,
                        Set.of("leadName", "callCenterComment", "outOfScopeReason", "notConvertedReason"),
                        Set.of("consents", "source", "campaign", "requestedAt"))
                .declare(
                        Customer.class,
                        Arrays.stream(Customer.class.getRecordComponents())
                                .map(component -> component.getName())
                                .filter(name -> !Mask.OPEN_CUSTOMER_FIELDS.contains(name))
                                .collect(Collectors.toSet()),
                        Mask.OPEN_CUSTOMER_FIELDS)
                .declare(Utm.class, Set.of("term", "content"), Set.of("campaign", "source", "medium"))
                .declare(ProviderId.class, Set.of("id"), Set.of("source"))
                .declare(Extra.class, Set.of("text"), Set.of("path"))
                .declare(
                        SalesPage.WishesOnPage.class,
                        Set.of("request", "otherRequests"),
                        Set.of("purchaseHorizon", "model", "powertrain"))
                .declare(SalesPage.TestDriveSection.class, Set.of("wish"), Set.of("wanted"))
                .declare(SalesPage.TestDrive.class, Set.of("comment"), Set.of("on", "model", "recordedAt", "user"))
                .declare(SalesPage.CurrentCarSection.class, Set.of(), Set.of())
                .declare(
                        CurrentCar.Details.class,
                        Set.of("vin"),
                        Set.of("maker", "model", "grade", "modelYear", "colour", "mileage", "powertrain"))
                .declare(
                        CurrentCar.Registration.class,
                        Set.of("plate", "firstRegisteredOn", "inspectionExpiresOn", "owner"),
                        Set.of())
                .declare(
                        CurrentCar.Appraisal.class,
                        Set.of("condition"),
                        Set.of("accidentRepaired", "appraisedOn", "amount"))
                .declare(
                        CurrentCar.Communication.class,
                        Set.of("replacementIntent", "expectedAmount", "remainingLoan", "remarks"),
                        Set.of())
                .declare(
                        SalesPage.AppraisalVisit.class, Set.of("comment"), Set.of("on", "amount", "recordedAt", "user"))
                .declare(SalesPage.ActivityPlan.class, Set.of(), Set.of())
                .declare(
                        SalesPage.FollowUpTask.class,
                        Set.of("comment"),
                        Set.of("state", "means", "proposal", "outcome", "updatedAt", "user"))
                .declare(
                        SalesPage.PlannedActivity.class,
                        Set.of("subject", "comment"),
                        Set.of("number", "kind", "dueAt", "state", "plannedAt"))
                .declare(SalesPage.Ownership.class, Set.of(), Set.of("since", "user"))
                .declare(
                        SalesPage.Feedback.class, Set.of("text"), Set.of("isRequest", "approved", "recordedAt", "user"))
                .declare(
                        SalesPage.Opportunity.class,
                        Set.of("correctionReason"),
                        Set.of("reference", "convertedAt", "result", "recordedAt"))
                .declare(PossibleDuplicate.class, Set.of(), Set.of("id", "reference", "status", "createdAt"))
                .declare(SalesPage.FollowUpVerdict.class, Set.of(), Set.of("sla", "result", "deadline"))
                .declare(LeadActions.ActionState.class, Set.of(), Set.of("action", "allowed"))
                .declare(LeadActions.Reason.class, Set.of(), Set.of("rule", "code", "detail"))
                .verify(page, page.masked());
    }
}
