package leadledger.command.sales.capturelead;

import static java.nio.charset.StandardCharsets.UTF_8;
import static leadledger.command.sales.SalesReference.OPEN;
import static leadledger.command.sales.SalesStory.CALL_CENTER;
import static leadledger.command.sales.SalesStory.INTAKE;
import static leadledger.command.sales.SalesStory.JAPAN;
import static leadledger.command.sales.SalesStory.QUEUE;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.time.Instant;
import java.util.List;
import leadledger.command.decision.Input;
import leadledger.command.sales.SalesCaller;
import leadledger.command.sales.capturelead.CaptureLead.NewLead;
import leadledger.events.sales.CurrentCar;
import leadledger.events.sales.Extra;
import leadledger.events.sales.LeadQueue;
import leadledger.events.sales.ProviderId;
import leadledger.events.sales.Utm;
import leadledger.events.sales.Wishes;
import leadledger.events.shared.Consents;
import leadledger.events.shared.Customer;
import leadledger.events.shared.Refusal;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("SA-01: a lead in ADF 1.0 is read as lead providers send it")
class AdfBodyTest {

    private static final ChannelBody ADDRESS = new ChannelBody("JP", "ALFA", "WEB_FORM", "SPRING");

    private static final String NAME = "<contact><name part='first'>花子</name><name part='last'>山田</name></contact>";

    private static Input<NewLead> read(String xml, ChannelBody address, SalesCaller caller) {
        return new AdfBody(XmlBody.read(xml.getBytes(UTF_8), null), address).read(caller.actor(), OPEN);
    }

    private static NewLead read(String xml) {
        return sound(read(xml, ADDRESS, INTAKE));
    }

    private static NewLead sound(Input<NewLead> input) {
        assertThat(input).isInstanceOf(Input.Sound.class);
        return ((Input.Sound<NewLead>) input).value();
    }

    private static String prospect(String content) {
        return "<?xml version='1.0'?><?adf version='1.0'?><adf><prospect>" + content + "</prospect></adf>";
    }

    private static String withName(String content) {
        return prospect(content + "<customer>" + NAME + "</customer>");
    }

    private static Customer customer(String contact) {
        return read(prospect("<customer><contact>" + contact + "</contact></customer>"))
                .customer();
    }

    private static Refusal fault(String code, String field) {
        return Refusal.ofValue("SA-01", code, field);
    }

