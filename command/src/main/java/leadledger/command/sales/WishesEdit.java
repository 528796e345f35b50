package leadledger.command.sales;

import leadledger.command.decision.CustomerEdit;
import leadledger.events.sales.Powertrain;
import leadledger.events.sales.PurchaseHorizon;
import leadledger.events.sales.Wishes;
import org.jspecify.annotations.Nullable;

/**
 * What is to change in what the customer wants; the fields are those of {@link Wishes} (SA-02). What is absent stays as it
 * is; an empty text takes away what is there.
 *
 * @param testDriveWanted can be put right, not taken away
 * @param purchaseHorizon name of a {@link PurchaseHorizon}, or empty
 * @param powertrain name of a {@link Powertrain}, or empty
 */
public record WishesEdit(
        @Nullable String request,
        @Nullable Boolean testDriveWanted,
        @Nullable String testDriveWish,
        @Nullable String purchaseHorizon,
        @Nullable String model,
        @Nullable String powertrain,
        @Nullable String otherRequests) {

    /** Everything stays. */
    public static final WishesEdit NOTHING = new WishesEdit(null, null, null, null, null, null, null);

    /** The wishes after the edit. */
    public Wishes of(Wishes now) {
        String horizon = CustomerEdit.text(
                purchaseHorizon,
                now.purchaseHorizon() == null ? null : now.purchaseHorizon().name());
        String drive = CustomerEdit.text(
                powertrain, now.powertrain() == null ? null : now.powertrain().name());
        return new Wishes(
                CustomerEdit.text(request, now.request()),
                testDriveWanted == null ? now.testDriveWanted() : testDriveWanted,
                CustomerEdit.text(testDriveWish, now.testDriveWish()),
                horizon == null ? null : PurchaseHorizon.valueOf(horizon),
                CustomerEdit.text(model, now.model()),
                drive == null ? null : Powertrain.valueOf(drive),
                CustomerEdit.text(otherRequests, now.otherRequests()));
    }
}
