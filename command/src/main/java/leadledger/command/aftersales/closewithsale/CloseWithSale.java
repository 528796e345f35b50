package leadledger.command.aftersales.closewithsale;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import leadledger.command.aftersales.AftersalesCommand;
import leadledger.command.aftersales.AftersalesLead;
import leadledger.command.aftersales.AftersalesLead.Assigned;
import leadledger.command.aftersales.AftersalesLead.Final;
import leadledger.command.aftersales.AftersalesLead.Open;
import leadledger.command.aftersales.AftersalesLead.Unborn;
import leadledger.command.aftersales.ContactAttemptRules;
import leadledger.command.aftersales.LeadAccess;
import leadledger.command.aftersales.ManagementNote;
import leadledger.command.decision.Access;
import leadledger.command.decision.Decision;
import leadledger.command.decision.Input;
import leadledger.events.aftersales.AftersalesEvent;
import leadledger.events.aftersales.AftersalesEvent.LeadClosedWithSale;
import leadledger.events.shared.Actor;
import leadledger.events.shared.LeadId;
import leadledger.events.shared.Refusal;
import leadledger.events.shared.Vin;
import org.jspecify.annotations.Nullable;

/**
 * The lead came to a sale (販売ありで終了).
 *
 * @param leadId the lead
 * @param actor who says so
 * @param at the server's time
 * @param sale what was sold to
 */
public record CloseWithSale(LeadId leadId, Actor actor, Instant at, Input<Sale> sale) implements AftersalesCommand {

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
                        .orElseGet(() -> sale.decide(made -> decide(open, made)));
        };
    }

    private static Decision<AftersalesEvent> decide(Open lead, Sale made) {
        Vin vin = made.vin() == null ? lead.course().vin() : made.vin();
        String note = ManagementNote.after(lead.course(), made.managementNote());
        List<Refusal> faults = new ArrayList<>();
        if (vin == null) {
            faults.add(Refusal.ofValue("AS-30", "vin-needed-for-sale", "vin"));
        }
        if (lead instanceof Assigned && note == null) {
            faults.add(Refusal.ofValue("AS-31", "note-required-without-appointment", "managementNote"));
        }
        return vin == null || !faults.isEmpty()
                ? new Decision.Refused<>(faults)
                : Decision.accepted(new LeadClosedWithSale(vin, note));
    }

    /**
     * What was sold to.
     *
     * @param vin the car; none: the one on the lead
     * @param managementNote リード管理ノート; none: the one on the lead stays
     */
    public record Sale(@Nullable Vin vin, @Nullable String managementNote) {}
}
