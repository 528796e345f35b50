package leadledger.query.whatif;

import java.time.Instant;
import java.util.Set;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.OutletId;
import leadledger.events.sla.Policies;
import leadledger.events.sla.Sla;
import leadledger.events.sla.SlaPolicy;
import leadledger.query.access.ReadScope;
import org.jspecify.annotations.Nullable;

/**
 * What is asked.
 *
 * @param scope whose leads the reader may see (AC-02)
 * @param inForce the policies in force
 * @param other the policy that they are compared with
 * @param slas which service levels
 * @param dealersOfMarket only these dealers'; none: of all markets
 * @param dealer only this dealer's
 * @param outlet only sales leads of this outlet
 * @param from assigned at or after; none: from the start. Not for {@link Sla#SLA3}
 * @param to assigned before; none: to the end. Not for {@link Sla#SLA3}
 * @param asOf as of which moment; the end of the window of {@link Sla#SLA3}
 */
record WhatIfQuery(
        ReadScope scope,
        Policies inForce,
        SlaPolicy other,
        Set<Sla> slas,
        @Nullable Set<DealerId> dealersOfMarket,
        @Nullable DealerId dealer,
        @Nullable OutletId outlet,
        @Nullable Instant from,
        @Nullable Instant to,
        Instant asOf) {

    WhatIfQuery {
        slas = Set.copyOf(slas);
    }

    boolean wantsAftersales() {
        return outlet == null && slas.stream().anyMatch(Sla.AFTERSALES::contains);
    }

    boolean wantsSales() {
        return slas.contains(Sla.FIRST_FOLLOW_UP);
    }

    boolean wants(DealerId whose) {
        return scope.includes(whose)
                && (dealersOfMarket == null || dealersOfMarket.contains(whose))
                && (dealer == null || dealer.equals(whose));
    }

    boolean isInPeriod(Instant assignedAt) {
        return (from == null || !assignedAt.isBefore(from)) && (to == null || assignedAt.isBefore(to));
    }
}
