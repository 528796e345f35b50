package leadledger.command.aftersales.dispute;

import static leadledger.command.aftersales.LeadStory.AGENT;
import static leadledger.command.aftersales.LeadStory.AGENT_IN_OSAKA;
import static leadledger.command.aftersales.LeadStory.ASSIGNED;
import static leadledger.command.aftersales.LeadStory.LEAD;
import static leadledger.command.aftersales.LeadStory.MANAGER;
import static leadledger.command.aftersales.LeadStory.OSAKA;
import static leadledger.command.aftersales.LeadStory.actor;
import static leadledger.command.aftersales.LeadStory.lead;
import static leadledger.command.aftersales.LeadStory.minute;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import leadledger.command.aftersales.LeadStory;
import leadledger.command.decision.Input;
import leadledger.command.desk.CommandTerms;
import leadledger.command.dispute.DisputeRules;
import leadledger.command.dispute.NextStep;
import leadledger.events.aftersales.AftersalesEvent;
import leadledger.events.aftersales.AftersalesEvent.ContactAttemptCorrected;
import leadledger.events.aftersales.AftersalesEvent.DisputeDecided;
import leadledger.events.aftersales.AftersalesEvent.DisputeOpened;
import leadledger.events.aftersales.AftersalesEvent.DisputeQuestionAnswered;
import leadledger.events.aftersales.AftersalesEvent.DisputeQuestionAsked;
import leadledger.events.aftersales.AftersalesEvent.DisputeReopened;
import leadledger.events.aftersales.ContactChannel;
import leadledger.events.aftersales.ContactOutcome;
import leadledger.events.dispute.DisputeOutcome;
import leadledger.events.dispute.DisputeReason;
import leadledger.events.dispute.DisputeStep;
import leadledger.events.shared.Actor;
import leadledger.events.shared.MarketId;
import leadledger.events.shared.Refusal;
import leadledger.events.shared.Role;
import leadledger.events.sla.LeadVerdicts;
import leadledger.events.sla.Sla;
import leadledger.events.sla.SlaEvaluator;
import leadledger.events.sla.SlaPolicy;
import leadledger.events.sla.SlaVerdict.Result;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("SL-40: headquarters ask back, decide and reopen, and the dealer answers")
class TakeDisputeStepTest {

    private static final UUID ID = new UUID(7, 1);
    private static final Instant LIMIT = ASSIGNED.plus(Duration.ofDays(1));
    private static final Instant LATER = ASSIGNED.plus(Duration.ofDays(3));
    private static final Actor FIRST = Actor.ofHeadquarters("hq-1", new MarketId("JP"));
    private static final Actor SECOND = Actor.ofHeadquarters("hq-2", new MarketId("JP"));

    private static final DisputeStep.QuestionAsked QUESTION = new DisputeStep.QuestionAsked(ID, "when?");
    private static final DisputeStep.QuestionAnswered ANSWER =
            new DisputeStep.QuestionAnswered(ID, "then", List.of("mail/2"));
    private static final DisputeStep.Reopened REOPENED = new DisputeStep.Reopened(ID, "another look");

    private static final Refusal DECIDED = Refusal.ofState("SL-40", "dispute-decided");
    private static final Refusal NOT_DECIDED = Refusal.ofState("SL-40", "dispute-not-decided");

    private static DisputeStep.Decided decided(DisputeOutcome outcome, @Nullable Instant countsAt) {
        return new DisputeStep.Decided(ID, outcome, countsAt, "so");
    }

    private static DisputeOpened opened(Sla sla, int assignment) {
        return new DisputeOpened(
                new DisputeStep.Opened(ID, sla, assignment, DisputeReason.RECORDED_LATE, "why", List.of()));
    }

    /** An attempt an hour late, claimed in time or not, and disputed at once. */
    private static LeadStory disputed(@Nullable Instant claimed) {
        return lead().attempt(25 * 60, claimed).and(opened(Sla.SLA1, 1), minute(26 * 60));
    }

    private static TakeDisputeStep take(Actor actor, NextStep next, DisputeStep step) {
        return take(actor, LATER, next, step);
    }

    private static TakeDisputeStep take(Actor actor, Instant at, NextStep next, DisputeStep step) {
        return new TakeDisputeStep(LEAD, actor, at, SlaPolicy.DEFAULT, ID, next, Input.of(step));
    }

    private static TakeDisputeStep decide(DisputeOutcome outcome, @Nullable Instant countsAt) {
        return take(FIRST, NextStep.DECISION, decided(outcome, countsAt));
    }

