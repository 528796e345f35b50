package leadledger.events.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("AS-30: a VIN is 17 digits and capital letters without I, O and Q; in North America its check digit holds")
class VinTest {

    @ParameterizedTest
    @ValueSource(strings = {"ZFA31200000123456", "JHMCM56557C404453", "WVWZZZ1JZXW000001", "SALLAAA146A000001"})
    void aCarFromElsewhereIsTakenWhateverItsNinthPositionSays(String vin) {
        assertThat(Vin.isCorrect(vin)).isTrue();
        assertThat(new Vin(vin)).hasToString(vin);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1M8GDM9AXKP042788", // The textbook's, with X for ten.
                "11111111111111111",
                "5GZCZ43D13S812715",
                "1HGCM82633A004352"
            })
    void aNorthAmericanCarWithItsCheckDigitIsTaken(String vin) {
        assertThat(Vin.isCorrect(vin)).isTrue();
        assertThat(checkDigitHolds(vin)).isTrue();
    }

    /** ISO 3779 and 49 CFR 565 as tables, without a line of the code under test. */
    private static boolean checkDigitHolds(String vin) {
        int[] weights = {8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2};
        int sum = 0;
        for (int i = 0; i < 17; i++) {
            int value = switch (vin.charAt(i)) {
                case 'A', 'J' -> 1;
                case 'B', 'K', 'S' -> 2;
                case 'C', 'L', 'T' -> 3;
                case 'D', 'M', 'U' -> 4;
                case 'E', 'N', 'V' -> 5;
                case 'F', 'W' -> 6;
                case 'G', 'P', 'X' -> 7;
                case 'H', 'Y' -> 8;
                case 'R', 'Z' -> 9;
                default -> vin.charAt(i) - '0';
            };
            sum += value * weights[i];
        }
        return vin.charAt(8) == "0123456789X".charAt(sum % 11);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1M8GDM9A_KP042788",
                "1HGCM826_3A004352",
                "2T1BURHE_JC123456",
                "3VWFE21C_4M000001",
                "4T1BE46K_9U123456",
                "5GZCZ43D_3S812715"
            })
    void ofTheElevenCheckDigitsExactlyOneIsRightInNorthAmerica(String vin) {
        assertThat("0123456789X".chars().mapToObj(digit -> vin.replace('_', (char) digit)))
                .filteredOn(Vin::isCorrect)
                .singleElement()
                .satisfies(right -> assertThat(checkDigitHolds(right)).isTrue());
        assertThat(Vin.isCorrect(vin.replace('_', 'A'))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "6", "9", "A", "H", "J", "S", "Z"})
    void onlyOneToFiveIsNorthAmerica(String first) {
        for (char digit : "0123456789X".toCharArray()) {
            assertThat(Vin.isCorrect(first + "HGCM826" + digit + "3A004352")).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ZFA3120000012345",
                "ZFA312000001234567",
                "ZFA3120000012345I",
                "ZFA3120000012345O",
                "ZFA3120000012345Q",
                "zfa31200000123456",
                "ZFA3120000012345a",
                " ZFA31200000123456",
                "ZFA31200000123456 ",
                "ZFA31200000123456\n",
                "ZFA3120000-123456",
                "ZFA3120000０123456",
                "ＺＦＡ３１２００００００１２３４５６"
            })
    void anotherFormIsRefusedAndNothingIsMended(String text) {
        assertThat(Vin.isCorrect(text)).isFalse();
        assertThatThrownBy(() -> new Vin(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("not a VIN (AS-30)");
    }

    @Test
    void aWrongCheckDigitIsRefused() {
        assertThatThrownBy(() -> new Vin("1M8GDM9A1KP042788")).isInstanceOf(IllegalArgumentException.class);
    }
}
