package leadledger.command.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import leadledger.command.decision.Input;
import leadledger.command.reference.ReferenceDecision.Defined;
import leadledger.command.reference.ReferenceDecision.Refused;
import leadledger.command.reference.ReferenceDecision.Unchanged;
import leadledger.events.reference.Names;
import leadledger.events.reference.ReferenceEvent.CampaignDefined;
import leadledger.events.reference.ReferenceEvent.CloseReasonDefined;
import leadledger.events.reference.ReferenceEvent.DealerDefined;
import leadledger.events.reference.ReferenceEvent.VehicleRegistered;
import leadledger.events.shared.Actor;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.MarketId;
import leadledger.events.shared.OutletId;
import leadledger.events.shared.Refusal;
import leadledger.events.shared.Role;
import leadledger.events.shared.Vin;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("AS-02, AS-40, AS-70: headquarters define reference data")
class ReferenceCommandTest {

    private static final Instant NOW = Instant.parse("2026-11-22T09:00:00Z");
    private static final Actor HQ = Actor.ofHeadquarters("hq-1", new MarketId("JP"));
    private static final Names NAMES = new Names("名", "name", "nome");
    private static final CampaignDefined CAMPAIGN = new CampaignDefined("A", NAMES, true);

    private static DefineCampaign define(Actor actor, CampaignDefined campaign) {
        return new DefineCampaign(campaign.code(), actor, NOW, Input.of(campaign));
    }

    private static ReferenceDecision decide(CloseReasonDefined reason) {
        return new DefineCloseReason(reason.code(), HQ, NOW, Input.of(reason)).decide(null);
    }

    private static ReferenceDecision decide(VehicleRegistered vehicle) {
        return new RegisterVehicle(vehicle.vin(), HQ, NOW, Input.of(vehicle)).decide(null);
    }

    private static CloseReasonDefined reason(String code, String category, boolean active) {
        return new CloseReasonDefined(code, NAMES, category, NAMES, active);
    }

    private static VehicleRegistered vehicle(
            @Nullable String start, @Nullable String end, @Nullable String ownershipEnded) {
        return new VehicleRegistered(
                new Vin("ZFA31200000123456"),
                "Berlina",
                day(start),
                day(end),
                null,
                day(start),
                day(end),
                null,
                null,
                day(ownershipEnded));
    }

    private static @Nullable LocalDate day(@Nullable String text) {
        return text == null ? null : LocalDate.parse(text);
    }

    @Test
    void whatWasNeverThereIsDefined() {
        assertThat(define(HQ, CAMPAIGN).decide(null)).isEqualTo(new Defined(CAMPAIGN));
    }

    @Test
    void whatStandsOtherwiseIsDefinedAnew() {
        CampaignDefined inactive = new CampaignDefined("A", NAMES, false);

        assertThat(define(HQ, inactive).decide(CAMPAIGN)).isEqualTo(new Defined(inactive));
    }

    @Test
    void theSameAgainIsAcceptedAndNothingIsRecorded() {
        assertThat(define(HQ, CAMPAIGN).decide(new CampaignDefined("A", NAMES, true)))
                .isEqualTo(new Unchanged());
    }

    @ParameterizedTest
    @EnumSource(value = Role.class, mode = EnumSource.Mode.EXCLUDE, names = "HQ")
    @DisplayName("AS-02: nobody else defines anything, faulty or not")
    void headquartersOnly(Role role) {
        Actor other = new Actor(
                "u-1",
                role,
                role.isDealer() ? new DealerId("JP-TOKYO") : null,
                role.isMarkets() ? new MarketId("JP") : null,
                role.isOutlets() ? Set.of(new OutletId("JP-OSAKA.NAMBA")) : Set.of());
        Refused refused = new Refused(List.of(Refusal.ofRole("AS-02")));

        assertThat(define(other, CAMPAIGN).decide(null)).isEqualTo(refused);
        assertThat(new DefineCampaign("A", other, NOW, Input.faulty(List.of(Refusal.ofState("X", "x")))).decide(null))
                .isEqualTo(refused);
    }

