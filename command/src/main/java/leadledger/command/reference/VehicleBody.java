package leadledger.command.reference;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.LocalDate;
import leadledger.command.decision.Input;
import leadledger.command.desk.Fields;
import leadledger.events.reference.ReferenceEvent.VehicleRegistered;
import leadledger.events.shared.Vin;
import org.jspecify.annotations.Nullable;

/**
 * What the register is to know of a car, as a client tells it. What is absent is not known any more.
 *
 * @param vin the car
 * @param modelDescription モデル説明
 * @param warrantyStart first day of the warranty, ISO 8601
 * @param warrantyEnd last day of the warranty, ISO 8601
 * @param currentWarranty the cover that holds now
 * @param currentWarrantyStart its first day, ISO 8601
 * @param currentWarrantyEnd its last day, ISO 8601
 * @param averageKilometres average kilometres of the customer
 * @param currentMileage kilometres so far
 * @param ownershipEndedOn when the last known owner ceased to own it, ISO 8601; not in the future
 */
record VehicleBody(
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED, pattern = "[A-HJ-NPR-Z0-9]{17}") @Nullable
        String vin,

        @Schema(requiredMode = Schema.RequiredMode.REQUIRED, maxLength = LONGEST) @Nullable
        String modelDescription,

        @Schema(format = "date") @Nullable String warrantyStart,
        @Schema(format = "date") @Nullable String warrantyEnd,
        @Schema(maxLength = LONGEST) @Nullable String currentWarranty,
        @Schema(format = "date") @Nullable String currentWarrantyStart,
        @Schema(format = "date") @Nullable String currentWarrantyEnd,
        @Nullable Integer averageKilometres,
        @Nullable Integer currentMileage,
        @Schema(format = "date") @Nullable String ownershipEndedOn) {

    private static final int LONGEST = 120;
    private static final int MOST_KILOMETRES = 9_999_999;

    ReadBody<VehicleRegistered> read() {
        Fields fields = new Fields("AS-70");
        String number =
                fields.required("vin", vin) ? fields.matching("vin", vin, Vin::isCorrect, "not-a-vin", "AS-30") : null;
        String model = fields.requiredText("modelDescription", modelDescription, LONGEST);
        LocalDate start = fields.day("warrantyStart", warrantyStart);
        LocalDate end = fields.day("warrantyEnd", warrantyEnd);
        String cover = fields.text("currentWarranty", currentWarranty, LONGEST);
        LocalDate currentStart = fields.day("currentWarrantyStart", currentWarrantyStart);
        LocalDate currentEnd = fields.day("currentWarrantyEnd", currentWarrantyEnd);
        Integer average = fields.count("averageKilometres", averageKilometres, MOST_KILOMETRES);
        Integer mileage = fields.count("currentMileage", currentMileage, MOST_KILOMETRES);
        LocalDate ended = fields.day("ownershipEndedOn", ownershipEndedOn);
        if (number == null || model == null || !fields.faults().isEmpty()) {
            return new ReadBody<>(number, Input.faulty(fields.faults()));
        }
        return new ReadBody<>(
                number,
                Input.of(new VehicleRegistered(
                        new Vin(number), model, start, end, cover, currentStart, currentEnd, average, mileage, ended)));
    }
}
