package leadledger.command.sales.appraisal;

import java.time.Instant;
import java.time.LocalDate;
import leadledger.command.decision.Access;
import leadledger.command.decision.Decision;
import leadledger.command.decision.Input;
import leadledger.command.sales.SalesAccess;
import leadledger.command.sales.SalesCaller;
import leadledger.command.sales.SalesCommand;
import leadledger.command.sales.SalesDays;
import leadledger.command.sales.SalesLead;
import leadledger.command.sales.SalesLead.Course;
import leadledger.command.sales.SalesLead.Final;
import leadledger.command.sales.SalesLead.FollowingUp;
import leadledger.command.sales.SalesLead.New;
import leadledger.command.sales.SalesLead.OutOfScope;
import leadledger.command.sales.SalesLead.Queued;
import leadledger.command.sales.SalesLead.Unborn;
import leadledger.command.sales.SalesNetwork;
import leadledger.events.sales.SalesEvent;
import leadledger.events.sales.SalesEvent.AppraisalDone;
import leadledger.events.shared.LeadId;
import leadledger.events.shared.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * The customer's car has been appraised (査定, SA-41).
 *
 * @param leadId the lead
 * @param caller who says so
 * @param at the server's time
 * @param network the outlet's zone, in which the day is meant
 * @param appraisal what was done
 */
public record RecordAppraisal(
        LeadId leadId, SalesCaller caller, Instant at, SalesNetwork network, Input<Appraisal> appraisal)
        implements SalesCommand {

    private static final int MOST = 20;

    @Override
    public Access access(SalesLead lead) {
        return SalesAccess.toFollowUp(lead, caller);
    }

    @Override
    public Decision<SalesEvent> decide(SalesLead lead) {
        return switch (lead) {
            case Unborn ignored -> Decision.unknownLead();
            case Queued ignored -> SalesCommand.isQueued();
            case OutOfScope ignored -> SalesCommand.isOutOfScope();
            case Final ignored -> SalesCommand.isFinal();
            case New ignored -> SalesCommand.isNotFollowedUpYet("SA-41");
            case FollowingUp followed ->
                followed.course().tally().appraisals() >= MOST
                        ? Decision.refused(
                                Refusal.ofState("SA-41", "no-appraisal-left").with("most", MOST))
                        : appraisal.decide(done -> decide(followed.course(), done));
        };
    }

    private Decision<SalesEvent> decide(Course course, Appraisal done) {
        return SalesDays.refusal(done.on(), at, course, network)
                .map(Decision::<SalesEvent>refused)
                .orElseGet(() -> Decision.accepted(new AppraisalDone(done.on(), done.amount(), done.comment())));
    }

    /**
     * What was done.
     *
     * @param on the day, in the outlet's zone
     * @param amount 査定額, in whole units of the market's currency
     * @param comment notes
     */
    public record Appraisal(
            LocalDate on, @Nullable Long amount, @Nullable String comment) {}
}
