package leadledger.command.aftersales.recordcontactattempt;

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
import static leadledger.events.aftersales.ContactChannel.PHONE;
import static leadledger.events.aftersales.ContactOutcome.NOT_REACHED;
import static leadledger.events.aftersales.ContactOutcome.REACHED;

import java.time.Instant;
import java.util.List;
import leadledger.command.aftersales.LeadStory;
import leadledger.command.aftersales.recordcontactattempt.RecordContactAttempt.Attempt;
import leadledger.command.decision.Input;
import leadledger.events.aftersales.AftersalesEvent.ContactAttemptRecorded;
import leadledger.events.aftersales.ContactChannel;
import leadledger.events.aftersales.ContactOutcome;
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

@DisplayName("AS-10: up to five contact attempts are recorded, in order")
class RecordContactAttemptTest {

    private static final Instant NOW = minute(60);
    private static final Refusal NO_ATTEMPT_LEFT =
            Refusal.ofState("AS-10", "no-attempt-left").with("most", 5);
    private static final Refusal IN_FUTURE = Refusal.ofValue("AS-13", "moment-in-future", "madeAt");
    private static final Refusal BEFORE_ASSIGNMENT =
            Refusal.ofValue("AS-13", "moment-before-assignment", "madeAt").with("assignedAt", ASSIGNED);
    private static final Refusal OUT_OF_ORDER = Refusal.ofValue("AS-13", "attempts-out-of-order", "madeAt");
    private static final Refusal FAULT = Refusal.ofValue("AS-10", "field-required", "channel");

    private static RecordContactAttempt record(Actor actor, Input<Attempt> attempt) {
        return new RecordContactAttempt(LEAD, actor, NOW, attempt);
    }

    private static RecordContactAttempt record(@Nullable Instant madeAt) {
        return record(AGENT, Input.of(new Attempt(PHONE, NOT_REACHED, madeAt)));
    }

    private static RecordContactAttempt recordFaulty(Actor actor) {
        return record(actor, Input.faulty(List.of(FAULT)));
    }

    private static ContactAttemptRecorded recorded(int number, @Nullable Instant madeAt) {
        return new ContactAttemptRecorded(number, PHONE, NOT_REACHED, madeAt);
    }

