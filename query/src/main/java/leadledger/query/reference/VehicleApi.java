package leadledger.query.reference;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.time.LocalDate;
import java.util.Map;
import leadledger.events.reference.ReferenceEvent.VehicleRegistered;
import leadledger.events.shared.Actor;
import leadledger.events.shared.Refusal;
import leadledger.events.shared.RefusedException;
import leadledger.events.shared.Vin;
import leadledger.query.accesslog.AccessAction;
import leadledger.query.accesslog.Disclosure;
import leadledger.query.lead.LeadReader;
import leadledger.query.lead.VehicleRegister;
import leadledger.query.masking.Mask;
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

    private final VehicleRegister register;
    private final LeadReader leads;

    VehicleApi(VehicleRegister register, LeadReader leads) {
        this.register = register;
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
            @Parameter(description = Disclosure.REASON_DESCRIPTION)
                    @RequestHeader(name = Disclosure.REASON_HEADER, required = false)
                    @Nullable
                    String reason,
            Actor actor,
            HttpServletResponse response) {
        Disclosure disclosure = Disclosure.of(actor, AccessAction.READ_VEHICLE, reason);
        LeadReader.mayLookAtLeads(actor);
        leads.awaitPosition(minPosition);
        if (!Vin.isCorrect(vin)) {
            throw unknown();
        }
        VehicleRegister.Entry entry = register.read(new Vin(vin), disclosure).orElseThrow(VehicleApi::unknown);
        response.setHeader(HttpHeaders.ETAG, "\"" + entry.version() + "\"");
        Vehicle vehicle = Vehicle.of(entry.vehicle());
        return disclosure.isMasked() ? vehicle.masked() : vehicle;
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

        Vehicle masked() {
            return new Vehicle(
                    Mask.VALUE,
                    modelDescription,
                    warrantyStart,
                    warrantyEnd,
                    currentWarranty,
                    currentWarrantyStart,
                    currentWarrantyEnd,
                    averageKilometres,
                    currentMileage,
                    ownershipEndedOn);
        }

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
