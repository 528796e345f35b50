package leadledger.command.aftersales.dispute;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import leadledger.command.aftersales.AftersalesCommand;
import leadledger.command.aftersales.AftersalesLead;
import leadledger.command.aftersales.AftersalesLead.Known;
import leadledger.command.aftersales.AftersalesLead.Unborn;
import leadledger.command.aftersales.Measured;
import leadledger.command.decision.Access;
import leadledger.command.decision.Decision;
import leadledger.command.decision.Input;
import leadledger.command.dispute.DisputeRules;
import leadledger.command.dispute.NewDispute;
import leadledger.events.aftersales.AftersalesEvent;
import leadledger.events.aftersales.AftersalesEvent.DisputeOpened;
import leadledger.events.shared.Actor;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.LeadId;
import leadledger.events.shared.Refusal;
import leadledger.events.sla.Assignment;
import leadledger.events.sla.Policies;
import leadledger.events.sla.Sla;
import leadledger.events.sla.SlaClock;
import leadledger.events.sla.SlaPolicy;
import org.jspecify.annotations.Nullable;

/**
 * A dealer disputes a breached verdict of its own assignment (異議申し立て, SL-40): also on a lead that has ended (AS-60), and
 * on one that was moved to another dealer since (AS-65), of which it learns nothing by that.
 *
 * @param leadId the lead
 * @param actor who disputes
 * @param at the server's time
 * @param policies by which policy each assignment is measured
 * @param id of the new dispute
 * @param wanted which verdict, and why
 */
public record OpenDispute(LeadId leadId, Actor actor, Instant at, Policies policies, UUID id, Input<NewDispute> wanted)
        implements AftersalesCommand {

    @Override
    public Access access(AftersalesLead lead) {
        return switch (lead) {
            case Unborn ignored -> Access.UNKNOWN_LEAD;
            case Known known ->
                switch (actor.role()) {
                    case AFTERSALES_AGENT, AFTERSALES_MANAGER ->
                        own(known, null).isPresent() ? Access.GRANTED : Access.UNKNOWN_LEAD;
                    case HQ, AUDITOR -> Access.WRONG_ROLE;
                    case INTAKE,
                            CALL_CENTER,
                            OUTLET_MANAGER,
                            SALES_STAFF,
                            SALES_ASSISTANT,
                            PRIVACY_OFFICER,
                            ADMIN,
                            SYSTEM -> Access.UNKNOWN_LEAD;
                };
        };
    }

    /** The dealer's own assignment of a number; none given: its newest one. */
    private Optional<Assignment> own(Known lead, @Nullable Integer number) {
        DealerId dealer = actor.dealer();
        if (dealer == null) {
            return Optional.empty();
        }
        Measured measured = lead.course().measured();
        return number == null
                ? measured.newestOf(dealer)
                : measured.assignment(number)
                        .filter(assignment -> assignment.dealer().equals(dealer));
    }

    @Override
    public Decision<AftersalesEvent> decide(AftersalesLead lead) {
        return switch (lead) {
            case Unborn ignored -> Decision.unknownLead();
            case Known known -> wanted.decide(dispute -> decide(known, dispute));
        };
    }

    private Decision<AftersalesEvent> decide(Known lead, NewDispute dispute) {
        return switch (dispute.sla()) {
            case SLA3 -> Decision.refused(Refusal.ofValue("SL-40", "disputed-through-its-leads", "sla"));
            case FIRST_FOLLOW_UP ->
                Decision.refused(Refusal.ofValue("SL-40", "not-one-of", "sla").with("allowed", "SLA1, SLA2"));
            case SLA1, SLA2 ->
                own(lead, dispute.assignment())
                        .map(assignment -> decide(lead, dispute, assignment))
                        // Another dealer's is as unknown as one that there never was (AC-01).
                        .orElseGet(
                                () -> Decision.refused(Refusal.ofValue("SL-40", "unknown-assignment", "assignment")));
        };
    }

    private Decision<AftersalesEvent> decide(Known lead, NewDispute dispute, Assignment assignment) {
        return DisputeRules.checkOpening(
                        lead.course().measured().disputes(),
                        dispute.sla(),
                        assignment.number(),
                        clock(assignment, dispute.sla()),
                        policy(assignment),
                        at)
                .map(Decision::<AftersalesEvent>refused)
                .orElseGet(() -> Decision.accepted(new DisputeOpened(dispute.step(id, assignment.number()))));
    }

    private SlaPolicy policy(Assignment assignment) {
        return policies.of(assignment.dealer(), assignment.assignedAt());
    }

    private SlaClock clock(Assignment assignment, Sla sla) {
        SlaPolicy policy = policy(assignment);
        return assignment.clock(sla, policy, policy.basis());
    }

    /** The window's last moment, too, is one of recording; an open lead's sixty days come before it, if they do. */
    @Override
    public @Nullable Instant holdsUntil(AftersalesLead lead) {
        Instant open = AftersalesCommand.super.holdsUntil(lead);
        Instant window = wanted instanceof Input.Sound<NewDispute>(NewDispute dispute) && lead instanceof Known known
                ? own(known, dispute.assignment())
                        .map(assignment ->
                                DisputeRules.lastMoment(clock(assignment, dispute.sla()), policy(assignment), at))
                        .orElse(null)
                : null;
        return open == null || (window != null && window.isBefore(open)) ? window : open;
    }
}
