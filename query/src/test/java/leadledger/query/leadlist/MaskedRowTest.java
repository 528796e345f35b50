package leadledger.query.leadlist;

import java.util.Set;
import leadledger.events.shared.DealerId;
import leadledger.events.sla.Assignment;
import leadledger.events.sla.Ruling;
import leadledger.query.testing.MaskingCheck;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("AC-05: a row of a list for a reader who may not see personal data")
class MaskedRowTest {

    @Test
    @DisplayName("each column is declared personal or open, and masked or not")
    void everyColumn() {
        LeadListRow row = MaskingCheck.sample(LeadListRow.class);

        new MaskingCheck()
                .declare(
                        LeadListRow.class,
                        Set.of("leadName", "nameKey", "searchText", "vin"),
                        Set.of(
                                "leadId",
                                "lastSequence",
                                "dealer",
                                "reference",
                                "status",
                                "ended",
                                "leadType",
                                "source",
                                "campaign",
                                "createdAt",
                                "assignedAt",
                                "attempts",
                                "firstAttemptAt",
                                "closedAt",
                                "closeReason",
                                "closeCategory",
                                "recontacted"))
                .declare(
                        Assignment.class,
                        Set.of(),
                        Set.of("number", "assignedAt", "bookedAt", "closedAt", "closure", "withdrawnAt"))
                .declare(DealerId.class, Set.of(), Set.of("value"))
                .declare(Assignment.Attempt.class, Set.of(), Set.of("number", "stampedAt", "claimedAt", "reached"))
                .declare(Ruling.class, Set.of(), Set.of("dispute", "sla", "outcome", "decidedAt", "countsAt"))
                .verify(row, row.masked());
    }
}
