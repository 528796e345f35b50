package leadledger.command.aftersales.closewithoutsale;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import leadledger.command.aftersales.TestNetwork;
import leadledger.command.aftersales.closewithoutsale.CloseWithoutSale.Ending;
import leadledger.command.aftersales.closewithoutsale.CloseWithoutSaleApi.EndingBody;
import leadledger.command.decision.Input;
import leadledger.events.shared.Refusal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A close reason's body is read, and everything that is wrong with it is told at once")
class EndingBodyTest {

    private static Refusal fault(String code, String field) {
        return Refusal.ofValue("AS-40", code, field);
    }

    private static Input<Ending> read(@Nullable String reason, @Nullable String note, @Nullable String day) {
        return new EndingBody(reason, note, day).read(new TestNetwork());
    }

    @Test
    @DisplayName("AS-40: with the category that its reason belongs to")
    void everythingGivenIsRead() {
        assertThat(read("OTHER", "転居", "2026-03-01"))
                .isEqualTo(Input.of(new Ending("OTHER", "OTHER", "転居", LocalDate.parse("2026-03-01"))));
        assertThat(read("TOO_EXPENSIVE", null, null))
                .isEqualTo(Input.of(new Ending("TOO_EXPENSIVE", "PRICE", null, null)));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "　"})
    @DisplayName("AS-40: a reason is required")
    void noReason(@Nullable String reason) {
        assertThat(read(reason, null, null)).isEqualTo(Input.faulty(List.of(fault("field-required", "reason"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"CANARY", "other", " OTHER", "\0", "\uD842", "' or true --"})
    @DisplayName("AS-40: a reason is one in use")
    void unknownReason(String reason) {
        assertThat(read(reason, null, null)).isEqualTo(Input.faulty(List.of(fault("unknown-close-reason", "reason"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "　", "\u00A0", "\u2003\t\r\n", "\u3000\u00A0 \u2028"})
    @DisplayName("AS-41: white space of any width is no note")
    void blankNotes(String note) {
        assertThat(read("OTHER", note, null)).isEqualTo(Input.of(new Ending("OTHER", "OTHER", null, null)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2026-02-29", "2026-3-1", "2026-03-01T00:00:00Z", "01.03.2026", "２０２６-03-01"})
    void notADay(String day) {
        assertThat(read("OTHER", null, day)).isEqualTo(Input.faulty(List.of(fault("not-a-day", "ownershipEndedOn"))));
    }

    @Test
    void everythingThatIsWrongIsToldAtOnceAndNothingOfItRepeated() {
        Input<Ending> input = read("canary", "canary\0", "canary");
        assertThat(input)
                .isEqualTo(Input.faulty(List.of(
                        fault("unknown-close-reason", "reason"),
                        fault("characters-not-allowed", "managementNote"),
                        fault("not-a-day", "ownershipEndedOn"))));
        assertThat(input.toString()).doesNotContain("canary");
    }
}
