package leadledger.events.sales;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import leadledger.events.dispute.DisputeStep;
import leadledger.events.sales.CurrentCar.Details;
import leadledger.events.shared.Consents;
import leadledger.events.shared.Customer;
import leadledger.events.shared.LeadId;
import leadledger.events.shared.OutletId;
import leadledger.events.shared.UserId;
import org.jspecify.annotations.Nullable;

/**
 * The facts of a sales lead, in the order of its story. Names and revisions under which they are stored are kept by the
 * ledger's event catalog, not derived from these classes.
 */
public sealed interface SalesEvent {

    /** Kind of the streams of sales leads, as stored. */
    String STREAM_KIND = "sales-lead";

    /**
     * The importer won a lead (SA-01). It is in the queue and no outlet's yet.
     *
     * @param leadId the lead
     * @param reference short reference for people, such as {@code SL-2026-000123}
     * @param queue market and brand
     * @param source code of the channel it came from (リードソース)
     * @param campaign code of the campaign; none: of no campaign
     * @param utm how the customer came to the form
     * @param customer who it is; personal data
     * @param wishes what the customer wants
     * @param callCenterComment コールセンターコメント
     * @param currentCar details of the car that the customer drives now, as far as told
     * @param consents what the customer agreed to
     * @param requestedAt when the customer asked, as the provider claims; whole milliseconds; none: not said
     * @param providerIds what the provider calls the lead
     * @param extras what the provider sent besides
     */
    record LeadCaptured(
            LeadId leadId,
            String reference,
            LeadQueue queue,
            String source,
            @Nullable String campaign,
            Utm utm,
            Customer customer,
            Wishes wishes,
            @Nullable String callCenterComment,
            @Nullable Details currentCar,
            Consents consents,
            @Nullable Instant requestedAt,
            List<ProviderId> providerIds,
            List<Extra> extras)
            implements SalesEvent {

        public LeadCaptured {
            providerIds = List.copyOf(providerIds);
            extras = List.copyOf(extras);
        }
    }

    /**
     * The call centre wrote down what it learnt (SA-02). Says how the comment stands from now on.
     *
     * @param comment コールセンターコメント
     */
    record LeadCommented(String comment) implements SalesEvent {}

    /**
     * The call centre completed a queued lead (SA-02). Says how all of this stands from now on, changed or not.
     *
     * @param customer who it is; personal data
     * @param wishes what the customer wants
     * @param consents what the customer agreed to
     */
    record LeadCompleted(Customer customer, Wishes wishes, Consents consents) implements SalesEvent {}

    /**
     * The call centre delivered the lead to an outlet that is closed: it is held until the outlet opens (SA-10). A later one
     * redirects it.
     *
     * @param outlet the outlet that it is for
     * @param opensAt when the outlet next opens: then the delivery takes place
     */
    record DeliveryHeld(OutletId outlet, Instant opensAt) implements SalesEvent {}

    /**
     * The outlet's calendar changed while the delivery was held (SA-10). By the system.
     *
     * @param opensAt when the outlet next opens now
     */
    record HeldDeliveryMoved(Instant opensAt) implements SalesEvent {}

    /** The call centre took a held delivery back (SA-10). */
    record HeldDeliveryCancelled() implements SalesEvent {}

    /**
     * The lead was delivered to an outlet (ディーラーへ送客, SA-10, SA-11). Creates the task <em>lead follow-up</em> (SA-30),
     * whose clock runs from {@link #deliveredAt}.
     *
     * @param outlet whose it is from now on
     * @param kind how it came there
     * @param openedAt when the outlet opened for which the delivery was held; exactly for {@link DeliveryKind#HELD}
     */
    record LeadDelivered(
            OutletId outlet, DeliveryKind kind, @Nullable Instant openedAt) implements SalesEvent {

        public LeadDelivered {
            if ((kind == DeliveryKind.HELD) != (openedAt != null)) {
                throw new IllegalArgumentException("exactly a held delivery waits for the outlet to open");
            }
        }

        /** When it was delivered: a held one when the outlet opened, even if that was recorded a little later. */
        public Instant deliveredAt(Instant recordedAt) {
            return openedAt == null ? recordedAt : openedAt;
        }
    }

    /**
     * A manager made somebody the lead's owner (リード所有者, SA-20), for the first time or anew.
     *
     * @param owner who follows it up from now on
     */
    record LeadAssigned(UserId owner) implements SalesEvent {}

    /**
     * A manager set the lead aside before anybody was to follow it up (フォロー対象外, SA-22).
     *
     * @param reason why; free text
     */
    record LeadMarkedOutOfScope(String reason) implements SalesEvent {}

    /** A manager took the mark back (SA-22). */
    record OutOfScopeMarkTakenBack() implements SalesEvent {}

