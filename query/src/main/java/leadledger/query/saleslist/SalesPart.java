package leadledger.query.saleslist;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import leadledger.events.reference.LeadQueues;
import leadledger.events.reference.ReferenceLookup;
import leadledger.events.sales.LeadQueue;
import leadledger.events.shared.Actor;
import leadledger.events.shared.OutletId;
import leadledger.events.shared.Role;
import leadledger.query.access.SalesScope;
import leadledger.query.access.SalesTenancy;
import org.jspecify.annotations.Nullable;

/**
 * The part of the table in which a reader's view lies, so that an index leads to it. It lies within the reader's scope, which
 * the database sees to in any case (AC-03).
 *
 * @param column the column that is asked for; none: the whole table
 * @param codes its values
 */
record SalesPart(@Nullable String column, Set<String> codes) {

    private static final String TENANT = "tenant";
    private static final String OWNER = "owner_tenant";
    private static final String MARKET = "market_tenant";
    private static final SalesPart EVERYTHING = new SalesPart(null, Set.of());

    SalesPart {
        codes = Set.copyOf(codes);
    }

    /**
     * The part in which a view lies for a reader.
     *
     * @param outlet only this outlet's, in the queue only what this outlet sees there; none: all that the reader sees. Another
     *     outlet than the reader's own has nothing for it
     */
    static SalesPart of(
            Actor reader, SalesScope scope, SalesView view, @Nullable OutletId outlet, ReferenceLookup references) {
        Set<OutletId> outlets = outlet == null
                ? scope.outlets()
                : scope.outlets().isEmpty() || scope.outlets().contains(outlet) ? Set.of(outlet) : Set.of();
        if (view == SalesView.MINE) {
            return new SalesPart(OWNER, owned(reader, outlets));
        }
        return switch (reader.role()) {
            case OUTLET_MANAGER, SALES_ASSISTANT ->
                view == SalesView.QUEUE ? queues(outlets, references) : ofOutlets(outlets);
            case SALES_STAFF ->
                view == SalesView.QUEUE ? queues(outlets, references) : new SalesPart(OWNER, owned(reader, outlets));
            case CALL_CENTER -> outlet == null ? new SalesPart(OWNER, scope.codes()) : queues(outlets, references);
            case HQ, AUDITOR -> ofMany(scope, view, outlet, outlets, references);
            case INTAKE, AFTERSALES_AGENT, AFTERSALES_MANAGER, PRIVACY_OFFICER, ADMIN, SYSTEM ->
                throw new IllegalStateException("has no scope of sales leads");
        };
    }

    private static SalesPart ofMany(
            SalesScope scope,
            SalesView view,
            @Nullable OutletId outlet,
            Set<OutletId> outlets,
            ReferenceLookup references) {
        if (outlet != null) {
            return view == SalesView.QUEUE ? queues(outlets, references) : ofOutlets(outlets);
        }
        return scope.isEverything() ? EVERYTHING : new SalesPart(MARKET, scope.codes());
    }

    private static SalesPart ofOutlets(Set<OutletId> outlets) {
        return new SalesPart(TENANT, outlets.stream().map(OutletId::value).collect(Collectors.toSet()));
    }

    private static SalesPart queues(Set<OutletId> outlets, ReferenceLookup references) {
        return new SalesPart(
                TENANT,
                LeadQueues.seenFrom(outlets, references).stream()
                        .map(LeadQueue::toString)
                        .collect(Collectors.toSet()));
    }

    /** Only who can own a lead has own ones (SA-20, SA-21). */
    private static Set<String> owned(Actor reader, Set<OutletId> outlets) {
        return Stream.of(Role.OUTLET_MANAGER, Role.SALES_STAFF).anyMatch(reader.role()::equals)
                ? outlets.stream()
                        .map(outlet -> SalesTenancy.owner(outlet, reader.user()))
                        .collect(Collectors.toSet())
                : Set.of();
    }

    /** Whether nothing can lie in it. */
    boolean isEmpty() {
        return column != null && codes.isEmpty();
    }
}
