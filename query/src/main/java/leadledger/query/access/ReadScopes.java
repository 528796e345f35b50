package leadledger.query.access;

import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import leadledger.events.reference.LeadQueues;
import leadledger.events.reference.ReferenceLookup;
import leadledger.events.shared.Actor;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.MarketId;
import leadledger.events.shared.OutletId;
import leadledger.events.shared.Refusal;
import leadledger.events.shared.RefusedException;
import leadledger.query.access.ReadScope.Everything;
import leadledger.query.access.ReadScope.OneDealer;
import leadledger.query.access.ReadScope.OneMarket;
import org.springframework.stereotype.Component;

/** Tells from who reads what may be read. Which dealers make up a market, reference data says at that moment. */
@Component
public final class ReadScopes {

    private final ReferenceLookup references;

    /** Looks markets up there. */
    public ReadScopes(ReferenceLookup references) {
        this.references = references;
    }

    /**
     * The scope of a reader (AC-01, AC-02).
     *
     * @throws RefusedException when the reader's role has no business with leads
     */
    public ReadScope of(Actor reader) {
        return switch (reader.role()) {
            case AFTERSALES_AGENT, AFTERSALES_MANAGER -> new OneDealer(Objects.requireNonNull(reader.dealer()));
            case HQ -> {
                MarketId market = Objects.requireNonNull(reader.market());
                yield new OneMarket(market, references.dealersOf(market));
            }
            case AUDITOR -> new Everything();
            case INTAKE, CALL_CENTER, OUTLET_MANAGER, SALES_STAFF, SALES_ASSISTANT, PRIVACY_OFFICER, ADMIN, SYSTEM ->
                throw new RefusedException(Refusal.ofRole("AC-01"));
        };
    }

    /**
     * The scope of a reader of sales leads (AC-01, AC-02, SA-11, SA-21): managers and assistants see their outlets' leads,
     * staff its own, all of them the queues of the brands that their outlets sell; the call centre its market's queue;
     * headquarters their market's leads.
     *
     * @throws RefusedException when the reader's role has no business with sales leads
     */
    public SalesScope ofSales(Actor reader) {
        return switch (reader.role()) {
            case OUTLET_MANAGER, SALES_ASSISTANT -> ofOutlets(reader, true);
            case SALES_STAFF -> ofOutlets(reader, false);
            case CALL_CENTER ->
                SalesScope.of(Set.of(SalesTenancy.queueOf(Objects.requireNonNull(reader.market()))), Set.of());
            case HQ -> SalesScope.of(Set.of(SalesTenancy.market(Objects.requireNonNull(reader.market()))), Set.of());
            case AUDITOR -> SalesScope.everything();
            case INTAKE, AFTERSALES_AGENT, AFTERSALES_MANAGER, PRIVACY_OFFICER, ADMIN, SYSTEM ->
                throw new RefusedException(Refusal.ofRole("AC-01"));
        };
    }

    /**
     * The scope of a reader of disputes of both processes (SL-40): a dealer those of its own assignments, managers those of their
     * outlets, headquarters those of their market.
     *
     * @throws RefusedException when the reader's role has no business with disputes
     */
    public DisputeScope ofDisputes(Actor reader) {
        return switch (reader.role()) {
            case AFTERSALES_AGENT, AFTERSALES_MANAGER ->
                DisputeScope.of(Set.of(Objects.requireNonNull(reader.dealer()).value()));
            case OUTLET_MANAGER ->
                DisputeScope.of(reader.outlets().stream().map(OutletId::value).collect(Collectors.toSet()));
            case HQ -> {
                MarketId market = Objects.requireNonNull(reader.market());
                Set<String> codes = references.dealersOf(market).stream()
                        .map(DealerId::value)
                        .collect(Collectors.toCollection(HashSet::new));
                codes.add(SalesTenancy.market(market));
                yield DisputeScope.of(codes);
            }
            case AUDITOR -> DisputeScope.everything();
            case INTAKE, CALL_CENTER, SALES_STAFF, SALES_ASSISTANT, PRIVACY_OFFICER, ADMIN, SYSTEM ->
                throw new RefusedException(Refusal.ofRole("AC-01"));
        };
    }

    /**
     * The scope of who watches over the leads of both processes (AC-01, AC-02, SL-21): headquarters over their market's,
     * auditors over all.
     *
     * @throws RefusedException when the reader is neither
     */
    public MarketScope ofWatchers(Actor reader) {
        return switch (reader.role()) {
            case HQ -> {
                MarketId market = Objects.requireNonNull(reader.market());
                Set<String> codes = new HashSet<>();
                references.dealersOf(market).forEach(dealer -> codes.add(dealer.value()));
                codes.add(SalesTenancy.market(market));
                yield MarketScope.of(codes);
            }
            case AUDITOR -> MarketScope.everything();
            case AFTERSALES_AGENT,
                    AFTERSALES_MANAGER,
                    INTAKE,
                    CALL_CENTER,
                    OUTLET_MANAGER,
                    SALES_STAFF,
                    SALES_ASSISTANT,
                    PRIVACY_OFFICER,
                    ADMIN,
                    SYSTEM -> throw new RefusedException(Refusal.ofRole("AC-01"));
        };
    }

    private SalesScope ofOutlets(Actor reader, boolean whole) {
        Set<String> codes = new HashSet<>();
        for (OutletId outlet : reader.outlets()) {
            codes.add(SalesTenancy.owner(outlet, reader.user()));
            if (whole) {
                codes.add(outlet.value());
            }
        }
        LeadQueues.seenFrom(reader.outlets(), references).forEach(queue -> codes.add(queue.toString()));
        return SalesScope.of(codes, reader.outlets());
    }
}
