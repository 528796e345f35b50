package leadledger.command.aftersales.createlead;

import static leadledger.command.aftersales.LeadStory.AGENT;
import static leadledger.command.aftersales.LeadStory.TOKYO;
import static leadledger.command.aftersales.LeadStory.actor;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import leadledger.command.aftersales.RequestDetailsBody;
import leadledger.command.aftersales.createlead.CreateLead.NewLead;
import leadledger.command.decision.Input;
import leadledger.command.desk.ConsentBody;
import leadledger.events.aftersales.LeadType;
import leadledger.events.aftersales.RequestDetails;
import leadledger.events.reference.Names;
import leadledger.events.reference.ReferenceBook;
import leadledger.events.reference.ReferenceEvent;
import leadledger.events.reference.ReferenceEvent.CampaignDefined;
import leadledger.events.reference.ReferenceEvent.DealerDefined;
import leadledger.events.reference.ReferenceEvent.SourceDefined;
import leadledger.events.reference.ReferenceLookup;
import leadledger.events.shared.Actor;
import leadledger.events.shared.Consents;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.MarketId;
import leadledger.events.shared.Refusal;
import leadledger.events.shared.Role;
import leadledger.events.shared.Vin;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("A new lead's body is read, and everything that is wrong with it is told at once")
class NewLeadBodyTest {

    private static final Actor HEADQUARTERS = actor(Role.HQ);
    private static final Actor WEB_FORM = actor(Role.INTAKE);

    private static final Names NAMES = new Names("名", "name", "nome");

    private static final String LONGEST = "A_-9".repeat(10);

    /** Every code that these tests use is defined and in use. */
    private static final ReferenceLookup EVERYTHING = ReferenceBook.EMPTY.after(Stream.concat(
                    Stream.of(dealer(true)),
                    Stream.of(
                                    "WEB_FORM",
                                    "OWNER_APP",
                                    "SERVICE_REMINDER",
                                    "WINTER-2026",
                                    "SPONTANEOUS",
                                    "SPONTANEOUS_DEALER",
                                    "A",
                                    LONGEST)
                            .<ReferenceEvent>mapMulti((code, defined) -> {
                                defined.accept(new SourceDefined(code, NAMES, true));
                                defined.accept(new CampaignDefined(code, NAMES, true));
                            }))
            .toList());

    private static DealerDefined dealer(boolean active) {
        return new DealerDefined(TOKYO, "Tokyo", "JP", ZoneId.of("Asia/Tokyo"), null, active);
    }

    /** A body without fault for headquarters and intake machines, with some members set or, by null, left out. */
    private static Input<NewLead> read(Actor actor, Map<String, @Nullable Object> other) {
        return read(actor, other, EVERYTHING);
    }

    private static Input<NewLead> read(Actor actor, Map<String, @Nullable Object> other, ReferenceLookup reference) {
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("dealer", "JP-TOKYO");
        body.put("source", "WEB_FORM");
        body.put("campaign", "SERVICE_REMINDER");
        body.put("request", Map.of("lastName", "Yamada"));
        body.putAll(other);
        return JsonMapper.shared().convertValue(body, NewLeadBody.class).read(actor, reference);
    }

    @Test
    @DisplayName("AC-01: to headquarters another market's dealer is as unknown as one that does not exist")
    void anotherMarketsDealer() {
        Actor italy = Actor.ofHeadquarters("hq-2", new MarketId("IT"));
        Input<NewLead> unknown = read(
                HEADQUARTERS,
                Map.of(),
                ReferenceBook.EMPTY.after(List.of(
                        new SourceDefined("WEB_FORM", NAMES, true),
                        new CampaignDefined("SERVICE_REMINDER", NAMES, true))));

        assertThat(read(italy, Map.of()))
                .isEqualTo(unknown)
                .isEqualTo(Input.faulty(List.of(Refusal.ofValue("AS-01", "unknown-dealer", "dealer"))));
        assertThat(read(HEADQUARTERS, Map.of())).isInstanceOf(Input.Sound.class);
    }

