package leadledger.command.aftersales.bookappointment;

import java.time.Instant;
import leadledger.command.aftersales.AftersalesCommand;
import leadledger.command.aftersales.AftersalesLead;
import leadledger.command.aftersales.AftersalesLead.Assigned;
import leadledger.command.aftersales.AftersalesLead.Booked;
import leadledger.command.aftersales.AftersalesLead.Final;
import leadledger.command.aftersales.AftersalesLead.Open;
import leadledger.command.aftersales.AftersalesLead.Unborn;
import leadledger.command.aftersales.ContactAttemptRules;
import leadledger.command.aftersales.LeadAccess;
import leadledger.command.decision.Access;
import leadledger.command.decision.Decision;
import leadledger.command.decision.Input;
import leadledger.events.aftersales.AftersalesEvent;
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
        return LeadAccess.toWork(lead, actor);
    }

    @Override
    public Decision<AftersalesEvent> decide(AftersalesLead lead) {
        return switch (lead) {
            case Unborn ignored -> Decision.unknownLead();
            case Final ignored -> AftersalesCommand.isFinal();
            case Open open ->
                ContactAttemptRules.checkContactTried(open.course())
                        .map(Decision::<AftersalesEvent>refused)
                        .orElseGet(() -> appointment.decide(agreed -> decide(open, agreed)));
        };
    }

    private Decision<AftersalesEvent> decide(Open lead, Appointment agreed) {
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
