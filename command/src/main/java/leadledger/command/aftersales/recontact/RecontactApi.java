package leadledger.command.aftersales.recontact;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import leadledger.command.aftersales.Network;
import leadledger.command.decision.Input;
import leadledger.command.desk.CommandDesk;
import leadledger.command.desk.CommandHttp;
import leadledger.command.desk.CommandHttp.CommandAnswerBody;
import leadledger.command.desk.Fields;
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

/** {@code POST …/re-contact}. */
@RestController
@Tag(name = "Aftersales leads")
class RecontactApi {

    private final CommandDesk desk;
    private final CommandHttp http;
    private final Network network;

    RecontactApi(CommandDesk desk, CommandHttp http, Network network) {
        this.desk = desk;
        this.http = http;
        this.network = network;
    }

    @Operation(
            operationId = "recontact",
            summary = "Close, to ask again on a later day (AS-50), or move that day (AS-52)",
            description =
                    "Needs one recorded contact attempt (AS-12) and a day after today in the dealer's zone, at most 24"
                            + " months away. At the start of that day a new lead begins.")
    @PostMapping("/api/v1/aftersales/leads/{id}/re-contact")
    ResponseEntity<CommandAnswerBody> recontact(
            @PathVariable String id, @RequestBody RecontactBody body, @RequestHeader HttpHeaders headers, Actor actor) {
        LeadId leadId = CommandHttp.leadId(id);
        ZoneId zone = network.zoneOf(actor);
        Input<LocalDate> on = body.read();
        return CommandHttp.done(desk.handle(
                leadId,
                http.terms(actor, headers, "POST " + leadId + "/re-contact", body),
                (Instant at) -> new Recontact(leadId, actor, at, zone, on)));
    }

    /**
     * A re-contact as a client tells it.
     *
     * @param recontactOn 再連絡日, ISO 8601
     */
    record RecontactBody(
            @Schema(format = "date", requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
            String recontactOn) {

        Input<LocalDate> read() {
            Fields fields = new Fields("AS-50");
            LocalDate on = fields.requiredDay("recontactOn", recontactOn);
            return on == null ? Input.faulty(fields.faults()) : Input.of(on);
        }
    }
}
