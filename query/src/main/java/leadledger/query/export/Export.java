package leadledger.query.export;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import leadledger.events.ledger.EventCatalog;
import leadledger.events.ledger.StoredEvent;
import leadledger.events.ledger.StreamSearch;
import leadledger.events.ledger.StreamSearch.Owners;
import leadledger.events.ledger.StreamSearch.Place;
import leadledger.events.ledger.StreamSearch.Stretch;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * One export: which leads, which of their events, and whether masked. It is of one moment: what is recorded after its
 * beginning is not in it, however long it takes and however often it is read.
 *
 * <p>The database finds the leads by whose they are. Each lead is then looked at once more, by what its own events say, as
 * the lead's page does: whoever does not have it by its newest assignment sees nothing of it, not even what it did itself
 * (AC-01, AS-65).
 */
final class Export {

    private final StreamSearch search;
    private final EventCatalog catalog;
    private final ExportSettings settings;
    private final Plan plan;
    private final Runnable check;

    /**
     * Of what an export consists.
     *
     * @param request what is asked for
     * @param scopes whose leads the reader may see
     * @param masked whether personal data is masked
     * @param head where the ledger ended when the export began: by then it is decided whose a lead is
     * @param known up to where the ledger was known at the moment as of which is exported
     * @param events where the events lie that are exported
     */
    record Plan(ExportRequest request, Scopes scopes, boolean masked, long head, long known, Stretch events) {}

    /**
     * @param check called before each page is read; throws when the export must not go on
     */
    Export(StreamSearch search, EventCatalog catalog, ExportSettings settings, Plan plan, Runnable check) {
        this.search = search;
        this.catalog = catalog;
        this.settings = settings;
        this.plan = plan;
        this.check = check;
    }

    boolean isMasked() {
        return plan.masked();
    }

    /** Whether the lead that is asked for is the reader's and was there at the moment as of which is exported. */
    boolean hasLead(UUID lead) {
        Map<UUID, KnownLead> found = known(List.of(lead));
        KnownLead known = found.get(lead);
        return known != null
                && known.isSeenWithin(plan.scopes())
                && !known.ownersBy(plan.known()).isEmpty();
    }

    /** Reads all leads: events of one lead together and in order; leads in the order in which the search finds them. */
    void forEachLead(Visitor visitor) throws IOException {
        UUID lead = plan.request().lead();
        if (lead != null) {
            visit(List.of(lead), visitor);
            return;
        }
        List<String> tenants = tenants();
        if (tenants == null) {
            walk(visitor);
            return;
        }
        boolean asked = plan.request().dealer() != null || plan.request().outlet() != null;
        for (String tenant : tenants) {
            ofTenant(tenant, asked ? plan.known() : plan.head(), visitor);
        }
    }

    /** The tenants whose leads these are; none: they are not to be counted, and the ledger is walked through. */
    private @Nullable List<String> tenants() {
        ExportRequest request = plan.request();
        List<String> asked = new ArrayList<>();
        if (request.dealer() != null) {
            asked.add(request.dealer().value());
        }
        if (request.outlet() != null) {
            asked.add(request.outlet().value());
        }
        return asked.isEmpty() ? plan.scopes().onlyDealer() : asked;
    }

    private void ofTenant(String tenant, long known, Visitor visitor) throws IOException {
        long after = 0;
        while (true) {
            check.run();
            List<Place> page = search.ofTenant(tenant, new Stretch(after, known), known, settings.leadsAtOnce());
            if (page.isEmpty()) {
                return;
            }
            visit(page.stream().map(Place::streamId).toList(), visitor);
            after = page.getLast().position();
        }
    }

    private void walk(Visitor visitor) throws IOException {
        Set<String> kinds = plan.scopes().processes().stream()
                .filter(plan.request()::concerns)
                .map(LeadProcess::streamKind)
                .collect(Collectors.toSet());
        Owners owners = plan.scopes().owners();
        long from = plan.events().after();
        for (long at = from; at < plan.events().upTo(); at += settings.stretch()) {
            check.run();
            Stretch stretch = new Stretch(
                    at, Math.min(at + settings.stretch(), plan.events().upTo()));
            List<UUID> found = search.appearing(kinds, from, stretch, owners, plan.head()).stream()
                    .map(Place::streamId)
                    .toList();
            for (int i = 0; i < found.size(); i += settings.leadsAtOnce()) {
                visit(found.subList(i, Math.min(i + settings.leadsAtOnce(), found.size())), visitor);
            }
        }
    }

    private void visit(List<UUID> streams, Visitor visitor) throws IOException {
        Map<UUID, ExportedLead> leads = new LinkedHashMap<>();
        known(streams).forEach((id, lead) -> {
            if (lead.isSeenWithin(plan.scopes()) && lead.isAskedFor(plan)) {
                leads.put(id, exported(lead));
            }
        });
        List<UUID> left = List.copyOf(leads.keySet());
        OwnDisputes disputes = new OwnDisputes(plan.scopes().onlyDealer());
        int afterSequence = -1;
        ExportedLead current = null;
        while (!left.isEmpty()) {
            check.run();
            List<StoredEvent> page = search.events(left, afterSequence, plan.events(), settings.eventsAtOnce());
            for (StoredEvent stored : page) {
                if (current == null || !current.id().equals(stored.streamId())) {
                    if (current != null) {
                        visitor.end(current);
                    }
                    current = leads.get(stored.streamId());
                    if (current == null) {
                        throw new IllegalStateException("an event of a lead that was not asked for");
                    }
                    visitor.begin(current);
                }
                ObjectNode data = shown(stored);
                if (disputes.tells(current, stored, data)) {
                    visitor.event(current, new ExportedEvent(stored, data));
                }
            }
            if (page.size() < settings.eventsAtOnce()) {
                break;
            }
            left = left.subList(left.indexOf(page.getLast().streamId()), left.size());
            afterSequence = page.getLast().sequence();
        }
        if (current != null) {
            visitor.end(current);
        }
    }

    private ObjectNode shown(StoredEvent stored) {
        ObjectNode data = catalog.json(stored);
        return plan.masked() ? OpenFields.masked(stored.type(), data) : data;
    }

    private ExportedLead exported(KnownLead lead) {
        StoredEvent creation = lead.creation();
        return new ExportedLead(
                creation.streamId(),
                lead.process(),
                lead.reference(),
                creation.knownAt(),
                shown(creation),
                lead.ownersBy(plan.known()));
    }

    /** What is known of whose these leads are, in their order; those that begin with no lead are left out. */
    private Map<UUID, KnownLead> known(List<UUID> streams) {
        check.run();
        Map<UUID, List<StoredEvent>> tenancies = new LinkedHashMap<>();
        search.tenancies(streams, plan.head())
                .forEach(event -> tenancies
                        .computeIfAbsent(event.streamId(), stream -> new ArrayList<>())
                        .add(event));
        Map<UUID, KnownLead> leads = new LinkedHashMap<>();
        tenancies.forEach((stream, events) -> leads.put(stream, KnownLead.of(events, catalog)));
        return leads;
    }
}
