package leadledger.command.aftersales.closewithsale;

import static leadledger.command.aftersales.LeadStory.CAR;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import leadledger.command.aftersales.closewithsale.CloseWithSale.Sale;
import leadledger.command.aftersales.closewithsale.CloseWithSaleApi.SaleBody;
import leadledger.command.decision.Input;
import leadledger.events.shared.Refusal;
import leadledger.events.shared.Vin;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A sale's body is read, and everything that is wrong with it is told at once")
class SaleBodyTest {

    private static final Refusal NOT_A_VIN = Refusal.ofValue("AS-30", "not-a-vin", "vin");

    @Test
    void everythingGivenIsRead() {
        assertThat(new SaleBody("ZFA31200000123456", " ブレーキ\n").read()).isEqualTo(Input.of(new Sale(CAR, " ブレーキ\n")));
    }

    @Test
    void everythingMayBeLeftOut() {
        assertThat(new SaleBody(null, null).read()).isEqualTo(Input.of(new Sale(null, null)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1M8GDM9AXKP042788", "JHMCM56557C404453", "ZFA31200000123456", "11111111111111111"})
    @DisplayName("AS-30: the check digit counts where it is mandatory, in North America")
    void correctVins(String vin) {
        assertThat(new SaleBody(vin, null).read()).isEqualTo(Input.of(new Sale(new Vin(vin), null)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1M8GDM9A1KP042788",
                "zfa31200000123456",
                " ZFA31200000123456",
                "ZFA31200000123456 ",
                "ZFA3120000012345",
                "ZFA312000001234567",
                "ZFA3120000012345I",
                "ZFA3120000012345O",
                "ZFA3120000012345Q",
                "ZFA3120000０123456",
                "ZFA31200000\0123456"
            })
    @DisplayName("AS-30: a VIN of wrong form is refused with this rule; nothing is trimmed or upper-cased")
    void wrongVins(String vin) {
        assertThat(new SaleBody(vin, null).read()).isEqualTo(Input.faulty(List.of(NOT_A_VIN)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "　", "\u00A0", "\u2003\t\r\n", "\u3000\u00A0 \u2028"})
    @DisplayName("AS-41: white space of any width is no note")
    void blankNotes(String note) {
        assertThat(new SaleBody(null, note).read()).isEqualTo(Input.of(new Sale(null, null)));
    }

    @Test
    void aNoteHasFourThousandCharactersAtMost() {
        String most = "髙".repeat(3_999) + "𠮷";
        assertThat(new SaleBody(null, most).read()).isEqualTo(Input.of(new Sale(null, most)));
        assertThat(new SaleBody(null, most + "a").read())
                .isEqualTo(Input.faulty(List.of(Refusal.ofValue("AS-31", "text-too-long", "managementNote")
                        .with("most", 4_000))));
    }

    @Test
    void everythingThatIsWrongIsToldAtOnce() {
        assertThat(new SaleBody("canary", "canary\0").read())
                .isEqualTo(Input.faulty(
                        List.of(NOT_A_VIN, Refusal.ofValue("AS-31", "characters-not-allowed", "managementNote"))));
    }
}