    private static Result verdict(LeadStory story) {
        LeadVerdicts verdicts =
                SlaEvaluator.evaluate(story.history(), SlaPolicy.DEFAULT, LATER.plus(Duration.ofDays(9)));
        return verdicts.assignments().getFirst().firstContact().result();
    }

    @Nested
    class ByState {

        private final LeadStory open = disputed(null);
        private final LeadStory asked = open.and(new DisputeQuestionAsked(QUESTION), minute(27 * 60), FIRST);
        private final LeadStory decided =
                open.and(new DisputeDecided(decided(DisputeOutcome.UPHELD, null)), minute(28 * 60), FIRST);
        private final LeadStory reopened = decided.and(new DisputeReopened(REOPENED), minute(29 * 60), SECOND);

        @Test
        void anOpenOneIsAskedAboutOrDecided() {
            for (LeadStory story : List.of(open, reopened)) {
                story.when(take(FIRST, NextStep.QUESTION, QUESTION)).happened(new DisputeQuestionAsked(QUESTION));
                story.when(decide(DisputeOutcome.UPHELD, null))
                        .happened(new DisputeDecided(decided(DisputeOutcome.UPHELD, null)));
                story.when(decide(DisputeOutcome.EXCUSED, null))
                        .happened(new DisputeDecided(decided(DisputeOutcome.EXCUSED, null)));
                story.when(take(AGENT, NextStep.ANSWER, ANSWER)).refused(Refusal.ofState("SL-40", "nothing-asked"));
                story.when(take(SECOND, NextStep.REOPENING, REOPENED)).refused(NOT_DECIDED);
            }
        }

        @Test
        void aQuestionIsAnsweredOrTheDisputeDecidedWithoutAnAnswer() {
            asked.when(take(AGENT, NextStep.ANSWER, ANSWER)).happened(new DisputeQuestionAnswered(ANSWER));
            asked.when(take(MANAGER, NextStep.ANSWER, ANSWER)).happened(new DisputeQuestionAnswered(ANSWER));
            asked.when(take(FIRST, NextStep.QUESTION, QUESTION))
                    .refused(Refusal.ofState("SL-40", "question-not-answered"));
            asked.when(decide(DisputeOutcome.UPHELD, null))
                    .happened(new DisputeDecided(decided(DisputeOutcome.UPHELD, null)));
            asked.when(take(SECOND, NextStep.REOPENING, REOPENED)).refused(NOT_DECIDED);
            asked.and(new DisputeQuestionAnswered(ANSWER), minute(28 * 60))
                    .when(take(FIRST, NextStep.QUESTION, QUESTION))
                    .happened(new DisputeQuestionAsked(QUESTION));
        }

        @Test
        @DisplayName("a decided one is reopened, by somebody other than the one who decided, and nothing else")
        void reopening() {
            decided.when(take(SECOND, NextStep.REOPENING, REOPENED)).happened(new DisputeReopened(REOPENED));
            decided.when(take(FIRST, NextStep.REOPENING, REOPENED))
                    .refused(Refusal.ofState("SL-40", "decided-by-yourself"));
            decided.when(decide(DisputeOutcome.EXCUSED, null)).refused(DECIDED);
            decided.when(take(FIRST, NextStep.QUESTION, QUESTION)).refused(DECIDED);
            decided.when(take(AGENT, NextStep.ANSWER, ANSWER)).refused(DECIDED);
        }

        @Test
        @DisplayName("it is the newest decision whose author may not reopen")
        void theNewestDecision() {
            LeadStory again =
                    reopened.and(new DisputeDecided(decided(DisputeOutcome.EXCUSED, null)), minute(30 * 60), SECOND);
            again.when(take(SECOND, NextStep.REOPENING, REOPENED))
                    .refused(Refusal.ofState("SL-40", "decided-by-yourself"));
            again.when(take(FIRST, NextStep.REOPENING, REOPENED)).happened(new DisputeReopened(REOPENED));
        }

        @Test
        void itDoesNotGoOnForEver() {
            LeadStory grown = open;
            for (int pair = 0; pair < DisputeRules.MOST_STEPS / 2 - 1; pair++) {
                grown = grown.and(new DisputeQuestionAsked(QUESTION), minute(1_700 + pair), FIRST)
                        .and(new DisputeQuestionAnswered(ANSWER), minute(1_700 + pair));
            }
            grown.when(take(FIRST, NextStep.QUESTION, QUESTION))
                    .refused(Refusal.ofState("SL-40", "dispute-too-long").with("most", DisputeRules.MOST_STEPS));
            grown.when(decide(DisputeOutcome.UPHELD, null))
                    .happened(new DisputeDecided(decided(DisputeOutcome.UPHELD, null)));
        }

