package leadledger.query.accesslog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Map;
import java.util.Set;
import leadledger.events.shared.Actor;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.MarketId;
import leadledger.events.shared.OutletId;
import leadledger.events.shared.Refusal;
import leadledger.events.shared.RefusedException;
import leadledger.events.shared.Role;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** AC-05: who sees personal data, and why. */
class DisclosureTest {

    private static final Actor AUDITOR = Actor.of("u-1", Role.AUDITOR);

    @ParameterizedTest
    @EnumSource(Role.class)
    @DisplayName("only auditors are shown masks, and only if they give no reason")
    void masked(Role role) {
        Actor reader = new Actor(
                "u-1",
                role,
                role.isDealer() ? new DealerId("JP-OSAKA") : null,
                role.isMarkets() ? new MarketId("JP") : null,
                role.isOutlets() ? Set.of(new OutletId("JP-OSAKA.NAMBA")) : Set.of());

        assertThat(Disclosure.of(reader, AccessAction.READ_LEAD, null).isMasked())
                .isEqualTo(role == Role.AUDITOR);
        assertThat(Disclosure.of(reader, AccessAction.READ_LEAD, "why").isMasked())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "complaint 4711, complaint 4711",
        "%E8%8B%A6%E6%83%85, 苦情",
        "%e8%8b%a6, 苦",
        "a+b, a+b",
        "%F0%9F%98%80, 😀",
        "'  x ', x"
    })
    @DisplayName("a reason is percent-encoded UTF-8")
    void reasons(String header, String reason) {
        assertThat(Disclosure.of(AUDITOR, AccessAction.READ_LEAD, header).reason())
                .isEqualTo(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "%", "%4", "%zz", "%E8", "%C0%80", "%ED%A0%80", "é", "a%00b", "a%0Ab", "%7F"})
    @DisplayName("what is no reason is refused by the header's name")
    void malformed(String header) {
        assertThat(catchThrowableOfType(
                                RefusedException.class, () -> Disclosure.of(AUDITOR, AccessAction.READ_LEAD, header))
                        .refusals())
                .containsExactly(new Refusal(
                        "API-FORM", Refusal.Kind.MALFORMED, "header-malformed", "Personal-Data-Reason", Map.of()));
    }

    @Test
    @DisplayName("200 characters are a reason, 201 are none, however many bytes they have")
    void length() {
        String kanji = "%E8%8B%A6";
        assertThat(Disclosure.of(AUDITOR, AccessAction.READ_LEAD, kanji.repeat(200))
                        .reason())
                .hasSize(200);
        assertThat(catchThrowableOfType(
                        RefusedException.class,
                        () -> Disclosure.of(AUDITOR, AccessAction.READ_LEAD, kanji.repeat(201))))
                .isNotNull();
    }
}
