package leadledger.command.aftersales.bookappointment;

import java.time.Instant;
import leadledger.command.aftersales.Access;
import leadledger.command.aftersales.AftersalesCommand;
import leadledger.command.aftersales.AftersalesLead;
import leadledger.command.aftersales.AftersalesLead.Assigned;
import leadledger.command.aftersales.AftersalesLead.Booked;
import leadledger.command.aftersales.AftersalesLead.Final;
import leadledger.command.aftersales.AftersalesLead.Open;
import leadledger.command.aftersales.AftersalesLead.Unborn;
import leadledger.command.aftersales.ContactAttemptRules;
import leadledger.command.aftersales.Decision;
import leadledger.command.aftersales.Input;
import leadledger.events.aftersales.AftersalesEvent.AppointmentBooked;
import leadledger.events.shared.Actor;
import leadledger.events.shared.LeadId;
import leadledger.events.shared.Refusal;

/**
 * Dealer and customer have agreed on a date (予約を取る, AS-20); on a booked lead, on another one (AS-21).
 *
 * @param leadId the lead
 * @param actor who says so
 * @param at the server's time
 * @param appointment what was agreed
 */
public record BookAppointment(LeadId leadId, Actor actor, Instant at, Input<Appointment> appointment)
        implements AftersalesCommand {

    @Override
    public Access access(AftersalesLead lead) {
        return Access.toWork(lead, actor);
    }

    @Override
    public Decision decide(AftersalesLead lead) {
        return switch (lead) {
            case Unborn ignored -> Decision.UNKNOWN_LEAD;
            case Final ignored -> Decision.FINAL;
            case Open open ->
                ContactAttemptRules.checkContactTried(open.course())
                        .map(Decision::refused)
                        .orElseGet(() -> appointment.decide(agreed -> decide(open, agreed)));
        };
    }

    private Decision decide(Open lead, Appointment agreed) {
        if (!agreed.appointmentAt().isAfter(at)) {
            return Decision.refused(Refusal.ofValue("AS-20", "appointment-not-in-future", "appointmentAt"));
        }
        boolean saidBefore = switch (lead) {
            case Assigned ignored -> false;
            case Booked booked -> agreed.equals(new Appointment(booked.appointmentAt(), booked.remindCustomer()));
        };
        return saidBefore
                ? Decision.accepted()
                : Decision.accepted(new AppointmentBooked(agreed.appointmentAt(), agreed.remindCustomer()));
    }

    /**
     * What was agreed.
     *
     * @param appointmentAt the date and time, whole milliseconds
     * @param remindCustomer whether the customer wants a reminder by e-mail
     */
    public record Appointment(Instant appointmentAt, boolean remindCustomer) {}
}
