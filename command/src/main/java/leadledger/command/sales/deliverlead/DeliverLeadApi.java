package leadledger.command.sales.deliverlead;

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
import leadledger.command.sales.deliverlead.DeliverLead.Destination;
import leadledger.events.reference.ReferenceLookup;
import leadledger.events.shared.Actor;
import leadledger.events.shared.LeadId;
import leadledger.events.shared.OutletId;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST …/delivery} and {@code DELETE …/delivery}. */
@RestController
@Tag(name = "Sales leads")
class DeliverLeadApi {

    private static final String PATH = "/api/v1/sales/leads/{id}/delivery";

    private final CommandDesk desk;
    private final CommandHttp http;
    private final ReferenceLookup references;

    DeliverLeadApi(CommandDesk desk, CommandHttp http, ReferenceLookup references) {
        this.desk = desk;
        this.http = http;
        this.references = references;
    }

    @Operation(
            operationId = "deliverSalesLead",
            summary = "Deliver the lead to an outlet, or pull it (SA-10, SA-11)",
            description =
                    "The call centre delivers to any outlet of the market that sells the brand: at once while the outlet is"
                            + " open, otherwise when it next opens; until then the same action redirects. An outlet's"
                            + " manager pulls the lead to an outlet of its own, at once; `outlet` may be left out where"
                            + " only one takes it. Whoever comes late is told the outlet that has the lead (409).")
    @PostMapping(PATH)
    ResponseEntity<CommandAnswerBody> deliver(
            @PathVariable String id, @RequestBody DeliveryBody body, @RequestHeader HttpHeaders headers, Actor actor) {
        LeadId leadId = CommandHttp.leadId(id);
        Input<Destination> destination = body.read();
        return CommandHttp.done(desk.handle(
                leadId,
                http.terms(actor, headers, "POST " + leadId + "/delivery", body),
                (Instant at) ->
                        new DeliverLead(leadId, SalesCaller.of(actor, references), at, destination, references)));
    }

    @Operation(
            operationId = "cancelHeldDelivery",
            summary = "Take a held delivery back (SA-10)",
            description = "For the call centre, until the outlet opens. Where none is held, nothing happens.")
    @DeleteMapping(PATH)
    ResponseEntity<CommandAnswerBody> cancel(@PathVariable String id, @RequestHeader HttpHeaders headers, Actor actor) {
        LeadId leadId = CommandHttp.leadId(id);
        return CommandHttp.done(desk.handle(
                leadId,
                http.terms(actor, headers, "DELETE " + leadId + "/delivery", ""),
                (Instant at) -> new CancelDelivery(leadId, SalesCaller.of(actor, references), at, references)));
    }

    /**
     * Where a lead is to go, as a client tells it.
     *
     * @param outlet code of the outlet; a manager may leave it out where only one of its outlets takes the lead
     */
    record DeliveryBody(
            @Schema(example = "JP-TOKYO.SHIBUYA") @Nullable String outlet) {

        Input<Destination> read() {
            Fields fields = new Fields("SA-10");
            String code = fields.matching("outlet", outlet, OutletId::isWellFormed, "not-an-outlet-code", "SA-10");
            return fields.faults().isEmpty()
                    ? Input.of(new Destination(code == null ? null : new OutletId(code)))
                    : Input.faulty(fields.faults());
        }
    }
}
