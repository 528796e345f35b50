package leadledger.command.aftersales;

import static leadledger.command.aftersales.LeadStory.OSAKA;
import static leadledger.command.aftersales.LeadStory.lead;
import static leadledger.command.aftersales.LeadStory.leadWithAttempts;
import static leadledger.command.aftersales.LeadStory.minute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import leadledger.command.aftersales.AftersalesLead.Booked;
import leadledger.command.aftersales.AftersalesLead.ContactAttempt;
import leadledger.command.aftersales.AftersalesLead.Open;
import leadledger.events.aftersales.AftersalesEvent;
import leadledger.events.aftersales.AftersalesEvent.AppointmentBooked;
import leadledger.events.aftersales.AftersalesEvent.BookingBecameFinal;
import leadledger.events.aftersales.AftersalesEvent.ContactAttemptCorrected;
import leadledger.events.aftersales.AftersalesEvent.ContactAttemptRecorded;
import leadledger.events.aftersales.AftersalesEvent.DisputeDecided;
import leadledger.events.aftersales.AftersalesEvent.DisputeOpened;
import leadledger.events.aftersales.AftersalesEvent.DisputeQuestionAnswered;
import leadledger.events.aftersales.AftersalesEvent.DisputeQuestionAsked;
import leadledger.events.aftersales.AftersalesEvent.DisputeReopened;
import leadledger.events.aftersales.AftersalesEvent.LeadClosedWithSale;
import leadledger.events.aftersales.AftersalesEvent.LeadClosedWithoutSale;
import leadledger.events.aftersales.AftersalesEvent.LeadCreated;
import leadledger.events.aftersales.AftersalesEvent.LeadEdited;
import leadledger.events.aftersales.AftersalesEvent.LeadLost;
import leadledger.events.aftersales.AftersalesEvent.LeadReassigned;
import leadledger.events.aftersales.AftersalesEvent.RecontactAgreed;
import leadledger.events.aftersales.AftersalesEvent.RecontactLeadCreated;
import leadledger.events.aftersales.AftersalesEvent.RecontactMoved;
import leadledger.events.aftersales.AftersalesEvent.RecontactedFrom;
import leadledger.events.aftersales.ContactChannel;
import leadledger.events.aftersales.ContactOutcome;
import leadledger.events.aftersales.LeadType;
import leadledger.events.aftersales.RequestDetails;
import leadledger.events.dispute.DisputeOutcome;
import leadledger.events.dispute.DisputeReason;
import leadledger.events.dispute.DisputeStep;
import leadledger.events.shared.Consents;
import leadledger.events.shared.LeadId;
import leadledger.events.shared.Vin;
import leadledger.events.sla.Sla;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A lead is folded from its history")
class AftersalesLeadTest {

    private static final RequestDetails REQUEST = new RequestDetails(
            null, "Sato", null, null, null, null, null, null, null, null, null, null, List.of(), null, null);

    private static final UUID DISPUTE = new UUID(0, 5);

    /** One or more of every kind of event, possible or not. */
    private static final List<AftersalesEvent> EVENTS = List.of(
            new LeadCreated(
                    new LeadId(new UUID(0, 2)),
                    "AL-2026-000999",
                    OSAKA,
                    LeadType.HQ_DRIVEN,
                    "CAR_PARK",
                    "PROMOTION",
                    null,
                    null,
                    REQUEST,
                    Consents.NONE),
            new ContactAttemptRecorded(1, ContactChannel.PHONE, ContactOutcome.REACHED, null),
            new ContactAttemptRecorded(9, ContactChannel.EMAIL, ContactOutcome.NOT_REACHED, minute(-99)),
            new ContactAttemptCorrected(1, ContactChannel.EMAIL, ContactOutcome.REACHED, minute(5), "why"),
            new ContactAttemptCorrected(-1, ContactChannel.EMAIL, ContactOutcome.REACHED, null, ""),
            new AppointmentBooked(minute(-99), true),
            new LeadEdited(REQUEST, null, "note"),
            new LeadReassigned(OSAKA, "why"),
            new LeadClosedWithSale(new Vin("ZFA31200000123456"), null),
            new LeadClosedWithoutSale("OTHER", "OTHER", "note", LocalDate.parse("2026-03-01")),
            new RecontactAgreed(LocalDate.parse("2026-05-01"), minute(90_000)),
            new RecontactMoved(LocalDate.parse("2026-06-01"), minute(130_000)),
            new RecontactLeadCreated(new LeadId(new UUID(0, 3))),
            new RecontactedFrom(new LeadId(new UUID(0, 4))),
            new LeadLost(),
            new BookingBecameFinal(),
            new DisputeOpened(new DisputeStep.Opened(DISPUTE, Sla.SLA1, 1, DisputeReason.OTHER, "why", List.of())),
            new DisputeOpened(
                    new DisputeStep.Opened(DISPUTE, Sla.FIRST_FOLLOW_UP, 9, DisputeReason.OTHER, "", List.of())),
            new DisputeQuestionAsked(new DisputeStep.QuestionAsked(DISPUTE, "when")),
            new DisputeQuestionAnswered(new DisputeStep.QuestionAnswered(DISPUTE, "then", List.of())),
            new DisputeDecided(new DisputeStep.Decided(DISPUTE, DisputeOutcome.UPHELD, null, "so")),
            new DisputeReopened(new DisputeStep.Reopened(DISPUTE, "again")));

