package leadledger.command.aftersales.bookappointment;

import static leadledger.command.aftersales.LeadStory.AGENT;
import static leadledger.command.aftersales.LeadStory.AGENT_IN_OSAKA;
import static leadledger.command.aftersales.LeadStory.LEAD;
import static leadledger.command.aftersales.LeadStory.NO_ATTEMPT;
import static leadledger.command.aftersales.LeadStory.actor;
import static leadledger.command.aftersales.LeadStory.lead;
import static leadledger.command.aftersales.LeadStory.leadWithAttempts;
import static leadledger.command.aftersales.LeadStory.minute;
import static leadledger.command.aftersales.LeadStory.nothing;

import java.time.Instant;
import java.util.List;
import leadledger.command.aftersales.LeadStory;
import leadledger.command.aftersales.bookappointment.BookAppointment.Appointment;
import leadledger.command.decision.Input;
import leadledger.events.aftersales.AftersalesEvent.AppointmentBooked;
import leadledger.events.shared.Actor;
import leadledger.events.shared.Refusal;
import leadledger.events.shared.Role;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("AS-20: booking needs an agreed date and time in the future")
class BookAppointmentTest {

    private static final Instant NOW = minute(60);
    private static final Instant AGREED = minute(9_000);
    private static final Refusal NOT_IN_FUTURE = Refusal.ofValue("AS-20", "appointment-not-in-future", "appointmentAt");
    private static final Refusal FAULT = Refusal.ofValue("AS-20", "field-required", "appointmentAt");

    private static BookAppointment book(Actor actor, Input<Appointment> appointment) {
        return new BookAppointment(LEAD, actor, NOW, appointment);
    }

    private static BookAppointment book(Instant at, boolean remind) {
        return book(AGENT, Input.of(new Appointment(at, remind)));
    }

    @Test
    void anAppointmentIsBookedWithItsReminderFlag() {
        leadWithAttempts(1).when(book(AGREED, true)).happened(new AppointmentBooked(AGREED, true));
        leadWithAttempts(1).when(book(AGREED, false)).happened(new AppointmentBooked(AGREED, false));
    }

    @Test
    @DisplayName("AS-12: not before one attempt is recorded")
    void notBeforeOneAttempt() {
        lead().when(book(AGREED, true)).refused(NO_ATTEMPT);
    }

    @Test
    void aMillisecondFromNowIsTheFutureAndNowIsNot() {
        leadWithAttempts(1)
                .when(book(NOW.plusMillis(1), true))
                .happened(new AppointmentBooked(NOW.plusMillis(1), true));
        leadWithAttempts(1).when(book(NOW, true)).refused(NOT_IN_FUTURE);
    }

    @Test
    @DisplayName("AS-21: booking again reschedules; the same once more changes nothing")
    void bookingAgain() {
        LeadStory booked = leadWithAttempts(1).booked(2, AGREED);
        booked.when(book(AGREED.plusSeconds(60), false)).happened(new AppointmentBooked(AGREED.plusSeconds(60), false));
        booked.when(book(AGREED, true)).happened(new AppointmentBooked(AGREED, true));
        booked.when(book(AGREED, false)).nothingNew();
    }

    @Test
    void theStateIsJudgedBeforeTheInput() {
        lead().when(book(AGENT, Input.faulty(List.of(FAULT)))).refused(NO_ATTEMPT);
        leadWithAttempts(1).when(book(AGENT, Input.faulty(List.of(FAULT)))).refused(FAULT);
    }

    @Test
    @DisplayName("AC-01, AC-02: only the lead's own dealer books")
    void whoMay() {
        Input<Appointment> appointment = Input.of(new Appointment(AGREED, true));
        lead().when(book(AGENT_IN_OSAKA, appointment)).refused(Refusal.ofUnknownLead());
        lead().when(book(actor(Role.HQ), appointment)).refused(Refusal.ofRole("AC-01"));
        lead().when(book(actor(Role.INTAKE), appointment)).refused(Refusal.ofUnknownLead());
        nothing().when(book(AGENT, appointment)).notFound();
    }
}
