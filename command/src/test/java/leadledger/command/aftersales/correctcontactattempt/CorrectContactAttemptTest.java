package leadledger.command.aftersales.correctcontactattempt;

import static leadledger.command.aftersales.LeadStory.AGENT;
import static leadledger.command.aftersales.LeadStory.AGENT_IN_OSAKA;
import static leadledger.command.aftersales.LeadStory.ASSIGNED;
import static leadledger.command.aftersales.LeadStory.DEADLINE;
import static leadledger.command.aftersales.LeadStory.IS_FINAL;
import static leadledger.command.aftersales.LeadStory.LEAD;
import static leadledger.command.aftersales.LeadStory.MANAGER;
import static leadledger.command.aftersales.LeadStory.OSAKA;
import static leadledger.command.aftersales.LeadStory.TOKYO;
import static leadledger.command.aftersales.LeadStory.actor;
import static leadledger.command.aftersales.LeadStory.lead;
import static leadledger.command.aftersales.LeadStory.leadWithAttempts;
import static leadledger.command.aftersales.LeadStory.minute;
import static leadledger.command.aftersales.LeadStory.nothing;
import static leadledger.events.aftersales.ContactChannel.EMAIL;
import static leadledger.events.aftersales.ContactChannel.PHONE;
import static leadledger.events.aftersales.ContactOutcome.NOT_REACHED;
import static leadledger.events.aftersales.ContactOutcome.REACHED;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import leadledger.command.aftersales.AftersalesLead.ContactAttempt;
import leadledger.command.aftersales.AftersalesLead.Final;
import leadledger.command.aftersales.LeadStory;
import leadledger.command.aftersales.correctcontactattempt.CorrectContactAttempt.Correction;
import leadledger.command.decision.Input;
import leadledger.events.aftersales.AftersalesEvent.BookingBecameFinal;
import leadledger.events.aftersales.AftersalesEvent.ContactAttemptCorrected;
import leadledger.events.aftersales.AftersalesEvent.LeadClosedWithoutSale;
import leadledger.events.aftersales.AftersalesEvent.LeadLost;
import leadledger.events.aftersales.LeadStatus;
import leadledger.events.shared.Actor;
import leadledger.events.shared.Refusal;
import leadledger.events.shared.Role;
import leadledger.events.sla.PolicyTerms;
import leadledger.events.sla.PolicyTerms.FirstContact;
import leadledger.events.sla.PolicyTerms.FirstContactStop;
import leadledger.events.sla.SlaPolicy;
import leadledger.events.sla.SlaPolicy.Clock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("AS-13: what was recorded wrongly of an attempt is corrected by a new fact")
class CorrectContactAttemptTest {

    private static final Instant NOW = minute(60);
    private static final String WHY = "wrong button";
    private static final Refusal IN_FUTURE = Refusal.ofValue("AS-13", "moment-in-future", "madeAt");
    private static final Refusal BEFORE_ASSIGNMENT =
            Refusal.ofValue("AS-13", "moment-before-assignment", "madeAt").with("assignedAt", ASSIGNED);
    private static final Refusal OUT_OF_ORDER = Refusal.ofValue("AS-13", "attempts-out-of-order", "madeAt");
    private static final Refusal FAULT = Refusal.ofValue("AS-13", "field-required", "reason");

    private static CorrectContactAttempt correct(Actor actor, int number, Input<Correction> correction) {
        return new CorrectContactAttempt(LEAD, actor, NOW, number, correction, SlaPolicy.DEFAULT);
    }

    private static CorrectContactAttempt correct(int number, Correction correction) {
        return correct(AGENT, number, Input.of(correction));
    }

    /** Only the claimed moment is other than recorded, or nothing is. */
    private static CorrectContactAttempt claim(int number, @Nullable Instant madeAt) {
        return correct(number, new Correction(PHONE, NOT_REACHED, madeAt, WHY));
    }

    private static ContactAttemptCorrected claimed(int number, @Nullable Instant madeAt) {
        return new ContactAttemptCorrected(number, PHONE, NOT_REACHED, madeAt, WHY);
    }

    @Test
    void channelAndOutcomeAreCorrectedWithAReason() {
        leadWithAttempts(1)
                .when(correct(1, new Correction(EMAIL, REACHED, null, WHY)))
                .happened(new ContactAttemptCorrected(1, EMAIL, REACHED, null, WHY));
    }

    @Test
    void channelAloneOutcomeAloneAndMomentAloneAreCorrected() {
        leadWithAttempts(1)
                .when(correct(1, new Correction(EMAIL, NOT_REACHED, null, WHY)))
                .happened(new ContactAttemptCorrected(1, EMAIL, NOT_REACHED, null, WHY));
        leadWithAttempts(1)
                .when(correct(1, new Correction(PHONE, REACHED, null, WHY)))
                .happened(new ContactAttemptCorrected(1, PHONE, REACHED, null, WHY));
        leadWithAttempts(1).when(claim(1, ASSIGNED)).happened(claimed(1, ASSIGNED));
    }

