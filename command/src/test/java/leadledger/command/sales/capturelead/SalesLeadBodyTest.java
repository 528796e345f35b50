package leadledger.command.sales.capturelead;

import static leadledger.command.sales.SalesReference.OPEN;
import static leadledger.command.sales.SalesStory.CALL_CENTER;
import static leadledger.command.sales.SalesStory.INTAKE;
import static leadledger.command.sales.SalesStory.JAPAN;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import leadledger.command.decision.Input;
import leadledger.command.sales.SalesCaller;
import leadledger.command.sales.capturelead.CaptureLead.NewLead;
import leadledger.events.sales.CurrentCar;
import leadledger.events.sales.LeadQueue;
import leadledger.events.sales.Powertrain;
import leadledger.events.sales.ProviderId;
import leadledger.events.sales.PurchaseHorizon;
import leadledger.events.sales.Utm;
import leadledger.events.sales.Wishes;
import leadledger.events.shared.Consents;
import leadledger.events.shared.Customer;
import leadledger.events.shared.Refusal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("SA-01: a new sales lead's body is read, and everything that is wrong with it is told at once")
class SalesLeadBodyTest {

    private static final Map<String, @Nullable Object> LEAST =
            Map.of("market", "JP", "brand", "ALFA", "source", "WEB_FORM", "customer", Map.of("lastName", "山田"));

    private static Input<NewLead> read(SalesCaller caller, Map<String, @Nullable Object> changes) {
        Map<String, @Nullable Object> body = new HashMap<>(LEAST);
        body.putAll(changes);
        return JsonMapper.shared().convertValue(body, SalesLeadBody.class).read(caller.actor(), OPEN);
    }

    private static void refuses(String member, @Nullable Object value, Refusal... refusals) {
        Map<String, @Nullable Object> change = new HashMap<>();
        change.put(member, value);
        assertThat(read(INTAKE, change)).isEqualTo(Input.faulty(List.of(refusals)));
    }

    private static NewLead sound(Input<NewLead> input) {
        assertThat(input).isInstanceOf(Input.Sound.class);
        return ((Input.Sound<NewLead>) input).value();
    }

    private static Refusal fault(String code, String field) {
        return Refusal.ofValue("SA-01", code, field);
    }

    @Test
    void theLeastThatIsALead() {
        assertThat(sound(read(INTAKE, Map.of())))
                .isEqualTo(new NewLead(
                        new LeadQueue(JAPAN, "ALFA"),
                        "WEB_FORM",
                        null,
                        Utm.NONE,
                        new Customer(null, "山田", null, null, null, null, null, null, null, null),
                        Wishes.NONE,
                        null,
                        null,
                        Consents.NONE,
                        null,
                        List.of(),
                        List.of()));
    }

    @Test
    void everythingGivenIsRead() {
        Input<NewLead> read = read(
                CALL_CENTER,
                Map.of(
                        "campaign", "SPRING",
                        "utm", Map.of("campaign", "c", "source", "s", "medium", "m", "term", "t", "content", "x"),
                        "wishes",
                                Map.of(
                                        "request", "見積り",
                                        "testDriveWanted", true,
                                        "testDriveWish", "日曜",
                                        "purchaseHorizon", "WITHIN_3_MONTHS",
                                        "model", "Junior",
                                        "powertrain", "ELECTRIC",
                                        "otherRequests", "なし"),
                        "callCenterComment", "急ぎ",
                        "currentCar",
                                Map.of(
                                        "maker", "Fiat",
                                        "model", "500",
                                        "grade", "Pop",
                                        "modelYear", 2015,
                                        "vin", "312",
                                        "colour", "白",
                                        "mileage", 42_000,
                                        "powertrain", "PETROL"),
                        "consents", Map.of("EMAIL", Map.of("agreed", true, "on", "2026-03-01")),
                        "requestedAt", "2026-03-01T22:15:30.1239+09:00",
                        "providerIds",
                                List.of(Map.of("source", "Portal", "id", "1"), Map.of("source", "Portal", "id", "1"))));
        assertThat(sound(read))
                .isEqualTo(new NewLead(
                        new LeadQueue(JAPAN, "ALFA"),
                        "WEB_FORM",
                        "SPRING",
                        new Utm("c", "s", "m", "t", "x"),
                        new Customer(null, "山田", null, null, null, null, null, null, null, null),
                        new Wishes(
                                "見積り",
                                true,
                                "日曜",
                                PurchaseHorizon.WITHIN_3_MONTHS,
                                "Junior",
                                Powertrain.ELECTRIC,
                                "なし"),
                        "急ぎ",
                        new CurrentCar.Details("Fiat", "500", "Pop", 2015, "312", "白", 42_000, Powertrain.PETROL),
                        new Consents(
                                Map.of(Consents.Kind.EMAIL, new Consents.Consent(true, LocalDate.parse("2026-03-01")))),
                        Instant.parse("2026-03-01T13:15:30.123Z"),
                        List.of(new ProviderId("Portal", "1")),
                        List.of()));
    }

