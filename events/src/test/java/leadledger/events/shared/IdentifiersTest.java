package leadledger.events.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("AC-02, LG-22: who acts and for whom is written by codes of a fixed form")
class IdentifiersTest {

    private static final OutletId SHIBUYA = new OutletId("JP-TOKYO.SHIBUYA");
    private static final MarketId JAPAN = new MarketId("JP");
    private static final DealerId TOKYO = new DealerId("JP-TOKYO");

    @ParameterizedTest
    @ValueSource(strings = {"JP", "JP-TOKYO", "00", "1-", "A2345678901234567890123456789012"})
    void aDealerIsTwoToThirtyTwoCapitalsDigitsAndHyphens(String code) {
        assertThat(new DealerId(code)).hasToString(code);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "J",
                "-JP",
                "jp-tokyo",
                "JP TOKYO",
                "JP_TOKYO",
                "JP-TOKYO\n",
                "東京",
                "A23456789012345678901234567890123"
            })
    void anotherTextIsNoDealer(String code) {
        assertThat(DealerId.isWellFormed(code)).isFalse();
        assertThatThrownBy(() -> new DealerId(code))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("not a dealer code");
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void aDealersRoleHasADealerAndNoOtherHas(Role role) {
        boolean dealers = role == Role.AFTERSALES_AGENT || role == Role.AFTERSALES_MANAGER;

        assertThat(role.isDealer()).isEqualTo(dealers);
        MarketId market = role.isMarkets() ? JAPAN : null;
        Set<OutletId> outlets = role.isOutlets() ? Set.of(SHIBUYA) : Set.of();
        assertThat(new Actor("u-1", role, dealers ? TOKYO : null, market, outlets).ledgerForm())
                .isEqualTo(role + "/u-1");
        assertThatThrownBy(() -> new Actor("u-1", role, dealers ? null : TOKYO, market, outlets))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void headquartersAndCallCentresHaveAMarketAndNobodyElseHas(Role role) {
        DealerId dealer = role.isDealer() ? TOKYO : null;

        boolean markets = role == Role.HQ || role == Role.CALL_CENTER;
        Set<OutletId> outlets = role.isOutlets() ? Set.of(SHIBUYA) : Set.of();

        assertThat(role.isMarkets()).isEqualTo(markets);
        assertThatThrownBy(() -> new Actor("u-1", role, dealer, markets ? null : JAPAN, outlets))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void rolesOfOutletsHaveOutletsAndNobodyElseHas(Role role) {
        boolean outlets = role == Role.OUTLET_MANAGER || role == Role.SALES_STAFF || role == Role.SALES_ASSISTANT;
        DealerId dealer = role.isDealer() ? TOKYO : null;
        MarketId market = role.isMarkets() ? JAPAN : null;

        assertThat(role.isOutlets()).isEqualTo(outlets);
        assertThatThrownBy(() -> new Actor("u-1", role, dealer, market, outlets ? Set.of() : Set.of(SHIBUYA)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anOutletIsOfTheDealerThatItsCodeNames() {
        assertThat(SHIBUYA.dealer()).isEqualTo(TOKYO);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"JP-TOKYO", "JP-TOKYO.", ".SHIBUYA", "JP-TOKYO.SHIBUYA.2", "jp-tokyo.shibuya", "JP-TOKYO/X"})
    void anotherTextIsNoOutlet(String code) {
        assertThatThrownBy(() -> new OutletId(code)).isInstanceOf(IllegalArgumentException.class);
        assertThat(DealerId.isWellFormed("JP-TOKYO.SHIBUYA")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"jp", "JPN", "J", "", "日本"})
    void anotherTextIsNoMarket(String code) {
        assertThatThrownBy(() -> new MarketId(code)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"u", "8f14e45f-ceea-467f", "auth0|x.y:z_1"})
    void aSubjectIsAPseudonymousId(String subject) {
        assertThat(Actor.ofHeadquarters(subject, JAPAN).subject()).isEqualTo(subject);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "hanako@example.jp", "a/b", "a\"b", "花子", "a\n"})
    void aNameOrAnAddressIsNoSubject(String subject) {
        assertThatThrownBy(() -> Actor.ofHeadquarters(subject, JAPAN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("a subject has");
    }

    @Test
    void aSubjectHasAtMost128Characters() {
        assertThat(Actor.ofHeadquarters("a".repeat(128), JAPAN).subject()).hasSize(128);
        assertThatThrownBy(() -> Actor.ofHeadquarters("a".repeat(129), JAPAN))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @DisplayName("AC-01: only a dealer's own leads belong to it")
    void onlyADealersOwnLeadsBelongToIt() {
        assertThat(Actor.ofDealer("u-1", Role.AFTERSALES_AGENT, TOKYO).belongsTo(TOKYO))
                .isTrue();
        assertThat(Actor.ofDealer("u-1", Role.AFTERSALES_AGENT, TOKYO).belongsTo(new DealerId("JP-OSAKA")))
                .isFalse();
        assertThat(Actor.ofHeadquarters("u-1", JAPAN).belongsTo(TOKYO)).isFalse();
    }

    @Test
    void aLeadIdIsItsUuid() {
        UUID uuid = UUID.randomUUID();
        assertThat(new LeadId(uuid)).hasToString(uuid.toString());
        assertThatThrownBy(() -> new LeadId(null)).isInstanceOf(NullPointerException.class);
    }
}
