package leadledger.events.sales;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * The car that the customer drives now (現有車情報, SA-40), in four parts, each of which may be absent. A quotation takes over
 * what is saved as trade-in (下取車情報). Parts B and D are personal data.
 *
 * @param details 2-A 車両詳細情報
 * @param registration 2-B 車両登録情報
 * @param appraisal 2-C 車両評価
 * @param communication 2-D お客様とのコミュニケーション
 */
public record CurrentCar(
        @Nullable Details details,
        @Nullable Registration registration,
        @Nullable Appraisal appraisal,
        @Nullable Communication communication) {

    /** Nothing is known of it. */
    public static final CurrentCar UNKNOWN = new CurrentCar(null, null, null, null);

    /** The same car with other details. */
    public CurrentCar with(Details newDetails) {
        return new CurrentCar(newDetails, registration, appraisal, communication);
    }

    /** The same car with another registration. */
    public CurrentCar with(Registration newRegistration) {
        return new CurrentCar(details, newRegistration, appraisal, communication);
    }

    /** The same car with another appraisal. */
    public CurrentCar with(Appraisal newAppraisal) {
        return new CurrentCar(details, registration, newAppraisal, communication);
    }

    /** The same car with another communication. */
    public CurrentCar with(Communication newCommunication) {
        return new CurrentCar(details, registration, appraisal, newCommunication);
    }

    /**
     * A: vehicle details.
     *
     * @param maker メーカー
     * @param model モデル
     * @param grade グレード
     * @param modelYear 年式, a year
     * @param vin 車台番号 as told; need not be a correct one, for it may be another maker's
     * @param colour 色
     * @param mileage 走行距離, in kilometres
     * @param powertrain パワートレイン
     */
    public record Details(
            @Nullable String maker,
            @Nullable String model,
            @Nullable String grade,
            @Nullable Integer modelYear,
            @Nullable String vin,
            @Nullable String colour,
            @Nullable Integer mileage,
            @Nullable Powertrain powertrain) {}

    /**
     * B: registration; personal data.
     *
     * @param plate 登録番号
     * @param firstRegisteredOn 初度登録日
     * @param inspectionExpiresOn 車検満了日
     * @param owner 所有者名, where it is not the customer
     */
    public record Registration(
            @Nullable String plate,
            @Nullable LocalDate firstRegisteredOn,
            @Nullable LocalDate inspectionExpiresOn,
            @Nullable String owner) {}

    /**
     * C: appraisal.
     *
     * @param condition 状態
     * @param accidentRepaired 修復歴: whether it was repaired after an accident; none: not said
     * @param appraisedOn 査定日
     * @param amount 査定額, in whole units of the market's currency
     */
    public record Appraisal(
            @Nullable String condition,
            @Nullable Boolean accidentRepaired,
            @Nullable LocalDate appraisedOn,
            @Nullable Long amount) {}

    /**
     * D: communication with the customer; personal data.
     *
     * @param replacementIntent 代替意向
     * @param expectedAmount 希望額, in whole units of the market's currency
     * @param remainingLoan ローン残債, in whole units of the market's currency
     * @param remarks 備考
     */
    public record Communication(
            @Nullable String replacementIntent,
            @Nullable Long expectedAmount,
            @Nullable Long remainingLoan,
            @Nullable String remarks) {}
}
