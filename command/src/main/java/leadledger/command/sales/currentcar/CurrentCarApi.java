package leadledger.command.sales.currentcar;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import leadledger.command.decision.Input;
import leadledger.command.desk.CommandDesk;
import leadledger.command.desk.CommandHttp;
import leadledger.command.desk.CommandHttp.CommandAnswerBody;
import leadledger.command.desk.Fields;
import leadledger.command.sales.SalesCaller;
import leadledger.command.sales.SalesLimits;
import leadledger.command.sales.SalesNetwork;
import leadledger.command.sales.currentcar.SaveCurrentCar.Part;
import leadledger.command.sales.currentcar.SaveCurrentCar.PartA;
import leadledger.command.sales.currentcar.SaveCurrentCar.PartB;
import leadledger.command.sales.currentcar.SaveCurrentCar.PartC;
import leadledger.command.sales.currentcar.SaveCurrentCar.PartD;
import leadledger.events.reference.ReferenceLookup;
import leadledger.events.sales.CurrentCar;
import leadledger.events.sales.Powertrain;
import leadledger.events.shared.Actor;
import leadledger.events.shared.LeadId;
import leadledger.events.shared.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** {@code PUT …/current-car/{a,b,c,d}}. */
@RestController
@Tag(name = "Sales leads")
class CurrentCarApi {

    private static final String PARTS =
            "For the lead's owner, and the managers of its outlet, while the lead is `NEW`, `FOLLOWING_UP` or"
                    + " `CONVERTED`. Says how the part stands altogether: what is absent is not known. Something must be told. The"
                    + " same again records nothing.";

    private static final int MOST_VIN_CHARACTERS = 40;
    private static final int MOST_KILOMETRES = 9_999_999;
    private static final Part NO_DETAILS =
            new PartA(new CurrentCar.Details(null, null, null, null, null, null, null, null));
    private static final Part NO_REGISTRATION = new PartB(new CurrentCar.Registration(null, null, null, null));
    private static final Part NO_APPRAISAL = new PartC(new CurrentCar.Appraisal(null, null, null, null));
    private static final Part NO_COMMUNICATION = new PartD(new CurrentCar.Communication(null, null, null, null));

    private final CommandDesk desk;
    private final CommandHttp http;
    private final ReferenceLookup references;

    CurrentCarApi(CommandDesk desk, CommandHttp http, ReferenceLookup references) {
        this.desk = desk;
        this.http = http;
        this.references = references;
    }

    @Operation(
            operationId = "saveCarDetails",
            summary = "Save part A of the current car: vehicle details (SA-40)",
            description = PARTS)
    @PutMapping("/api/v1/sales/leads/{id}/current-car/a")
    ResponseEntity<CommandAnswerBody> saveCarDetails(
            @PathVariable String id,
            @RequestBody CarDetailsBody body,
            @RequestHeader HttpHeaders headers,
            Actor actor) {
        return save(id, "a", body, body.read(), headers, actor);
    }

    @Operation(
            operationId = "saveCarRegistration",
            summary = "Save part B of the current car: registration (SA-40)",
            description = PARTS)
    @PutMapping("/api/v1/sales/leads/{id}/current-car/b")
    ResponseEntity<CommandAnswerBody> saveCarRegistration(
            @PathVariable String id,
            @RequestBody CarRegistrationBody body,
            @RequestHeader HttpHeaders headers,
            Actor actor) {
        return save(id, "b", body, body.read(), headers, actor);
    }

    @Operation(
            operationId = "saveCarAppraisal",
            summary = "Save part C of the current car: appraisal (SA-40)",
            description = PARTS)
    @PutMapping("/api/v1/sales/leads/{id}/current-car/c")
    ResponseEntity<CommandAnswerBody> saveCarAppraisal(
            @PathVariable String id,
            @RequestBody CarAppraisalBody body,
            @RequestHeader HttpHeaders headers,
            Actor actor) {
        return save(id, "c", body, body.read(), headers, actor);
    }

    @Operation(
            operationId = "saveCarCommunication",
            summary = "Save part D of the current car: communication with the customer (SA-40)",
            description = PARTS)
    @PutMapping("/api/v1/sales/leads/{id}/current-car/d")
    ResponseEntity<CommandAnswerBody> saveCarCommunication(
            @PathVariable String id,
            @RequestBody CarCommunicationBody body,
            @RequestHeader HttpHeaders headers,
            Actor actor) {
        return save(id, "d", body, body.read(), headers, actor);
    }

    private ResponseEntity<CommandAnswerBody> save(
            String id, String letter, Object body, Input<Part> part, HttpHeaders headers, Actor actor) {
        LeadId leadId = CommandHttp.leadId(id);
        SalesCaller caller = SalesCaller.of(actor, references);
        return CommandHttp.done(desk.handle(
                leadId,
                http.terms(actor, headers, "PUT " + leadId + "/current-car/" + letter, body),
                (Instant at) -> new SaveCurrentCar(leadId, caller, at, SalesNetwork.of(references), part)));
    }

    private static Input<Part> input(Fields fields, Part part, Part nothing) {
        if (!fields.faults().isEmpty()) {
            return Input.faulty(fields.faults());
        }
        return part.equals(nothing)
                ? Input.faulty(List.of(new Refusal("SA-40", Refusal.Kind.VALUE, "car-part-empty", null, Map.of())))
                : Input.of(part);
    }

