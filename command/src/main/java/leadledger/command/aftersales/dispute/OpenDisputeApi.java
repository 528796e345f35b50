package leadledger.command.aftersales.dispute;

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

/** {@code POST …/disputes} of an aftersales lead. */
@RestController
@Tag(name = "Disputes")
class OpenDisputeApi {

    private final CommandDesk desk;
    private final CommandHttp http;
    private final ReferenceLookup references;
    private final OpenedDisputes opened;

    OpenDisputeApi(CommandDesk desk, CommandHttp http, ReferenceLookup references, OpenedDisputes opened) {
        this.desk = desk;
        this.http = http;
        this.references = references;
        this.opened = opened;
    }

    @Operation(
            operationId = "disputeAftersalesVerdict",
            summary = "Dispute a breached verdict (SL-40)",
            description = "For the dealer of the assignment, also where the lead has ended (AS-60) or was moved to"
                    + " another dealer since (AS-65). Once for each verdict, within the policy's window after its"
                    + " deadline. `SLA3` is disputed through its leads.")
    @PostMapping("/api/v1/aftersales/leads/{id}/disputes")
    ResponseEntity<DisputeAnswerBody> open(
            @PathVariable String id,
            @RequestBody NewDisputeBody body,
            @RequestHeader HttpHeaders headers,
            Actor actor) {
        LeadId leadId = CommandHttp.leadId(id);
        UUID dispute = LedgerIds.next();
        Input<NewDispute> wanted = body.read();
        Answer answer = desk.handle(
                leadId,
                http.terms(actor, headers, "POST " + leadId + "/disputes", body),
                (Instant at) -> new OpenDispute(leadId, actor, at, references.policies(), dispute, wanted));
        return CommandHttp.done(answer, opened.body(answer));
    }
}
