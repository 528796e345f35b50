package leadledger.events.reference;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import leadledger.events.calendar.BusinessHours;
import leadledger.events.calendar.Shift;
import leadledger.events.calendar.SpecialDay;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.OutletId;
import leadledger.events.shared.Role;
import leadledger.events.shared.UserId;
import leadledger.events.shared.Vin;
import org.jspecify.annotations.Nullable;

/**
 * Facts of reference data (AS-02, AS-40, AS-70, SA-10, SA-20). Each says how its item stands altogether from now on, so that the newest
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

    /**
     * An outlet (拠点) of a dealer, where cars are sold.
     *
     * @param outlet its code, which tells the dealer
     * @param name its name
     * @param brands codes of the brands that it sells, in alphabetical order; it sees the queue of these (SA-11)
     * @param zone its local time; a region, never a bare offset
     * @param active whether leads may be delivered to it
     */
    record OutletDefined(OutletId outlet, String name, List<String> brands, ZoneId zone, boolean active)
            implements ReferenceEvent {

        public OutletDefined {
            brands = List.copyOf(brands);
        }

        /** Whether it sells a brand. */
        public boolean sells(String brand) {
            return brands.contains(brand);
        }
    }

    /**
     * Somebody who works at outlets, as leads are assigned to and e-mails are sent to (SA-12, SA-20). What somebody may do is
     * the token's to say, never this.
     *
     * @param user who
     * @param name as colleagues know it (氏名); personal data
     * @param email where notifications go; none: it gets none; personal data
     * @param language in which it is written to, one of {@code ja}, {@code en}, {@code it}
     * @param posts what it is at which outlet
     * @param active whether it still works there
     */
    record UserDefined(
            UserId user, String name, @Nullable String email, String language, List<Post> posts, boolean active)
            implements ReferenceEvent {

        public UserDefined {
            posts = List.copyOf(posts);
        }

        /** Whether it works at an outlet in this role now. */
        public boolean isAt(OutletId outlet, Role role) {
            return active && posts.contains(new Post(outlet, role));
        }
    }

    /**
     * What somebody is at an outlet; a manager may be sales staff besides, by a post of its own (SA-20).
     *
     * @param outlet the outlet
     * @param role one of the roles of outlets
     */
    record Post(OutletId outlet, Role role) {

        public Post {
            if (!role.isOutlets()) {
                throw new IllegalArgumentException("not a role of outlets");
            }
        }
    }

    /**
     * When an outlet is open (営業時間, SA-10), from when this is recorded on.
     *
     * @param outlet the outlet
     * @param weekly its shifts by day of the week; a day that is absent: closed
     * @param special holidays, and days with hours of their own
     */
    record BusinessHoursDefined(OutletId outlet, Map<DayOfWeek, List<Shift>> weekly, List<SpecialDay> special)
            implements ReferenceEvent {

        public BusinessHoursDefined {
            Map<DayOfWeek, List<Shift>> byDay = new EnumMap<>(DayOfWeek.class);
            weekly.forEach((day, shifts) -> byDay.put(day, Shift.inOrder(shifts)));
            weekly = Collections.unmodifiableMap(byDay);
            special = special.stream()
                    .sorted(Comparator.comparing(SpecialDay::on))
                    .toList();
            if (special.stream().map(SpecialDay::on).distinct().count() < special.size()) {
                throw new IllegalArgumentException("a day is special once");
            }
        }

        /** The hours in the outlet's local time. */
        public BusinessHours in(ZoneId zone) {
            return new BusinessHours(
                    zone, weekly, special.stream().collect(Collectors.toMap(SpecialDay::on, SpecialDay::shifts)));
        }
    }

    /**
     * What an outlet is to reach in its key figures: set by its managers, or by headquarters.
     *
     * @param outlet the outlet
     * @param targets what is to be reached
     */
    record KpiTargetsDefined(OutletId outlet, KpiTargets targets) implements ReferenceEvent {}

    /** A version of a market's policy (SL-10): proposed, then activated by somebody else, or withdrawn. */
    sealed interface OfPolicy extends ReferenceEvent {

        /** The version as it stands from now on. */
        PolicyVersion policy();
    }

    /**
     * Headquarters proposed a policy (提案). It holds for nothing yet.
     *
     * @param policy what is proposed
     */
    record PolicyProposed(PolicyVersion policy) implements OfPolicy {}

    /**
     * A second user of headquarters activated it (有効化): it holds for leads assigned from its moment on.
     *
     * @param policy what was activated, as it was proposed
     */
    record PolicyActivated(PolicyVersion policy) implements OfPolicy {}

    /**
     * A proposal was withdrawn (取り下げ).
     *
     * @param policy what had been proposed
     */
    record PolicyWithdrawn(PolicyVersion policy) implements OfPolicy {}
}