    @Test
    void aFaultyInputIsRefusedWithAllItsFaults() {
        List<Refusal> faults = List.of(
                Refusal.ofValue("AS-02", "field-required", "names.ja"),
                Refusal.ofValue("AS-02", "field-required", "names.it"));

        assertThat(new DefineCampaign("A", HQ, NOW, Input.faulty(faults)).decide(CAMPAIGN))
                .isEqualTo(new Refused(faults));
    }

    @ParameterizedTest
    @CsvSource({"RE_CONTACT, AS-50", "OTHER, AS-41", "NO_LONGER_OWNER, AS-42"})
    @DisplayName("AS-41, AS-42, AS-50: a close reason that a rule speaks of stays active")
    void reasonsOfRulesStay(String code, String rule) {
        CloseReasonDefined active = reason(code, "NOT_INTERESTED_NOW", true);

        assertThat(decide(active)).isEqualTo(new Defined(active));
        assertThat(decide(reason(code, "NOT_INTERESTED_NOW", false)))
                .isEqualTo(new Refused(List.of(Refusal.ofValue(rule, "close-reason-needed-by-rule", "active"))));
    }

    @Test
    void otherReasonsMayGo() {
        CloseReasonDefined inactive = reason("PRICE", "NOT_INTERESTED", false);

        assertThat(decide(inactive)).isEqualTo(new Defined(inactive));
    }

