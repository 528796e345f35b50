package leadledger.command.sales.outofscope;

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
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST …/out-of-scope} and {@code DELETE …/out-of-scope}. */
@RestController
@Tag(name = "Sales leads")
class OutOfScopeApi {

    private final CommandDesk desk;
    private final CommandHttp http;
    private final ReferenceLookup references;

    OutOfScopeApi(CommandDesk desk, CommandHttp http, ReferenceLookup references) {
        this.desk = desk;
        this.http = http;
        this.references = references;
    }

    @Operation(
            operationId = "markOutOfScope",
            summary = "Set the lead aside as out of follow-up scope (SA-22)",
            description =
                    "For managers of the lead's outlet, while the lead is `NEW` and unassigned. It becomes `OUT_OF_SCOPE`.")
    @PostMapping("/api/v1/sales/leads/{id}/out-of-scope")
    ResponseEntity<CommandAnswerBody> mark(
            @PathVariable String id,
            @RequestBody OutOfScopeBody body,
            @RequestHeader HttpHeaders headers,
            Actor actor) {
        LeadId leadId = CommandHttp.leadId(id);
        SalesCaller caller = SalesCaller.of(actor, references);
        Input<String> reason = body.read();
        return CommandHttp.done(desk.handle(
                leadId,
                http.terms(actor, headers, "POST " + leadId + "/out-of-scope", body),
                (Instant at) -> new MarkOutOfScope(leadId, caller, at, reason)));
    }

    @Operation(
            operationId = "takeOutOfScopeMarkBack",
            summary = "Take the mark *out of follow-up scope* back (SA-22)",
            description =
                    "For any manager of the lead's outlet, as long as no other user did anything on the lead since. It is `NEW` again.")
    @DeleteMapping("/api/v1/sales/leads/{id}/out-of-scope")
    ResponseEntity<CommandAnswerBody> takeBack(
            @PathVariable String id, @RequestHeader HttpHeaders headers, Actor actor) {
        LeadId leadId = CommandHttp.leadId(id);
        SalesCaller caller = SalesCaller.of(actor, references);

        return CommandHttp.done(desk.handle(
                leadId,
                http.terms(actor, headers, "DELETE " + leadId + "/out-of-scope", ""),
                (Instant at) -> new TakeMarkBack(leadId, caller, at)));
    }

    /**
     * Why a lead is not to be followed up, as a client tells it.
     *
     * @param reason why
     */
    record OutOfScopeBody(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED, maxLength = SalesLimits.REASON) @Nullable
            String reason) {

        Input<String> read() {
            Fields fields = new Fields("SA-22");
            String why = fields.requiredText("reason", reason, SalesLimits.REASON);
            return why == null ? Input.faulty(fields.faults()) : Input.of(why);
        }
    }
}
