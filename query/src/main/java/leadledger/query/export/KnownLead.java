package leadledger.query.export;

import java.util.ArrayList;
import java.util.List;
import leadledger.events.aftersales.AftersalesEvent.LeadCreated;
import leadledger.events.aftersales.AftersalesEvent.LeadReassigned;
import leadledger.events.ledger.EventCatalog;
import leadledger.events.ledger.StoredEvent;
import leadledger.events.sales.SalesEvent.LeadCaptured;
import leadledger.events.sales.SalesEvent.LeadDelivered;
import leadledger.events.shared.DealerId;
import leadledger.query.access.SalesTenancy;
import leadledger.query.export.ExportedLead.Owner;
import org.jspecify.annotations.Nullable;

/** A lead by the events that say whose it is: decides who sees it. */
final class KnownLead {

    private final LeadProcess process;
    private final String reference;
    private final StoredEvent creation;
    private final List<Tenancy> tenancies;

    private KnownLead(LeadProcess process, String reference, StoredEvent creation, List<Tenancy> tenancies) {
        this.process = process;
        this.reference = reference;
        this.creation = creation;
        this.tenancies = tenancies;
    }

    private sealed interface Holder {

        String tenant();

        /** A dealer, of an aftersales lead. */
        record Dealer(DealerId dealer) implements Holder {
            @Override
            public String tenant() {
                return dealer.value();
            }
        }

        /** The queue or an outlet, of a sales lead. */
        record Sales(SalesTenancy tenancy) implements Holder {
            @Override
            public String tenant() {
                return tenancy.tenant();
            }
        }
    }

    private record Tenancy(StoredEvent event, Holder holder) {}

    /** By all such events of a lead, in order; the first is its first event. */
    static KnownLead of(List<StoredEvent> events, EventCatalog catalog) {
        StoredEvent first = events.getFirst();
        return switch (catalog.decode(first).event()) {
            case LeadCreated created ->
                new KnownLead(
                        LeadProcess.AFTERSALES,
                        created.reference(),
                        first,
                        events.stream()
                                .map(event -> new Tenancy(
                                        event,
                                        new Holder.Dealer(
                                                dealer(catalog.decode(event).event()))))
                                .toList());
            case LeadCaptured captured ->
                new KnownLead(
                        LeadProcess.SALES,
                        captured.reference(),
                        first,
                        events.stream()
                                .map(event -> new Tenancy(
                                        event,
                                        new Holder.Sales(tenancy(
                                                captured, catalog.decode(event).event()))))
                                .toList());
            default -> throw new IllegalStateException("a lead begins with its creation");
        };
    }

    private static DealerId dealer(Object event) {
        return switch (event) {
            case LeadCreated created -> created.dealer();
            case LeadReassigned moved -> moved.dealer();
            default -> throw new IllegalStateException("not of the aftersales process");
        };
    }

    private static SalesTenancy tenancy(LeadCaptured captured, Object event) {
        return switch (event) {
            case LeadCaptured same -> SalesTenancy.queued(same.queue());
            case LeadDelivered delivered ->
                SalesTenancy.delivered(
                        delivered.outlet(), null, captured.queue().market());
            default -> throw new IllegalStateException("not of the sales process");
        };
    }

    LeadProcess process() {
        return process;
    }

    String reference() {
        return reference;
    }

    StoredEvent creation() {
        return creation;
    }

    /** Whether a reader sees it: by whom it belongs to at the beginning of the export, whatever was before (AS-65). */
    boolean isSeenWithin(Scopes scopes) {
        return switch (tenancies.getLast().holder()) {
            case Holder.Dealer holder -> scopes.includes(holder.dealer());
            case Holder.Sales holder -> scopes.includes(holder.tenancy());
        };
    }

    /** Whether it is among what is asked for, by whom it belonged to at the moment as of which is exported. */
    boolean isAskedFor(Export.Plan plan) {
        ExportRequest request = plan.request();
        List<Owner> owners = ownersBy(plan.known());
        if (!request.concerns(process) || owners.isEmpty()) {
            return false;
        }
        String tenant = owners.getLast().tenant();
        return switch (process) {
            case AFTERSALES ->
                isOf(request.dealer() == null ? null : request.dealer().value(), tenant);
            case SALES ->
                isOf(request.outlet() == null ? null : request.outlet().value(), tenant);
        };
    }

    private static boolean isOf(@Nullable String asked, String tenant) {
        return asked == null || asked.equals(tenant);
    }

    /** Whose it was, in order, by a position. */
    List<Owner> ownersBy(long position) {
        List<Owner> owners = new ArrayList<>();
        for (Tenancy tenancy : tenancies) {
            if (tenancy.event().position() <= position) {
                owners.add(new Owner(tenancy.event().knownAt(), tenancy.holder().tenant()));
            }
        }
        return owners;
    }
}