    @Test
    void whatChangesNothingIsAcceptedAndNothingHappens() {
        lead().attempt(20, minute(10)).when(claim(1, minute(10))).nothingNew();
        lead().attempt(20, null).when(claim(1, null)).nothingNew();
    }

    @Test
    void whatWasCorrectedBeforeIsMeasuredByTheCorrection() {
        LeadStory corrected = lead().attempt(20, null).and(claimed(1, minute(10)), minute(25));
        corrected.when(claim(1, minute(10))).nothingNew();
        corrected.when(claim(1, minute(20))).happened(claimed(1, minute(20)));
    }

    @Test
    void aCorrectionIsCorrectedBackToWhatWasRecordedFirst() {
        lead().attempt(20, null)
                .and(new ContactAttemptCorrected(1, EMAIL, REACHED, minute(10), WHY), minute(25))
                .when(claim(1, null))
                .happened(claimed(1, null));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 3, 6, Integer.MAX_VALUE})
    void anAttemptThatWasNotRecordedIsNotCorrected(int number) {
        leadWithAttempts(2)
                .when(claim(number, null))
                .refused(Refusal.ofState("AS-13", "no-such-attempt").with("number", number));
    }

    @Test
    void anAttemptThatWasNotRecordedIsRefusedForThatReasonEvenIfTheInputIsFaultyToo() {
        lead().when(correct(AGENT, 1, Input.faulty(List.of(FAULT))))
                .refused(Refusal.ofState("AS-13", "no-such-attempt").with("number", 1));
    }

    @Test
    void aFaultyInputIsRefusedWithAllItsFaults() {
        Refusal other = Refusal.ofValue("AS-13", "not-a-moment", "madeAt");
        leadWithAttempts(1)
                .when(correct(AGENT, 1, Input.faulty(List.of(other, FAULT))))
                .refused(other, FAULT);
    }

    @Test
    void aBookedLeadsAttemptsAreCorrectedToo() {
        leadWithAttempts(1).booked(2, minute(9_000)).when(claim(1, ASSIGNED)).happened(claimed(1, ASSIGNED));
    }

    @Nested
    @DisplayName("a claimed moment")
    class Claims {

        @Test
        void mayBeThisVeryMoment() {
            leadWithAttempts(1).when(claim(1, NOW)).happened(claimed(1, NOW));
        }

        @Test
        void isNotAMillisecondInTheFuture() {
            leadWithAttempts(1).when(claim(1, NOW.plusMillis(1))).refused(IN_FUTURE);
        }

        @Test
        void mayBeTheMomentOfAssignment() {
            leadWithAttempts(1).when(claim(1, ASSIGNED)).happened(claimed(1, ASSIGNED));
        }

        @Test
        void isNotAMillisecondBeforeAssignment() {
            leadWithAttempts(1).when(claim(1, ASSIGNED.minusMillis(1))).refused(BEFORE_ASSIGNMENT);
        }

        @Test
        void liesBetweenItsNeighboursOrEqualsOne() {
            LeadStory three = lead().attempt(10, null).attempt(20, null).attempt(30, null);
            three.when(claim(2, minute(15))).happened(claimed(2, minute(15)));
            three.when(claim(2, minute(10))).happened(claimed(2, minute(10)));
            three.when(claim(2, minute(30))).happened(claimed(2, minute(30)));
        }

        @Test
        void isNotAMillisecondBeforeThePreviousAttempt() {
            lead().attempt(10, null)
                    .attempt(20, null)
                    .when(claim(2, minute(10).minusMillis(1)))
                    .refused(OUT_OF_ORDER);
        }

        @Test
        void isNotAMillisecondAfterTheNextAttempt() {
            lead().attempt(10, null)
                    .attempt(20, null)
                    .when(claim(1, minute(20).plusMillis(1)))
                    .refused(OUT_OF_ORDER);
        }

        @Test
        void isMeasuredByTheNeighboursClaimsWhereTheyHaveOne() {
            LeadStory three =
                    lead().attempt(40, minute(10)).attempt(41, minute(20)).attempt(42, minute(30));
            three.when(claim(2, minute(10))).happened(claimed(2, minute(10)));
            three.when(claim(2, minute(10).minusMillis(1))).refused(OUT_OF_ORDER);
            three.when(claim(2, minute(30))).happened(claimed(2, minute(30)));
            three.when(claim(2, minute(30).plusMillis(1))).refused(OUT_OF_ORDER);
        }

        @Test
        void isMeasuredByTheNeighboursCorrections() {
            LeadStory corrected = lead().attempt(10, null).attempt(20, null).and(claimed(1, minute(5)), minute(25));
            corrected.when(claim(2, minute(5))).happened(claimed(2, minute(5)));
            corrected.when(claim(2, minute(5).minusMillis(1))).refused(OUT_OF_ORDER);
        }

        @Test
        void ofTheLastAttemptHasNoUpperNeighbour() {
            leadWithAttempts(5).when(claim(5, NOW)).happened(claimed(5, NOW));
        }
    }

    @Nested
    @DisplayName("without a claimed moment the server's stamp counts again")
    class Unclaimed {

        @Test
        void andTheEventClaimsNone() {
            lead().attempt(20, minute(10)).when(claim(1, null)).happened(claimed(1, null));
        }

        @Test
        void whichMayEqualTheNextAttemptsMoment() {
            lead().attempt(20, minute(10))
                    .attempt(30, minute(20))
                    .when(claim(1, null))
                    .happened(claimed(1, null));
        }

        @Test
        void whichIsRefusedWhereThatBreaksTheOrder() {
            lead().attempt(20, minute(10))
                    .attempt(30, minute(20).minusMillis(1))
                    .when(claim(1, null))
                    .refused(OUT_OF_ORDER);
        }
    }

    @Nested
    @DisplayName("AS-60, SL-40: on a final lead only the first attempt is corrected, while its verdict can be disputed")
    class AfterTheEnd {

        private final Duration window = Duration.ofDays(30);
        private final Correction other = new Correction(EMAIL, REACHED, null, WHY);
        private final ContactAttemptCorrected done = new ContactAttemptCorrected(1, EMAIL, REACHED, null, WHY);

        private CorrectContactAttempt correctAt(Instant at, int number) {
            return new CorrectContactAttempt(LEAD, AGENT, at, number, Input.of(other), SlaPolicy.DEFAULT);
        }

        private void isOpenUntil(Instant last, LeadStory story) {
            story.when(correctAt(last, 1)).happened(done);
            story.when(correctAt(last.plusMillis(1), 1)).refused(IS_FINAL);
            assertThat(correctAt(last, 1).holdsUntil(story.state())).isEqualTo(last);
        }

        @Test
        void aMetVerdictFallsWithTheAttempt() {
            isOpenUntil(minute(1).plus(window), leadWithAttempts(3).sold(4));
            isOpenUntil(
                    minute(1).plus(window),
                    leadWithAttempts(3).booked(4, minute(9_000)).sold(5));
            isOpenUntil(ASSIGNED.plus(window), lead().attempt(0, null).sold(1));
        }

        @Test
        void aBreachedVerdictFallsAtItsDeadline() {
            Instant deadline = ASSIGNED.plus(Duration.ofDays(1));
            Instant ended = deadline.plus(Duration.ofDays(5));
            for (Instant attempt : List.of(
                    deadline.minusMillis(1), deadline, deadline.plusMillis(1), deadline.plus(Duration.ofDays(3)))) {
                Instant fell = attempt.isBefore(deadline) ? attempt : deadline;
                isOpenUntil(
                        fell.plus(window),
                        lead().attemptAt(attempt)
                                .and(new LeadClosedWithoutSale("TOO_EXPENSIVE", "PRICE", null, null), ended));
            }
        }

        @Test
        @DisplayName("SL-21: the stamp decides when the verdict fell, not the claimed moment")
        void theStampCounts() {
            isOpenUntil(minute(600).plus(window), lead().attempt(600, minute(1)).sold(601));
        }

        @Test
        @DisplayName("AS-65: the first attempt and the verdict are those of the newest assignment")
        void afterAMove() {
            isOpenUntil(
                    minute(30).plus(window),
                    leadWithAttempts(2)
                            .movedTo(OSAKA, 10)
                            .movedTo(TOKYO, 20)
                            .attempt(30, null)
                            .sold(31));
        }

        @Test
        @DisplayName("SL-10, SL-40: by the policy of the assignment, whichever attempt its verdict can rest on")
        void byThePolicyThatCounts() {
            PolicyTerms otherwise = PolicyTerms.DEFAULT;
            SlaPolicy policy = new SlaPolicy(
                    "reached",
                    2,
                    new PolicyTerms(
                            new FirstContact(Duration.ofHours(2), 70, Clock.ELAPSED, FirstContactStop.CUSTOMER_REACHED),
                            otherwise.managementTime(),
                            otherwise.managed(),
                            otherwise.firstFollowUp(),
                            Duration.ofDays(3),
                            otherwise.basis(),
                            null));
            // Nobody was reached: the verdict falls at its deadline, and each attempt could have met it.
            LeadStory story = leadWithAttempts(2).sold(3);
            Instant last = ASSIGNED.plus(Duration.ofHours(2)).plus(Duration.ofDays(3));
            for (int number = 1; number <= 2; number++) {
                CorrectContactAttempt inTime =
                        new CorrectContactAttempt(LEAD, AGENT, last, number, Input.of(other), policy);
                story.when(inTime).happened(new ContactAttemptCorrected(number, EMAIL, REACHED, null, WHY));
                story.when(new CorrectContactAttempt(LEAD, AGENT, last.plusMillis(1), number, Input.of(other), policy))
                        .refused(IS_FINAL);
            }
        }

        @Test
        void otherAttemptsAreNotCorrectedAnyMore() {
            LeadStory ended = leadWithAttempts(3).sold(4);
            for (int number : List.of(-1, 0, 2, 3, 4)) {
                ended.when(correctAt(NOW, number)).refused(IS_FINAL);
            }
        }

        @Test
        void afterAReContactToo() {
            isOpenUntil(
                    minute(1).plus(window),
                    leadWithAttempts(1)
                            .recontact(3, LocalDate.parse("2027-03-01"), Instant.parse("2027-02-28T15:00:00Z")));
        }

        @Test
        @DisplayName("AS-61, AS-62: by the sixtieth day every window is closed")
        void afterTheLapse() {
            Instant after = DEADLINE.plusMillis(1);
            leadWithAttempts(1)
                    .and(new LeadLost(), after)
                    .when(correctAt(after, 1))
                    .refused(IS_FINAL);
            lead().attemptAt(DEADLINE)
                    .and(new LeadLost(), after)
                    .when(correctAt(after, 1))
                    .refused(IS_FINAL);
            leadWithAttempts(1)
                    .booked(2, minute(9_000))
                    .and(new BookingBecameFinal(), after)
                    .when(correctAt(after, 1))
                    .refused(IS_FINAL);
        }

        @Test
        void theRulesOfCorrectionsStillHold() {
            LeadStory ended = leadWithAttempts(2).sold(3);
            ended.when(claim(1, null)).nothingNew();
            ended.when(claim(1, ASSIGNED.minusMillis(1))).refused(BEFORE_ASSIGNMENT);
            ended.when(claim(1, minute(2).plusMillis(1))).refused(OUT_OF_ORDER);
            ended.when(correct(AGENT, 1, Input.faulty(List.of(FAULT)))).refused(FAULT);
            ended.when(correct(AGENT, 2, Input.faulty(List.of(FAULT)))).refused(IS_FINAL);
            leadWithAttempts(1).sold(2).when(claim(1, NOW)).happened(claimed(1, NOW));
            leadWithAttempts(1).sold(2).when(claim(1, NOW.plusMillis(1))).refused(IN_FUTURE);
        }

        @Test
        @DisplayName("the lead's end stays as it is")
        void theEndStays() {
            LeadStory ended = leadWithAttempts(1).sold(2);
            assertThat(ended.and(done, minute(60)).state()).isInstanceOfSatisfying(Final.class, state -> {
                assertThat(state.status()).isEqualTo(LeadStatus.CLOSED_WITH_SALE);
                assertThat(state.course().attempts())
                        .containsExactly(new ContactAttempt(1, EMAIL, REACHED, null, minute(1)));
            });
        }
    }

    @Nested
    @DisplayName("AC-01, AC-02: is for the lead's own dealer")
    class WhoMay {

        private final Input<Correction> other = Input.of(new Correction(EMAIL, REACHED, null, WHY));

        @Test
        void aManagerMayToo() {
            leadWithAttempts(1)
                    .when(correct(MANAGER, 1, other))
                    .happened(new ContactAttemptCorrected(1, EMAIL, REACHED, null, WHY));
        }

        @Test
        void anotherDealersAgentIsAnsweredAsIfThereWereNoLead() {
            leadWithAttempts(1).when(correct(AGENT_IN_OSAKA, 1, other)).refused(Refusal.ofUnknownLead());
        }

        @Test
        void aLeadThatDoesNotExistIsNotFound() {
            nothing().when(correct(AGENT, 1, other)).notFound();
        }

        @ParameterizedTest
        @EnumSource(names = {"HQ", "AUDITOR"})
        void whoeverElseSeesTheLeadMayOnlyLook(Role role) {
            leadWithAttempts(1).when(correct(actor(role), 1, other)).refused(Refusal.ofRole("AC-01"));
        }

        @ParameterizedTest
        @EnumSource(names = {"INTAKE", "ADMIN", "SYSTEM"})
        void whoeverSeesNoLeadsIsAnsweredAsIfThereWereNone(Role role) {
            leadWithAttempts(1).when(correct(actor(role), 1, other)).refused(Refusal.ofUnknownLead());
        }

        @Test
        void accessIsJudgedBeforeStateAndInput() {
            lead().when(correct(AGENT_IN_OSAKA, 9, Input.faulty(List.of(FAULT))))
                    .refused(Refusal.ofUnknownLead());
        }
    }
}