        @Test
        void stateComesBeforeInput() {
            Refusal fault = Refusal.ofValue("SL-40", "field-required", "rationale");
            TakeDisputeStep faulty = new TakeDisputeStep(
                    LEAD, FIRST, LATER, SlaPolicy.DEFAULT, ID, NextStep.DECISION, Input.faulty(List.of(fault)));
            decided.when(faulty).refused(DECIDED);
            open.when(faulty).refused(fault);
        }
    }

    @Nested
    @DisplayName("corrected: the moment counts, under the rules of AS-13, and makes the verdict met")
    class Correction {

        private AftersalesEvent claim(@Nullable Instant moment) {
            return new ContactAttemptCorrected(
                    1, ContactChannel.PHONE, ContactOutcome.NOT_REACHED, moment, "SL-40 " + ID);
        }

        private DisputeDecided corrected(Instant moment) {
            return new DisputeDecided(decided(DisputeOutcome.CORRECTED, moment));
        }

        @Test
        void decisionAndCorrectionInOne() {
            disputed(null)
                    .when(decide(DisputeOutcome.CORRECTED, minute(60)))
                    .happened(corrected(minute(60)), claim(minute(60)));
        }

        @Test
        @DisplayName("the limit itself is met, a millisecond later is not")
        void mustMakeItMet() {
            disputed(null).when(decide(DisputeOutcome.CORRECTED, LIMIT)).happened(corrected(LIMIT), claim(LIMIT));
            disputed(null)
                    .when(decide(DisputeOutcome.CORRECTED, LIMIT.plusMillis(1)))
                    .refused(Refusal.ofValue("SL-40", "correction-leaves-breach", "madeAt")
                            .with("deadline", LIMIT));
        }

        @Test
        void theRulesOfCorrectionsHold() {
            disputed(null)
                    .when(decide(DisputeOutcome.CORRECTED, ASSIGNED))
                    .happened(corrected(ASSIGNED), claim(ASSIGNED));
            disputed(null)
                    .when(decide(DisputeOutcome.CORRECTED, ASSIGNED.minusMillis(1)))
                    .refused(Refusal.ofValue("AS-13", "moment-before-assignment", "madeAt")
                            .with("assignedAt", ASSIGNED));
            disputed(null)
                    .when(decide(DisputeOutcome.CORRECTED, LATER.plusMillis(1)))
                    .refused(Refusal.ofValue("AS-13", "moment-in-future", "madeAt"));
            lead().attempt(25 * 60, null)
                    .attempt(26 * 60, minute(50))
                    .and(opened(Sla.SLA1, 1), minute(27 * 60))
                    .when(decide(DisputeOutcome.CORRECTED, minute(51)))
                    .refused(Refusal.ofValue("AS-13", "attempts-out-of-order", "madeAt"));
        }

        @Test
        @DisplayName("what is claimed already needs no correction: the decision lets it count")
        void claimedAlready() {
            disputed(minute(60))
                    .when(decide(DisputeOutcome.CORRECTED, minute(60)))
                    .happened(corrected(minute(60)));
        }

        @Test
        @DisplayName("the verdict counts the moment though the policy counts recorded time")
        void theVerdict() {
            LeadStory story = disputed(null);
            assertThat(verdict(story)).isEqualTo(Result.BREACHED);
            LeadStory decided = story.and(corrected(minute(60)), LATER, FIRST).and(claim(minute(60)), LATER, FIRST);
            assertThat(verdict(decided)).isEqualTo(Result.MET);
            assertThat(verdict(decided.and(new DisputeReopened(REOPENED), LATER, SECOND)))
                    .isEqualTo(Result.BREACHED);
        }

        @Test
        @DisplayName("reopening restores the moment that was claimed before, or that none was")
        void reopening() {
            for (Instant before : new Instant[] {null, minute(24 * 60 + 30)}) {
                LeadStory decided = disputed(before)
                        .and(corrected(minute(60)), minute(28 * 60), FIRST)
                        .and(claim(minute(60)), minute(28 * 60), FIRST);
                decided.when(take(SECOND, NextStep.REOPENING, REOPENED))
                        .happened(new DisputeReopened(REOPENED), claim(before));
            }
        }

        @Test
        @DisplayName("reopening leaves alone what was claimed already, or was corrected anew since")
        void nothingToRestore() {
            disputed(minute(60))
                    .and(corrected(minute(60)), minute(28 * 60), FIRST)
                    .when(take(SECOND, NextStep.REOPENING, REOPENED))
                    .happened(new DisputeReopened(REOPENED));
            disputed(null)
                    .and(corrected(minute(60)), minute(28 * 60), FIRST)
                    .and(claim(minute(60)), minute(28 * 60), FIRST)
                    .and(claim(minute(61)), minute(29 * 60))
                    .when(take(SECOND, NextStep.REOPENING, REOPENED))
                    .happened(new DisputeReopened(REOPENED));
        }