    @Test
    @DisplayName("AS-50: re-contact has the category 'not interested now'")
    void theCategoryOfRecontactStays() {
        assertThat(decide(reason("RE_CONTACT", "OTHER", true)))
                .isEqualTo(new Refused(List.of(Refusal.ofValue("AS-50", "category-fixed-by-rule", "category")
                        .with("category", "NOT_INTERESTED_NOW"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Asia/Tokyo", "Europe/Rome", "America/Argentina/Buenos_Aires"})
    @DisplayName("AS-50: a dealer's zone is a region")
    void zonesAreRegions(String zone) {
        assertThat(dealer(zone))
                .isEqualTo(Input.of(
                        new DealerDefined(new DealerId("JP-TOKYO"), "Tokyo", "JP", ZoneId.of(zone), null, true)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"+09:00", "UTC", "GMT", "Z", "EST5EDT", "Etc/GMT-9", "Japan", "Asia/Nowhere", "asia/tokyo", "/"})
    @DisplayName("AS-50: no zone is a bare offset or unknown")
    void otherZonesAreRefused(String zone) {
        assertThat(dealer(zone)).isEqualTo(Input.faulty(List.of(Refusal.ofValue("AS-50", "not-a-time-zone", "zone"))));
    }

    private static Input<DealerDefined> dealer(String zone) {
        return new DealerBody("JP-TOKYO", "Tokyo", "JP", zone, null, null)
                .read()
                .input();
    }

    private static Input<DealerDefined> dealerWith(String email) {
        return new DealerBody("JP-TOKYO", "Tokyo", "JP", "Asia/Tokyo", email, null)
                .read()
                .input();
    }

    @Test
    @DisplayName("AS-22: a dealer may have an address for e-mails")
    void aDealerMayHaveAnAddress() {
        assertThat(dealerWith("service@tokyo.example"))
                .isEqualTo(Input.of(new DealerDefined(
                        new DealerId("JP-TOKYO"),
                        "Tokyo",
                        "JP",
                        ZoneId.of("Asia/Tokyo"),
                        "service@tokyo.example",
                        true)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "service", "service@tokyo", "a@b@tokyo.example", "a@tokyo.example\r\nBcc: x@y.example"})
    @DisplayName("AS-01: what is no address is refused, and nothing is defined without it")
    void whatIsNoAddressIsRefused(String email) {
        assertThat(dealerWith(email))
                .isEqualTo(Input.faulty(List.of(Refusal.ofValue("AS-01", "not-an-email-address", "email"))));
    }

    @Test
    @DisplayName("AC-02: headquarters define dealers of their own market, and take none from another")
    void dealersOfTheOwnMarket() {
        DealerDefined tokyo =
                new DealerDefined(new DealerId("JP-TOKYO"), "Tokyo", "JP", ZoneId.of("Asia/Tokyo"), null, true);
        DealerDefined inItaly =
                new DealerDefined(new DealerId("JP-TOKYO"), "Tokyo", "IT", ZoneId.of("Asia/Tokyo"), null, true);
        Refusal market = Refusal.ofValue("AC-02", "field-not-yours-to-set", "market");
        Refusal dealer = Refusal.ofValue("AC-02", "field-not-yours-to-set", "dealer");

        assertThat(define(tokyo).decide(null)).isEqualTo(new Defined(tokyo));
        assertThat(define(inItaly).decide(null)).isEqualTo(new Refused(List.of(market)));
        assertThat(define(inItaly).decide(tokyo)).as("nor given away").isEqualTo(new Refused(List.of(market)));
        assertThat(define(tokyo).decide(inItaly)).isEqualTo(new Refused(List.of(dealer)));
    }

    private static DefineDealer define(DealerDefined dealer) {
        return new DefineDealer(dealer.dealer(), HQ, NOW, Input.of(dealer));
    }

    @Test
    void aBodyIsReadWithAllItsFaults() {
        ReadBody<CloseReasonDefined> read =
                new CloseReasonBody("X", new NamesBody("　", "n".repeat(81), "nome"), "?", null, false).read();

        assertThat(read.code()).isEqualTo("X");
        assertThat(read.input())
                .isEqualTo(Input.faulty(List.of(
                        Refusal.ofValue("AS-40", "field-required", "names.ja"),
                        Refusal.ofValue("AS-40", "text-too-long", "names.en").with("most", 80),
                        Refusal.ofValue("AS-40", "not-a-code", "category"),
                        Refusal.ofValue("AS-40", "field-required", "categoryNames"))));
    }

    @Test
    @DisplayName("AS-70: what the register is told of a car may be little")
    void littleIsEnough() {
        VehicleRegistered bare = vehicle(null, null, null);

        assertThat(decide(bare)).isEqualTo(new Defined(bare));
    }

    @Test
    @DisplayName("AS-70: a warranty of one day is one, of less is none")
    void periodsGoForward() {
        VehicleRegistered oneDay = vehicle("2026-04-01", "2026-04-01", null);

        assertThat(decide(oneDay)).isEqualTo(new Defined(oneDay));
        assertThat(decide(vehicle("2026-04-01", "2026-03-31", null)))
                .isEqualTo(new Refused(List.of(
                        Refusal.ofValue("AS-70", "period-ends-before-start", "warrantyEnd"),
                        Refusal.ofValue("AS-70", "period-ends-before-start", "currentWarrantyEnd"))));
    }

    @Test
    @DisplayName("AS-42: ownership has not ended on a day that has begun nowhere yet")
    void ownershipEndsNotInTheFuture() {
        VehicleRegistered today = vehicle(null, null, "2026-11-22");

        assertThat(decide(today)).isEqualTo(new Defined(today));
        assertThat(decide(vehicle(null, null, "2026-11-23")))
                .isEqualTo(new Refused(List.of(Refusal.ofValue("AS-42", "day-in-future", "ownershipEndedOn"))));
    }

    @Test
    void aVehicleIsReadWithAllItsFaults() {
        assertThat(new VehicleBody("short", " ", "2026-02-30", null, null, null, null, -1, 10_000_000, null)
                        .read()
                        .input())
                .isEqualTo(Input.faulty(List.of(
                        Refusal.ofValue("AS-30", "not-a-vin", "vin"),
                        Refusal.ofValue("AS-70", "field-required", "modelDescription"),
                        Refusal.ofValue("AS-70", "not-a-day", "warrantyStart"),
                        Refusal.ofValue("AS-70", "count-out-of-range", "averageKilometres")
                                .with("most", 9_999_999),
                        Refusal.ofValue("AS-70", "count-out-of-range", "currentMileage")
                                .with("most", 9_999_999))));
    }
}
