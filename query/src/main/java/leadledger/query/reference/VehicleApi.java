package leadledger.query.reference;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import leadledger.events.ledger.EventCatalog;
import leadledger.events.ledger.PostgresLedger;
import leadledger.events.ledger.StoredEvent;
import leadledger.events.reference.ReferenceEvent;
import leadledger.events.reference.ReferenceEvent.VehicleRegistered;
import leadledger.events.reference.ReferenceStreams;
import leadledger.events.shared.Actor;
import leadledger.events.shared.Refusal;
import leadledger.events.shared.RefusedException;
import leadledger.events.shared.Vin;
import leadledger.query.lead.LeadReader;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /vehicles/{vin}}: the register, for everybody who may look at leads. */
@RestController
@Tag(name = "Reference data")
class VehicleApi {

    private final PostgresLedger ledger;
    private final EventCatalog catalog;
    private final LeadReader leads;

    VehicleApi(PostgresLedger ledger, EventCatalog catalog, LeadReader leads) {
        this.ledger = ledger;
        this.catalog = catalog;
        this.leads = leads;
    }

    @Operation(
            operationId = "vehicle",
            summary = "What the register knows of a vehicle (AS-70)",
            description = "The ETag is the version for `If-Match`.")
    @GetMapping("/api/v1/vehicles/{vin}")
    Vehicle vehicle(
            @PathVariable String vin,
            @RequestHeader(name = LeadReader.MIN_POSITION, required = false) @Nullable String minPosition,
            Actor actor,
            HttpServletResponse response) {
        LeadReader.mayLookAtLeads(actor);
        leads.awaitPosition(minPosition);
        if (!Vin.isCorrect(vin)) {
            throw unknown();
        }
        List<StoredEvent> stored = ledger.readStream(ReferenceStreams.ofVehicle(new Vin(vin)), 0);
        if (stored.isEmpty()
                || !(catalog.decode(stored.getLast(), ReferenceEvent.class).event()
                        instanceof VehicleRegistered vehicle)) {
            throw unknown();
        }
        response.setHeader(HttpHeaders.ETAG, "\"" + stored.size() + "\"");
        return Vehicle.of(vehicle);
    }

    private static RefusedException unknown() {
        return new RefusedException(new Refusal("AS-70", Refusal.Kind.UNKNOWN, "unknown-vehicle", null, Map.of()));
    }

    /**
     * A vehicle (車両詳細); what the register does not know is absent.
     *
     * @param vin its number
     * @param modelDescription モデル説明
     * @param warrantyStart first day of the warranty
     * @param warrantyEnd last day of the warranty
     * @param currentWarranty the cover that holds now
     * @param currentWarrantyStart its first day
     * @param currentWarrantyEnd its last day
     * @param averageKilometres average kilometres of the customer
     * @param currentMileage kilometres so far
     * @param ownershipEndedOn when the last known owner ceased to own it
     */
    record Vehicle(
            String vin,
            String modelDescription,
            @Nullable LocalDate warrantyStart,
            @Nullable LocalDate warrantyEnd,
            @Nullable String currentWarranty,
            @Nullable LocalDate currentWarrantyStart,
            @Nullable LocalDate currentWarrantyEnd,
            @Nullable Integer averageKilometres,
            @Nullable Integer currentMileage,
            @Nullable LocalDate ownershipEndedOn) {

        static Vehicle of(VehicleRegistered known) {
            return new Vehicle(
                    known.vin().value(),
                    known.modelDescription(),
                    known.warrantyStart(),
                    known.warrantyEnd(),
                    known.currentWarranty(),
                    known.currentWarrantyStart(),
                    known.currentWarrantyEnd(),
                    known.averageKilometres(),
                    known.currentMileage(),
                    known.ownershipEndedOn());
        }
    }
}
