package leadledger.command.sales.testdrive;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.time.LocalDate;
import leadledger.command.decision.Input;
import leadledger.command.desk.CommandDesk;
import leadledger.command.desk.CommandHttp;
import leadledger.command.desk.CommandHttp.CommandAnswerBody;
import leadledger.command.desk.Fields;
import leadledger.command.sales.SalesCaller;
import leadledger.command.sales.SalesLimits;
import leadledger.command.sales.SalesNetwork;
import leadledger.command.sales.testdrive.RecordTestDrive.TestDrive;
import leadledger.events.reference.ReferenceLookup;
import leadledger.events.shared.Actor;
import leadledger.events.shared.LeadId;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST …/test-drive}. */
@RestController
@Tag(name = "Sales leads")
class RecordTestDriveApi {

    private final CommandDesk desk;
    private final CommandHttp http;
    private final ReferenceLookup references;

    RecordTestDriveApi(CommandDesk desk, CommandHttp http, ReferenceLookup references) {
        this.desk = desk;
        this.http = http;
        this.references = references;
    }

    @Operation(
            operationId = "recordTestDrive",
            summary = "Record that a test drive was done (SA-41)",
            description =
                    "For the lead's owner, and the managers of its outlet, while the lead is `FOLLOWING_UP`; at most 20 on a lead. The day is one of the outlet's zone, from the delivery to today.")
    @PostMapping("/api/v1/sales/leads/{id}/test-drive")
    ResponseEntity<CommandAnswerBody> record(
            @PathVariable String id, @RequestBody TestDriveBody body, @RequestHeader HttpHeaders headers, Actor actor) {
        LeadId leadId = CommandHttp.leadId(id);
        SalesCaller caller = SalesCaller.of(actor, references);
        Input<TestDrive> testDrive = body.read();
        return CommandHttp.done(desk.handle(
                leadId,
                http.terms(actor, headers, "POST " + leadId + "/test-drive", body),
                (Instant at) -> new RecordTestDrive(leadId, caller, at, SalesNetwork.of(references), testDrive)));
    }

    /**
     * A test drive, as a client tells it.
     *
     * @param on the day, ISO 8601
     * @param model which car
     * @param comment notes
     */
    record TestDriveBody(
            @Schema(format = "date", requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
            String on,

            @Schema(maxLength = SalesLimits.LINE) @Nullable String model,

            @Schema(maxLength = SalesLimits.FREE_TEXT) @Nullable
            String comment) {

        Input<TestDrive> read() {
            Fields fields = new Fields("SA-41");
            LocalDate day = fields.requiredDay("on", on);
            String read = fields.text("model", model, SalesLimits.LINE);
            String notes = fields.text("comment", comment, SalesLimits.FREE_TEXT);
            return day == null || !fields.faults().isEmpty()
                    ? Input.faulty(fields.faults())
                    : Input.of(new TestDrive(day, read, notes));
        }
    }
}
