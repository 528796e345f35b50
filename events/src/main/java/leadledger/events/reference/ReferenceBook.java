package leadledger.events.reference;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import leadledger.events.reference.ReferenceEvent.CampaignDefined;
import leadledger.events.reference.ReferenceEvent.CloseReasonDefined;
import leadledger.events.reference.ReferenceEvent.DealerDefined;
import leadledger.events.reference.ReferenceEvent.SourceDefined;
import leadledger.events.reference.ReferenceEvent.VehicleRegistered;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.MarketId;

/**
 * All reference data as of one position of the ledger, but the vehicles: folded from its events, never changed. Lists are in
 * the order of codes, so that the same events give the same lists everywhere.
 */
public final class ReferenceBook implements ReferenceLookup {

    /** Before the first event. */
    public static final ReferenceBook EMPTY =
            new ReferenceBook(new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), new TreeMap<>());

    private final SortedMap<String, CampaignDefined> campaigns;
    private final SortedMap<String, SourceDefined> sources;
    private final SortedMap<String, CloseReasonDefined> closeReasons;
    private final SortedMap<String, DealerDefined> dealers;
    private final Map<String, Set<DealerId>> byMarket;

    private ReferenceBook(
            SortedMap<String, CampaignDefined> campaigns,
            SortedMap<String, SourceDefined> sources,
            SortedMap<String, CloseReasonDefined> closeReasons,
            SortedMap<String, DealerDefined> dealers) {
        this.campaigns = Collections.unmodifiableSortedMap(campaigns);
        this.sources = Collections.unmodifiableSortedMap(sources);
        this.closeReasons = Collections.unmodifiableSortedMap(closeReasons);
        this.dealers = Collections.unmodifiableSortedMap(dealers);
        this.byMarket = dealers.values().stream()
                .collect(Collectors.groupingBy(
                        DealerDefined::market,
                        Collectors.mapping(DealerDefined::dealer, Collectors.toUnmodifiableSet())));
    }

    /** The book after these events, in the order of the ledger. */
    public ReferenceBook after(Collection<? extends ReferenceEvent> events) {
        if (events.isEmpty()) {
            return this;
        }
        SortedMap<String, CampaignDefined> newCampaigns = new TreeMap<>(campaigns);
        SortedMap<String, SourceDefined> newSources = new TreeMap<>(sources);
        SortedMap<String, CloseReasonDefined> newCloseReasons = new TreeMap<>(closeReasons);
        SortedMap<String, DealerDefined> newDealers = new TreeMap<>(dealers);
        for (ReferenceEvent event : events) {
            switch (event) {
                case CampaignDefined campaign -> newCampaigns.put(campaign.code(), campaign);
                case SourceDefined source -> newSources.put(source.code(), source);
                case CloseReasonDefined reason -> newCloseReasons.put(reason.code(), reason);
                case DealerDefined dealer -> newDealers.put(dealer.dealer().value(), dealer);
                case VehicleRegistered ignored -> {
                    // There are too many cars for a book; each is read from its own stream.
                }
            }
        }
        return new ReferenceBook(newCampaigns, newSources, newCloseReasons, newDealers);
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
        return byMarket.getOrDefault(market.value(), Set.of());
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
