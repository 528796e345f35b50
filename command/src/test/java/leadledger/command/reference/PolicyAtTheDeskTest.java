package leadledger.command.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.UUID;
import leadledger.command.decision.Input;
import leadledger.command.desk.CommandTerms;
import leadledger.command.desk.DeskFixture;
import leadledger.events.reference.PolicyVersion;
import leadledger.events.reference.ReferenceEvent.PolicyProposed;
import leadledger.events.reference.ReferenceStreams;
import leadledger.events.shared.Actor;
import leadledger.events.shared.MarketId;
import leadledger.events.shared.RefusedException;
import leadledger.events.sla.PolicyTerms;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("SL-10: no activation is recorded later than a minute before the policy holds")
class PolicyAtTheDeskTest {

    private static final Instant NOW = Instant.parse("2026-11-22T09:00:00Z");
    private static final Instant HOLDS = NOW.plusSeconds(600);
    private static final Instant LAST = HOLDS.minusSeconds(60);
    private static final MarketId JAPAN = new MarketId("JP");
    private static final Actor PROPOSER = Actor.ofHeadquarters("hq-1", JAPAN);
    private static final Actor SECOND = Actor.ofHeadquarters("hq-2", JAPAN);
    private static final UUID STREAM = ReferenceStreams.ofPolicy(JAPAN, 2);

    @RegisterExtension
    final DeskFixture fixture = new DeskFixture(NOW);

    private DeskFixture.Node node = fixture.node();

    @BeforeEach
    void aProposal() {
        PolicyVersion version =
                new PolicyVersion(JAPAN, "Summer", 2, PolicyTerms.DEFAULT, HOLDS, "because", PROPOSER.user());
        node.desk()
                .handle(
                        STREAM,
                        terms(),
                        at -> new ProposePolicy(JAPAN, 2, PROPOSER, at, HOLDS, Input.of(new PolicyProposed(version))));
    }

    private static CommandTerms terms() {
        return CommandTerms.of(UUID.randomUUID(), null, null);
    }

    private void activate() {
        node.desk().handle(STREAM, terms(), at -> new ActivatePolicy(JAPAN, 2, SECOND, at));
    }

    @Test
    void atTheLastMomentItIsRecorded() {
        fixture.clock().set(LAST);
        activate();
        assertThat(fixture.column("select type || ' ' || actor from ledger.event order by position"))
                .containsExactly("reference.policy-proposed HQ/hq-1", "reference.policy-activated HQ/hq-2");
    }

    @Test
    void whatWasDecidedInTimeIsNotRecordedLate() {
        fixture.clock().set(LAST);
        node.bus().beforeNext(ActivatePolicy.class, () -> fixture.clock().set(LAST.plusMillis(1)));
        assertThatThrownBy(this::activate)
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused ->
                                assertThat(refused.refusals().getFirst().code()).isEqualTo("activated-too-late"));
        assertThat(fixture.column("select type from ledger.event order by position"))
                .containsExactly("reference.policy-proposed");
    }
}