    /**
     * 2-A 車両詳細情報, as a client tells it.
     *
     * @param maker メーカー
     * @param model モデル
     * @param grade グレード
     * @param modelYear 年式, from 1900 to next year
     * @param vin 車台番号 as told; need not be a correct one
     * @param colour 色
     * @param mileage 走行距離, in kilometres
     * @param powertrain パワートレイン, {@link Powertrain}
     */
    record CarDetailsBody(
            @Schema(maxLength = SalesLimits.LINE) @Nullable String maker,
            @Schema(maxLength = SalesLimits.LINE) @Nullable String model,
            @Schema(maxLength = SalesLimits.LINE) @Nullable String grade,
            @Nullable Integer modelYear,

            @Schema(maxLength = MOST_VIN_CHARACTERS) @Nullable
            String vin,

            @Schema(maxLength = SalesLimits.LINE) @Nullable String colour,
            @Nullable Integer mileage,

            @Schema(implementation = Powertrain.class) @Nullable
            String powertrain) {

        Input<Part> read() {
            Fields fields = new Fields("SA-40");
            CurrentCar.Details details = new CurrentCar.Details(
                    fields.text("maker", maker, SalesLimits.LINE),
                    fields.text("model", model, SalesLimits.LINE),
                    fields.text("grade", grade, SalesLimits.LINE),
                    modelYear,
                    fields.text("vin", vin, MOST_VIN_CHARACTERS),
                    fields.text("colour", colour, SalesLimits.LINE),
                    fields.count("mileage", mileage, MOST_KILOMETRES),
                    fields.oneOf("powertrain", powertrain, Powertrain.class));
            return input(fields, new PartA(details), NO_DETAILS);
        }
    }

    /**
     * 2-B 車両登録情報, as a client tells it.
     *
     * @param plate 登録番号
     * @param firstRegisteredOn 初度登録日, ISO 8601
     * @param inspectionExpiresOn 車検満了日, ISO 8601
     * @param owner 所有者名, where it is not the customer
     */
    record CarRegistrationBody(
            @Schema(maxLength = SalesLimits.LINE) @Nullable String plate,
            @Schema(format = "date") @Nullable String firstRegisteredOn,
            @Schema(format = "date") @Nullable String inspectionExpiresOn,
            @Schema(maxLength = SalesLimits.LINE) @Nullable String owner) {

        Input<Part> read() {
            Fields fields = new Fields("SA-40");
            CurrentCar.Registration registration = new CurrentCar.Registration(
                    fields.text("plate", plate, SalesLimits.LINE),
                    fields.day("firstRegisteredOn", firstRegisteredOn),
                    fields.day("inspectionExpiresOn", inspectionExpiresOn),
                    fields.text("owner", owner, SalesLimits.LINE));
            return input(fields, new PartB(registration), NO_REGISTRATION);
        }
    }

    /**
     * 2-C 車両評価, as a client tells it.
     *
     * @param condition 状態
     * @param accidentRepaired 修復歴: whether it was repaired after an accident
     * @param appraisedOn 査定日, ISO 8601
     * @param amount 査定額, in whole units of the market's currency
     */
    record CarAppraisalBody(
            @Schema(maxLength = SalesLimits.FREE_TEXT) @Nullable
            String condition,

            @Nullable Boolean accidentRepaired,
            @Schema(format = "date") @Nullable String appraisedOn,
            @Nullable Long amount) {

        Input<Part> read() {
            Fields fields = new Fields("SA-40");
            CurrentCar.Appraisal appraisal = new CurrentCar.Appraisal(
                    fields.text("condition", condition, SalesLimits.FREE_TEXT),
                    accidentRepaired,
                    fields.day("appraisedOn", appraisedOn),
                    fields.amount("amount", amount, SalesLimits.AMOUNT));
            return input(fields, new PartC(appraisal), NO_APPRAISAL);
        }
    }

    /**
     * 2-D お客様とのコミュニケーション, as a client tells it.
     *
     * @param replacementIntent 代替意向
     * @param expectedAmount 希望額, in whole units of the market's currency
     * @param remainingLoan ローン残債, in whole units of the market's currency
     * @param remarks 備考
     */
    record CarCommunicationBody(
            @Schema(maxLength = SalesLimits.FREE_TEXT) @Nullable
            String replacementIntent,

            @Nullable Long expectedAmount,
            @Nullable Long remainingLoan,

            @Schema(maxLength = SalesLimits.FREE_TEXT) @Nullable
            String remarks) {

        Input<Part> read() {
            Fields fields = new Fields("SA-40");
            CurrentCar.Communication communication = new CurrentCar.Communication(
                    fields.text("replacementIntent", replacementIntent, SalesLimits.FREE_TEXT),
                    fields.amount("expectedAmount", expectedAmount, SalesLimits.AMOUNT),
                    fields.amount("remainingLoan", remainingLoan, SalesLimits.AMOUNT),
                    fields.text("remarks", remarks, SalesLimits.FREE_TEXT));
            return input(fields, new PartD(communication), NO_COMMUNICATION);
        }
    }
}
