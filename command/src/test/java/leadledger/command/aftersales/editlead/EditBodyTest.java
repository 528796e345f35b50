package leadledger.command.aftersales.editlead;

import static leadledger.command.aftersales.LeadStory.CAR;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import leadledger.command.aftersales.RequestDetailsBody;
import leadledger.command.aftersales.editlead.EditLead.Edit;
import leadledger.command.aftersales.editlead.EditLead.RequestEdit;
import leadledger.command.aftersales.editlead.EditLeadApi.EditBody;
import leadledger.command.decision.Input;
import leadledger.events.shared.Refusal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("AS-70: an edit's body is read, and everything that is wrong with it is told at once")
class EditBodyTest {

    private static final RequestEdit NOTHING =
            new RequestEdit(null, null, null, null, null, null, null, null, null, null, null, null, null, null, null);

    /** All members of the request details that are texts, but the name, which cannot be taken away. */
    private static final List<String> TEXTS = List.of(
            "firstName",
            "email",
            "contactNumber",
            "otherPhone",
            "preferredLanguage",
            "country",
            "state",
            "city",
            "postalCode",
            "inquiry",
            "request",
            "customerRemarks",
            "additionalServices");

    private static Input<Edit> read(Map<String, @Nullable Object> request) {
        return new EditBody(JsonMapper.shared().convertValue(request, RequestDetailsBody.class), null, null).read();
    }

    private static Refusal fault(String code, String field) {
        return Refusal.ofValue("AS-70", code, field);
    }

    @Test
    void anEmptyBodyWantsNothing() {
        assertThat(new EditBody(null, null, null).read()).isEqualTo(Input.of(new Edit(NOTHING, null, null)));
        assertThat(read(Map.of())).isEqualTo(Input.of(new Edit(NOTHING, null, null)));
    }

    @Test
    void everythingGivenIsRead() {
        RequestDetailsBody request = new RequestDetailsBody(
                "太郎",
                "山田",
                "taro@example.com",
                "+81 3 0000 0000",
                "+81 90 0000 0000",
                "ja",
                "JP",
                "東京都",
                "港区",
                "105-0001",
                "点検\n見積り",
                "オイル交換",
                List.of("2026-03-02T10:00:00+09:00"),
                "髙の字です",
                "送迎");
        assertThat(new EditBody(request, "ZFA31200000123456", "折り返し").read())
                .isEqualTo(Input.of(new Edit(
                        new RequestEdit(
                                "太郎",
                                "山田",
                                "taro@example.com",
                                "+81 3 0000 0000",
                                "+81 90 0000 0000",
                                "ja",
                                "JP",
                                "東京都",
                                "港区",
                                "105-0001",
                                "点検\n見積り",
                                "オイル交換",
                                List.of(Instant.parse("2026-03-02T01:00:00Z")),
                                "髙の字です",
                                "送迎"),
                        CAR,
                        "折り返し")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "　", "\u00A0", "\u3000\u00A0\t\r\n"})
    @DisplayName("AS-41: white space of any width is an empty text, which takes away what is there")
    void blanks(String blank) {
        Map<String, @Nullable Object> request = new LinkedHashMap<>();
        TEXTS.forEach(text -> request.put(text, blank));
        request.put("preferredDateTimes", List.of());
        assertThat(read(request))
                .isEqualTo(Input.of(new Edit(
                        new RequestEdit("", null, "", "", "", "", "", "", "", "", "", "", List.of(), "", ""),
                        null,
                        null)));
        assertThat(new EditBody(null, null, blank).read()).isEqualTo(Input.of(new Edit(NOTHING, null, "")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "　"})
    void theNameCannotBeTakenAway(String blank) {
        assertThat(read(Map.of("lastName", blank)))
                .isEqualTo(Input.faulty(List.of(fault("field-required", "request.lastName"))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "zfa31200000123456", "ZFA31200000123456 ", "1M8GDM9A1KP042788", "ZFA3120000012345O"})
    @DisplayName("AS-30: a VIN of wrong form is refused with this rule, and an empty one has a wrong form")
    void wrongVins(String vin) {
        assertThat(new EditBody(null, vin, null).read())
                .isEqualTo(Input.faulty(List.of(Refusal.ofValue("AS-30", "not-a-vin", "vin"))));
    }

    @Test
    void everythingThatIsWrongIsToldAtOnceAndNothingOfItRepeated() {
        Map<String, @Nullable Object> request = new LinkedHashMap<>();
        request.put("firstName", "canary".repeat(20));
        request.put("lastName", "canary\0");
        request.put("email", "canary");
        request.put("contactNumber", "canary".repeat(20));
        request.put("otherPhone", "canary\0");
        request.put("preferredLanguage", "canary");
        request.put("country", "canary");
        request.put("state", "canary\0");
        request.put("city", "canary\0");
        request.put("postalCode", "canary\0");
        request.put("inquiry", "canary".repeat(1_000));
        request.put("request", "canary\0");
        request.put("preferredDateTimes", Arrays.asList("2026-03-02T10:00:00Z", null, "canary"));
        request.put("customerRemarks", "canary\0");
        request.put("additionalServices", "canary\0");
        Input<Edit> input = new EditBody(
                        JsonMapper.shared().convertValue(request, RequestDetailsBody.class), "canary", "canary\0")
                .read();
        assertThat(input)
                .isEqualTo(Input.faulty(List.of(
                        fault("text-too-long", "request.firstName").with("most", 80),
                        fault("characters-not-allowed", "request.lastName"),
                        fault("not-an-email-address", "request.email"),
                        fault("text-too-long", "request.contactNumber").with("most", 40),
                        fault("characters-not-allowed", "request.otherPhone"),
                        fault("not-a-language-code", "request.preferredLanguage"),
                        fault("not-a-country-code", "request.country"),
                        fault("characters-not-allowed", "request.state"),
                        fault("characters-not-allowed", "request.city"),
                        fault("characters-not-allowed", "request.postalCode"),
                        fault("text-too-long", "request.inquiry").with("most", 4_000),
                        fault("characters-not-allowed", "request.request"),
                        fault("field-required", "request.preferredDateTimes[1]"),
                        fault("not-a-moment", "request.preferredDateTimes[2]"),
                        fault("characters-not-allowed", "request.customerRemarks"),
                        fault("characters-not-allowed", "request.additionalServices"),
                        Refusal.ofValue("AS-30", "not-a-vin", "vin"),
                        fault("characters-not-allowed", "managementNote"))));
        assertThat(input.toString()).doesNotContain("canary");
    }
}