    @Test
    @DisplayName("everything that is wrong is told at once")
    void faults() {
        assertThat(JsonMapper.shared()
                        .convertValue(Map.of(), SalesLeadBody.class)
                        .read(INTAKE.actor(), OPEN))
                .isEqualTo(Input.faulty(List.of(
                        fault("field-required", "market"),
                        fault("field-required", "brand"),
                        fault("field-required", "source"),
                        fault("field-required", "customer"))));
        refuses("market", "jp", fault("not-a-country-code", "market"));
        refuses("customer", Map.of(), fault("field-required", "customer.lastName"));
        refuses(
                "wishes",
                Map.of("powertrain", "STEAM"),
                fault("not-one-of", "wishes.powertrain")
                        .with("allowed", "PETROL, DIESEL, MILD_HYBRID, HYBRID, PLUG_IN_HYBRID, ELECTRIC"));
        refuses(
                "currentCar",
                Map.of("mileage", -1),
                fault("count-out-of-range", "currentCar.mileage").with("most", 9_999_999));
        refuses("consents", Map.of("EMAIL", Map.of("agreed", true)), fault("field-required", "consents.EMAIL.on"));
        refuses("requestedAt", "yesterday", fault("not-a-moment", "requestedAt"));
        refuses(
                "utm",
                Map.of("term", "x".repeat(201)),
                fault("text-too-long", "utm.term").with("most", 200));
    }

    @ParameterizedTest
    @DisplayName("the brand is sold by an active outlet of the market")
    @CsvSource({
        "JP, ALFA, true",
        "JP, JEEP, true",
        "JP, PEUGEOT, false",
        "JP, FIAT, false",
        "IT, FIAT, true",
        "FR, ALFA, false"
    })
    void brands(String market, String brand, boolean sold) {
        Input<NewLead> read = read(INTAKE, Map.of("market", market, "brand", brand));
        assertThat(read instanceof Input.Sound).isEqualTo(sold);
        if (!sold) {
            assertThat(read).isEqualTo(Input.faulty(List.of(fault("unknown-brand", "brand"))));
        }
    }

    @Test
    @DisplayName("source and campaign are defined and active")
    void sourceAndCampaign() {
        refuses("source", "FAX", fault("unknown-source", "source"));
        refuses("source", "NONE", fault("unknown-source", "source"));
        refuses("source", "no code", fault("not-a-code", "source"));
        refuses("campaign", "WINTER", fault("unknown-campaign", "campaign"));
        refuses("campaign", "NONE", fault("unknown-campaign", "campaign"));
    }

    @Test
    @DisplayName("AC-02: the call centre's market is its token's, and its comment is its own")
    void tenancy() {
        Map<String, @Nullable Object> withoutMarket = new HashMap<>();
        withoutMarket.put("market", null);
        assertThat(sound(read(CALL_CENTER, withoutMarket)).queue().market()).isEqualTo(JAPAN);
        assertThat(read(CALL_CENTER, Map.of("market", "IT", "brand", "NONE")))
                .isEqualTo(Input.faulty(List.of(Refusal.ofValue("AC-02", "field-not-yours-to-set", "market"))));
        refuses("callCenterComment", "急ぎ", Refusal.ofValue("AC-02", "field-not-yours-to-set", "callCenterComment"));
    }

    @Test
    @DisplayName("at most ten ids, each with its source")
    void providerIds() {
        List<Map<String, String>> ten = IntStream.range(0, 10)
                .mapToObj(i -> Map.of("source", "P", "id", Integer.toString(i)))
                .toList();
        assertThat(sound(read(INTAKE, Map.of("providerIds", ten))).providerIds())
                .hasSize(10);
        List<Map<String, String>> eleven = new ArrayList<>(ten);
        eleven.add(Map.of("source", "P", "id", "10"));
        refuses(
                "providerIds",
                eleven,
                fault("too-many-provider-ids", "providerIds").with("most", 10));
        refuses(
                "providerIds",
                List.of(Map.of("source", " ", "id", "x".repeat(201))),
                fault("field-required", "providerIds[0].source"),
                fault("text-too-long", "providerIds[0].id").with("most", 200));
    }
}
