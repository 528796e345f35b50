package leadledger.command.aftersales.dispute;

import static leadledger.command.aftersales.LeadStory.AGENT;
import static leadledger.command.aftersales.LeadStory.AGENT_IN_OSAKA;
import static leadledger.command.aftersales.LeadStory.ASSIGNED;
import static leadledger.command.aftersales.LeadStory.DEADLINE;
import static leadledger.command.aftersales.LeadStory.LEAD;
import static leadledger.command.aftersales.LeadStory.MANAGER;
import static leadledger.command.aftersales.LeadStory.OSAKA;
import static leadledger.command.aftersales.LeadStory.actor;
import static leadledger.command.aftersales.LeadStory.lead;
import static leadledger.command.aftersales.LeadStory.minute;
import static leadledger.command.aftersales.LeadStory.nothing;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import leadledger.command.aftersales.AftersalesActions;
import leadledger.command.aftersales.AftersalesLead.Final;
import leadledger.command.aftersales.LeadStory;
import leadledger.command.decision.Input;
import leadledger.command.desk.CommandTerms;
import leadledger.command.dispute.NewDispute;
import leadledger.events.aftersales.AftersalesEvent.DisputeDecided;
import leadledger.events.aftersales.AftersalesEvent.DisputeOpened;
import leadledger.events.aftersales.AftersalesEvent.LeadLost;
import leadledger.events.dispute.DisputeOutcome;
import leadledger.events.dispute.DisputeReason;
import leadledger.events.dispute.DisputeStep;
import leadledger.events.shared.Actor;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.Refusal;
import leadledger.events.shared.Role;
import leadledger.events.sla.Sla;
import leadledger.events.sla.SlaPolicy;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("SL-40: a dealer disputes a breached verdict of its own")
class OpenDisputeTest {

    private static final UUID ID = new UUID(7, 1);
    private static final Instant LIMIT = ASSIGNED.plus(Duration.ofDays(1));
    private static final Duration WINDOW = Duration.ofDays(30);
    private static final Instant LAST = LIMIT.plus(WINDOW);

    /** The first contact came a minute late. */
    private static final LeadStory LATE = lead().attemptAt(LIMIT.plusSeconds(60));

    private static NewDispute over(Sla sla, @Nullable Integer assignment) {
        return new NewDispute(sla, assignment, DisputeReason.RECORDED_LATE, "rang in time", List.of("mail/1"));
    }

    private static DisputeOpened opened(Sla sla, int assignment) {
        return new DisputeOpened(new DisputeStep.Opened(
                ID, sla, assignment, DisputeReason.RECORDED_LATE, "rang in time", List.of("mail/1")));
    }

    private static OpenDispute open(Actor actor, Instant at, Sla sla, @Nullable Integer assignment) {
        return new OpenDispute(LEAD, actor, at, SlaPolicy.DEFAULT, ID, Input.of(over(sla, assignment)));
    }

    private static Refusal notBreached(String result) {
        return Refusal.ofState("SL-40", "verdict-not-breached").with("result", result);
    }

    private static Refusal over(Instant until) {
        return Refusal.ofState("SL-40", "dispute-window-over").with("until", until);
    }

    @Test
    void isAccepted() {
        LATE.when(open(AGENT, LIMIT.plusSeconds(120), Sla.SLA1, null)).happened(opened(Sla.SLA1, 1));
        LATE.when(open(MANAGER, LIMIT.plusSeconds(120), Sla.SLA1, 1)).happened(opened(Sla.SLA1, 1));
    }

    @Test
    @DisplayName("the window begins at the deadline, not at the late stop, and its last millisecond is in it")
    void theWindow() {
        LATE.when(open(AGENT, LAST, Sla.SLA1, null)).happened(opened(Sla.SLA1, 1));
        LATE.when(open(AGENT, LAST.plusMillis(1), Sla.SLA1, null)).refused(over(LAST));
        assertThat(open(AGENT, LAST, Sla.SLA1, null).holdsUntil(LATE.state())).isEqualTo(LAST);
        LeadStory unattended = lead();
        unattended.when(open(AGENT, LAST, Sla.SLA1, null)).happened(opened(Sla.SLA1, 1));
        unattended.when(open(AGENT, LAST.plusMillis(1), Sla.SLA1, null)).refused(over(LAST));
    }

