package leadledger.events.reference;

import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import leadledger.events.calendar.BusinessHours;
import leadledger.events.calendar.OutletCalendar;
import leadledger.events.reference.ReferenceEvent.BusinessHoursDefined;
import leadledger.events.reference.ReferenceEvent.CampaignDefined;
import leadledger.events.reference.ReferenceEvent.CloseReasonDefined;
import leadledger.events.reference.ReferenceEvent.DealerDefined;
import leadledger.events.reference.ReferenceEvent.KpiTargetsDefined;
import leadledger.events.reference.ReferenceEvent.OfPolicy;
import leadledger.events.reference.ReferenceEvent.OutletDefined;
import leadledger.events.reference.ReferenceEvent.SourceDefined;
import leadledger.events.reference.ReferenceEvent.UserDefined;
import leadledger.events.reference.ReferenceEvent.VehicleRegistered;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.MarketId;
import leadledger.events.shared.OutletId;
import leadledger.events.shared.Recorded;
import leadledger.events.shared.Role;
import leadledger.events.shared.UserId;

/**
 * All reference data as of one position of the ledger, but the vehicles: folded from its events, never changed. Lists are in
 * the order of codes, so that the same events give the same lists everywhere.
 */
public final class ReferenceBook implements ReferenceLookup {

    /** Before the first event. */
    public static final ReferenceBook EMPTY = new ReferenceBook();

    private final SortedMap<String, CampaignDefined> campaigns = new TreeMap<>();
    private final SortedMap<String, SourceDefined> sources = new TreeMap<>();
    private final SortedMap<String, CloseReasonDefined> closeReasons = new TreeMap<>();
    private final SortedMap<String, DealerDefined> dealers = new TreeMap<>();
    private final SortedMap<String, OutletDefined> outlets = new TreeMap<>();
    private final SortedMap<String, BusinessHoursDefined> hours = new TreeMap<>();
    private final SortedMap<String, OutletCalendar> calendars = new TreeMap<>();
    private final SortedMap<String, KpiTargets> targets = new TreeMap<>();
    private PolicyBook policies = PolicyBook.EMPTY;
    /** All versions of each user, in order: who was told of something follows from who worked there then (SA-12). */
    private final SortedMap<String, List<UserVersion>> users = new TreeMap<>();

    private final Map<String, Set<DealerId>> dealersByMarket = new HashMap<>();
    private final Map<String, Set<OutletId>> outletsByMarket = new HashMap<>();

    private record UserVersion(Instant since, UserDefined user) {}

    private ReferenceBook() {}

    private ReferenceBook(ReferenceBook before) {
        campaigns.putAll(before.campaigns);
        sources.putAll(before.sources);
        closeReasons.putAll(before.closeReasons);
        dealers.putAll(before.dealers);
        outlets.putAll(before.outlets);
        hours.putAll(before.hours);
        calendars.putAll(before.calendars);
        targets.putAll(before.targets);
        users.putAll(before.users);
        policies = before.policies;
    }

    /** The book after these events, in the order of the ledger, as if they had held from the beginning of time. */
    public ReferenceBook after(Collection<? extends ReferenceEvent> events) {
        ReferenceBook after = new ReferenceBook(this);
        events.forEach(event -> after.take(event, Instant.MIN, ""));
        after.index();
        return after;
    }

    /** The book after these events, in the order of the ledger, each from when it was recorded on. */
    public ReferenceBook afterRecorded(Collection<Recorded<ReferenceEvent>> events) {
        if (events.isEmpty()) {
            return this;
        }
        ReferenceBook after = new ReferenceBook(this);
        events.forEach(recorded -> after.take(recorded.event(), recorded.recordedAt(), recorded.actor()));
        after.index();
        return after;
    }

    private void take(ReferenceEvent event, Instant since, String actor) {
        switch (event) {
            case CampaignDefined campaign -> campaigns.put(campaign.code(), campaign);
            case SourceDefined source -> sources.put(source.code(), source);
            case CloseReasonDefined reason -> closeReasons.put(reason.code(), reason);
            case DealerDefined dealer -> dealers.put(dealer.dealer().value(), dealer);
            case OutletDefined outlet -> {
                outlets.put(outlet.outlet().value(), outlet);
                changeCalendar(outlet.outlet(), since);
            }
            case BusinessHoursDefined defined -> {
                hours.put(defined.outlet().value(), defined);
                changeCalendar(defined.outlet(), since);
            }
            case UserDefined user ->
                users.merge(
                        user.user().value(),
                        List.of(new UserVersion(since, user)),
                        (earlier, later) ->
                                Stream.concat(earlier.stream(), later.stream()).toList());
            case KpiTargetsDefined defined -> targets.put(defined.outlet().value(), defined.targets());
            case OfPolicy policy -> policies = policies.after(policy, since, actor);
            case VehicleRegistered ignored -> {
                // There are too many cars for a book; each is read from its own stream.
            }
        }
    }

