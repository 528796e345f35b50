package leadledger.events.sales;

import org.jspecify.annotations.Nullable;

/**
 * What the customer wants (SA-01). Free texts may hold personal data.
 *
 * @param request ご要望内容
 * @param testDriveWanted whether a test drive is wanted (試乗申込); none: not said
 * @param testDriveWish 試乗内容: when, where, which car
 * @param purchaseHorizon ご購入検討時期
 * @param model 購入モデル
 * @param powertrain パワートレイン
 * @param otherRequests その他のご要望内容
 */
public record Wishes(
        @Nullable String request,
        @Nullable Boolean testDriveWanted,
        @Nullable String testDriveWish,
        @Nullable PurchaseHorizon purchaseHorizon,
        @Nullable String model,
        @Nullable Powertrain powertrain,
        @Nullable String otherRequests) {

    /** Nothing is known of them. */
    public static final Wishes NONE = new Wishes(null, null, null, null, null, null, null);
}