        @Test
        @DisplayName("SLA2 is not corrected: AS-13 knows attempts only; nor is what nobody attempted")
        void notCorrected() {
            Instant late = ASSIGNED.plus(Duration.ofDays(11));
            lead().attempt(1, null)
                    .and(opened(Sla.SLA2, 1), late)
                    .when(take(FIRST, late, NextStep.DECISION, decided(DisputeOutcome.CORRECTED, minute(60))))
                    .refused(Refusal.ofValue("SL-40", "only-first-contact-is-corrected", "outcome"));
            lead().and(opened(Sla.SLA1, 1), minute(26 * 60))
                    .when(decide(DisputeOutcome.CORRECTED, minute(60)))
                    .refused(Refusal.ofState("SL-40", "no-attempt-to-correct"));
        }

        @Test
        @DisplayName("AS-60: on a final lead too")
        void afterTheEnd() {
            disputed(null)
                    .sold(27 * 60)
                    .when(decide(DisputeOutcome.CORRECTED, minute(60)))
                    .happened(corrected(minute(60)), claim(minute(60)));
        }

        @Test
        @DisplayName(
                "AS-65: a former dealer's attempt is judged anew, the new dealer's of the same number stays as it is")
        void ofAFormerAssignment() {
            LeadStory moved = lead().attempt(25 * 60, null)
                    .movedTo(OSAKA, 26 * 60)
                    .attempt(27 * 60, null)
                    .and(opened(Sla.SLA1, 1), minute(28 * 60));
            moved.when(decide(DisputeOutcome.CORRECTED, minute(60))).happened(corrected(minute(60)));
            LeadStory decided = moved.and(corrected(minute(60)), minute(29 * 60), FIRST);
            assertThat(verdict(decided)).isEqualTo(Result.MET);
            decided.when(take(SECOND, NextStep.REOPENING, REOPENED)).happened(new DisputeReopened(REOPENED));
        }
    }

    @Nested
    @DisplayName("AC-01, AC-02: who may")
    class WhoMay {

        private final LeadStory asked = lead().attempt(25 * 60, null)
                .movedTo(OSAKA, 26 * 60)
                .and(opened(Sla.SLA1, 1), minute(28 * 60))
                .and(new DisputeQuestionAsked(QUESTION), minute(29 * 60), FIRST);

        private DisputeStep step(NextStep next) {
            return switch (next) {
                case QUESTION -> QUESTION;
                case ANSWER -> ANSWER;
                case DECISION -> decided(DisputeOutcome.UPHELD, null);
                case REOPENING -> REOPENED;
            };
        }

        @ParameterizedTest
        @EnumSource
        @DisplayName("AS-65: the dealer of the assignment answers, former or not; to any other the dispute is unknown")
        void dealers(NextStep next) {
            if (next == NextStep.ANSWER) {
                asked.when(take(AGENT, next, ANSWER)).happened(new DisputeQuestionAnswered(ANSWER));
            } else {
                asked.when(take(AGENT, next, step(next))).refused(Refusal.ofRole("AC-01"));
            }
            asked.when(take(AGENT_IN_OSAKA, next, step(next))).refused(DisputeRules.UNKNOWN);
        }

        @ParameterizedTest
        @EnumSource(Role.class)
        void everybodyElse(Role role) {
            for (NextStep next : NextStep.values()) {
                LeadStory.Then then = role.isDealer() ? null : asked.when(take(actor(role), next, step(next)));
                if (then == null || (role == Role.HQ && next != NextStep.ANSWER)) {
                    continue;
                }
                then.refused(
                        Set.of(Role.HQ, Role.AUDITOR).contains(role) ? Refusal.ofRole("AC-01") : DisputeRules.UNKNOWN);
            }
        }

        @Test
        void headquartersOfAnotherMarketFindNoLead() {
            TakeDisputeStep command =
                    take(Actor.ofHeadquarters("hq-3", new MarketId("IT")), NextStep.DECISION, step(NextStep.DECISION));
            asked.when(command, Map.of("terms", CommandTerms.of(LEAD.value(), null, null, Set.of())))
                    .refused(Refusal.ofUnknownLead());
        }

        @Test
        void aDisputeThatTheLeadDoesNotHaveIsUnknown() {
            lead().when(take(FIRST, NextStep.QUESTION, QUESTION)).refused(DisputeRules.UNKNOWN);
        }
    }
}