    private static Map<String, @Nullable Object> with(String member, @Nullable Object value) {
        Map<String, @Nullable Object> members = new HashMap<>();
        members.put(member, value);
        return members;
    }

    private static Map<String, @Nullable Object> request(Object... membersAndValues) {
        Map<String, @Nullable Object> request = new LinkedHashMap<>(Map.of("lastName", "Yamada"));
        for (int i = 0; i < membersAndValues.length; i += 2) {
            request.put((String) membersAndValues[i], membersAndValues[i + 1]);
        }
        return with("request", request);
    }

    private static NewLead sound(Input<NewLead> input) {
        assertThat(input).isInstanceOf(Input.Sound.class);
        return ((Input.Sound<NewLead>) input).value();
    }

    private static List<Refusal> faults(Input<NewLead> input) {
        assertThat(input).isInstanceOf(Input.Faulty.class);
        return ((Input.Faulty<NewLead>) input).faults();
    }

    private static Refusal fault(String code, String field) {
        return Refusal.ofValue("AS-01", code, field);
    }

    @Test
    void everythingGivenIsRead() {
        NewLead lead = sound(new NewLeadBody(
                        "JP-TOKYO",
                        "CUSTOMER_DRIVEN",
                        "OWNER_APP",
                        "WINTER-2026",
                        "冬のプロモーション",
                        "1M8GDM9AXKP042788",
                        new RequestDetailsBody(
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
                                "送迎"),
                        Map.of(
                                "EMAIL",
                                new ConsentBody(true, "2026-03-01"),
                                "FAX",
                                new ConsentBody(false, "2026-02-28")))
                .read(WEB_FORM, EVERYTHING));
        assertThat(lead.dealer()).isEqualTo(TOKYO);
        assertThat(lead.leadType()).isEqualTo(LeadType.CUSTOMER_DRIVEN);
        assertThat(lead.source()).isEqualTo("OWNER_APP");
        assertThat(lead.campaign()).isEqualTo("WINTER-2026");
        assertThat(lead.campaignNote()).isEqualTo("冬のプロモーション");
        assertThat(lead.vin()).isEqualTo(new Vin("1M8GDM9AXKP042788"));
        assertThat(lead.request())
                .isEqualTo(new RequestDetails(
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
                        "送迎"));
        assertThat(lead.consents().given())
                .containsExactly(
                        Map.entry(Consents.Kind.EMAIL, new Consents.Consent(true, LocalDate.parse("2026-03-01"))),
                        Map.entry(Consents.Kind.FAX, new Consents.Consent(false, LocalDate.parse("2026-02-28"))));
    }

    @Test
    void aNameIsEnough() {
        NewLead lead = sound(read(WEB_FORM, Map.of()));
        assertThat(lead.request().lastName()).isEqualTo("Yamada");
        assertThat(lead.vin()).isNull();
        assertThat(lead.campaignNote()).isNull();
        assertThat(lead.consents()).isEqualTo(Consents.NONE);
    }

    @Nested
    @DisplayName("what may be left out")
    class Defaults {

        @Test
        void aDealerMayLeaveOutItselfSourceAndCampaign() {
            NewLead lead = sound(
                    new NewLeadBody(null, null, null, null, null, null, nameOnly(), null).read(AGENT, EVERYTHING));
            assertThat(lead.dealer()).isEqualTo(TOKYO);
            assertThat(lead.source()).isEqualTo("SPONTANEOUS");
            assertThat(lead.campaign()).isEqualTo("SPONTANEOUS_DEALER");
            assertThat(lead.leadType()).isEqualTo(LeadType.CUSTOMER_DRIVEN);
        }

        @Test
        @DisplayName("AC-02: what a dealer gives is read as given, so that the decision can refuse it")
        void aDealersOwnWordsAreNotReplaced() {
            NewLead lead = sound(read(AGENT, with("dealer", "JP-OSAKA")));
            assertThat(lead.dealer()).isEqualTo(new DealerId("JP-OSAKA"));
            assertThat(lead.source()).isEqualTo("WEB_FORM");
        }

