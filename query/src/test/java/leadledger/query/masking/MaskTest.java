package leadledger.query.masking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import leadledger.events.aftersales.RequestDetails;
import leadledger.query.testing.MaskingCheck;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("AC-05: what takes the place of personal data")
class MaskTest {

    private static final Set<String> PERSONAL = Set.of(
            "firstName",
            "lastName",
            "email",
            "contactNumber",
            "otherPhone",
            "country",
            "state",
            "city",
            "postalCode",
            "inquiry",
            "request",
            "customerRemarks",
            "additionalServices");

    @Test
    @DisplayName("each member of request details is declared personal or open, and masked or not")
    void requestDetails() {
        RequestDetails details = MaskingCheck.sample(RequestDetails.class);

        new MaskingCheck()
                .declare(RequestDetails.class, PERSONAL, Mask.OPEN_REQUEST_FIELDS)
                .verify(details, Mask.of(details));
    }

    @Test
    @DisplayName("the mask is the same for every value, and nothing stays nothing")
    void tellsNothing() {
        assertThat(Mask.text("a")).isEqualTo(Mask.text("a much longer text")).isEqualTo("＊＊＊");
        assertThat(Mask.text(null)).isNull();
        RequestDetails sparse = new RequestDetails(
                null, "Rossi", null, null, null, null, null, null, null, null, null, null, List.of(), null, null);
        assertThat(Mask.of(sparse))
                .isEqualTo(new RequestDetails(
                        null, "＊＊＊", null, null, null, null, null, null, null, null, null, null, List.of(), null,
                        null));
    }
}
