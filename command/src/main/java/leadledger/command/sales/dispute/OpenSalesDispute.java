package leadledger.command.sales.dispute;

import java.time.Instant;
import java.util.UUID;
import leadledger.command.decision.Access;
import leadledger.command.decision.Decision;
import leadledger.command.decision.Input;
import leadledger.command.dispute.DisputeRules;
import leadledger.command.dispute.NewDispute;
import leadledger.command.sales.SalesAccess;
import leadledger.command.sales.SalesCaller;
import leadledger.command.sales.SalesCommand;
import leadledger.command.sales.SalesLead;
import leadledger.command.sales.SalesLead.Delivered;
import leadledger.command.sales.SalesLead.Queued;
import leadledger.command.sales.SalesLead.Unborn;
import leadledger.events.reference.ReferenceLookup;
import leadledger.events.sales.SalesEvent;
import leadledger.events.sales.SalesEvent.DisputeOpened;
import leadledger.events.shared.LeadId;
import leadledger.events.shared.Refusal;
import leadledger.events.sla.FirstFollowUp;
import leadledger.events.sla.Sla;
import leadledger.events.sla.SlaClock;
import leadledger.events.sla.SlaPolicy;
import org.jspecify.annotations.Nullable;

/**
 * A manager disputes the breached verdict over its lead's first follow-up (異議申し立て, SL-40), also on a lead that has ended.
 *
 * @param leadId the lead
 * @param caller who disputes
 * @param at the server's time
 * @param references the market's policies and the outlet's calendar
 * @param id of the new dispute
 * @param wanted which verdict, and why
 */
public record OpenSalesDispute(
        LeadId leadId, SalesCaller caller, Instant at, ReferenceLookup references, UUID id, Input<NewDispute> wanted)
        implements SalesCommand {

    /** A sales lead has one assignment: the delivery to its outlet. */
    private static final int THE_ONE = 1;

    @Override
    public Access access(SalesLead lead) {
        return SalesAccess.toManage(lead, caller);
    }

    @Override
    public Decision<SalesEvent> decide(SalesLead lead) {
        return switch (lead) {
            case Unborn ignored -> Decision.unknownLead();
            case Queued ignored -> SalesCommand.isQueued();
            case Delivered delivered -> wanted.decide(dispute -> decide(delivered, dispute));
        };
    }

    private Decision<SalesEvent> decide(Delivered lead, NewDispute dispute) {
        if (dispute.sla() != Sla.FIRST_FOLLOW_UP) {
            return Decision.refused(
                    Refusal.ofValue("SL-40", "not-one-of", "sla").with("allowed", Sla.FIRST_FOLLOW_UP));
        }
        if (dispute.assignment() != null && dispute.assignment() != THE_ONE) {
            return Decision.refused(Refusal.ofValue("SL-40", "unknown-assignment", "assignment"));
        }
        FirstFollowUp facts = lead.course().measured().facts();
        return DisputeRules.checkOpening(
                        lead.course().measured().disputes(), dispute.sla(), THE_ONE, clock(facts), policy(facts), at)
                .map(Decision::<SalesEvent>refused)
                .orElseGet(() -> Decision.accepted(new DisputeOpened(dispute.step(id, THE_ONE))));
    }

    private SlaPolicy policy(FirstFollowUp facts) {
        return references.policies().of(facts.outlet().dealer(), facts.deliveredAt());
    }

    private SlaClock clock(FirstFollowUp facts) {
        return facts.clock(policy(facts), references.calendarOf(facts.outlet()).asOf(at));
    }

    /** The window's last moment, too, is one of recording. */
    @Override
    public @Nullable Instant holdsUntil(SalesLead lead) {
        if (!(lead instanceof Delivered delivered)) {
            return SalesCommand.super.holdsUntil(lead);
        }
        FirstFollowUp facts = delivered.course().measured().facts();
        return DisputeRules.lastMoment(clock(facts), policy(facts), at);
    }
}
