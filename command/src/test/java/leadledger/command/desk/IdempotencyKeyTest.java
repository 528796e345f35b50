package leadledger.command.desk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static leadledger.command.aftersales.LeadStory.AGENT;
import static leadledger.command.aftersales.LeadStory.OSAKA;
import static leadledger.command.aftersales.LeadStory.TOKYO;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import leadledger.events.shared.Actor;
import leadledger.events.shared.MarketId;
import leadledger.events.shared.Role;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("An idempotency key is one caller's, and tells one request from another")
class IdempotencyKeyTest {

    private static IdempotencyKey key(Actor caller, String key, String path, String body) {
        return IdempotencyKey.of(caller, key, path, body.getBytes(UTF_8));
    }

    private static final IdempotencyKey FIRST = key(AGENT, "k-1", "POST /leads", "{}");

    @Test
    void theSameCallerKeyAndRequestGiveTheSameDigests() {
        IdempotencyKey again = key(AGENT, "k-1", "POST /leads", "{}");
        assertThat(again.hash()).isEqualTo(FIRST.hash()).hasSize(32);
        assertThat(again.requestHash()).isEqualTo(FIRST.requestHash()).hasSize(32);
    }

    static Stream<Arguments> othersWithTheSameKey() {
        return Stream.of(
                Arguments.of("another user", Actor.ofDealer("agent-9", Role.AFTERSALES_AGENT, TOKYO)),
                Arguments.of(
                        "the same user at another dealer", Actor.ofDealer("agent-1", Role.AFTERSALES_AGENT, OSAKA)),
                Arguments.of(
                        "the same user in another role", Actor.ofDealer("agent-1", Role.AFTERSALES_MANAGER, TOKYO)),
                Arguments.of("the same user without a dealer", Actor.ofHeadquarters("agent-1", new MarketId("JP"))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("othersWithTheSameKey")
    void oneCallersKeySaysNothingToAnother(String who, Actor other) {
        assertThat(key(other, "k-1", "POST /leads", "{}").hash()).as(who).isNotEqualTo(FIRST.hash());
    }

    @Test
    void anotherKeyIsAnother() {
        assertThat(key(AGENT, "k-2", "POST /leads", "{}").hash()).isNotEqualTo(FIRST.hash());
        assertThat(key(AGENT, "K-1", "POST /leads", "{}").hash()).isNotEqualTo(FIRST.hash());
    }

    @Test
    void anotherPathOrBodyIsAnotherRequestUnderTheSameKey() {
        IdempotencyKey otherPath = key(AGENT, "k-1", "POST /leads/1", "{}");
        IdempotencyKey otherBody = key(AGENT, "k-1", "POST /leads", "{\"a\":1}");
        assertThat(otherPath.hash()).isEqualTo(FIRST.hash());
        assertThat(otherBody.hash()).isEqualTo(FIRST.hash());
        assertThat(otherPath.requestHash()).isNotEqualTo(FIRST.requestHash());
        assertThat(otherBody.requestHash()).isNotEqualTo(FIRST.requestHash());
    }

    @Test
    void whatMovesFromOnePartToTheNextMakesAnother() {
        assertThat(key(AGENT, "k", "a", "b{}").requestHash())
                .isNotEqualTo(key(AGENT, "k", "ab", "{}").requestHash());
        Actor a = Actor.ofHeadquarters("a", new MarketId("JP"));
        Actor ab = Actor.ofHeadquarters("ab", new MarketId("JP"));
        assertThat(key(a, "bk", "p", "").hash())
                .isNotEqualTo(key(ab, "k", "p", "").hash());
    }
}
