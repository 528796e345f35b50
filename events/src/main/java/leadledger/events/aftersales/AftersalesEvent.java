package leadledger.events.aftersales;

import java.time.Instant;
import java.util.Optional;
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
}
