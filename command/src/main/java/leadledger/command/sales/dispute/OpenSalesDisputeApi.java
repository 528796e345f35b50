package leadledger.command.sales.dispute;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.UUID;
import leadledger.command.decision.Input;
import leadledger.command.desk.Answer;
import leadledger.command.desk.CommandDesk;
import leadledger.command.desk.CommandHttp;
import leadledger.command.dispute.NewDispute;
import leadledger.command.disputedesk.DisputeAnswerBody;
import leadledger.command.disputedesk.NewDisputeBody;
import leadledger.command.disputedesk.OpenedDisputes;
import leadledger.command.sales.SalesCaller;
import leadledger.events.ledger.LedgerIds;
import leadledger.events.reference.ReferenceLookup;
import leadledger.events.shared.Actor;
import leadledger.events.shared.LeadId;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST …/disputes} of a sales lead. */
@RestController
@Tag(name = "Disputes")
class OpenSalesDisputeApi {

    private final CommandDesk desk;
    private final CommandHttp http;
    private final ReferenceLookup references;
    private final OpenedDisputes opened;

    OpenSalesDisputeApi(CommandDesk desk, CommandHttp http, ReferenceLookup references, OpenedDisputes opened) {
        this.desk = desk;
        this.http = http;
        this.references = references;
        this.opened = opened;
    }

    @Operation(
            operationId = "disputeSalesVerdict",
            summary = "Dispute the breached verdict over the first follow-up (SL-40)",
            description = "For managers of the lead's outlet, also where the lead has ended. Once, within the policy's"
                    + " window after the verdict's deadline.")
    @PostMapping("/api/v1/sales/leads/{id}/disputes")
    ResponseEntity<DisputeAnswerBody> open(
            @PathVariable String id,
            @RequestBody NewDisputeBody body,
            @RequestHeader HttpHeaders headers,
            Actor actor) {
        LeadId leadId = CommandHttp.leadId(id);
        UUID dispute = LedgerIds.next();
        SalesCaller caller = SalesCaller.of(actor, references);
        Input<NewDispute> wanted = body.read();
        Answer answer = desk.handle(
                leadId,
                http.terms(actor, headers, "POST " + leadId + "/disputes", body),
                (Instant at) -> new OpenSalesDispute(leadId, caller, at, references, dispute, wanted));
        return CommandHttp.done(answer, opened.body(answer));
    }
}