        @Test
        void nobodyElseMay() {
            assertThat(faults(new NewLeadBody(null, null, null, null, null, null, nameOnly(), null)
                            .read(HEADQUARTERS, EVERYTHING)))
                    .containsExactly(
                            fault("field-required", "dealer"),
                            fault("field-required", "source"),
                            fault("field-required", "campaign"));
        }

        @ParameterizedTest
        @CsvSource({"HQ, HQ_DRIVEN", "INTAKE, CUSTOMER_DRIVEN"})
        @DisplayName("AS-04: a lead type left out is the one that the caller makes")
        void leadType(Role role, LeadType type) {
            assertThat(sound(read(actor(role), Map.of())).leadType()).isEqualTo(type);
        }

        private static RequestDetailsBody nameOnly() {
            return JsonMapper.shared().convertValue(Map.of("lastName", "Yamada"), RequestDetailsBody.class);
        }
    }

    @Nested
    @DisplayName("AS-30: the VIN")
    class TheVin {

        @ParameterizedTest
        @ValueSource(strings = {"1M8GDM9AXKP042788", "ZFA31200000123456", "JHMCM56557C404453"})
        void ofRightFormIsTakenAsGiven(String vin) {
            assertThat(sound(read(WEB_FORM, with("vin", vin))).vin()).isEqualTo(new Vin(vin));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "ZFA3120000012345",
                    "ZFA312000001234567",
                    "zfa31200000123456",
                    " ZFA31200000123456",
                    "ZFA31200000123456 ",
                    "ZFA3120000012345O",
                    "ZFA3120000012345I",
                    "ZFA3120000012345Q",
                    "ＺＦＡ31200000123456",
                    "1M8GDM9A1KP042788"
                })
        void ofWrongFormIsRefusedWithoutTrimmingOrUpperCasing(String vin) {
            assertThat(faults(read(WEB_FORM, with("vin", vin))))
                    .containsExactly(Refusal.ofValue("AS-30", "not-a-vin", "vin"));
        }
    }

    @Nested
    @DisplayName("a code")
    class Codes {

        @ParameterizedTest
        @ValueSource(strings = {"source", "campaign"})
        void hasFortyCapitalsDigitsHyphensAndUnderscoresAtMost(String field) {
            assertThat(sound(read(WEB_FORM, with(field, "A"))).dealer()).isEqualTo(TOKYO);
            assertThat(sound(read(WEB_FORM, with(field, LONGEST))).dealer()).isEqualTo(TOKYO);
            for (String wrong : List.of(LONGEST + "A", "web form", "web", "_A", "-A", "日本", "A\n")) {
                assertThat(faults(read(WEB_FORM, with(field, wrong)))).containsExactly(fault("not-a-code", field));
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"source", "campaign", "dealer"})
        void mayNotBeBlank(String field) {
            assertThat(faults(read(WEB_FORM, with(field, "　")))).containsExactly(fault("field-required", field));
        }

        @Test
        void ofADealerHasTheDealersForm() {
            assertThat(faults(read(HEADQUARTERS, with("dealer", "jp-tokyo"))))
                    .containsExactly(fault("not-a-dealer-code", "dealer"));
        }

        @Test
        @DisplayName("AS-02: of a lead type is one of two")
        void ofALeadType() {
            assertThat(faults(read(HEADQUARTERS, with("leadType", "hq_driven"))))
                    .containsExactly(fault("not-one-of", "leadType").with("allowed", "CUSTOMER_DRIVEN, HQ_DRIVEN"));
        }
    }

    @Nested
    @DisplayName("AS-01, AS-02: dealer, source and campaign")
    class Reference {

        private static final Refusal UNKNOWN_DEALER = Refusal.ofValue("AS-01", "unknown-dealer", "dealer");
        private static final Refusal UNKNOWN_SOURCE = Refusal.ofValue("AS-02", "unknown-source", "source");
        private static final Refusal UNKNOWN_CAMPAIGN = Refusal.ofValue("AS-02", "unknown-campaign", "campaign");

        private static ReferenceBook book(boolean active) {
            return ReferenceBook.EMPTY.after(List.of(
                    dealer(active),
                    new SourceDefined("WEB_FORM", NAMES, active),
                    new CampaignDefined("SERVICE_REMINDER", NAMES, active)));
        }

        @Test
        void mayBeUsedWhenTheyAreDefinedAndActive() {
            assertThat(sound(read(WEB_FORM, Map.of(), book(true))).dealer()).isEqualTo(TOKYO);
        }

        @Test
        void areRefusedTogetherWhenTheyWereNeverDefined() {
            assertThat(faults(read(HEADQUARTERS, Map.of(), ReferenceBook.EMPTY)))
                    .containsExactly(UNKNOWN_DEALER, UNKNOWN_SOURCE, UNKNOWN_CAMPAIGN);
        }

        @Test
        void areRefusedWhenTheyAreNoLongerActive() {
            assertThat(faults(read(HEADQUARTERS, Map.of(), book(false))))
                    .containsExactly(UNKNOWN_DEALER, UNKNOWN_SOURCE, UNKNOWN_CAMPAIGN);
        }

        @Test
        void areNotCalledUnknownAsWellWhenTheyAreMisspelt() {
            assertThat(faults(read(HEADQUARTERS, with("source", "web form"), book(true))))
                    .containsExactly(fault("not-a-code", "source"));
        }

        @Test
        @DisplayName("AC-02: a dealer is not told whether another dealer exists")
        void anotherDealerIsNotLookedUpForADealer() {
            assertThat(sound(read(AGENT, with("dealer", "JP-NOWHERE"), book(true)))
                            .dealer())
                    .isEqualTo(new DealerId("JP-NOWHERE"));
        }
    }

    @Nested
    @DisplayName("the request")
    class TheRequest {

        @Test
        void isRequiredAndSoIsTheLastName() {
            assertThat(faults(read(WEB_FORM, with("request", null))))
                    .containsExactly(fault("field-required", "request"));
            assertThat(faults(read(WEB_FORM, with("request", Map.of()))))
                    .containsExactly(fault("field-required", "request.lastName"));
            assertThat(faults(read(WEB_FORM, request("lastName", "　 "))))
                    .containsExactly(fault("field-required", "request.lastName"));
        }

        static Stream<Arguments> limits() {
            return Stream.of(
                    Arguments.of("firstName", 80),
                    Arguments.of("lastName", 80),
                    Arguments.of("contactNumber", 40),
                    Arguments.of("otherPhone", 40),
                    Arguments.of("state", 120),
                    Arguments.of("city", 120),
                    Arguments.of("postalCode", 40),
                    Arguments.of("inquiry", 4_000),
                    Arguments.of("request", 4_000),
                    Arguments.of("customerRemarks", 4_000),
                    Arguments.of("additionalServices", 4_000));
        }

        @ParameterizedTest
        @MethodSource("limits")
        void hasTextsUpToTheirLimit(String field, int most) {
            assertThat(sound(read(WEB_FORM, request(field, "𠮷".repeat(most)))).request())
                    .extracting(field)
                    .isEqualTo("𠮷".repeat(most));
            assertThat(faults(read(WEB_FORM, request(field, "𠮷".repeat(most + 1)))))
                    .containsExactly(fault("text-too-long", "request." + field).with("most", most));
        }

        @ParameterizedTest
        @CsvSource({
            "email, taro@example.com, not-an-email-address",
            "preferredLanguage, ja, not-a-language-code",
            "country, JP, not-a-country-code"
        })
        void hasFieldsOfACertainForm(String field, String right, String code) {
            assertThat(sound(read(WEB_FORM, request(field, right))).request())
                    .extracting(field)
                    .isEqualTo(right);
            assertThat(faults(read(WEB_FORM, request(field, "?")))).containsExactly(fault(code, "request." + field));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "taro",
                    "taro@",
                    "@example.com",
                    "a b@example.com",
                    "a　b@example.com",
                    "a\0b@example.com",
                    "a\uD842@example.com",
                    "a@b@example.com",
                    "a@example"
                })
        void hasAnAddressThatCouldBeOne(String address) {
            assertThat(faults(read(WEB_FORM, request("email", address))))
                    .containsExactly(fault("not-an-email-address", "request.email"));
        }

        @Test
        void hasThreePreferredDateTimesAtMost() {
            String one = "2026-03-02T10:00:00Z";
            assertThat(sound(read(WEB_FORM, request("preferredDateTimes", List.of(one, one, one))))
                            .request()
                            .preferredDateTimes())
                    .hasSize(3);
            assertThat(faults(read(WEB_FORM, request("preferredDateTimes", List.of(one, one, one, one)))))
                    .containsExactly(fault("too-many-preferred-date-times", "request.preferredDateTimes"));
        }

        @Test
        void namesThePreferredDateTimeThatIsWrong() {
            assertThat(faults(read(
                            WEB_FORM,
                            request("preferredDateTimes", Arrays.asList("2026-03-02T10:00:00Z", null, "tomorrow")))))
                    .containsExactly(
                            fault("field-required", "request.preferredDateTimes[1]"),
                            fault("not-a-moment", "request.preferredDateTimes[2]"));
        }
    }

    @Nested
    @DisplayName("a consent")
    class Consent {

        private static List<Refusal> faultsOf(String kind, @Nullable Object consent) {
            return faults(read(WEB_FORM, with("consents", with(kind, consent))));
        }

        @Test
        void isOfOneOfEightKinds() {
            for (Consents.Kind kind : Consents.Kind.values()) {
                assertThat(sound(read(
                                        WEB_FORM,
                                        with(
                                                "consents",
                                                Map.of(kind.name(), Map.of("agreed", true, "on", "2026-03-01")))))
                                .consents()
                                .given())
                        .containsOnlyKeys(kind);
            }
            assertThat(faultsOf("email", Map.of("agreed", true, "on", "2026-03-01")))
                    .singleElement()
                    .satisfies(refusal -> assertThat(refusal.code()).isEqualTo("not-one-of"))
                    .satisfies(refusal -> assertThat(refusal.field()).isEqualTo("consents"));
        }

        @Test
        void saysYesOrNoAndWhen() {
            assertThat(faultsOf("EMAIL", null)).containsExactly(fault("field-required", "consents.EMAIL.agreed"));
            assertThat(faultsOf("EMAIL", Map.of("on", "2026-03-01")))
                    .containsExactly(fault("field-required", "consents.EMAIL.agreed"));
            assertThat(faultsOf("EMAIL", Map.of("agreed", false)))
                    .containsExactly(fault("field-required", "consents.EMAIL.on"));
            assertThat(faultsOf("EMAIL", Map.of("agreed", false, "on", "2026-02-29")))
                    .containsExactly(fault("not-a-day", "consents.EMAIL.on"));
        }
    }

    @Test
    void everythingThatIsWrongIsToldAtOnceAndNothingOfItRepeated() {
        List<Refusal> faults = faults(new NewLeadBody(
                        "canary!",
                        "canary",
                        "canary",
                        null,
                        "canary\0",
                        "canary",
                        JsonMapper.shared()
                                .convertValue(
                                        Map.of("email", "canary", "preferredDateTimes", List.of("canary")),
                                        RequestDetailsBody.class),
                        Map.of("canary", new ConsentBody(null, null)))
                .read(HEADQUARTERS, EVERYTHING));
        assertThat(faults)
                .extracting(Refusal::code, Refusal::field)
                .map(Object::toString)
                .containsExactly(
                        "(\"not-a-dealer-code\", \"dealer\")",
                        "(\"not-one-of\", \"leadType\")",
                        "(\"not-a-code\", \"source\")",
                        "(\"field-required\", \"campaign\")",
                        "(\"characters-not-allowed\", \"campaignNote\")",
                        "(\"not-a-vin\", \"vin\")",
                        "(\"field-required\", \"request.lastName\")",
                        "(\"not-an-email-address\", \"request.email\")",
                        "(\"not-a-moment\", \"request.preferredDateTimes[0]\")",
                        "(\"not-one-of\", \"consents\")");
        assertThat(faults.toString()).doesNotContain("canary");
    }
}
