package leadledger.events.aftersales;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import leadledger.events.dispute.DisputeStep;
import leadledger.events.shared.Consents;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.LeadId;
import leadledger.events.shared.Vin;
import org.jspecify.annotations.Nullable;

/**
 * The facts of an aftersales lead, in the order of its story. Names and revisions under which they are stored are kept
 * by the ledger's event catalog, not derived from these classes.
 */
public sealed interface AftersalesEvent {

    /** Kind of the streams of aftersales leads, as stored. */
    String STREAM_KIND = "aftersales-lead";

    /** The moment at which it is claimed to have happened, where a rule lets a client claim one (SL-20). */
    default Optional<Instant> claimedMoment() {
        return Optional.empty();
    }

    /**
     * A lead was created and assigned to a dealer (AS-01). When this was recorded is the moment of assignment
     * (担当ディーラー設定日), from which every clock runs.
     *
     * @param leadId the lead
     * @param reference short reference for people, such as {@code AL-2026-000123}
     * @param dealer the dealer that works it
     * @param leadType who wanted it (AS-02)
     * @param source code of the channel it came from (ソース)
     * @param campaign code of the campaign (アフターセールス キャンペーン)
     * @param campaignNote note of the campaign
     * @param vin the car, if known; always for {@link LeadType#HQ_DRIVEN} (AS-03)
     * @param request what the customer asked and how to reach the customer (依頼内容); personal data
     * @param consents what the customer agreed to
     */
    record LeadCreated(
            LeadId leadId,
            String reference,
            DealerId dealer,
            LeadType leadType,
            String source,
            String campaign,
            @Nullable String campaignNote,
            @Nullable Vin vin,
            RequestDetails request,
            Consents consents)
            implements AftersalesEvent {}

    /**
     * The dealer tried to reach the customer (ディーラーへの連絡の試み, AS-10). Its stamp is the ledger's recorded time.
     *
     * @param number 1 to 5, in order
     * @param channel by which means
     * @param outcome whether the customer was reached
     * @param madeAt when it was really made, if somebody says so; whole milliseconds
     */
    record ContactAttemptRecorded(
            int number,
            ContactChannel channel,
            ContactOutcome outcome,
            @Nullable Instant madeAt) implements AftersalesEvent {

        @Override
        public Optional<Instant> claimedMoment() {
            return Optional.ofNullable(madeAt);
        }
    }

    /**
     * What was recorded wrongly of an attempt is put right by this new fact; the earlier one stays (AS-13).
     *
     * @param number which attempt
     * @param channel the channel that now holds
     * @param outcome the outcome that now holds
     * @param madeAt the claimed moment that now holds; none: the stamp counts
     * @param reason why; free text
     */
    record ContactAttemptCorrected(
            int number,
            ContactChannel channel,
            ContactOutcome outcome,
            @Nullable Instant madeAt,
            String reason) implements AftersalesEvent {}

    /**
     * An appointment was agreed with the customer (予約, AS-20), for the first time or anew (AS-21).
     *
     * @param appointmentAt the agreed moment, whole milliseconds
     * @param remindCustomer whether the customer wants a reminder by e-mail
     */
    record AppointmentBooked(Instant appointmentAt, boolean remindCustomer) implements AftersalesEvent {}

    /**
     * The lead came to a sale (販売ありで終了, AS-30, AS-31).
     *
     * @param vin the car; from now on the lead's
     * @param managementNote リード管理ノート as it stands from now on; required where no appointment was made
     */
    record LeadClosedWithSale(Vin vin, @Nullable String managementNote) implements AftersalesEvent {}

    /**
     * The lead came to nothing (販売なしで終了, AS-40).
     *
     * @param reason code of the close reason (販売なしで終了理由)
     * @param category code of the reason's category, as it was when the lead was closed
     * @param managementNote リード管理ノート as it stands from now on; required with the reason <em>other</em> (AS-41)
     * @param ownershipEndedOn 所有権の終了: when the car ceased to be the customer's (AS-42); none: not said
     */
    record LeadClosedWithoutSale(
            String reason,
            String category,
            @Nullable String managementNote,
            @Nullable LocalDate ownershipEndedOn) implements AftersalesEvent {}

    /**
     * The customer wants to be asked again later (再度連絡する, AS-50). Closes the lead without sale, with reason and category
     * of {@link CloseReasons#RE_CONTACT}.
     *
     * @param recontactOn 再連絡日, in the dealer's zone
     * @param dueAt start of that day in the dealer's zone as it was then: when the new lead is due (AS-51)
     */
    record RecontactAgreed(LocalDate recontactOn, Instant dueAt) implements AftersalesEvent {}

    /**
     * The re-contact day was moved while there was no new lead yet (AS-52).
     *
     * @param recontactOn the day that now holds
     * @param dueAt start of that day in the dealer's zone as it was then
     */
    record RecontactMoved(LocalDate recontactOn, Instant dueAt) implements AftersalesEvent {}

    /**
     * The new lead of a re-contact exists (AS-51); stands in the history of the earlier lead.
     *
     * @param child the new lead
     */
    record RecontactLeadCreated(LeadId child) implements AftersalesEvent {}

    /**
     * This lead came from a re-contact (再連絡済み, AS-51); second event of such a lead.
     *
     * @param master マスター アフターセールス リード: the earlier lead
     */
    record RecontactedFrom(LeadId master) implements AftersalesEvent {}

    /** Day 60 passed without an appointment: {@link LeadStatus#SALES_LOST} (セールス喪失, AS-61). By the system. */
    record LeadLost() implements AftersalesEvent {}

    /** Day 60 passed on a booked lead, which is its end: {@link LeadStatus#BOOKED} is final now (AS-62). By the system. */
    record BookingBecameFinal() implements AftersalesEvent {}

    /**
     * Headquarters moved the lead to another dealer (AS-65). When this was recorded is the new moment of assignment.
     *
     * @param dealer the dealer that works it from now on
     * @param reason why; free text
     */
    record LeadReassigned(DealerId dealer, String reason) implements AftersalesEvent {}

    /**
     * The dealer edited the lead (編集, AS-70). Says how all that can be edited stands from now on, changed or not.
     *
     * @param request request details and customer remarks; personal data
     * @param vin the car, if known
     * @param managementNote リード管理ノート, if there is one
     */
    record LeadEdited(
            RequestDetails request,
            @Nullable Vin vin,
            @Nullable String managementNote) implements AftersalesEvent {}

    /** A step of a dispute over one of the lead's verdicts (SL-40): a fact beside the lead's course (AS-60). */
    sealed interface OfDispute extends AftersalesEvent {

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
