package leadledger.query.saleslist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import leadledger.events.ledger.LedgerJson;
import leadledger.events.sales.DeliveryKind;
import leadledger.events.sales.LeadQueue;
import leadledger.events.sales.PurchaseHorizon;
import leadledger.events.sales.SalesEvent;
import leadledger.events.sales.SalesEvent.DeliveryHeld;
import leadledger.events.sales.SalesEvent.FollowUpTaskUpdated;
import leadledger.events.sales.SalesEvent.HeldDeliveryCancelled;
import leadledger.events.sales.SalesEvent.HeldDeliveryMoved;
import leadledger.events.sales.SalesEvent.LeadAssigned;
import leadledger.events.sales.SalesEvent.LeadCompleted;
import leadledger.events.sales.SalesEvent.LeadConverted;
import leadledger.events.sales.SalesEvent.LeadDelivered;
import leadledger.events.sales.SalesEvent.LeadMarkedOutOfScope;
import leadledger.events.sales.SalesEvent.LeadNotConverted;
import leadledger.events.sales.SalesEvent.OutOfScopeMarkTakenBack;
import leadledger.events.sales.SalesStatus;
import leadledger.events.sales.TaskState;
import leadledger.events.sales.Wishes;
import leadledger.events.shared.Consents;
import leadledger.events.shared.MarketId;
import leadledger.events.shared.OutletId;
import leadledger.events.shared.Recorded;
import leadledger.events.shared.UserId;
import leadledger.query.saleslead.SalesPlace;
import leadledger.query.testing.MaskingCheck;
import leadledger.query.testing.RecordedSales;
import leadledger.query.testing.SalesScribe;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The row of a sales lead after each of its events. */
class SalesListProjectionTest {

    private static final Instant T0 = Instant.parse("2026-11-22T09:00:00Z");
    private static final OutletId NAMBA = new OutletId("JP-OSAKA.NAMBA");
    private static final OutletId SHIBUYA = new OutletId("JP-TOKYO.SHIBUYA");
    private static final LeadQueue QUEUE = new LeadQueue(new MarketId("JP"), "ALFA");
    private static final String ANYBODY = "OUTLET_MANAGER/u-1";

    private final RecordedSales lead =
            new RecordedSales(T0, ANYBODY, SalesScribe.captured("JP", "ALFA", SalesScribe.customer("ﾔﾏﾀﾞ")));

    private static Instant minute(int minutes) {
        return T0.plusSeconds(60L * minutes);
    }

    private SalesListRow row() {
        @Nullable SalesListRow row = null;
        for (Recorded<SalesEvent> event : lead.events()) {
            row = SalesListFold.after(row, event);
        }
        return Objects.requireNonNull(row);
    }

    private static FollowUpTaskUpdated task(TaskState state) {
        return new FollowUpTaskUpdated(state, null, null, null, null);
    }

    @Test
    @DisplayName("SA-01: Given a capture, then the row is in the queue of market and brand")
    void captured() {
        SalesListRow row = row();

        assertThat(row.place()).isEqualTo(SalesPlace.in(QUEUE));
        assertThat(row.status()).isEqualTo(SalesStatus.QUEUED);
        assertThat(row.view()).isEqualTo(SalesView.QUEUE);
        assertThat(row.createdAt()).isEqualTo(row.arrivedAt()).isEqualTo(T0);
        assertThat(row.deliveredAt()).isNull();
        assertThat(row.isUnassigned()).isFalse();
        assertThat(row.nameKey()).isEqualTo("ヤマダ");
        assertThat(row.place().tenancy().tenant()).isEqualTo("QUEUE/JP/ALFA");
    }

    @Test
    @DisplayName("SA-02, SA-03: Given a completion, then name, wishes and keys are the new ones, until it is delivered")
    void completed() {
        Wishes wishes = new Wishes(null, null, null, PurchaseHorizon.LATER, "Giulia", null, null);
        lead.then(minute(1), ANYBODY, new LeadCompleted(SalesScribe.customer("Rossi"), wishes, Consents.NONE));

        assertThat(row().leadName()).isEqualTo("Rossi");
        assertThat(row().model()).isEqualTo("Giulia");
        assertThat(row().purchaseHorizon()).isEqualTo(PurchaseHorizon.LATER);

        lead.then(minute(2), ANYBODY, new LeadDelivered(NAMBA, DeliveryKind.PULLED, null))
                .then(minute(3), ANYBODY, new LeadCompleted(SalesScribe.customer("late"), Wishes.NONE, Consents.NONE));
        assertThat(row().leadName()).isEqualTo("Rossi");
    }

    @Test
    @DisplayName(
            "SA-10: Given a held delivery, then it waits in the row, is moved, cancelled, and delivered as of its opening")
    void held() {
        lead.then(minute(1), ANYBODY, new DeliveryHeld(NAMBA, minute(100)));
        assertThat(row().place().held()).isEqualTo(new SalesPlace.Held(NAMBA, minute(100)));
        assertThat(row().view()).isEqualTo(SalesView.QUEUE);
        lead.then(minute(2), ANYBODY, new HeldDeliveryMoved(minute(90)));
        assertThat(row().place().held()).isEqualTo(new SalesPlace.Held(NAMBA, minute(90)));
        lead.then(minute(3), ANYBODY, new HeldDeliveryCancelled());
        assertThat(row().place().held()).isNull();
        lead.then(minute(4), ANYBODY, new HeldDeliveryMoved(minute(80)));
        assertThat(row().place().held()).isNull();
        lead.then(minute(5), ANYBODY, new DeliveryHeld(SHIBUYA, minute(70)))
                .then(minute(71), ANYBODY, new LeadDelivered(SHIBUYA, DeliveryKind.HELD, minute(70)));

        assertThat(row().deliveredAt()).isEqualTo(row().arrivedAt()).isEqualTo(minute(70));
        assertThat(row().place()).isEqualTo(new SalesPlace(QUEUE, null, SHIBUYA, null));
    }