    /**
     * The task <em>lead follow-up</em> (リードのフォローアップ) was updated (SA-31). The first one that leaves
     * {@link TaskState#NEW} is the first follow-up (SA-32).
     *
     * @param state the task's state from now on
     * @param means by which means the customer was contacted; none while it stays new
     * @param proposal what was proposed
     * @param outcome 初期実施事項; none while it stays new
     * @param comment notes for the next action, or for the managers
     */
    record FollowUpTaskUpdated(
            TaskState state,
            @Nullable ContactMeans means,
            @Nullable Proposal proposal,
            @Nullable InitialOutcome outcome,
            @Nullable String comment)
            implements SalesEvent {}

    /**
     * Somebody planned something for itself on the lead (活動予定, SA-30).
     *
     * @param number 1 for the lead's first one, then one more each
     * @param user whose it is
     * @param kind task or appointment
     * @param subject 件名
     * @param dueAt when it is due, or when the appointment begins; always for an appointment
     * @param comment notes
     */
    record ActivityPlanned(
            int number,
            UserId user,
            ActivityKind kind,
            String subject,
            @Nullable Instant dueAt,
            @Nullable String comment)
            implements SalesEvent {}

    /**
     * Somebody updated what it had planned (SA-33). Moves no status.
     *
     * @param number which
     * @param state its state from now on
     * @param comment notes as they stand from now on
     */
    record ActivityUpdated(
            int number, TaskState state, @Nullable String comment) implements SalesEvent {}

    /**
     * Part A of the current car was saved (SA-40); says how it stands from now on.
     *
     * @param details the part
     */
    record CarDetailsSaved(CurrentCar.Details details) implements SalesEvent {}

    /**
     * Part B of the current car was saved (SA-40); says how it stands from now on.
     *
     * @param registration the part
     */
    record CarRegistrationSaved(CurrentCar.Registration registration) implements SalesEvent {}

    /**
     * Part C of the current car was saved (SA-40); says how it stands from now on.
     *
     * @param appraisal the part
     */
    record CarAppraisalSaved(CurrentCar.Appraisal appraisal) implements SalesEvent {}

    /**
     * Part D of the current car was saved (SA-40); says how it stands from now on.
     *
     * @param communication the part
     */
    record CarCommunicationSaved(CurrentCar.Communication communication) implements SalesEvent {}

    /**
     * The customer drove a car (試乗, SA-41).
     *
     * @param on the day, in the outlet's zone
     * @param model which car
     * @param comment notes
     */
    record TestDriveDone(
            LocalDate on, @Nullable String model, @Nullable String comment) implements SalesEvent {}

    /**
     * The customer's car was appraised (査定, SA-41).
     *
     * @param on the day, in the outlet's zone
     * @param amount 査定額, in whole units of the market's currency
     * @param comment notes
     */
    record AppraisalDone(
            LocalDate on, @Nullable Long amount, @Nullable String comment) implements SalesEvent {}

    /**
     * The owner asks a manager for approval (承認依頼, SA-41).
     *
     * @param text of what
     */
    record ApprovalRequested(String text) implements SalesEvent {}

    /**
     * A manager gave feedback or an instruction (フィードバック, SA-41).
     *
     * @param text the feedback
     * @param approved whether an approval that was asked for is given; none: it is no answer to a request
     */
    record FeedbackGiven(String text, @Nullable Boolean approved) implements SalesEvent {}

    /**
     * The lead became an opportunity (商談化, SA-42); final.
     *
     * @param opportunity short reference of the opportunity (商談), such as {@code OP-2026-000123}
     */
    record LeadConverted(String opportunity) implements SalesEvent {}

    /**
     * The opportunity's contract was won or lost (SA-42).
     *
     * @param result which
     */
    record ContractRecorded(ContractResult result) implements SalesEvent {}

    /**
     * The contract's result had been recorded wrongly (SA-42); the earlier fact stays.
     *
     * @param result which it was
     * @param reason why it is corrected; free text
     */
    record ContractCorrected(ContractResult result, String reason) implements SalesEvent {}

    /**
     * The lead came to nothing (失注・終了, SA-42); final.
     *
     * @param reason why; free text
     */
    record LeadNotConverted(String reason) implements SalesEvent {}

    /** A step of a dispute over one of the lead's verdicts (SL-40): a fact beside the lead's course (AS-60). */
    sealed interface OfDispute extends SalesEvent {

        /** What was said. */
        DisputeStep step();
    }

    /**
     * The dealer disputed a breached verdict (異議申し立て).
     *
     * @param step what was said
     */
    record DisputeOpened(DisputeStep.Opened step) implements OfDispute {}

    /**
     * Headquarters asked back.
     *
     * @param step what was said
     */
    record DisputeQuestionAsked(DisputeStep.QuestionAsked step) implements OfDispute {}

    /**
     * The dealer answered.
     *
     * @param step what was said
     */
    record DisputeQuestionAnswered(DisputeStep.QuestionAnswered step) implements OfDispute {}

    /**
     * Headquarters decided (裁定).
     *
     * @param step what was said
     */
    record DisputeDecided(DisputeStep.Decided step) implements OfDispute {}

    /**
     * Somebody else of headquarters reopened it (再審議).
     *
     * @param step what was said
     */
    record DisputeReopened(DisputeStep.Reopened step) implements OfDispute {}
}
