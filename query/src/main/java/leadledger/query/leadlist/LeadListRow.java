package leadledger.query.leadlist;

import java.time.Instant;
import java.util.UUID;
import leadledger.events.aftersales.LeadStatus;
import leadledger.events.aftersales.LeadType;
import leadledger.events.sla.Assignment;
import leadledger.query.lead.Lapse;
import leadledger.query.listing.SearchText;
import leadledger.query.masking.Mask;
import org.jspecify.annotations.Nullable;

/**
 * A lead as the list views know it: what is recorded. What time alone has brought about is told by {@link #statusAt} and
 * {@link #endedAt}.
 *
 * @param leadId the lead
 * @param lastSequence sequence of the last event folded in
 * @param dealer whose lead it is, by the newest assignment
 * @param reference short reference
 * @param leadName アフターセールス リード名; personal data
 * @param nameKey the name folded for sorting ({@link SearchText})
 * @param searchText name and VIN folded for searching
 * @param vin the car, if known
 * @param status ステータス, as recorded
 * @param ended whether it is recorded that the lead has come to its end (AS-60), a booked one too (AS-62)
 * @param leadType who wanted it
 * @param source ソース
 * @param campaign アフターセールス キャンペーン
 * @param createdAt 作成日
 * @param assignedAt 担当ディーラー設定日: the newest assignment, from which clocks and the sixty days run (AS-65)
 * @param attempts ディーラーが連絡した回数, since the newest assignment
 * @param firstAttemptAt stamp of the first attempt since the newest assignment, if there is one
 * @param closedAt when it was closed, with or without sale; none: it was not
 * @param closeReason code of the 販売なしで終了理由; none: it was not closed without sale
 * @param closeCategory code of the reason's category
 * @param recontacted 再連絡済み: whether it came from a re-contact (AS-51)
 * @param clocks what the clocks of the newest assignment go by, whatever the policy (SL-10)
 */
record LeadListRow(
        UUID leadId,
        int lastSequence,
        String dealer,
        String reference,
        String leadName,
        String nameKey,
        String searchText,
        @Nullable String vin,
        LeadStatus status,
        boolean ended,
        LeadType leadType,
        String source,
        String campaign,
        Instant createdAt,
        Instant assignedAt,
        int attempts,
        @Nullable Instant firstAttemptAt,
        @Nullable Instant closedAt,
        @Nullable String closeReason,
        @Nullable String closeCategory,
        boolean recontacted,
        Assignment clocks) {

    /** The same after an event that a reader cannot tell. */
    LeadListRow at(int sequence) {
        return new LeadListRow(
                leadId,
                sequence,
                dealer,
                reference,
                leadName,
                nameKey,
                searchText,
                vin,
                status,
                ended,
                leadType,
                source,
                campaign,
                createdAt,
                assignedAt,
                attempts,
                firstAttemptAt,
                closedAt,
                closeReason,
                closeCategory,
                recontacted,
                clocks);
    }

    /** The row without what tells who the customer is (AC-05). */
    LeadListRow masked() {
        return new LeadListRow(
                leadId,
                lastSequence,
                dealer,
                reference,
                Mask.VALUE,
                Mask.VALUE,
                Mask.VALUE,
                Mask.text(vin),
                status,
                ended,
                leadType,
                source,
                campaign,
                createdAt,
                assignedAt,
                attempts,
                firstAttemptAt,
                closedAt,
                closeReason,
                closeCategory,
                recontacted,
                clocks);
    }

    /** The status at a moment, whether or not a lapse is recorded yet (AS-64). */
    LeadStatus statusAt(Instant now) {
        return ended ? status : Lapse.status(status, assignedAt, now);
    }

    /** Whether the lead has come to its end by a moment, whether or not a lapse is recorded yet (AS-64). */
    boolean endedAt(Instant now) {
        return ended || Lapse.isPast(assignedAt, now);
    }
}