    @Test
    @DisplayName(
            "SA-20, SA-32: Given an owner and a follow-up, then views, waiting and the first follow-up's moment follow")
    void followedUp() {
        lead.then(minute(1), ANYBODY, new LeadAssigned(new UserId("early")));
        assertThat(row().place().owner()).as("nobody owns what is queued").isNull();
        lead.then(minute(2), ANYBODY, new LeadDelivered(NAMBA, DeliveryKind.AT_ONCE, null));
        assertThat(row().view()).isEqualTo(SalesView.NEW_UNASSIGNED);
        assertThat(row().isUnassigned()).isTrue();
        lead.then(minute(3), ANYBODY, task(TaskState.NEW));
        assertThat(row().followedUpAt()).isNull();
        lead.then(minute(4), ANYBODY, new LeadAssigned(new UserId("s-1")));
        assertThat(row().view()).isEqualTo(SalesView.NEW_ASSIGNED);
        assertThat(row().isUnassigned()).isFalse();
        assertThat(row().place().tenancy().ownerTenant()).isEqualTo("JP-OSAKA.NAMBA/s-1");
        lead.then(minute(5), ANYBODY, task(TaskState.IN_PROGRESS))
                .then(minute(6), ANYBODY, task(TaskState.CLOSED))
                .then(minute(7), ANYBODY, new LeadAssigned(new UserId("s-2")));
        assertThat(row().view()).isEqualTo(SalesView.FOLLOWING_UP);
        assertThat(row().followedUpAt()).isEqualTo(minute(5));
        assertThat(row().place().owner()).isEqualTo(new UserId("s-2"));
        lead.then(minute(8), ANYBODY, new LeadConverted("OP-1"))
                .then(minute(9), ANYBODY, new LeadNotConverted("no"))
                .then(minute(10), ANYBODY, task(TaskState.CLOSED));
        assertThat(row().view()).isEqualTo(SalesView.CONVERTED);
        assertThat(row().lastSequence()).isEqualTo(10);
    }

    @Test
    @DisplayName("SA-22: Given a mark, then the row is out of scope and waits for nobody, until it is taken back")
    void outOfScope() {
        lead.then(minute(1), ANYBODY, new LeadDelivered(NAMBA, DeliveryKind.AT_ONCE, null))
                .then(minute(2), ANYBODY, new LeadMarkedOutOfScope("sold"));
        assertThat(row().view()).isEqualTo(SalesView.OUT_OF_SCOPE);
        assertThat(row().isUnassigned()).isFalse();
        lead.then(minute(3), ANYBODY, new OutOfScopeMarkTakenBack());
        assertThat(row().view()).isEqualTo(SalesView.NEW_UNASSIGNED);
    }

    @Test
    @DisplayName("LG-31: Given an event without a capture before it, then it is not taken; other streams have no rows")
    void notTaken() {
        lead.then(minute(1), ANYBODY, new LeadMarkedOutOfScope("sold"));
        assertThatThrownBy(() -> SalesListFold.after(null, lead.events().getLast()))
                .isInstanceOf(IllegalStateException.class);
        SalesListProjection projection = new SalesListProjection(LedgerJson.catalog());
        assertThat(projection.covers(SalesEvent.STREAM_KIND)).isTrue();
        assertThat(projection.covers("aftersales-lead")).isFalse();
    }

    @Test
    @DisplayName("AC-05: Each column is declared personal or open, and masked or not")
    void masked() {
        SalesListRow row = row();
        DuplicateKeys keys = new DuplicateKeys("a", "b", "c", "d");
        SalesListRow full = new SalesListRow(
                row.leadId(),
                row.lastSequence(),
                row.place(),
                row.status(),
                row.reference(),
                row.leadName(),
                row.source(),
                row.campaign(),
                row.model(),
                row.purchaseHorizon(),
                row.createdAt(),
                row.deliveredAt(),
                row.followedUpAt(),
                keys);

        new MaskingCheck()
                .declare(
                        SalesListRow.class,
                        Set.of("leadName"),
                        Set.of(
                                "leadId",
                                "lastSequence",
                                "status",
                                "reference",
                                "source",
                                "campaign",
                                "model",
                                "purchaseHorizon",
                                "createdAt",
                                "deliveredAt",
                                "followedUpAt"))
                .declare(SalesPlace.class, Set.of(), Set.of("held", "outlet", "owner"))
                .declare(LeadQueue.class, Set.of(), Set.of("brand"))
                .declare(MarketId.class, Set.of(), Set.of("value"))
                .declare(DuplicateKeys.class, Set.of("phone", "otherPhone", "email", "person"), Set.of())
                .verify(full, full.masked());
        assertThat(List.of(full.masked().nameKey())).doesNotContain("ヤマダ");
    }
}