    private static final List<AftersalesLead> STATES = List.of(
            AftersalesLead.UNBORN,
            lead().state(),
            leadWithAttempts(5).state(),
            leadWithAttempts(1).booked(2, minute(9_000)).state(),
            leadWithAttempts(1)
                    .and(new LeadClosedWithSale(new Vin("ZFA31200000123456"), "note"), minute(3))
                    .state(),
            leadWithAttempts(1)
                    .recontact(3, LocalDate.parse("2026-05-01"), minute(90_000))
                    .state());

    @Test
    @DisplayName("from every event in every state: folding is total and never refuses")
    void foldingIsTotal() {
        assertThat(EVENTS.stream().<Object>map(AftersalesEvent::getClass))
                .as("every kind of event is tried")
                .containsAll(leaves(AftersalesEvent.class));
        for (AftersalesLead state : STATES) {
            for (AftersalesEvent event : EVENTS) {
                assertThatCode(() -> state.evolve(event, minute(30), ""))
                        .as("%s in %s", event, state)
                        .doesNotThrowAnyException();
            }
        }
    }

    @Test
    void everyStateThereIsIsTried() {
        assertThat(STATES.stream().<Object>map(AftersalesLead::getClass).distinct())
                .containsExactlyInAnyOrder(leaves(AftersalesLead.class).toArray());
    }

    private static List<Class<?>> leaves(Class<?> type) {
        Class<?>[] permitted = type.getPermittedSubclasses();
        return permitted == null
                ? List.of(type)
                : Arrays.stream(permitted)
                        .<Class<?>>flatMap(sub -> leaves(sub).stream())
                        .toList();
    }

    @Test
    void whatComesBeforeTheCreationIsPassedOver() {
        for (AftersalesEvent event : EVENTS) {
            if (!(event instanceof LeadCreated)) {
                assertThat(AftersalesLead.UNBORN.evolve(event, minute(1), "")).isEqualTo(AftersalesLead.UNBORN);
            }
        }
    }

    @Test
    void aSecondCreationIsPassedOver() {
        for (AftersalesLead state : STATES.subList(1, STATES.size())) {
            assertThat(state.evolve(EVENTS.getFirst(), minute(30), "")).isEqualTo(state);
        }
    }

    @Test
    @DisplayName(
            "AS-10: an attempt is stamped with the moment of recording; AS-13: it counts with its claim, or else with that")
    void moments() {
        List<ContactAttempt> attempts =
                course(lead().attempt(20, minute(10)).attempt(30, null)).attempts();
        assertThat(attempts).extracting(ContactAttempt::stampedAt).containsExactly(minute(20), minute(30));
        assertThat(attempts).extracting(ContactAttempt::moment).containsExactly(minute(10), minute(30));
    }

    @Test
    @DisplayName("AS-13: a correction changes its own attempt's channel, outcome and claim, and never a stamp")
    void corrections() {
        LeadStory story = leadWithAttempts(3)
                .and(
                        new ContactAttemptCorrected(
                                2, ContactChannel.EMAIL, ContactOutcome.REACHED, minute(1), "wrong"),
                        minute(40));
        assertThat(course(story).attempts())
                .containsExactly(
                        new ContactAttempt(1, ContactChannel.PHONE, ContactOutcome.NOT_REACHED, null, minute(1)),
                        new ContactAttempt(2, ContactChannel.EMAIL, ContactOutcome.REACHED, minute(1), minute(2)),
                        new ContactAttempt(3, ContactChannel.PHONE, ContactOutcome.NOT_REACHED, null, minute(3)));
    }

    @Test
    void bookingKeepsTheCourseAndAttemptsKeepTheBooking() {
        LeadStory booked = leadWithAttempts(1).booked(2, minute(9_000));
        assertThat(booked.state()).isInstanceOfSatisfying(Booked.class, state -> {
            assertThat(state.appointmentAt()).isEqualTo(minute(9_000));
            assertThat(state.remindCustomer()).isFalse();
            assertThat(state.course().attempts())
                    .isEqualTo(course(leadWithAttempts(1)).attempts());
        });
        assertThat(booked.attempt(3, null).state()).isInstanceOfSatisfying(Booked.class, state -> {
            assertThat(state.appointmentAt()).isEqualTo(minute(9_000));
            assertThat(state.course().attempts()).hasSize(2);
        });
    }

    private static AftersalesLead.Course course(LeadStory story) {
        return ((Open) story.state()).course();
    }
}
