package leadledger.command.aftersales.reassign;

import static leadledger.command.aftersales.LeadStory.HEADQUARTERS;
import static leadledger.command.aftersales.LeadStory.OSAKA;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import leadledger.command.aftersales.TestNetwork;
import leadledger.command.aftersales.reassign.ReassignLead.Move;
import leadledger.command.aftersales.reassign.ReassignLeadApi.MoveBody;
import leadledger.command.decision.Input;
import leadledger.events.shared.Actor;
import leadledger.events.shared.MarketId;
import leadledger.events.shared.Refusal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("AS-65: a move's body is read, and everything that is wrong with it is told at once")
class MoveBodyTest {

    private static final Refusal NOT_A_CODE = Refusal.ofValue("AS-01", "not-a-dealer-code", "dealer");

    private static Input<Move> read(@Nullable String dealer, @Nullable String reason) {
        return new MoveBody(dealer, reason).read(new TestNetwork(), HEADQUARTERS);
    }

    private static Refusal fault(String code, String field) {
        return Refusal.ofValue("AS-65", code, field);
    }

    @Test
    @DisplayName("AC-01: to headquarters another market's dealer is as unknown as one that does not exist")
    void anotherMarketsDealer() {
        Actor italy = Actor.ofHeadquarters("hq-2", new MarketId("IT"));

        assertThat(new MoveBody("JP-OSAKA", "改装中").read(new TestNetwork(), italy))
                .isEqualTo(read("XX-NOWHERE", "改装中"))
                .isEqualTo(Input.faulty(List.of(fault("unknown-dealer", "dealer"))));
    }

    @Test
    void everythingGivenIsRead() {
        assertThat(read("JP-OSAKA", "改装中")).isEqualTo(Input.of(new Move(OSAKA, "改装中")));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "　", "\u00A0"})
    void aReasonIsRequired(@Nullable String reason) {
        assertThat(read("JP-OSAKA", reason)).isEqualTo(Input.faulty(List.of(fault("field-required", "reason"))));
    }

    @Test
    void aReasonHasAThousandCharactersAtMost() {
        String most = "𠮷".repeat(1_000);
        assertThat(read("JP-OSAKA", most)).isEqualTo(Input.of(new Move(OSAKA, most)));
        assertThat(read("JP-OSAKA", most + "a"))
                .isEqualTo(Input.faulty(List.of(fault("text-too-long", "reason").with("most", 1_000))));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "　"})
    void aDealerIsRequired(@Nullable String dealer) {
        assertThat(read(dealer, "why")).isEqualTo(Input.faulty(List.of(fault("field-required", "dealer"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"jp-osaka", "JP OSAKA", "J", "JP-OSAKA\n", "ＪＰ-OSAKA"})
    void aDealerHasACode(String dealer) {
        assertThat(read(dealer, "why")).isEqualTo(Input.faulty(List.of(NOT_A_CODE)));
    }

    @Test
    void aDealerIsOneOfTheNetwork() {
        assertThat(read("JP-NOWHERE", "why")).isEqualTo(Input.faulty(List.of(fault("unknown-dealer", "dealer"))));
    }

    @Test
    void everythingThatIsWrongIsToldAtOnceAndNothingOfItRepeated() {
        assertThat(read("JP-CANARY", "canary\0"))
                .isEqualTo(Input.faulty(
                        List.of(fault("unknown-dealer", "dealer"), fault("characters-not-allowed", "reason"))));
        assertThat(read("canary!", null))
                .isEqualTo(Input.faulty(List.of(NOT_A_CODE, fault("field-required", "reason"))));
    }
}
