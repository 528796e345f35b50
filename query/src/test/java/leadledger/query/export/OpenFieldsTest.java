package leadledger.query.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import leadledger.events.ledger.EventCatalog;
import leadledger.events.ledger.LedgerJson;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** AC-05: what of events is shown to who may not see personal data. */
class OpenFieldsTest {

    private static final EventCatalog CATALOG = LedgerJson.catalog();
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static List<Class<?>> facts() {
        return CATALOG.classes().stream()
                .filter(event -> List.of(LeadProcess.values()).stream()
                        .map(LeadProcess::facts)
                        .anyMatch(facts -> facts.isAssignableFrom(event)))
                .toList();
    }

    @Test
    @DisplayName("What is named is there: no name is mistyped or left over")
    void namesExist() {
        OpenFields.all().forEach((type, open) -> {
            Class<?> event = facts().stream()
                    .filter(one -> CATALOG.typeOf(one).equals(type))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(type));
            List<String> names = EventFieldNames.of(event);
            assertThat(open)
                    .as(type)
                    .allMatch(
                            path -> names.stream().anyMatch(name -> name.equals(path) || name.startsWith(path + ".")));
        });
    }

    @Test
    @DisplayName("All that is text of people's is masked in every fact, and lists of it as a whole")
    void freeTextIsMasked() {
        Set<String> personal = Set.of(
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
                "additionalServices",
                "vin",
                "comment",
                "managementNote",
                "campaignNote",
                "callCenterComment",
                "plate",
                "remarks",
                "subject",
                "text",
                "testDriveWish",
                "otherRequests",
                "replacementIntent",
                "condition",
                "model",
                "maker",
                "grade",
                "extras",
                "providerIds",
                "amount",
                "expectedAmount",
                "remainingLoan");
        // A task's state is no customer's.
        Set<String> tasks = Set.of("sales.follow-up-task-updated", "sales.activity-updated");
        for (Class<?> event : facts()) {
            String type = CATALOG.typeOf(event);
            Collection<String> open = OpenFields.all().getOrDefault(type, Set.of());
            assertThat(open)
                    .as(type)
                    .filteredOn(path -> !(path.equals("state") && tasks.contains(type)))
                    .noneMatch(path -> personal.contains(path.substring(path.lastIndexOf('.') + 1)));
        }
        assertThat(List.of(
                        "aftersales.contact-attempt-corrected",
                        "aftersales.lead-reassigned",
                        "sales.lead-marked-out-of-scope",
                        "sales.lead-not-converted",
                        "sales.contract-corrected"))
                .as("reasons in somebody's own words")
                .noneMatch(type -> OpenFields.all().getOrDefault(type, Set.of()).contains("reason"));
    }

    @Test
    @DisplayName("What nobody has thought of is masked, whatever it is; that something is empty is no secret")
    void unknownIsMasked() {
        ObjectNode data = (ObjectNode) JSON.readTree("""
                {"leadId":"x","news":"CANARY","number":7,"truth":true,"list":["CANARY"],"none":[],"null":null,
                 "deep":{"city":"CANARY","list":[{"a":"CANARY"}]},"request":{"preferredLanguage":"ja","city":"CANARY"},
                 "consents":{"EMAIL":{"agreed":true,"on":"2026-01-01"}}}""");

        ObjectNode masked = OpenFields.masked("aftersales.lead-created", data);

        assertThat(masked).isEqualTo(JSON.readTree("""
                {"leadId":"x","news":"＊＊＊","number":"＊＊＊","truth":"＊＊＊","list":"＊＊＊","none":[],"null":null,
                 "deep":{"city":"＊＊＊","list":"＊＊＊"},"request":{"preferredLanguage":"ja","city":"＊＊＊"},
                 "consents":{"EMAIL":{"agreed":true,"on":"2026-01-01"}}}"""));
        assertThat(OpenFields.masked("sales.something-new", data).toString()).doesNotContain("CANARY", "x\"");
        assertThat(ExportedEvent.fields(masked)).containsAllEntriesOf(Map.of("deep.city", "＊＊＊", "leadId", "x"));
    }
}