    private void changeCalendar(OutletId outlet, Instant since) {
        OutletDefined place = outlets.get(outlet.value());
        BusinessHoursDefined defined = hours.get(outlet.value());
        if (place == null || defined == null) {
            return;
        }
        OutletCalendar before = calendarOf(outlet);
        BusinessHours changed = defined.in(place.zone());
        if (before.versions().isEmpty() || !before.versions().getLast().hours().equals(changed)) {
            calendars.put(outlet.value(), before.changed(since, changed));
        }
    }

    private void index() {
        dealers.values()
                .forEach(dealer -> dealersByMarket
                        .computeIfAbsent(dealer.market(), market -> new HashSet<>())
                        .add(dealer.dealer()));
        outlets.values()
                .forEach(outlet -> marketOf(outlet.outlet().dealer())
                        .ifPresent(market -> outletsByMarket
                                .computeIfAbsent(market.value(), code -> new HashSet<>())
                                .add(outlet.outlet())));
    }

    @Override
    public Optional<OutletDefined> outlet(OutletId outlet) {
        return Optional.ofNullable(outlets.get(outlet.value()));
    }

    @Override
    public Optional<UserDefined> user(UserId user) {
        return Optional.ofNullable(users.get(user.value()))
                .map(versions -> versions.getLast().user());
    }

    @Override
    public OutletCalendar calendarOf(OutletId outlet) {
        return calendars.getOrDefault(outlet.value(), OutletCalendar.ALWAYS_OPEN);
    }

    /** The hours of an outlet as they were last defined; empty: they never were. */
    public Optional<BusinessHoursDefined> businessHours(OutletId outlet) {
        return Optional.ofNullable(hours.get(outlet.value()));
    }

    @Override
    public KpiTargets targetsOf(OutletId outlet) {
        return targets.getOrDefault(outlet.value(), KpiTargets.DEFAULT);
    }

    @Override
    public Set<OutletId> outletsOf(MarketId market) {
        return Collections.unmodifiableSet(outletsByMarket.getOrDefault(market.value(), Set.of()));
    }

    @Override
    public PolicyBook policyBook() {
        return policies;
    }

    /** All outlets, by code. */
    public List<OutletDefined> outlets() {
        return List.copyOf(outlets.values());
    }

    /** All users as they stand, by id. */
    public List<UserDefined> users() {
        return users.values().stream()
                .map(versions -> versions.getLast().user())
                .toList();
    }

    @Override
    public List<UserDefined> managersOf(OutletId outlet, Instant moment) {
        return users.values().stream()
                .<UserDefined>mapMulti((versions, found) -> versions.stream()
                        .filter(version -> !version.since().isAfter(moment))
                        .reduce((earlier, later) -> later)
                        .map(UserVersion::user)
                        .filter(user -> user.isAt(outlet, Role.OUTLET_MANAGER))
                        .ifPresent(found))
                .toList();
    }

    @Override
    public Optional<CampaignDefined> campaign(String code) {
        return Optional.ofNullable(campaigns.get(code));
    }

    @Override
    public Optional<SourceDefined> source(String code) {
        return Optional.ofNullable(sources.get(code));
    }

    @Override
    public Optional<CloseReasonDefined> closeReason(String code) {
        return Optional.ofNullable(closeReasons.get(code));
    }

    @Override
    public Optional<DealerDefined> dealer(DealerId dealer) {
        return Optional.ofNullable(dealers.get(dealer.value()));
    }

    @Override
    public Set<DealerId> dealersOf(MarketId market) {
        return Collections.unmodifiableSet(dealersByMarket.getOrDefault(market.value(), Set.of()));
    }

    /** All campaigns, by code. */
    public List<CampaignDefined> campaigns() {
        return List.copyOf(campaigns.values());
    }

    /** All sources, by code. */
    public List<SourceDefined> sources() {
        return List.copyOf(sources.values());
    }

    /** All close reasons, by code. */
    public List<CloseReasonDefined> closeReasons() {
        return List.copyOf(closeReasons.values());
    }

    /** All dealers, by code. */
    public List<DealerDefined> dealers() {
        return List.copyOf(dealers.values());
    }
}
