package leadledger.query.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import leadledger.events.ledger.EventCatalog;
import leadledger.events.ledger.LedgerIds;
import leadledger.events.ledger.LedgerJson;
import leadledger.events.ledger.NewEvent;
import leadledger.events.ledger.NewEvents;
import leadledger.events.ledger.PostgresLedger;
import leadledger.events.ledger.Receipt;
import leadledger.events.sales.ContactMeans;
import leadledger.events.sales.DeliveryKind;
import leadledger.events.sales.InitialOutcome;
import leadledger.events.sales.LeadQueue;
import leadledger.events.sales.SalesEvent;
import leadledger.events.sales.SalesEvent.FollowUpTaskUpdated;
import leadledger.events.sales.SalesEvent.LeadAssigned;
import leadledger.events.sales.SalesEvent.LeadCaptured;
import leadledger.events.sales.SalesEvent.LeadDelivered;
import leadledger.events.sales.TaskState;
import leadledger.events.sales.Utm;
import leadledger.events.sales.Wishes;
import leadledger.events.shared.Consents;
import leadledger.events.shared.Customer;
import leadledger.events.shared.LeadId;
import leadledger.events.shared.MarketId;
import leadledger.events.shared.OutletId;
import leadledger.events.shared.UserId;

/** Writes the events of sales leads into a ledger, past all rules of the writing side. Safe for several threads. */
public final class SalesScribe {

    private final EventCatalog catalog = LedgerJson.catalog();
    private final PostgresLedger ledger;
    private final Map<UUID, Integer> versions = new ConcurrentHashMap<>();
    private volatile String actor = "OUTLET_MANAGER/u-1";

    /** A scribe for leads that only it writes. */
    public SalesScribe(PostgresLedger ledger) {
        this.ledger = ledger;
    }

    /** What is written from now on, this one did; as the ledger keeps it. */
    public SalesScribe as(String ledgerForm) {
        actor = ledgerForm;
        return this;
    }

    /** A customer of this last name, with nothing else known. */
    public static Customer customer(String lastName) {
        return new Customer(null, lastName, null, null, null, "ja", "JP", null, null, null);
    }

    /** The capture of a lead with everything filled in that a test does not care about. */
    public static LeadCaptured captured(String market, String brand, Customer customer) {
        UUID id = LedgerIds.next();
        return new LeadCaptured(
                new LeadId(id),
                "SL-2026-" + id.toString().substring(30),
                new LeadQueue(new MarketId(market), brand),
                "WEB_FORM",
                "SPRING",
                Utm.NONE,
                customer,
                Wishes.NONE,
                null,
                null,
                Consents.NONE,
                null,
                List.of(),
                List.of());
    }

    /** A new lead in the queue of a brand in Japan. */
    public UUID capture(String brand, String lastName) {
        return capture(captured("JP", brand, customer(lastName)));
    }

    /** A new lead. */
    public UUID capture(LeadCaptured captured) {
        UUID lead = captured.leadId().value();
        versions.put(lead, 0);
        append(lead, captured);
        return lead;
    }

    /** A lead delivered to an outlet at once. */
    public Receipt deliver(UUID lead, String outlet) {
        return append(lead, new LeadDelivered(new OutletId(outlet), DeliveryKind.AT_ONCE, null));
    }

    /** A held delivery that took place when the outlet opened. */
    public Receipt deliverHeld(UUID lead, String outlet, Instant openedAt) {
        return append(lead, new LeadDelivered(new OutletId(outlet), DeliveryKind.HELD, openedAt));
    }

    /** A lead given to somebody. */
    public Receipt assign(UUID lead, String user) {
        return append(lead, new LeadAssigned(new UserId(user)));
    }

    /** The follow-up task of a lead brought to a state. */
    public Receipt followUp(UUID lead, TaskState state) {
        return append(lead, new FollowUpTaskUpdated(state, ContactMeans.PHONE, null, InitialOutcome.REACHED, null));
    }

    /** Events of a lead, in one commit. */
    public Receipt append(UUID lead, SalesEvent... events) {
        int version = versions.getOrDefault(lead, 0);
        List<NewEvent> newEvents = new ArrayList<>();
        for (SalesEvent event : events) {
            EventCatalog.Encoded encoded = catalog.encode(event);
            newEvents.add(new NewEvent(
                    UUID.randomUUID(),
                    SalesEvent.STREAM_KIND,
                    version + newEvents.size(),
                    encoded.type(),
                    encoded.revision(),
                    null,
                    actor,
                    "TENANT",
                    lead,
                    lead,
                    encoded.payload(),
                    "{}".getBytes(UTF_8)));
        }
        Receipt receipt = ledger.append(new NewEvents(lead, newEvents, null, null));
        versions.put(lead, version + events.length);
        return receipt;
    }
}
