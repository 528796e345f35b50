package leadledger.query.leadpage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import leadledger.events.aftersales.RequestDetails;
import leadledger.query.lead.LeadActions;
import leadledger.query.masking.Mask;
import leadledger.query.testing.MaskingCheck;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("AC-05: a lead's page for a reader who may not see personal data")
class MaskedPageTest {

    @Test
    @DisplayName("each member of the page is declared personal or open, and masked or not")
    void everyMember() {
        LeadPage page = MaskingCheck.sample(LeadPage.class);

        new MaskingCheck()
                .declare(LeadPage.class, Set.of(), Set.of("id", "reference", "version", "dealer", "asOf", "effective"))
                .declare(
                        LeadPage.Details.class,
                        Set.of("campaignNote"),
                        Set.of(
                                "status",
                                "ended",
                                "leadType",
                                "source",
                                "campaign",
                                "recontacted",
                                "masterLead",
                                "recontactLead",
                                "createdAt",
                                "assignedAt",
                                "daysSinceCreation",
                                "consents"))
                .declare(
                        LeadPage.Request.class,
                        Set.of("leadName"),
                        Set.of("appointmentAt", "remindCustomer", "recontactOn"))
                .declare(
                        RequestDetails.class,
                        Arrays.stream(RequestDetails.class.getRecordComponents())
                                .map(component -> component.getName())
                                .filter(name -> !Mask.OPEN_REQUEST_FIELDS.contains(name))
                                .collect(Collectors.toSet()),
                        Mask.OPEN_REQUEST_FIELDS)
                .declare(
                        LeadPage.VehicleDetails.class,
                        Set.of("vin"),
                        Set.of(
                                "registered",
                                "modelDescription",
                                "warrantyStart",
                                "warrantyEnd",
                                "currentWarranty",
                                "currentWarrantyStart",
                                "currentWarrantyEnd",
                                "averageKilometres",
                                "currentMileage",
                                "ownershipEndedOn"))
                .declare(
                        LeadPage.Qualification.class,
                        Set.of("managementNote"),
                        Set.of(
                                "firstContactAttemptedAt",
                                "firstContactWithinSla",
                                "closedAt",
                                "closedWithinSla",
                                "closeReason",
                                "closeCategory"))
                .declare(LeadPage.Assignments.class, Set.of(), Set.of())
                .declare(LeadPage.Assignment.class, Set.of("reason"), Set.of("dealer", "assignedAt", "until"))
                .declare(LeadPage.CustomerWait.class, Set.of(), Set.of("since", "until", "waited"))
                .declare(
                        LeadPage.Attempt.class,
                        Set.of(),
                        Set.of("number", "channel", "outcome", "recordedAt", "madeAt", "corrected"))
                .declare(LeadPage.ImportedLead.class, Set.of(), Set.of("importId", "importedAt", "brokenRules"))
                .declare(VerdictInShort.class, Set.of(), Set.of("sla", "result", "differsByClaimedTime", "deadline"))
                .declare(LeadActions.ActionState.class, Set.of(), Set.of("action", "allowed"))
                .declare(LeadActions.Reason.class, Set.of(), Set.of("rule", "code", "detail"))
                .verify(page, page.masked());
    }

    @Test
    @DisplayName("what is not there is not masked either")
    void absent() {
        LeadPage.VehicleDetails none = LeadPage.VehicleDetails.of(null, null, null);

        assertThat(none.masked()).isEqualTo(none);
    }
}