    @Test
    @DisplayName("everything that has a field goes there, and everything else is kept")
    void everything() {
        NewLead lead = read("""
                <?xml version="1.0" encoding="UTF-8"?>
                <?adf version="1.0"?>
                <adf>
                  <prospect status="new">
                    <id sequence="2" source="Portal">P-2</id>
                    <id sequence="1" source="Agency">A-1</id>
                    <requestdate>2026-03-01T22:15:30+09:00</requestdate>
                    <vehicle interest="buy" status="new">
                      <year>2026</year><make>Alfa Romeo</make><model>Junior</model>
                      <trim>Speciale</trim><price type="msrp" currency="JPY">5560000</price>
                      <comments>red, please</comments>
                    </vehicle>
                    <vehicle interest="trade-in">
                      <year>2015</year><make>Fiat</make><model>500</model><vin>ZFA31200000123456</vin>
                      <trim>Pop</trim><odometer status="original" units="km">42000</odometer>
                      <colorcombination><interiorcolor>black</interiorcolor>
                        <exteriorcolor>white</exteriorcolor><preference>1</preference></colorcombination>
                    </vehicle>
                    <vehicle interest="test-drive"><model>Tonale</model><comments>on Sunday</comments></vehicle>
                    <customer>
                      <contact primarycontact="1">
                        <name part="first" type="individual">花子</name>
                        <name part="last">山田</name>
                        <email preferredcontact="1">hanako@example.jp</email>
                        <phone type="voice" time="evening">03-1234-5678</phone>
                        <phone type="cellphone">090-1234-5678</phone>
                        <phone type="fax">03-1234-5679</phone>
                        <address type="home"><street line="1">道玄坂1-2-3</street><city>渋谷区</city>
                          <regioncode>東京都</regioncode><postalcode>150-0001</postalcode><country>jp</country></address>
                      </contact>
                      <timeframe><description>soon</description></timeframe>
                      <comments>見積りをお願いします</comments>
                    </customer>
                    <vendor><vendorname>渋谷店</vendorname></vendor>
                    <provider><name part="full">Portal Inc.</name><service>Leads</service></provider>
                    <loyalty level="gold"/>
                  </prospect>
                </adf>
                """);
        assertThat(lead)
                .isEqualTo(new NewLead(
                        QUEUE,
                        "WEB_FORM",
                        "SPRING",
                        Utm.NONE,
                        new Customer(
                                "花子",
                                "山田",
                                "hanako@example.jp",
                                "03-1234-5678",
                                "090-1234-5678",
                                "ja",
                                "JP",
                                "東京都",
                                "渋谷区",
                                "150-0001"),
                        new Wishes("見積りをお願いします", true, "Tonale\non Sunday", null, "Junior", null, "red, please"),
                        null,
                        new CurrentCar.Details("Fiat", "500", "Pop", 2015, "ZFA31200000123456", "white", 42_000, null),
                        Consents.NONE,
                        Instant.parse("2026-03-01T13:15:30Z"),
                        List.of(new ProviderId("Agency", "A-1"), new ProviderId("Portal", "P-2")),
                        lead.extras()));
        assertThat(lead.customer().leadName()).isEqualTo("山田 花子");
        assertThat(lead.extras())
                .containsExactlyInAnyOrder(
                        new Extra("prospect/@status", "new"),
                        new Extra("prospect/id/@sequence", "2"),
                        new Extra("prospect/id[2]/@sequence", "1"),
                        new Extra("prospect/vehicle/@status", "new"),
                        new Extra("prospect/vehicle/year", "2026"),
                        new Extra("prospect/vehicle/make", "Alfa Romeo"),
                        new Extra("prospect/vehicle/trim", "Speciale"),
                        new Extra("prospect/vehicle/price", "5560000"),
                        new Extra("prospect/vehicle/price/@type", "msrp"),
                        new Extra("prospect/vehicle/price/@currency", "JPY"),
                        new Extra("prospect/vehicle[2]/odometer/@status", "original"),
                        new Extra("prospect/vehicle[2]/colorcombination/interiorcolor", "black"),
                        new Extra("prospect/vehicle[2]/colorcombination/preference", "1"),
                        new Extra("prospect/customer/contact/@primarycontact", "1"),
                        new Extra("prospect/customer/contact/name/@type", "individual"),
                        new Extra("prospect/customer/contact/email/@preferredcontact", "1"),
                        new Extra("prospect/customer/contact/phone/@type", "voice"),
                        new Extra("prospect/customer/contact/phone/@time", "evening"),
                        new Extra("prospect/customer/contact/phone[2]/@type", "cellphone"),
                        new Extra("prospect/customer/contact/phone[3]", "03-1234-5679"),
                        new Extra("prospect/customer/contact/phone[3]/@type", "fax"),
                        new Extra("prospect/customer/contact/address/@type", "home"),
                        new Extra("prospect/customer/contact/address/street", "道玄坂1-2-3"),
                        new Extra("prospect/customer/contact/address/street/@line", "1"),
                        new Extra("prospect/customer/timeframe/description", "soon"),
                        new Extra("prospect/vendor/vendorname", "渋谷店"),
                        new Extra("prospect/provider/name", "Portal Inc."),
                        new Extra("prospect/provider/name/@part", "full"),
                        new Extra("prospect/provider/service", "Leads"),
                        new Extra("prospect/loyalty/@level", "gold"));
    }

    @Test
    @DisplayName("Japanese in Shift_JIS")
    void shiftJis() {
        String xml = "<?xml version='1.0' encoding='Shift_JIS'?><adf><prospect><customer><contact>"
                + "<name part='full'>髙橋 花子</name></contact></customer></prospect></adf>";
        Input<NewLead> lead = new AdfBody(XmlBody.read(xml.getBytes(Charset.forName("windows-31j")), null), ADDRESS)
                .read(INTAKE.actor(), OPEN);
        assertThat(sound(lead).customer().leadName()).isEqualTo("髙橋 花子");
    }

    @Test
    @DisplayName("names: parts come before the full name, and one part is enough")
    void names() {
        assertThat(customer("<name part='full'>John Smith</name><name part='first'>J</name><name part='last'>S</name>"))
                .extracting(Customer::firstName, Customer::lastName, Customer::preferredLanguage)
                .containsExactly("J", "S", null);
        assertThat(customer("<name>John Smith</name><name part='middle'>M</name>"))
                .extracting(Customer::firstName, Customer::lastName)
                .containsExactly(null, "John Smith");
        assertThat(customer("<name part='first'>John</name><name>John Smith</name>"))
                .extracting(Customer::firstName, Customer::lastName)
                .containsExactly(null, "John Smith");
        assertThat(customer("<name part='first'>John</name>"))
                .extracting(Customer::firstName, Customer::lastName)
                .containsExactly(null, "John");
        assertThat(customer("<name part='surname'>Smith</name><name part='first'>John</name>"))
                .extracting(Customer::firstName, Customer::lastName)
                .containsExactly("John", "Smith");
    }

