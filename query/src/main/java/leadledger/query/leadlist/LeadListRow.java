package leadledger.query.leadlist;

import java.time.Instant;
import java.util.UUID;
import leadledger.events.aftersales.LeadStatus;
import leadledger.events.aftersales.LeadType;
import org.jspecify.annotations.Nullable;

/**
 * A lead as the list views know it.
 *
 * @param leadId the lead
 * @param lastSequence sequence of the last event folded in
 * @param dealer whose lead it is
 * @param reference short reference
 * @param leadName アフターセールス リード名; personal data
 * @param nameKey the name folded for sorting ({@link SearchText})
 * @param searchText name and VIN folded for searching
 * @param vin the car, if known
 * @param status ステータス
 * @param leadType who wanted it
 * @param source ソース
 * @param campaign アフターセールス キャンペーン
 * @param assignedAt 担当ディーラー設定日; of a lead that was never moved also its creation (作成日)
 * @param attempts ディーラーが連絡した回数
 * @param firstAttemptAt stamp of the first attempt, if there is one
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
        LeadType leadType,
        String source,
        String campaign,
        Instant assignedAt,
        int attempts,
        @Nullable Instant firstAttemptAt) {}
