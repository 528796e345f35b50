package leadledger.query.saleslist;

import java.time.Instant;
import leadledger.events.sales.PurchaseHorizon;
import leadledger.events.sales.SalesEvent;
import leadledger.events.sales.SalesEvent.FollowUpTaskUpdated;
import leadledger.events.sales.SalesEvent.LeadCaptured;
import leadledger.events.sales.SalesEvent.LeadCompleted;
import leadledger.events.sales.SalesEvent.LeadConverted;
import leadledger.events.sales.SalesEvent.LeadDelivered;
import leadledger.events.sales.SalesEvent.LeadMarkedOutOfScope;
import leadledger.events.sales.SalesEvent.LeadNotConverted;
import leadledger.events.sales.SalesEvent.OutOfScopeMarkTakenBack;
import leadledger.events.sales.SalesStatus;
import leadledger.events.sales.TaskState;
import leadledger.events.shared.Recorded;
import leadledger.query.saleslead.SalesPlace;
import org.jspecify.annotations.Nullable;

/** The row of a lead after one more of its events. */
final class SalesListFold {

    private final Recorded<SalesEvent> recorded;
    private final SalesListRow before;
    private SalesPlace place;
    private SalesStatus status;
    private String leadName;
    private @Nullable String model;
    private @Nullable PurchaseHorizon purchaseHorizon;
    private @Nullable Instant deliveredAt;
    private @Nullable Instant followedUpAt;
    private DuplicateKeys keys;

    private SalesListFold(SalesListRow before, Recorded<SalesEvent> recorded) {
        this.before = before;
        this.recorded = recorded;
        place = before.place();
        status = before.status();
        leadName = before.leadName();
        model = before.model();
        purchaseHorizon = before.purchaseHorizon();
        deliveredAt = before.deliveredAt();
        followedUpAt = before.followedUpAt();
        keys = before.keys();
    }

    static SalesListRow after(@Nullable SalesListRow row, Recorded<SalesEvent> recorded) {
        if (recorded.event() instanceof LeadCaptured captured) {
            return captured(captured, recorded);
        }
        if (row == null) {
            throw new IllegalStateException("a sales lead begins with its capture");
        }
        SalesListFold fold = new SalesListFold(row, recorded);
        fold.take(recorded.event());
        return fold.row();
    }

    private static SalesListRow captured(LeadCaptured captured, Recorded<SalesEvent> recorded) {
        return new SalesListRow(
                recorded.streamId(),
                recorded.sequence(),
                SalesPlace.in(captured.queue()),
                SalesStatus.QUEUED,
                captured.reference(),
                captured.customer().leadName(),
                captured.source(),
                captured.campaign(),
                captured.wishes().model(),
                captured.wishes().purchaseHorizon(),
                recorded.recordedAt(),
                null,
                null,
                DuplicateKeys.of(captured.campaign(), captured.customer()));
    }

    private void take(SalesEvent event) {
        place = place.after(event);
        switch (event) {
            case LeadCompleted completed
            when status == SalesStatus.QUEUED -> {
                leadName = completed.customer().leadName();
                model = completed.wishes().model();
                purchaseHorizon = completed.wishes().purchaseHorizon();
                keys = DuplicateKeys.of(before.campaign(), completed.customer());
            }
            case LeadDelivered delivered
            when status == SalesStatus.QUEUED -> {
                status = SalesStatus.NEW;
                deliveredAt = delivered.deliveredAt(recorded.recordedAt());
            }
            case FollowUpTaskUpdated updated
            when isOpen() && updated.state() != TaskState.NEW -> {
                status = SalesStatus.FOLLOWING_UP;
                followedUpAt = followedUpAt == null ? recorded.recordedAt() : followedUpAt;
            }
            case LeadMarkedOutOfScope ignored when isOpen() -> status = SalesStatus.OUT_OF_SCOPE;
            case OutOfScopeMarkTakenBack ignored when status == SalesStatus.OUT_OF_SCOPE -> status = SalesStatus.NEW;
            case LeadConverted ignored when isOpen() -> status = SalesStatus.CONVERTED;
            case LeadNotConverted ignored when isOpen() -> status = SalesStatus.NOT_CONVERTED;
            default -> {
                // Moves neither the status nor what lists show.
            }
        }
    }

    private boolean isOpen() {
        return status == SalesStatus.NEW || status == SalesStatus.FOLLOWING_UP;
    }

    private SalesListRow row() {
        return new SalesListRow(
                before.leadId(),
                recorded.sequence(),
                place,
                status,
                before.reference(),
                leadName,
                before.source(),
                before.campaign(),
                model,
                purchaseHorizon,
                before.createdAt(),
                deliveredAt,
                followedUpAt,
                keys);
    }
}
