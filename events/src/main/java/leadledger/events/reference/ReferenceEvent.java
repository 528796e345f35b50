package leadledger.events.reference;

import java.time.LocalDate;
import java.time.ZoneId;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.Vin;
import org.jspecify.annotations.Nullable;

/**
 * Facts of reference data (AS-02, AS-40, AS-70). Each says how its item stands altogether from now on, so that the newest
 * of a stream is the item. Nothing is removed: what is not to be used any more is no longer <em>active</em>, and whoever
 * refers to it still finds its names.
 */
public sealed interface ReferenceEvent {

    /**
     * A campaign (アフターセールス キャンペーン): what a lead is about, such as a service reminder (AS-02).
     *
     * @param code what leads refer to it by
     * @param names what people call it
     * @param active whether new leads may be created for it
     */
    record CampaignDefined(String code, Names names, boolean active) implements ReferenceEvent {}

    /**
     * A source (ソース): the channel in which leads come up (AS-02).
     *
     * @param code what leads refer to it by
     * @param names what people call it
     * @param active whether new leads may come from it
     */
    record SourceDefined(String code, Names names, boolean active) implements ReferenceEvent {}

    /**
     * A reason for closing a lead without sale (販売なしで終了理由, AS-40).
     *
     * @param code what closed leads refer to it by; those of {@link leadledger.events.aftersales.CloseReasons} mean
     *     something to rules
     * @param names what people call it
     * @param category code of its category
     * @param categoryNames what people call the category
     * @param active whether leads may be closed with it
     */
    record CloseReasonDefined(String code, Names names, String category, Names categoryNames, boolean active)
            implements ReferenceEvent {}

    /**
     * A dealer (ディーラー) of the maker's network.
     *
     * @param dealer its code
     * @param name its name as a company; the same in all languages
     * @param market the country it belongs to, ISO 3166-1 alpha-2
     * @param zone its local time, in which days of the calendar are meant (AS-22, AS-50); a region, never a bare offset
     * @param email where e-mails about its appointments go (AS-22); none: it gets none
     * @param active whether leads may be assigned to it
     */
    record DealerDefined(
            DealerId dealer,
            String name,
            String market,
            ZoneId zone,
            @Nullable String email,
            boolean active) implements ReferenceEvent {}

    /**
     * What the register knows of a car (車両詳細, AS-70).
     *
     * @param vin the car
     * @param modelDescription モデル説明
     * @param warrantyStart 保証開始日
     * @param warrantyEnd 保証終了日, the last day
     * @param currentWarranty 現在の保証内容: the cover that holds now
     * @param currentWarrantyStart 現在保証開始日
     * @param currentWarrantyEnd 現在保証終了日, the last day
     * @param averageKilometres 平均キロメートル of the customer, as the register counts them
     * @param currentMileage 現在の走行距離, in kilometres
     * @param ownershipEndedOn 所有権の終了: when the last known owner ceased to own it
     */
    record VehicleRegistered(
            Vin vin,
            String modelDescription,
            @Nullable LocalDate warrantyStart,
            @Nullable LocalDate warrantyEnd,
            @Nullable String currentWarranty,
            @Nullable LocalDate currentWarrantyStart,
            @Nullable LocalDate currentWarrantyEnd,
            @Nullable Integer averageKilometres,
            @Nullable Integer currentMileage,
            @Nullable LocalDate ownershipEndedOn)
            implements ReferenceEvent {}
}
