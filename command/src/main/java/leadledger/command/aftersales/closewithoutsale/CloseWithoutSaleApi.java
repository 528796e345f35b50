package leadledger.command.aftersales.closewithoutsale;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import leadledger.command.aftersales.Network;
import leadledger.command.aftersales.RequestDetailsBody;
import leadledger.command.aftersales.closewithoutsale.CloseWithoutSale.Ending;
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

/** {@code POST …/close-without-sale}. */
@RestController
@Tag(name = "Aftersales leads")
class CloseWithoutSaleApi {

    private final CommandDesk desk;
    private final CommandHttp http;
    private final Network network;

    CloseWithoutSaleApi(CommandDesk desk, CommandHttp http, Network network) {
        this.desk = desk;
        this.http = http;
        this.network = network;
    }

    @Operation(
            operationId = "closeWithoutSale",
            summary = "Close without sale (AS-40 to AS-42)",
            description =
                    "Needs one recorded contact attempt (AS-12) and a close reason that is in use. `OTHER` needs the"
                            + " lead management note, `NO_LONGER_OWNER` the date on which ownership ended. `RE_CONTACT` is set by"
                            + " the action *re-contact* alone.")
    @PostMapping("/api/v1/aftersales/leads/{id}/close-without-sale")
    ResponseEntity<CommandAnswerBody> close(
            @PathVariable String id, @RequestBody EndingBody body, @RequestHeader HttpHeaders headers, Actor actor) {
        LeadId leadId = CommandHttp.leadId(id);
        ZoneId zone = network.zoneOf(actor);
        Input<Ending> ending = body.read(network);
        return CommandHttp.done(desk.handle(
                leadId,
                http.terms(actor, headers, "POST " + leadId + "/close-without-sale", body),
                (Instant at) -> new CloseWithoutSale(leadId, actor, at, zone, ending)));
    }

    /**
     * Why a lead came to nothing, as a client tells it.
     *
     * @param reason code of the close reason (販売なしで終了理由)
     * @param managementNote リード管理ノート; absent: the one on the lead stays
     * @param ownershipEndedOn 所有権の終了, ISO 8601
     */
    record EndingBody(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
            String reason,

            @Schema(maxLength = RequestDetailsBody.NOTE) @Nullable
            String managementNote,

            @Schema(format = "date") @Nullable String ownershipEndedOn) {

        Input<Ending> read(Network network) {
            Fields fields = new Fields("AS-40");
            String category = null;
            if (fields.required("reason", reason) && reason != null) {
                category = network.categoryOfCloseReason(reason).orElse(null);
                if (category == null) {
                    fields.fault("unknown-close-reason", "reason");
                }
            }
            String note = fields.text("managementNote", managementNote, RequestDetailsBody.NOTE);
            LocalDate ended = fields.day("ownershipEndedOn", ownershipEndedOn);
            return reason == null || category == null || !fields.faults().isEmpty()
                    ? Input.faulty(fields.faults())
                    : Input.of(new Ending(reason, category, note, ended));
        }
    }
}
