package leadledger.command.aftersales;

import static leadledger.command.aftersales.LeadStory.ASSIGNED;
import static leadledger.command.aftersales.LeadStory.DEADLINE;
import static leadledger.command.aftersales.LeadStory.HEADQUARTERS;
import static leadledger.command.aftersales.LeadStory.IS_FINAL;
import static leadledger.command.aftersales.LeadStory.JAPAN;
import static leadledger.command.aftersales.LeadStory.NO_ATTEMPT;
import static leadledger.command.aftersales.LeadStory.OSAKA;
import static leadledger.command.aftersales.LeadStory.TOKYO;
import static leadledger.command.aftersales.LeadStory.lead;
import static leadledger.command.aftersales.LeadStory.leadWithAttempts;
import static leadledger.command.aftersales.LeadStory.minute;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import leadledger.command.aftersales.AftersalesLead.Booked;
import leadledger.command.aftersales.AftersalesLead.Final;
import leadledger.command.desk.CommandTerms;
import leadledger.command.desk.Outcome;
import leadledger.events.aftersales.AftersalesEvent.BookingBecameFinal;
import leadledger.events.aftersales.AftersalesEvent.LeadClosedWithoutSale;
import leadledger.events.aftersales.AftersalesEvent.LeadLost;
import leadledger.events.aftersales.LeadStatus;
import leadledger.events.shared.Refusal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("AS-60 to AS-64, AS-12: what holds for every action on a lead")
class DeadlineTest {

    private static final Instant LATER = DEADLINE.plus(Duration.ofDays(1));
    private static final LeadStory ASSIGNED_LEAD = leadWithAttempts(1);
    private static final LeadStory BOOKED_LEAD = leadWithAttempts(1).booked(2, minute(9_000));

