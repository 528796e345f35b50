package leadledger.command.sales.completelead;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.Map;
import leadledger.command.decision.CustomerEdit;
import leadledger.command.decision.Input;
import leadledger.command.desk.CommandDesk;
import leadledger.command.desk.CommandHttp;
import leadledger.command.desk.CommandHttp.CommandAnswerBody;
import leadledger.command.desk.ConsentBody;
import leadledger.command.desk.CustomerBody;
import leadledger.command.desk.Fields;
import leadledger.command.sales.SalesCaller;
import leadledger.command.sales.WishesBody;
import leadledger.command.sales.WishesEdit;
import leadledger.command.sales.completelead.CompleteLead.Completion;
import leadledger.events.reference.ReferenceLookup;
import leadledger.events.shared.Actor;
import leadledger.events.shared.Consents;
import leadledger.events.shared.LeadId;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST …/comment}. */
@RestController
@Tag(name = "Sales leads")
class CompleteLeadApi {

    private final CommandDesk desk;
    private final CommandHttp http;
    private final ReferenceLookup references;

    CompleteLeadApi(CommandDesk desk, CommandHttp http, ReferenceLookup references) {
        this.desk = desk;
        this.http = http;
        this.references = references;
    }

    @Operation(
            operationId = "completeSalesLead",
            summary = "Comment and complete a queued lead (SA-02)",
            description =
                    "For the call centre of the lead's market, until the lead is delivered. What is absent stays as"
                            + " it is; an empty text takes away what is there, but for the comment and the last name.")
    @PostMapping("/api/v1/sales/leads/{id}/comment")
    ResponseEntity<CommandAnswerBody> complete(
            @PathVariable String id,
            @RequestBody CompletionBody body,
            @RequestHeader HttpHeaders headers,
            Actor actor) {
        LeadId leadId = CommandHttp.leadId(id);
        Input<Completion> completion = body.read();
        return CommandHttp.done(desk.handle(
                leadId,
                http.terms(actor, headers, "POST " + leadId + "/comment", body),
                (Instant at) -> new CompleteLead(leadId, SalesCaller.of(actor, references), at, completion)));
    }

    /**
     * What the call centre learnt, as a client tells it.
     *
     * @param comment what the call centre learnt, as it stands from now on
     * @param customer what is to change in who the customer is
     * @param wishes what is to change in what the customer wants
     * @param consents by kind ({@link Consents.Kind}), what the customer answered and on which day
     */
    record CompletionBody(
            @Schema(maxLength = WishesBody.FREE_TEXT) @Nullable
            String comment,

            @Nullable CustomerBody customer,
            @Nullable WishesBody wishes,
            @Nullable Map<String, @Nullable ConsentBody> consents) {

        Input<Completion> read() {
            Fields fields = new Fields("SA-02");
            String text = comment == null ? null : fields.requiredText("comment", comment, WishesBody.FREE_TEXT);
            CustomerEdit who = customer == null ? CustomerEdit.NOTHING : customer.readEdit(fields, "customer");
            WishesEdit what = WishesBody.readEdit(fields, wishes);
            Consents answers = ConsentBody.read(fields, consents);
            return fields.faults().isEmpty()
                    ? Input.of(new Completion(text, who, what, answers))
                    : Input.faulty(fields.faults());
        }
    }
}
