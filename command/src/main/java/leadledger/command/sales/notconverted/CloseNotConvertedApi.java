package leadledger.command.sales.notconverted;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import leadledger.command.decision.Input;
import leadledger.command.desk.CommandDesk;
import leadledger.command.desk.CommandHttp;
import leadledger.command.desk.CommandHttp.CommandAnswerBody;
import leadledger.command.desk.Fields;
import leadledger.command.sales.SalesCaller;
import leadledger.command.sales.SalesLimits;
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

/** {@code POST …/not-converted}. */
@RestController
@Tag(name = "Sales leads")
class CloseNotConvertedApi {

    private final CommandDesk desk;
    private final CommandHttp http;
    private final ReferenceLookup references;

    CloseNotConvertedApi(CommandDesk desk, CommandHttp http, ReferenceLookup references) {
        this.desk = desk;
        this.http = http;
        this.references = references;
    }

    @Operation(
            operationId = "closeNotConverted",
            summary = "Close the lead: it came to nothing (SA-42)",
            description =
                    "For the lead's owner, and the managers of its outlet, while the lead is `FOLLOWING_UP`. It becomes `NOT_CONVERTED`, which is final.")
    @PostMapping("/api/v1/sales/leads/{id}/not-converted")
    ResponseEntity<CommandAnswerBody> close(
            @PathVariable String id,
            @RequestBody NotConvertedBody body,
            @RequestHeader HttpHeaders headers,
            Actor actor) {
        LeadId leadId = CommandHttp.leadId(id);
        SalesCaller caller = SalesCaller.of(actor, references);
        Input<String> reason = body.read();
        return CommandHttp.done(desk.handle(
                leadId,
                http.terms(actor, headers, "POST " + leadId + "/not-converted", body),
                (Instant at) -> new CloseNotConverted(leadId, caller, at, reason)));
    }

    /**
     * Why a lead came to nothing, as a client tells it.
     *
     * @param reason why
     */
    record NotConvertedBody(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED, maxLength = SalesLimits.REASON) @Nullable
            String reason) {

        Input<String> read() {
            Fields fields = new Fields("SA-42");
            String why = fields.requiredText("reason", reason, SalesLimits.REASON);
            return why == null ? Input.faulty(fields.faults()) : Input.of(why);
        }
    }
}
