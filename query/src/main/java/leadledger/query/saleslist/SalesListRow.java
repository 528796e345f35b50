package leadledger.query.saleslist;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import leadledger.events.sales.PurchaseHorizon;
import leadledger.events.sales.SalesStatus;
import leadledger.query.listing.SearchText;
import leadledger.query.masking.Mask;
import leadledger.query.saleslead.SalesPlace;
import org.jspecify.annotations.Nullable;

/**
 * A sales lead as the list views know it: what is recorded. A held delivery shows when it is recorded, within a second.
 *
 * @param leadId the lead
 * @param lastSequence sequence of the last event folded in
 * @param place queue, waiting delivery, outlet and owner
 * @param status 状況
 * @param reference short reference
 * @param leadName リード名; personal data
 * @param source リードソース
 * @param campaign code of the campaign; none: of no campaign
 * @param model 購入モデル
 * @param purchaseHorizon ご購入検討時期
 * @param createdAt when it was captured
 * @param deliveredAt 送客日時; none: it is in the queue
 * @param followedUpAt when the follow-up task first left new (SA-32); none: it has not
 * @param keys what possible duplicates are recognised by
 */
record SalesListRow(
        UUID leadId,
        int lastSequence,
        SalesPlace place,
        SalesStatus status,
        String reference,
        String leadName,
        String source,
        @Nullable String campaign,
        @Nullable String model,
        @Nullable PurchaseHorizon purchaseHorizon,
        Instant createdAt,
        @Nullable Instant deliveredAt,
        @Nullable Instant followedUpAt,
        DuplicateKeys keys) {

    /** The row without what tells who the customer is (AC-05). */
    SalesListRow masked() {
        return new SalesListRow(
                leadId,
                lastSequence,
                place,
                status,
                reference,
                Mask.VALUE,
                source,
                campaign,
                model,
                purchaseHorizon,
                createdAt,
                deliveredAt,
                followedUpAt,
                keys.masked());
    }

    /** The same with another sequence of its last event. */
    SalesListRow at(int sequence) {
        return new SalesListRow(
                leadId,
                sequence,
                place,
                status,
                reference,
                leadName,
                source,
                campaign,
                model,
                purchaseHorizon,
                createdAt,
                deliveredAt,
                followedUpAt,
                keys);
    }

    /** The name folded for sorting and searching. */
    String nameKey() {
        return SearchText.key(leadName);
    }

    /** Since when it is where it is: in the queue, or at its outlet. */
    Instant arrivedAt() {
        return Objects.requireNonNullElse(deliveredAt, createdAt);
    }

    /** The view in which it stands beside the wide ones. */
    SalesView view() {
        return SalesView.of(status, place.owner());
    }

    /** Whether it is delivered, to be followed up, and waits for an owner. */
    boolean isUnassigned() {
        return place.owner() == null && (status == SalesStatus.NEW || status == SalesStatus.FOLLOWING_UP);
    }
}