    private static void isAccepted(LeadStory story, AftersalesCommand command) {
        Outcome outcome = story.when(command).outcome();
        assertThat(outcome.refusals()).isEmpty();
        assertThat(outcome.before()).isNull();
        assertThat(outcome.version()).isEqualTo(story.history().size() + 1);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("AS-63: at the very moment of the deadline it is accepted")
    void atTheDeadline(Action action) {
        isAccepted(ASSIGNED_LEAD, action.at(DEADLINE));
        isAccepted(BOOKED_LEAD, action.at(DEADLINE));
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("AS-64: a millisecond later it is refused, and the lapse is to be recorded first")
    void afterTheDeadline(Action action) {
        AftersalesCommand command = action.at(DEADLINE.plusMillis(1));
        ASSIGNED_LEAD.when(command).lapsedBefore(command, IS_FINAL);
        BOOKED_LEAD.when(command).lapsedBefore(command, IS_FINAL);
        lead().when(command).lapsedBefore(command, IS_FINAL);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName(
            "AS-64, API-VERSION: whoever saw another version hears so; whoever saw this one, that the lead has ended")
    void withAnExpectedVersion(Action action) {
        AftersalesCommand command = action.at(DEADLINE.plusMillis(1));
        Map<String, CommandTerms> seen = Map.of("terms", CommandTerms.of(LeadStory.LEAD.value(), 2, null, JAPAN));
        Map<String, CommandTerms> outdated = Map.of("terms", CommandTerms.of(LeadStory.LEAD.value(), 1, null, JAPAN));
        ASSIGNED_LEAD.when(command, seen).lapsedBefore(command, IS_FINAL);
        ASSIGNED_LEAD.when(command, outdated).refused(CommandTerms.versionMismatch(2));
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("AS-61, AS-62: once the lapse is recorded it is refused without more")
    void afterTheRecordedLapse(Action action) {
        ASSIGNED_LEAD.and(new LeadLost(), LATER).when(action.at(LATER)).refused(IS_FINAL);
        BOOKED_LEAD.and(new BookingBecameFinal(), LATER).when(action.at(LATER)).refused(IS_FINAL);
    }

    static Stream<Arguments> finalStates() {
        return Stream.of(
                        leadWithAttempts(5).sold(6),
                        leadWithAttempts(5)
                                .and(new LeadClosedWithoutSale("TOO_EXPENSIVE", "PRICE", null, null), minute(6)),
                        leadWithAttempts(5).booked(6, minute(9_000)).sold(7),
                        leadWithAttempts(5)
                                .recontact(6, LocalDate.parse("2026-04-01"), Instant.parse("2026-03-31T15:00:00Z")))
                .flatMap(story -> Stream.of(Action.values())
                        .filter(action -> action != Action.CORRECT_ATTEMPT)
                        .filter(action -> action != Action.RECONTACT || recontact(story) == null)
                        .map(action -> Arguments.of(story, action)));
    }

    private static AftersalesLead.@Nullable Recontact recontact(LeadStory story) {
        return ((Final) story.state()).recontact();
    }

    @ParameterizedTest
    @MethodSource("finalStates")
    @DisplayName("AS-60: a lead in a final status accepts no further change; its deadline means nothing any more")
    void afterTheEnd(LeadStory story, Action action) {
        story.when(action.at(minute(60))).refused(IS_FINAL);
        story.when(action.at(DEADLINE.plusMillis(1))).refused(IS_FINAL);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("AS-65: the sixty days count from the newest assignment")
    void afterAMove(Action action) {
        LeadStory moved =
                leadWithAttempts(2).movedTo(OSAKA, 5).movedTo(TOKYO, 10).attempt(11, null);
        isAccepted(moved, action.at(DEADLINE.plus(Duration.ofMinutes(10))));
        AftersalesCommand late = action.at(DEADLINE.plus(Duration.ofMinutes(10)).plusMillis(1));
        moved.when(late).lapsedBefore(late, IS_FINAL);
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"RECORD_ATTEMPT", "EDIT", "REASSIGN", "CORRECT_ATTEMPT"})
    @DisplayName("AS-12: no action that changes the status before one attempt; AS-65: of the newest assignment")
    void beforeAnAttempt(Action action) {
        assertThat(action.needsAttempt).isTrue();
        lead().when(action.at(minute(60))).refused(NO_ATTEMPT);
        leadWithAttempts(5)
                .movedTo(OSAKA, 6)
                .movedTo(TOKYO, 7)
                .when(action.at(minute(60)))
                .refused(NO_ATTEMPT);
        isAccepted(leadWithAttempts(1), action.at(minute(60)));
    }

    @ParameterizedTest
    @EnumSource(names = {"RECORD_ATTEMPT", "EDIT", "REASSIGN"})
    @DisplayName("AS-12 says nothing of attempts themselves, edits and moves")
    void withoutAnAttempt(Action action) {
        isAccepted(lead(), action.at(minute(60)));
        isAccepted(lead(), action.at(ASSIGNED));
    }

    @Test
    @DisplayName("AS-64: whoever may not ask, hears that, and does not have the lapse recorded")
    void accessComesFirst() {
        for (Action action : Action.values()) {
            ASSIGNED_LEAD.when(action.by(LeadStory.AGENT_IN_OSAKA, LATER)).refused(Refusal.ofUnknownLead());
        }
        ASSIGNED_LEAD.when(Action.BOOK.by(HEADQUARTERS, LATER)).refused(Refusal.ofRole("AC-01"));
    }

    @Test
    @DisplayName("AS-61, AS-62: the state at a moment is the recorded one until the deadline, and final from then on")
    void theStateAtAMoment() {
        AftersalesLead assigned = ASSIGNED_LEAD.state();
        AftersalesLead booked = BOOKED_LEAD.state();
        assertThat(assigned.at(DEADLINE)).isSameAs(assigned);
        assertThat(booked.at(DEADLINE)).isSameAs(booked);
        assertThat(assigned.at(DEADLINE.plusMillis(1)))
                .isEqualTo(new Final(((AftersalesLead.Open) assigned).course(), LeadStatus.SALES_LOST, null))
                .isEqualTo(ASSIGNED_LEAD.and(new LeadLost(), LATER).state());
        assertThat(booked.at(DEADLINE.plusMillis(1)))
                .isEqualTo(new Final(((Booked) booked).course(), LeadStatus.BOOKED, null))
                .isEqualTo(BOOKED_LEAD.and(new BookingBecameFinal(), LATER).state());
        assertThat(AftersalesLead.UNBORN.at(LATER)).isEqualTo(AftersalesLead.UNBORN);
        for (LeadStory ended : List.of(leadWithAttempts(1).sold(2), ASSIGNED_LEAD.and(new LeadLost(), LATER))) {
            AftersalesLead state = ended.state();
            assertThat(state.at(LATER)).isSameAs(state);
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("AS-64: on an open lead nothing is recorded after its sixty days, whenever it was decided")
    void holdsUntilTheDeadline(Action action) {
        assertThat(action.at(minute(60)).holdsUntil(ASSIGNED_LEAD.state())).isEqualTo(DEADLINE);
        assertThat(action.at(minute(60)).holdsUntil(BOOKED_LEAD.state())).isEqualTo(DEADLINE);
    }
}