    @Test
    @DisplayName("each service level has a window of its own")
    void ofManagementTime() {
        Instant limit = ASSIGNED.plus(Duration.ofDays(10));
        LeadStory lead = lead().attempt(1, null);
        lead.when(open(AGENT, limit.plusMillis(1), Sla.SLA2, null)).happened(opened(Sla.SLA2, 1));
        lead.when(open(AGENT, limit.plus(WINDOW), Sla.SLA2, null)).happened(opened(Sla.SLA2, 1));
        lead.when(open(AGENT, limit.plus(WINDOW).plusMillis(1), Sla.SLA2, null)).refused(over(limit.plus(WINDOW)));
    }

    @Test
    void onlyABreachedVerdictCanBeDisputed() {
        lead().when(open(AGENT, LIMIT, Sla.SLA1, null)).refused(notBreached("RUNNING"));
        lead().when(open(AGENT, LIMIT.plusMillis(1), Sla.SLA1, null)).happened(opened(Sla.SLA1, 1));
        lead().attemptAt(LIMIT)
                .when(open(AGENT, LIMIT.plusMillis(1), Sla.SLA1, null))
                .refused(notBreached("MET"));
        lead().attempt(1, null)
                .movedTo(OSAKA, 5)
                .when(open(AGENT, minute(6), Sla.SLA2, 1))
                .refused(notBreached("WITHDRAWN"));
    }

    @Test
    @DisplayName("SLA3 is disputed through its leads, and the other process's level is none")
    void otherLevels() {
        LATE.when(open(AGENT, LAST, Sla.SLA3, null))
                .refused(Refusal.ofValue("SL-40", "disputed-through-its-leads", "sla"));
        LATE.when(open(AGENT, LAST, Sla.FIRST_FOLLOW_UP, null))
                .refused(Refusal.ofValue("SL-40", "not-one-of", "sla").with("allowed", "SLA1, SLA2"));
    }

    @Test
    @DisplayName("once for each verdict, decided or not; the other verdict's is another")
    void once() {
        LeadStory disputed = lead().and(opened(Sla.SLA1, 1), LIMIT.plusMillis(1));
        Refusal already = Refusal.ofState("SL-40", "verdict-disputed-already").with("dispute", ID);
        disputed.when(open(AGENT, LIMIT.plusMillis(2), Sla.SLA1, null)).refused(already);
        disputed.and(
                        new DisputeDecided(new DisputeStep.Decided(ID, DisputeOutcome.UPHELD, null, "so")),
                        LIMIT.plusMillis(3),
                        LeadStory.HEADQUARTERS)
                .when(open(AGENT, LIMIT.plusMillis(4), Sla.SLA1, null))
                .refused(already);
        disputed.when(open(AGENT, ASSIGNED.plus(Duration.ofDays(11)), Sla.SLA2, null))
                .happened(opened(Sla.SLA2, 1));
    }

    @Test
    @DisplayName("AS-60: a lead in a final status accepts it, and keeps its status")
    void onAFinalLead() {
        LeadStory sold = LATE.sold(3_000);
        sold.when(open(AGENT, LAST, Sla.SLA1, null)).happened(opened(Sla.SLA1, 1));
        sold.when(open(AGENT, LAST.plusMillis(1), Sla.SLA1, null)).refused(over(LAST));
        assertThat(sold.and(opened(Sla.SLA1, 1), LAST).state()).isInstanceOf(Final.class);
        LeadStory lost = lead().and(new LeadLost(), DEADLINE.plusMillis(1));
        lost.when(open(AGENT, DEADLINE.plusMillis(1), Sla.SLA2, null))
                .refused(over(ASSIGNED.plus(Duration.ofDays(40))));
    }

    @Test
    @DisplayName("AS-64: a lapse that is not recorded yet is recorded first")
    void afterTheLapse() {
        OpenDispute command = open(AGENT, DEADLINE.plusMillis(1), Sla.SLA1, null);
        lead().when(command).lapsedBefore(command, over(LAST));
    }

