package leadledger.command.aftersales.editlead;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import leadledger.command.aftersales.RequestDetailsBody;
import leadledger.command.aftersales.editlead.EditLead.Edit;
import leadledger.command.aftersales.editlead.EditLead.RequestEdit;
import leadledger.command.decision.Input;
import leadledger.command.desk.CommandDesk;
import leadledger.command.desk.CommandHttp;
import leadledger.command.desk.CommandHttp.CommandAnswerBody;
import leadledger.command.desk.Fields;
import leadledger.events.shared.Actor;
import leadledger.events.shared.LeadId;
import leadledger.events.shared.Vin;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST …/details}. */
@RestController
@Tag(name = "Aftersales leads")
class EditLeadApi {

    private final CommandDesk desk;
    private final CommandHttp http;

    EditLeadApi(CommandDesk desk, CommandHttp http) {
        this.desk = desk;
        this.http = http;
    }

    @Operation(
            operationId = "editLead",
            summary = "Edit request details, remarks, management note and VIN (AS-70)",
            description =
                    "While the lead is not final. What is absent stays as it is; an empty text takes away what is there."
                            + " Every changed field is an entry of the history (AS-71).")
    @PostMapping("/api/v1/aftersales/leads/{id}/details")
    ResponseEntity<CommandAnswerBody> edit(
            @PathVariable String id, @RequestBody EditBody body, @RequestHeader HttpHeaders headers, Actor actor) {
        LeadId leadId = CommandHttp.leadId(id);
        Input<Edit> edit = body.read();
        return CommandHttp.done(desk.handle(
                leadId,
                http.terms(actor, headers, "POST " + leadId + "/details", body),
                (Instant at) -> new EditLead(leadId, actor, at, edit)));
    }

    /**
     * An edit as a client tells it.
     *
     * @param request what is to change in the request details
     * @param vin the car; a VIN can be put right, not taken away
     * @param managementNote リード管理ノート
     */
    record EditBody(
            @Nullable RequestDetailsBody request,

            @Schema(pattern = "[A-HJ-NPR-Z0-9]{17}") @Nullable
            String vin,

            @Schema(maxLength = RequestDetailsBody.NOTE) @Nullable
            String managementNote) {

        Input<Edit> read() {
            Fields fields = new Fields("AS-70");
            RequestEdit details = RequestDetailsBody.readEdit(fields, request);
            String number = fields.matching("vin", vin, Vin::isCorrect, "not-a-vin", "AS-30");
            String note = fields.editedText("managementNote", managementNote, RequestDetailsBody.NOTE);
            return fields.faults().isEmpty()
                    ? Input.of(new Edit(details, number == null ? null : new Vin(number), note))
                    : Input.faulty(fields.faults());
        }
    }
}
