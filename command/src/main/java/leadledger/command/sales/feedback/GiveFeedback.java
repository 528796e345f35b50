package leadledger.command.sales.feedback;

import java.time.Instant;
import java.util.Map;
import leadledger.command.decision.Access;
import leadledger.command.decision.Decision;
import leadledger.command.decision.Input;
import leadledger.command.sales.SalesAccess;
import leadledger.command.sales.SalesCaller;
import leadledger.command.sales.SalesCommand;
import leadledger.command.sales.SalesLead;
import leadledger.command.sales.SalesLead.Converted;
import leadledger.command.sales.SalesLead.Delivered;
import leadledger.command.sales.SalesLead.NotConverted;
import leadledger.command.sales.SalesLead.Open;
import leadledger.command.sales.SalesLead.OutOfScope;
import leadledger.command.sales.SalesLead.Queued;
import leadledger.command.sales.SalesLead.Tally;
import leadledger.command.sales.SalesLead.Unborn;
import leadledger.events.sales.SalesEvent;
import leadledger.events.sales.SalesEvent.ApprovalRequested;
import leadledger.events.sales.SalesEvent.FeedbackGiven;
import leadledger.events.shared.LeadId;
import leadledger.events.shared.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * A manager gives feedback, or the owner asks for approval (SA-41). Also on a converted lead (SA-42), and on one that is out of
 * scope. It counts as something done on the lead (SA-22).
 *
 * @param leadId the lead
 * @param caller who says so
 * @param at the server's time
 * @param kind which of them; none: the input says none, and that is its fault
 * @param message what is said
 */
public record GiveFeedback(
        LeadId leadId,
        SalesCaller caller,
        Instant at,
        @Nullable Kind kind,
        Input<Message> message) implements SalesCommand {

    private static final int MOST = 100;

    private static final Access NOT_THE_OWNER =
            new Access.Denied(new Refusal("SA-41", Refusal.Kind.ROLE, "approval-asked-by-owner", null, Map.of()));

    @Override
    public Access access(SalesLead lead) {
        if (kind == Kind.FEEDBACK) {
            return SalesAccess.toManage(lead, caller);
        }
        Access access = SalesAccess.toFollowUp(lead, caller);
        boolean asksForAnother = kind == Kind.APPROVAL_REQUEST
                && lead instanceof Delivered delivered
                && !caller.actor().user().equals(delivered.course().owner());
        return access.equals(Access.GRANTED) && asksForAnother ? NOT_THE_OWNER : access;
    }

    @Override
    public Decision<SalesEvent> decide(SalesLead lead) {
        return switch (lead) {
            case Unborn ignored -> Decision.unknownLead();
            case Queued ignored -> SalesCommand.isQueued();
            case NotConverted ignored -> SalesCommand.isFinal();
            case Open open -> decide(open.course().tally());
            case OutOfScope outOfScope -> decide(outOfScope.course().tally());
            case Converted converted -> decide(converted.course().tally());
        };
    }

    private Decision<SalesEvent> decide(Tally tally) {
        return tally.feedback() >= MOST
                ? Decision.refused(Refusal.ofState("SA-41", "no-feedback-left").with("most", MOST))
                : message.decide(said -> decide(tally, said));
    }

    private static Decision<SalesEvent> decide(Tally tally, Message said) {
        return switch (said) {
            case ApprovalRequest(String text) -> Decision.accepted(new ApprovalRequested(text));
            case Feedback(String text, Boolean approved) ->
                approved != null && !tally.approvalRequested()
                        ? Decision.refused(Refusal.ofState("SA-41", "no-approval-requested"))
                        : Decision.accepted(new FeedbackGiven(text, approved));
        };
    }

    /** Which of them. */
    public enum Kind {
        /** フィードバック. */
        FEEDBACK,
        /** 承認依頼. */
        APPROVAL_REQUEST
    }

    /** What is said. */
    public sealed interface Message {}

    /**
     * フィードバック.
     *
     * @param text the feedback
     * @param approved whether an approval that was asked for is given; none: it is no answer to a request
     */
    public record Feedback(String text, @Nullable Boolean approved) implements Message {}

    /**
     * 承認依頼.
     *
     * @param text of what
     */
    public record ApprovalRequest(String text) implements Message {}
}