    @Test
    @DisplayName("AS-65: the former dealer disputes its own assignment, and none but that")
    void theFormerDealer() {
        LeadStory moved = LATE.movedTo(OSAKA, 2_000).attempt(4_000, null);
        moved.when(open(AGENT, minute(4_001), Sla.SLA1, null)).happened(opened(Sla.SLA1, 1));
        moved.when(open(AGENT, minute(4_001), Sla.SLA1, 1)).happened(opened(Sla.SLA1, 1));
        moved.when(open(AGENT, LAST, Sla.SLA1, 1)).happened(opened(Sla.SLA1, 1));
        moved.when(open(AGENT, LAST.plusMillis(1), Sla.SLA1, 1)).refused(over(LAST));
        Refusal unknown = Refusal.ofValue("SL-40", "unknown-assignment", "assignment");
        moved.when(open(AGENT, minute(4_001), Sla.SLA1, 2)).refused(unknown);
        moved.when(open(AGENT, minute(4_001), Sla.SLA1, 3)).refused(unknown);
        moved.when(open(AGENT_IN_OSAKA, minute(4_001), Sla.SLA1, null)).happened(opened(Sla.SLA1, 2));
        moved.when(open(AGENT_IN_OSAKA, minute(4_001), Sla.SLA1, 1)).refused(unknown);
        Actor elsewhere = Actor.ofDealer("agent-9", Role.AFTERSALES_AGENT, new DealerId("ONE"));
        moved.when(open(elsewhere, minute(4_001), Sla.SLA1, null)).refused(Refusal.ofUnknownLead());
    }

    @ParameterizedTest
    @EnumSource(names = {"HQ", "AUDITOR"})
    void whoeverElseSeesTheLeadMayNot(Role role) {
        LATE.when(open(actor(role), LAST, Sla.SLA1, null)).refused(Refusal.ofRole("AC-01"));
    }

    @ParameterizedTest
    @EnumSource(names = {"INTAKE", "ADMIN", "SYSTEM", "PRIVACY_OFFICER", "CALL_CENTER", "OUTLET_MANAGER"})
    void whoeverSeesNoLeadsIsAnsweredAsIfThereWereNone(Role role) {
        LATE.when(open(actor(role), LAST, Sla.SLA1, null)).refused(Refusal.ofUnknownLead());
    }

    @Test
    void aLeadThatDoesNotExistIsNotFound() {
        nothing().when(open(AGENT, LAST, Sla.SLA1, null)).notFound();
    }

    @Test
    void theVersionMayBeAskedFor() {
        LATE.when(
                        open(AGENT, LAST, Sla.SLA1, null),
                        Map.of("terms", CommandTerms.of(LEAD.value(), 1, null, LeadStory.JAPAN)))
                .refused(CommandTerms.versionMismatch(2));
    }

    @Test
    void allFaultsOfTheInputAreTold() {
        Refusal one = Refusal.ofValue("SL-40", "field-required", "text");
        Refusal other = Refusal.ofValue("SL-40", "field-required", "reason");
        LATE.when(new OpenDispute(LEAD, AGENT, LAST, SlaPolicy.DEFAULT, ID, Input.faulty(List.of(one, other))))
                .refused(one, other);
    }

    @Test
    @DisplayName("the page shows the action while either verdict can be disputed")
    void shown() {
        assertThat(shown(lead(), AGENT, LIMIT)).containsExactly(notBreached("RUNNING"));
        assertThat(shown(lead(), AGENT, LIMIT.plusMillis(1))).isEmpty();
        assertThat(shown(lead().attempt(1, null), AGENT, ASSIGNED.plus(Duration.ofDays(40))))
                .isEmpty();
        assertThat(shown(lead(), LeadStory.HEADQUARTERS, LAST)).containsExactly(Refusal.ofRole("AC-01"));
    }

    private static List<Refusal> shown(LeadStory story, Actor actor, Instant at) {
        return AftersalesActions.probe(story.history(), actor, at, SlaPolicy.DEFAULT).stream()
                .filter(probed -> probed.action().equals("disputes"))
                .findFirst()
                .orElseThrow()
                .refusals();
    }
}
