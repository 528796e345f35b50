package leadledger.command.aftersales.dispute;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import leadledger.command.aftersales.AftersalesCommand;
import leadledger.command.aftersales.AftersalesLead;
import leadledger.command.aftersales.AftersalesLead.ContactAttempt;
import leadledger.command.aftersales.AftersalesLead.Known;
import leadledger.command.aftersales.ContactAttemptRules;
import leadledger.command.aftersales.Measured;
import leadledger.command.decision.Access;
import leadledger.command.decision.Decision;
import leadledger.command.decision.Input;
import leadledger.command.dispute.Dispute;
import leadledger.command.dispute.DisputeRules;
import leadledger.command.dispute.NextStep;
import leadledger.events.aftersales.AftersalesEvent;
import leadledger.events.aftersales.AftersalesEvent.ContactAttemptCorrected;
import leadledger.events.aftersales.AftersalesEvent.DisputeDecided;
import leadledger.events.aftersales.AftersalesEvent.DisputeOpened;
import leadledger.events.aftersales.AftersalesEvent.DisputeQuestionAnswered;
import leadledger.events.aftersales.AftersalesEvent.DisputeQuestionAsked;
import leadledger.events.aftersales.AftersalesEvent.DisputeReopened;
import leadledger.events.dispute.DisputeStep;
import leadledger.events.shared.Actor;
import leadledger.events.shared.LeadId;
import leadledger.events.shared.Refusal;
import leadledger.events.sla.Assignment;
import leadledger.events.sla.Assignment.Attempt;
import leadledger.events.sla.Policies;
import leadledger.events.sla.Sla;
import leadledger.events.sla.SlaClock;
import leadledger.events.sla.SlaPolicy;
import leadledger.events.sla.SlaVerdict.Result;
import org.jspecify.annotations.Nullable;

/**
 * Headquarters ask back, decide or reopen, or the dealer answers (SL-40).
 *
 * @param leadId the lead
 * @param actor who takes the step
 * @param at the server's time
 * @param policies by which policy each assignment is measured
 * @param dispute which dispute
 * @param next which step
 * @param wanted what is said
 */
