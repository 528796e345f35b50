package leadledger.query.leadlist;

import java.util.Set;
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
                .verify(row, row.masked());
    }
}
