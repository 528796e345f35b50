package leadledger.command.aftersales.reassign;

import static leadledger.command.aftersales.LeadStory.AGENT;
import static leadledger.command.aftersales.LeadStory.AGENT_IN_OSAKA;
import static leadledger.command.aftersales.LeadStory.CAR;
import static leadledger.command.aftersales.LeadStory.HEADQUARTERS;
import static leadledger.command.aftersales.LeadStory.IS_FINAL;
import static leadledger.command.aftersales.LeadStory.LEAD;
import static leadledger.command.aftersales.LeadStory.MANAGER;
import static leadledger.command.aftersales.LeadStory.OSAKA;
import static leadledger.command.aftersales.LeadStory.REFERENCE;
import static leadledger.command.aftersales.LeadStory.REQUEST;
import static leadledger.command.aftersales.LeadStory.TOKYO;
import static leadledger.command.aftersales.LeadStory.lead;
import static leadledger.command.aftersales.LeadStory.leadWithAttempts;
import static leadledger.command.aftersales.LeadStory.minute;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import leadledger.command.aftersales.Action;
import leadledger.command.aftersales.AftersalesLead;
import leadledger.command.aftersales.AftersalesLead.Assigned;
import leadledger.command.aftersales.AftersalesLead.Course;
import leadledger.command.aftersales.LeadStory;
import leadledger.command.aftersales.reassign.ReassignLead.Move;
import leadledger.command.decision.Input;
import leadledger.events.aftersales.AftersalesEvent.ContactAttemptRecorded;
import leadledger.events.aftersales.AftersalesEvent.LeadReassigned;
import leadledger.events.aftersales.ContactChannel;
import leadledger.events.aftersales.ContactOutcome;
import leadledger.events.aftersales.LeadType;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.Refusal;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("AS-65: headquarters move a lead that is not final to another dealer, with a reason")
class ReassignLeadTest {

    private static final Refusal ALREADY_THERE = Refusal.ofValue("AS-65", "is-this-dealers-already", "dealer");

    private static ReassignLead move(DealerId dealer) {
        return new ReassignLead(LEAD, HEADQUARTERS, minute(60), Input.of(new Move(dealer, "closed for works")));
    }

    @Test
    void fromAssignedTakenUpOrNotAndFromBooked() {
        LeadReassigned moved = new LeadReassigned(OSAKA, "closed for works");
        lead().when(move(OSAKA)).happened(moved);
        leadWithAttempts(5).when(move(OSAKA)).happened(moved);
        leadWithAttempts(1).booked(2, minute(9_000)).when(move(OSAKA)).happened(moved);
    }

    @Test
    void notToTheDealerThatHasIt() {
        lead().when(move(TOKYO)).refused(ALREADY_THERE);
        lead().movedTo(OSAKA, 5).when(move(OSAKA)).refused(ALREADY_THERE);
        lead().movedTo(OSAKA, 5).when(move(TOKYO)).happened(new LeadReassigned(TOKYO, "closed for works"));
    }

    @Test
    @DisplayName("the lead is assigned to the new dealer then, from that moment, without attempts and appointment")
    void theState() {
        AftersalesLead state = leadWithAttempts(3)
                .booked(4, minute(9_000))
                .edited(5, CAR, "note")
                .movedTo(OSAKA, 6)
                .state();
        assertThat(state)
                .isEqualTo(new Assigned(new Course(
                        LEAD,
                        REFERENCE,
                        OSAKA,
                        LeadType.CUSTOMER_DRIVEN,
                        minute(6),
                        List.of(),
                        REQUEST,
                        CAR,
                        "note",
                        LeadStory.measured(state))));
    }

    @Test
    @DisplayName("the five attempts count from the newest assignment and begin with 1")
    void attemptsAnew() {
        LeadStory back = leadWithAttempts(5).movedTo(OSAKA, 6).movedTo(TOKYO, 7);
        back.when(Action.RECORD_ATTEMPT.at(minute(60)))
                .happened(new ContactAttemptRecorded(1, ContactChannel.EMAIL, ContactOutcome.REACHED, null));
        LeadStory used = back;
        for (int minute = 8; minute < 13; minute++) {
            used = used.attempt(minute, null);
        }
        used.when(Action.RECORD_ATTEMPT.at(minute(60)))
                .refused(Refusal.ofState("AS-10", "no-attempt-left").with("most", 5));
    }

    @Test
    @DisplayName("AC-01: the former dealer no longer sees it, the new one works it")
    void whoseItIs() {
        LeadStory moved = leadWithAttempts(1).movedTo(OSAKA, 5).attempt(6, null);
        for (Action action : Action.values()) {
            moved.when(action.by(AGENT, minute(60))).refused(Refusal.ofUnknownLead());
            moved.when(action.by(MANAGER, minute(60))).refused(Refusal.ofUnknownLead());
            if (action != Action.REASSIGN) {
                assertThat(moved.when(action.by(AGENT_IN_OSAKA, minute(60)))
                                .outcome()
                                .refusals())
                        .as(action.name())
                        .isEmpty();
            }
        }
    }

    @Test
    void theStateIsJudgedBeforeTheInput() {
        Refusal one = Refusal.ofValue("AS-65", "unknown-dealer", "dealer");
        Refusal other = Refusal.ofValue("AS-65", "field-required", "reason");
        ReassignLead faulty = new ReassignLead(LEAD, HEADQUARTERS, minute(60), Input.faulty(List.of(one, other)));
        lead().when(faulty).refused(one, other);
        leadWithAttempts(1).sold(2).when(faulty).refused(IS_FINAL);
    }
}
