package leadledger.query.lead;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import leadledger.events.ledger.EventCatalog;
import leadledger.events.ledger.PostgresLedger;
import leadledger.events.ledger.StoredEvent;
import leadledger.events.reference.ReferenceEvent;
import leadledger.events.reference.ReferenceEvent.VehicleRegistered;
import leadledger.events.reference.ReferenceStreams;
import leadledger.events.shared.Vin;
import leadledger.query.accesslog.AccessLog;
import leadledger.query.accesslog.Disclosure;
import leadledger.query.lead.LeadReader.LeadAsOf;
import org.springframework.stereotype.Component;

/** The vehicle register (AS-70), read straight from the ledger: one stream for each vehicle. */
@Component
public class VehicleRegister {

    private final PostgresLedger ledger;
    private final EventCatalog catalog;
    private final AccessLog log;

    /** Reads from the given ledger. */
    public VehicleRegister(PostgresLedger ledger, EventCatalog catalog, AccessLog log) {
        this.ledger = ledger;
        this.catalog = catalog;
        this.log = log;
    }

    /**
     * What the register holds of a vehicle.
     *
     * @param vehicle as it was registered last
     * @param version how often it was registered
     */
    public record Entry(VehicleRegistered vehicle, int version) {}

    /** The entry of a vehicle; empty: the register does not know it. When it returns one, the access log has it (AC-05). */
    public Optional<Entry> read(Vin vin, Disclosure disclosure) {
        Optional<Entry> found = find(vin, Instant.MAX);
        if (found.isPresent()) {
            log.commit(disclosure, null);
        }
        return found;
    }

    /** The entry of the car of a lead whose reading is logged, as it was known at the moment the lead is shown as of. */
    public Optional<Entry> ofLead(LeadAsOf lead, Vin vin) {
        return find(vin, lead.asOf());
    }

    /** What the register calls a car, for an e-mail of the service's: nobody reads it here, so that nothing is logged. */
    public Optional<String> modelForMail(Vin vin) {
        return find(vin, Instant.MAX).map(entry -> entry.vehicle().modelDescription());
    }

    private Optional<Entry> find(Vin vin, Instant asOf) {
        List<StoredEvent> stored = ledger.readStream(ReferenceStreams.ofVehicle(vin), 0).stream()
                .filter(event -> !event.recordedAt().isAfter(asOf))
                .toList();
        return !stored.isEmpty()
                        && catalog.decode(stored.getLast(), ReferenceEvent.class)
                                        .event()
                                instanceof VehicleRegistered vehicle
                ? Optional.of(new Entry(vehicle, stored.size()))
                : Optional.empty();
    }
}
