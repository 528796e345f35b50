package leadledger.command.aftersales.closewithsale;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import leadledger.command.aftersales.RequestDetailsBody;
import leadledger.command.aftersales.closewithsale.CloseWithSale.Sale;
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

/** {@code POST …/close-with-sale}. */
@RestController
@Tag(name = "Aftersales leads")
class CloseWithSaleApi {

    private final CommandDesk desk;
    private final CommandHttp http;

    CloseWithSaleApi(CommandDesk desk, CommandHttp http) {
        this.desk = desk;
        this.http = http;
    }

    @Operation(
            operationId = "closeWithSale",
            summary = "Close with sale (AS-30, AS-31)",
            description = "Needs one recorded contact attempt (AS-12) and a correct VIN, on the lead or given here."
                    + " Without an appointment the lead management note is required as well.")
    @PostMapping("/api/v1/aftersales/leads/{id}/close-with-sale")
    ResponseEntity<CommandAnswerBody> close(
            @PathVariable String id, @RequestBody SaleBody body, @RequestHeader HttpHeaders headers, Actor actor) {
        LeadId leadId = CommandHttp.leadId(id);
        Input<Sale> sale = body.read();
        return CommandHttp.done(desk.handle(
                leadId,
                http.terms(actor, headers, "POST " + leadId + "/close-with-sale", body),
                (Instant at) -> new CloseWithSale(leadId, actor, at, sale)));
    }

    /**
     * A sale as a client tells it.
     *
     * @param vin the car; absent: the one on the lead
     * @param managementNote リード管理ノート; absent: the one on the lead stays
     */
    record SaleBody(
            @Schema(pattern = "[A-HJ-NPR-Z0-9]{17}") @Nullable
            String vin,

            @Schema(maxLength = RequestDetailsBody.NOTE) @Nullable
            String managementNote) {

        Input<Sale> read() {
            Fields fields = new Fields("AS-31");
            String number = fields.matching("vin", vin, Vin::isCorrect, "not-a-vin", "AS-30");
            String note = fields.text("managementNote", managementNote, RequestDetailsBody.NOTE);
            return fields.faults().isEmpty()
                    ? Input.of(new Sale(number == null ? null : new Vin(number), note))
                    : Input.faulty(fields.faults());
        }
    }
}
