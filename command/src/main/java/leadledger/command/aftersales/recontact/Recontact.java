package leadledger.command.aftersales.recontact;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import leadledger.command.aftersales.AftersalesCommand;
import leadledger.command.aftersales.AftersalesLead;
import leadledger.command.aftersales.AftersalesLead.Final;
import leadledger.command.aftersales.AftersalesLead.Open;
import leadledger.command.aftersales.AftersalesLead.Unborn;
import leadledger.command.aftersales.ContactAttemptRules;
import leadledger.command.aftersales.LeadAccess;
import leadledger.command.decision.Access;
import leadledger.command.decision.Decision;
import leadledger.command.decision.Input;
import leadledger.events.aftersales.AftersalesEvent;
import leadledger.events.aftersales.AftersalesEvent.RecontactAgreed;
import leadledger.events.aftersales.AftersalesEvent.RecontactMoved;
import leadledger.events.shared.Actor;
import leadledger.events.shared.LeadId;
import leadledger.events.shared.Refusal;
import leadledger.events.sla.SlaPolicy;
import org.jspecify.annotations.Nullable;

/**
 * The customer wants to be asked again on a later day (再度連絡する, AS-50); on a lead that waits for its day already, on
 * another one (AS-52).
 *
 * @param leadId the lead
 * @param actor who says so
 * @param at the server's time
 * @param zone the dealer's zone, in which the day begins
 * @param on the day (再連絡日)
 */
public record Recontact(LeadId leadId, Actor actor, Instant at, ZoneId zone, Input<LocalDate> on)
        implements AftersalesCommand {

    @Override
    public Access access(AftersalesLead lead) {
        return LeadAccess.toWork(lead, actor);
    }

    @Override
    public Decision<AftersalesEvent> decide(AftersalesLead lead) {
        return switch (lead) {
            case Unborn ignored -> Decision.unknownLead();
            case Open open ->
                ContactAttemptRules.checkContactTried(open.course())
                        .map(Decision::<AftersalesEvent>refused)
                        .orElseGet(() -> on.decide(day -> decide(day, new RecontactAgreed(day, startOf(day)))));
            case Final ended -> decide(ended.recontact());
        };
    }

    private Decision<AftersalesEvent> decide(AftersalesLead.@Nullable Recontact agreed) {
        if (agreed == null) {
            return AftersalesCommand.isFinal();
        }
        if (agreed.child() != null || !at.isBefore(agreed.dueAt())) {
            return Decision.refused(Refusal.ofState("AS-52", "re-contact-is-due"));
        }
        return on.decide(day ->
                day.equals(agreed.on()) ? Decision.accepted() : decide(day, new RecontactMoved(day, startOf(day))));
    }

    private Decision<AftersalesEvent> decide(LocalDate day, AftersalesEvent event) {
        return checkDay(day).map(Decision::<AftersalesEvent>refused).orElseGet(() -> Decision.accepted(event));
    }

    private Optional<Refusal> checkDay(LocalDate day) {
        LocalDate today = LocalDate.ofInstant(at, zone);
        LocalDate last = today.plusMonths(SlaPolicy.RECONTACT_HORIZON_MONTHS);
        if (!day.isAfter(today)) {
            return Optional.of(Refusal.ofValue("AS-50", "day-not-in-future", "recontactOn"));
        }
        return day.isAfter(last)
                ? Optional.of(Refusal.ofValue("AS-50", "day-beyond-horizon", "recontactOn")
                        .with("last", last))
                : Optional.empty();
    }

    private Instant startOf(LocalDate day) {
        return day.atStartOfDay(zone).toInstant();
    }

    /** A day can be moved only before it begins (AS-52). */
    @Override
    public @Nullable Instant holdsUntil(AftersalesLead lead) {
        return lead instanceof Final ended && ended.recontact() != null
                ? ended.recontact().dueAt().minusMillis(1)
                : AftersalesCommand.super.holdsUntil(lead);
    }
}
