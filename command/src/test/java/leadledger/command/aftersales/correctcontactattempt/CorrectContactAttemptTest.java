package leadledger.command.aftersales.correctcontactattempt;

import static leadledger.command.aftersales.LeadStory.AGENT;
import static leadledger.command.aftersales.LeadStory.AGENT_IN_OSAKA;
import static leadledger.command.aftersales.LeadStory.ASSIGNED;
import static leadledger.command.aftersales.LeadStory.LEAD;
import static leadledger.command.aftersales.LeadStory.MANAGER;
import static leadledger.command.aftersales.LeadStory.actor;
import static leadledger.command.aftersales.LeadStory.lead;
import static leadledger.command.aftersales.LeadStory.leadWithAttempts;
import static leadledger.command.aftersales.LeadStory.minute;
import static leadledger.command.aftersales.LeadStory.nothing;
import static leadledger.events.aftersales.ContactChannel.EMAIL;
import static leadledger.events.aftersales.ContactChannel.PHONE;
import static leadledger.events.aftersales.ContactOutcome.NOT_REACHED;
import static leadledger.events.aftersales.ContactOutcome.REACHED;

import java.time.Instant;
import java.util.List;
import leadledger.command.aftersales.Input;
import leadledger.command.aftersales.LeadStory;
import leadledger.command.aftersales.correctcontactattempt.CorrectContactAttempt.Correction;
import leadledger.events.aftersales.AftersalesEvent.ContactAttemptCorrected;
import leadledger.events.shared.Actor;
import leadledger.events.shared.Refusal;
import leadledger.events.shared.Role;
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
        return new CorrectContactAttempt(LEAD, actor, NOW, number, correction);
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
