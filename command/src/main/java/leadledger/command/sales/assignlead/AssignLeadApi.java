package leadledger.command.sales.assignlead;

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
import leadledger.command.sales.SalesNetwork;
import leadledger.events.reference.ReferenceLookup;
import leadledger.events.shared.Actor;
import leadledger.events.shared.LeadId;
import leadledger.events.shared.UserId;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST …/owner}. */
@RestController
@Tag(name = "Sales leads")
class AssignLeadApi {

    private final CommandDesk desk;
    private final CommandHttp http;
    private final ReferenceLookup references;

    AssignLeadApi(CommandDesk desk, CommandHttp http, ReferenceLookup references) {
        this.desk = desk;
        this.http = http;
        this.references = references;
    }

    @Operation(
            operationId = "assignSalesLead",
            summary = "Assign the lead to one of the outlet's sales staff, or assign it anew (SA-20, SA-21)",
            description =
                    "For managers of the lead's outlet, while the lead is `NEW` or `FOLLOWING_UP`. An assistant cannot be an owner. The same owner again records nothing.")
    @PostMapping("/api/v1/sales/leads/{id}/owner")
    ResponseEntity<CommandAnswerBody> assign(
            @PathVariable String id, @RequestBody OwnerBody body, @RequestHeader HttpHeaders headers, Actor actor) {
        LeadId leadId = CommandHttp.leadId(id);
        SalesCaller caller = SalesCaller.of(actor, references);
        Input<UserId> owner = body.read();
        return CommandHttp.done(desk.handle(
                leadId,
                http.terms(actor, headers, "POST " + leadId + "/owner", body),
                (Instant at) -> new AssignLead(leadId, caller, at, SalesNetwork.of(references), owner)));
    }

    /**
     * Who is to own a lead, as a client tells it.
     *
     * @param user id of one of the outlet's active sales staff
     */
    record OwnerBody(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
            String user) {

        Input<UserId> read() {
            Fields fields = new Fields("SA-20");
            // What is no user id is nobody's: no other answer than for an id that nobody has.
            String id = fields.required("user", user)
                    ? fields.matching("user", user, UserId::isWellFormed, "unknown-sales-staff", "SA-20")
                    : null;
            return id == null ? Input.faulty(fields.faults()) : Input.of(new UserId(id));
        }
    }
}