    @Test
    @DisplayName("a name that nothing was made of is kept")
    void namesLeftOver() {
        assertThat(read(prospect("<customer><contact><name>J S</name><name part='last'>S</name></contact></customer>"))
                        .extras())
                .containsExactly(new Extra("prospect/customer/contact/name", "J S"));
    }

    @ParameterizedTest
    @CsvSource({"やまだ, JP, ja", "ヤマダ, IT, ja", "山田, JP, ja", "山田, IT,", "Yamada, JP,"})
    @DisplayName("a Japanese name is shown in the Japanese order")
    void language(String name, String market, String language) {
        NewLead lead = sound(read(
                prospect("<customer><contact><name>" + name + "</name></contact></customer>"),
                new ChannelBody(market, "ALFA", "WEB_FORM", null),
                INTAKE));
        assertThat(lead.customer().preferredLanguage()).isEqualTo(language);
    }

    @Test
    @DisplayName("without a name there is no lead, nor without exactly one prospect")
    void incomplete() {
        Refusal noName = fault("field-required", "prospect/customer/contact/name");
        assertThat(read(prospect(""), ADDRESS, INTAKE)).isEqualTo(Input.faulty(List.of(noName)));
        assertThat(read(prospect("<customer><contact><name> </name></contact></customer>"), ADDRESS, INTAKE))
                .isEqualTo(Input.faulty(List.of(noName)));
        Refusal notOne = fault("adf-of-one-prospect", "prospect");
        for (String other :
                List.of("<adf/>", "<lead><prospect/></lead>", "<adf><prospect/><prospect/></adf>", "<prospect/>")) {
            assertThat(read(other, ADDRESS, INTAKE)).isEqualTo(Input.faulty(List.of(notOne)));
        }
    }

    @Test
    @DisplayName("what does not fit its field is kept beside it, and the lead is taken")
    void unfit() {
        NewLead lead = read(prospect("<requestdate>yesterday</requestdate>"
                + "<vehicle interest='trade-in'><year>'15</year><odometer units='mi'>42000</odometer></vehicle>"
                + "<vehicle interest='trade-in'><make>Lancia</make></vehicle>"
                + "<vehicle interest='sell'><make>Saab</make></vehicle>"
                + "<customer><contact><name>J</name><email>j at example</email><phone>" + "1".repeat(41)
                + "</phone><address><country>Japan</country></address></contact>"
                + "<contact><name>K</name></contact></customer>"));
        assertThat(lead.requestedAt()).isNull();
        assertThat(lead.customer()).isEqualTo(new Customer(null, "J", null, null, null, null, null, null, null, null));
        assertThat(lead.currentCar()).isEqualTo(new CurrentCar.Details(null, null, null, null, null, null, null, null));
        assertThat(lead.extras())
                .extracting(Extra::path)
                .containsExactlyInAnyOrder(
                        "prospect/requestdate",
                        "prospect/vehicle/year",
                        "prospect/vehicle/odometer",
                        "prospect/vehicle/odometer/@units",
                        "prospect/vehicle[2]/@interest",
                        "prospect/vehicle[2]/make",
                        "prospect/vehicle[3]/@interest",
                        "prospect/vehicle[3]/make",
                        "prospect/customer/contact/email",
                        "prospect/customer/contact/phone",
                        "prospect/customer/contact/address/country",
                        "prospect/customer/contact[2]/name");
    }