    @Test
    @DisplayName("AS-11: the first one is number 1")
    void theFirst() {
        lead().when(record(null)).happened(recorded(1, null));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void upToTheFifthTheNextNumberIsRecorded(int before) {
        leadWithAttempts(before).when(record(null)).happened(recorded(before + 1, null));
    }

    @Test
    void aSixthIsRefused() {
        leadWithAttempts(5).when(record(null)).refused(NO_ATTEMPT_LEFT);
    }

    @Test
    void aSixthIsRefusedForThatReasonEvenIfItsInputIsFaultyToo() {
        leadWithAttempts(5).when(recordFaulty(AGENT)).refused(NO_ATTEMPT_LEFT);
    }

    @Test
    void aFaultyInputIsRefusedWithAllItsFaults() {
        Refusal other = Refusal.ofValue("AS-10", "not-a-moment", "madeAt");
        lead().when(record(AGENT, Input.faulty(List.of(FAULT, other)))).refused(FAULT, other);
    }

    @ParameterizedTest
    @EnumSource
    void everyChannelIsRecorded(ContactChannel channel) {
        lead().when(record(AGENT, Input.of(new Attempt(channel, REACHED, null))))
                .happened(new ContactAttemptRecorded(1, channel, REACHED, null));
    }

    @ParameterizedTest
    @EnumSource
    void everyOutcomeIsRecorded(ContactOutcome outcome) {
        lead().when(record(AGENT, Input.of(new Attempt(PHONE, outcome, null))))
                .happened(new ContactAttemptRecorded(1, PHONE, outcome, null));
    }

    @Test
    void aBookedLeadTakesMoreAttempts() {
        leadWithAttempts(1).booked(2, minute(9_000)).when(record(null)).happened(recorded(2, null));
    }

    @Nested
    @DisplayName("AS-13: a claimed moment")
    class Claims {

        @Test
        void isRecordedBesideTheStamp() {
            lead().when(record(minute(30))).happened(recorded(1, minute(30)));
        }

        @Test
        void mayBeThisVeryMoment() {
            lead().when(record(NOW)).happened(recorded(1, NOW));
        }

        @Test
        void isNotAMillisecondInTheFuture() {
            lead().when(record(NOW.plusMillis(1))).refused(IN_FUTURE);
        }

        @Test
        void mayBeTheMomentOfAssignment() {
            lead().when(record(ASSIGNED)).happened(recorded(1, ASSIGNED));
        }

        @Test
        void isNotAMillisecondBeforeAssignment() {
            lead().when(record(ASSIGNED.minusMillis(1))).refused(BEFORE_ASSIGNMENT);
        }

        @Test
        void mayEqualThePreviousAttemptsClaim() {
            lead().attempt(20, minute(10)).when(record(minute(10))).happened(recorded(2, minute(10)));
        }

        @Test
        void isNotAMillisecondBeforeThePreviousAttemptsClaim() {
            lead().attempt(20, minute(10))
                    .when(record(minute(10).minusMillis(1)))
                    .refused(OUT_OF_ORDER);
        }

        @Test
        void mayLieBeforeThePreviousAttemptsStampIfNotBeforeItsClaim() {
            lead().attempt(20, minute(10)).when(record(minute(15))).happened(recorded(2, minute(15)));
        }

        @Test
        void mayEqualTheStampOfAnUnclaimedAttempt() {
            lead().attempt(20, null).when(record(minute(20))).happened(recorded(2, minute(20)));
        }

        @Test
        void isNotAMillisecondBeforeTheStampOfAnUnclaimedAttempt() {
            lead().attempt(20, null).when(record(minute(20).minusMillis(1))).refused(OUT_OF_ORDER);
        }

        @Test
        void isMeasuredByTheLastAttemptNotByAnEarlierOne() {
            LeadStory story = lead().attempt(20, minute(5)).attempt(30, null);
            story.when(record(minute(29))).refused(OUT_OF_ORDER);
            story.when(record(minute(30))).happened(recorded(3, minute(30)));
        }
    }

    @Nested
    @DisplayName("AC-01, AC-02: is for the lead's own dealer")
    class WhoMay {

        @Test
        void anAgentAndAManagerOfTheDealerMay() {
            lead().when(record(null)).happened(recorded(1, null));
            lead().when(record(MANAGER, Input.of(new Attempt(PHONE, NOT_REACHED, null))))
                    .happened(recorded(1, null));
        }

        @Test
        void anotherDealersAgentIsAnsweredAsIfThereWereNoLead() {
            lead().when(record(AGENT_IN_OSAKA, Input.of(new Attempt(PHONE, NOT_REACHED, null))))
                    .refused(Refusal.ofUnknownLead());
        }

        @Test
        void aLeadThatDoesNotExistIsNotFound() {
            nothing().when(record(null)).notFound();
        }

        @ParameterizedTest
        @EnumSource(names = {"HQ", "AUDITOR"})
        void whoeverElseSeesTheLeadMayOnlyLook(Role role) {
            lead().when(record(actor(role), Input.of(new Attempt(PHONE, NOT_REACHED, null))))
                    .refused(Refusal.ofRole("AC-01"));
        }

        @ParameterizedTest
        @EnumSource(names = {"INTAKE", "ADMIN", "SYSTEM"})
        void whoeverSeesNoLeadsIsAnsweredAsIfThereWereNone(Role role) {
            lead().when(record(actor(role), Input.of(new Attempt(PHONE, NOT_REACHED, null))))
                    .refused(Refusal.ofUnknownLead());
        }

        @Test
        void accessIsJudgedBeforeStateAndInput() {
            leadWithAttempts(5).when(recordFaulty(AGENT_IN_OSAKA)).refused(Refusal.ofUnknownLead());
            leadWithAttempts(5).when(recordFaulty(actor(Role.HQ))).refused(Refusal.ofRole("AC-01"));
        }
    }
}