public record TakeDisputeStep(
        LeadId leadId,
        Actor actor,
        Instant at,
        Policies policies,
        UUID dispute,
        NextStep next,
        Input<DisputeStep> wanted)
        implements AftersalesCommand {

    private static final Access UNKNOWN = new Access.Denied(DisputeRules.UNKNOWN);

    /** Of whichever dealer the assignment was: a former one still answers for its own (AS-65). */
    @Override
    public Access access(AftersalesLead lead) {
        if (!(lead instanceof Known known)) {
            return UNKNOWN;
        }
        Measured measured = known.course().measured();
        Optional<Dispute> found = measured.disputes().find(dispute);
        if (found.isEmpty()) {
            return UNKNOWN;
        }
        return switch (actor.role()) {
            case HQ -> next == NextStep.ANSWER ? Access.WRONG_ROLE : Access.GRANTED;
            case AUDITOR -> Access.WRONG_ROLE;
            case AFTERSALES_AGENT, AFTERSALES_MANAGER ->
                measured.assignment(found.get().assignment())
                                .filter(assignment -> actor.belongsTo(assignment.dealer()))
                                .isEmpty()
                        ? UNKNOWN
                        : next == NextStep.ANSWER ? Access.GRANTED : Access.WRONG_ROLE;
            case INTAKE, CALL_CENTER, OUTLET_MANAGER, SALES_STAFF, SALES_ASSISTANT, PRIVACY_OFFICER, ADMIN, SYSTEM ->
                UNKNOWN;
        };
    }

    @Override
    public Decision<AftersalesEvent> decide(AftersalesLead lead) {
        if (!(lead instanceof Known known)) {
            return Decision.refused(DisputeRules.UNKNOWN);
        }
        Optional<Dispute> found = known.course().measured().disputes().find(dispute);
        if (found.isEmpty()) {
            return Decision.refused(DisputeRules.UNKNOWN);
        }
        return DisputeRules.checkStep(found.get(), next, actor)
                .map(Decision::<AftersalesEvent>refused)
                .orElseGet(() -> wanted.decide(step -> take(known, found.get(), step)));
    }

    private Decision<AftersalesEvent> take(Known lead, Dispute of, DisputeStep step) {
        return switch (step) {
            case DisputeStep.Opened opened -> Decision.accepted(new DisputeOpened(opened));
            case DisputeStep.QuestionAsked asked -> Decision.accepted(new DisputeQuestionAsked(asked));
            case DisputeStep.QuestionAnswered answered -> Decision.accepted(new DisputeQuestionAnswered(answered));
            case DisputeStep.Decided decided -> {
                Instant countsAt = decided.countsAt();
                yield countsAt == null
                        ? Decision.accepted(new DisputeDecided(decided))
                        : correct(lead, of, decided, countsAt);
            }
            case DisputeStep.Reopened reopened -> reopen(lead, of, reopened);
        };
    }

    /** AS-13 knows attempts only, so that only the first contact can be corrected. */
    private Decision<AftersalesEvent> correct(Known lead, Dispute of, DisputeStep.Decided decided, Instant countsAt) {
        Assignment assignment =
                lead.course().measured().assignment(of.assignment()).orElse(null);
        if (of.sla() != Sla.SLA1 || assignment == null) {
            return Decision.refused(Refusal.ofValue("SL-40", "only-first-contact-is-corrected", "outcome"));
        }
        SlaPolicy policy = policies.of(assignment.dealer(), assignment.assignedAt());
        Attempt stop = assignment.stopAttempt(policy).orElse(null);
        if (stop == null) {
            return Decision.refused(Refusal.ofState("SL-40", "no-attempt-to-correct"));
        }
        Optional<Refusal> fault = ContactAttemptRules.checkMoment(assignment, stop.number(), countsAt, at);
        if (fault.isPresent()) {
            return Decision.refused(fault.get());
        }
        SlaClock clock = assignment.clock(Sla.SLA1, policy, policy.basis());
        SlaClock corrected =
                new SlaClock(clock.startedAt(), countsAt, clock.withdrawnAt(), clock.limit(), clock.time());
        if (corrected.result(at) != Result.MET) {
            return Decision.refused(Refusal.ofValue("SL-40", "correction-leaves-breach", "madeAt")
                    .with("deadline", String.valueOf(clock.deadline())));
        }
        return accepted(
                new DisputeDecided(decided), correction(lead, assignment, stop.number(), stop.claimedAt(), countsAt));
    }

    /** What was corrected is claimed again as it was, unless somebody has corrected it anew since (AS-13). */
    private Decision<AftersalesEvent> reopen(Known lead, Dispute of, DisputeStep.Reopened reopened) {
        Instant countsAt = of.decision() == null ? null : of.decision().countsAt();
        Assignment assignment =
                lead.course().measured().assignment(of.assignment()).orElse(null);
        ContactAttemptCorrected restoring = null;
        if (countsAt != null && assignment != null) {
            for (Attempt before : lead.course().measured().corrected().getOrDefault(of.id(), List.of())) {
                boolean stillCorrected = assignment.attempts().stream()
                        .anyMatch(now -> now.number() == before.number() && countsAt.equals(now.claimedAt()));
                if (stillCorrected && restoring == null) {
                    restoring = correction(lead, assignment, before.number(), countsAt, before.claimedAt());
                }
            }
        }
        return accepted(new DisputeReopened(reopened), restoring);
    }

    /**
     * The fact that an attempt is claimed otherwise from now on; none where nothing changes, and none for a former dealer's
     * attempt: corrections by number are of the newest assignment, whose attempts count anew (AS-65). There the decision
     * alone says what counts.
     */
    private @Nullable ContactAttemptCorrected correction(
            Known lead, Assignment assignment, int number, @Nullable Instant now, @Nullable Instant wantedMoment) {
        boolean isNewest = lead.course()
                .measured()
                .facts()
                .newest()
                .filter(assignment::equals)
                .isPresent();
        ContactAttempt attempt = lead.course().attempt(number).orElse(null);
        return !isNewest || attempt == null || Objects.equals(now, wantedMoment)
                ? null
                : new ContactAttemptCorrected(
                        number, attempt.channel(), attempt.outcome(), wantedMoment, "SL-40 " + dispute);
    }

    private static Decision<AftersalesEvent> accepted(
            AftersalesEvent step, @Nullable ContactAttemptCorrected correction) {
        return correction == null ? Decision.accepted(step) : Decision.accepted(step, correction);
    }
}
