package leadledger.command.aftersales.reassign;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import leadledger.command.aftersales.Network;
import leadledger.command.aftersales.reassign.ReassignLead.Move;
import leadledger.command.decision.Input;
import leadledger.command.desk.CommandDesk;
import leadledger.command.desk.CommandHttp;
import leadledger.command.desk.CommandHttp.CommandAnswerBody;
import leadledger.command.desk.Fields;
import leadledger.events.shared.Actor;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.LeadId;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST …/re-assignment}. */
@RestController
@Tag(name = "Aftersales leads")
class ReassignLeadApi {

    private static final int MOST_REASON_CHARACTERS = 1_000;

    private final CommandDesk desk;
    private final CommandHttp http;
    private final Network network;

    ReassignLeadApi(CommandDesk desk, CommandHttp http, Network network) {
        this.desk = desk;
        this.http = http;
        this.network = network;
    }

    @Operation(
            operationId = "reassignLead",
            summary = "Move the lead to another dealer (AS-65)",
            description =
                    "For headquarters, while the lead is not final. Clocks, attempts and the sixty days begin anew; the"
                            + " former dealer no longer sees the lead.")
    @PostMapping("/api/v1/aftersales/leads/{id}/re-assignment")
    ResponseEntity<CommandAnswerBody> reassign(
            @PathVariable String id, @RequestBody MoveBody body, @RequestHeader HttpHeaders headers, Actor actor) {
        LeadId leadId = CommandHttp.leadId(id);
        Input<Move> move = body.read(network, actor);
        return CommandHttp.done(desk.handle(
                leadId,
                http.terms(actor, headers, "POST " + leadId + "/re-assignment", body),
                (Instant at) -> new ReassignLead(leadId, actor, at, move)));
    }

    /**
     * A move as a client tells it.
     *
     * @param dealer code of the dealer that is to work the lead
     * @param reason why
     */
    record MoveBody(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
            String dealer,

            @Schema(requiredMode = Schema.RequiredMode.REQUIRED, maxLength = MOST_REASON_CHARACTERS) @Nullable
            String reason) {

        Input<Move> read(Network network, Actor actor) {
            Fields fields = new Fields("AS-65");
            String to = fields.required("dealer", dealer)
                    ? fields.matching("dealer", dealer, DealerId::isWellFormed, "not-a-dealer-code", "AS-01")
                    : null;
            if (to != null && !network.takesLeadsFrom(actor, new DealerId(to))) {
                fields.fault("unknown-dealer", "dealer");
            }
            String why = fields.requiredText("reason", reason, MOST_REASON_CHARACTERS);
            return to == null || why == null || !fields.faults().isEmpty()
                    ? Input.faulty(fields.faults())
                    : Input.of(new Move(new DealerId(to), why));
        }
    }
}
