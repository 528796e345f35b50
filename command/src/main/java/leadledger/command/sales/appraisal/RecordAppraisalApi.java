package leadledger.command.sales.appraisal;

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
import leadledger.command.sales.appraisal.RecordAppraisal.Appraisal;
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

/** {@code POST …/appraisal}. */
@RestController
@Tag(name = "Sales leads")
class RecordAppraisalApi {

    private final CommandDesk desk;
    private final CommandHttp http;
    private final ReferenceLookup references;

    RecordAppraisalApi(CommandDesk desk, CommandHttp http, ReferenceLookup references) {
        this.desk = desk;
        this.http = http;
        this.references = references;
    }

    @Operation(
            operationId = "recordAppraisal",
            summary = "Record that the customer's car was appraised (SA-41)",
            description =
                    "For the lead's owner, and the managers of its outlet, while the lead is `FOLLOWING_UP`; at most 20 on a lead. The day is one of the outlet's zone, from the delivery to today.")
    @PostMapping("/api/v1/sales/leads/{id}/appraisal")
    ResponseEntity<CommandAnswerBody> record(
            @PathVariable String id, @RequestBody AppraisalBody body, @RequestHeader HttpHeaders headers, Actor actor) {
        LeadId leadId = CommandHttp.leadId(id);
        SalesCaller caller = SalesCaller.of(actor, references);
        Input<Appraisal> appraisal = body.read();
        return CommandHttp.done(desk.handle(
                leadId,
                http.terms(actor, headers, "POST " + leadId + "/appraisal", body),
                (Instant at) -> new RecordAppraisal(leadId, caller, at, SalesNetwork.of(references), appraisal)));
    }

    /**
     * An appraisal, as a client tells it.
     *
     * @param on the day, ISO 8601
     * @param amount 査定額, in whole units of the market's currency
     * @param comment notes
     */
    record AppraisalBody(
            @Schema(format = "date", requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
            String on,

            @Nullable Long amount,

            @Schema(maxLength = SalesLimits.FREE_TEXT) @Nullable
            String comment) {

        Input<Appraisal> read() {
            Fields fields = new Fields("SA-41");
            LocalDate day = fields.requiredDay("on", on);
            Long read = fields.amount("amount", amount, SalesLimits.AMOUNT);
            String notes = fields.text("comment", comment, SalesLimits.FREE_TEXT);
            return day == null || !fields.faults().isEmpty()
                    ? Input.faulty(fields.faults())
                    : Input.of(new Appraisal(day, read, notes));
        }
    }
}