    @Test
    @DisplayName("the first car to buy is the one wanted, without one the first to lease or to drive")
    void wantedCar() {
        String drive = "<vehicle interest='test-drive'><model>Giulia</model></vehicle>";
        String lease = "<vehicle interest='lease'><model>Stelvio</model></vehicle>";
        String buy = "<vehicle><model>Junior</model></vehicle><vehicle interest='buy'><model>Tonale</model></vehicle>";
        assertThat(read(withName(drive + lease + buy)).wishes())
                .extracting(Wishes::model, Wishes::testDriveWanted, Wishes::testDriveWish)
                .containsExactly("Junior", true, "Giulia");
        assertThat(read(withName(drive + lease)).wishes().model()).isEqualTo("Stelvio");
        assertThat(read(withName(drive)).wishes())
                .extracting(Wishes::model, Wishes::testDriveWanted, Wishes::testDriveWish)
                .containsExactly("Giulia", true, "Giulia");
        assertThat(read(withName("")).wishes()).isEqualTo(Wishes.NONE);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-01T22:15:30+09:00, 2026-03-01T13:15:30Z",
        "2026-03-01T8:15:30Z, 2026-03-01T08:15:30Z",
        "2026-03-01T22:15+0900, 2026-03-01T13:15:00Z",
        "2026-03-01T22:15:30.1239+09, 2026-03-01T13:15:30.123Z",
        "2026-03-01T22:15:30,",
        "2026-02-30T22:15:30Z,",
        "2026-03-01,"
    })
    @DisplayName("when the customer asked: with an offset only, since nobody says whose clock it is")
    void requestDate(String text, Instant moment) {
        NewLead lead = read(withName("<requestdate>" + text + "</requestdate>"));
        assertThat(lead.requestedAt()).isEqualTo(moment);
        assertThat(lead.extras()).hasSize(moment == null ? 1 : 0);
    }

    @Test
    @DisplayName("ids without a source are the provider's, or the source's; an id that is only a sequence is none")
    void providerIds() {
        assertThat(read(withName("<id>1</id><id source='A'>1</id><id source='A'>1</id>"
                                + "<provider><name>Portal</name></provider>"))
                        .providerIds())
                .containsExactly(new ProviderId("Portal", "1"), new ProviderId("A", "1"));
        assertThat(read(withName("<id>1</id>")).providerIds()).containsExactly(new ProviderId("WEB_FORM", "1"));
        NewLead none = read(withName("<id sequence='1' source='A'/><id source='A'>" + "1".repeat(201) + "</id>"));
        assertThat(none.providerIds()).isEmpty();
        assertThat(none.extras()).hasSize(4);
        assertThat(read(withName("<id source='A'>1</id>".repeat(3) + many(12))).providerIds())
                .hasSize(10);
    }

    private static String many(int ids) {
        StringBuilder xml = new StringBuilder();
        for (int i = 0; i < ids; i++) {
            xml.append("<id source='B'>").append(i).append("</id>");
        }
        return xml.toString();
    }

    @Test
    @DisplayName(
            "brand, source and campaign are those of the address; the make tells the brand if the address does not")
    void channel() {
        String fiat = withName("<vehicle><make>Alfa</make></vehicle>");
        ChannelBody noBrand = new ChannelBody("JP", null, "WEB_FORM", null);
        assertThat(sound(read(fiat, noBrand, INTAKE)).queue()).isEqualTo(QUEUE);
        assertThat(sound(read(fiat, new ChannelBody("JP", "JEEP", "WEB_FORM", null), INTAKE))
                        .queue())
                .isEqualTo(new LeadQueue(JAPAN, "JEEP"));
        assertThat(read(withName("<vehicle><make>Alfa Romeo</make></vehicle>"), noBrand, INTAKE))
                .isEqualTo(Input.faulty(List.of(fault("unknown-brand", "brand"))));
        assertThat(read(withName("<vehicle><make>アルファ</make></vehicle>"), noBrand, INTAKE))
                .isEqualTo(Input.faulty(List.of(fault("not-a-code", "brand"))));
        assertThat(read(withName(""), new ChannelBody(null, null, null, "NONE"), INTAKE))
                .isEqualTo(Input.faulty(List.of(
                        fault("field-required", "market"),
                        fault("field-required", "brand"),
                        fault("field-required", "source"),
                        fault("unknown-campaign", "campaign"))));
        assertThat(read(withName(""), new ChannelBody("IT", "ALFA", "WEB_FORM", null), CALL_CENTER))
                .isEqualTo(Input.faulty(List.of(Refusal.ofValue("AC-02", "field-not-yours-to-set", "market"))));
    }

    @Test
    @DisplayName("what is kept is bounded in number and in length")
    void limits() {
        assertThat(read(withName("<x>1</x>".repeat(200))).extras()).hasSize(200);
        assertThat(read(withName("<x>1</x>".repeat(201)), ADDRESS, INTAKE))
                .isEqualTo(Input.faulty(
                        List.of(fault("adf-too-many-extras", "prospect").with("most", 200))));
        assertThat(read(withName("<x>" + "1".repeat(4_000) + "</x>")).extras()).hasSize(1);
        assertThat(read(withName("<x>" + "1".repeat(4_001) + "</x>"), ADDRESS, INTAKE))
                .isEqualTo(
                        Input.faulty(List.of(fault("text-too-long", "prospect").with("most", 4_000))));
        assertThat(read(withName("<" + "x".repeat(491) + ">1</" + "x".repeat(491) + ">"))
                        .extras())
                .hasSize(1);
        assertThat(read(withName("<" + "x".repeat(492) + ">1</" + "x".repeat(492) + ">"), ADDRESS, INTAKE))
                .isEqualTo(Input.faulty(
                        List.of(fault("adf-names-too-long", "prospect").with("most", 500))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"<x>canary</x>", "<canary>1</canary>", "<requestdate>canary</requestdate>"})
    @DisplayName("LG-22: nothing of the content is in a refusal")
    void nothingIsQuoted(String content) {
        assertThat(read(
                                prospect(content + "<vehicle><make>canary ca</make></vehicle>"),
                                new ChannelBody("JP", null, "canary ca", null),
                                INTAKE)
                        .toString())
                .doesNotContain("canary");
    }
}
