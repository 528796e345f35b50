package leadledger.command.sales.contract;

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
import leadledger.command.sales.SalesLimits;
import leadledger.command.sales.contract.RecordContract.Contract;
import leadledger.events.reference.ReferenceLookup;
import leadledger.events.sales.ContractResult;
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

/** {@code POST …/contract}. */
@RestController
@Tag(name = "Sales leads")
class RecordContractApi {

    private final CommandDesk desk;
    private final CommandHttp http;
    private final ReferenceLookup references;

    RecordContractApi(CommandDesk desk, CommandHttp http, ReferenceLookup references) {
        this.desk = desk;
        this.http = http;
        this.references = references;
    }

    @Operation(
            operationId = "recordContract",
            summary = "Record that the contract was won or lost, or correct it (SA-42)",
            description =
                    "For the lead's owner, and the managers of its outlet, while the lead is `CONVERTED`. The first result is recorded without `reason`; another one corrects it and needs one. The same result again records nothing.")
    @PostMapping("/api/v1/sales/leads/{id}/contract")
    ResponseEntity<CommandAnswerBody> record(
            @PathVariable String id, @RequestBody ContractBody body, @RequestHeader HttpHeaders headers, Actor actor) {
        LeadId leadId = CommandHttp.leadId(id);
        SalesCaller caller = SalesCaller.of(actor, references);
        Input<Contract> contract = body.read();
        return CommandHttp.done(desk.handle(
                leadId,
                http.terms(actor, headers, "POST " + leadId + "/contract", body),
                (Instant at) -> new RecordContract(leadId, caller, at, contract)));
    }

    /**
     * How a contract ended, as a client tells it.
     *
     * @param result {@link ContractResult}
     * @param reason why the result recorded before is corrected
     */
    record ContractBody(
            @Schema(implementation = ContractResult.class, requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
            String result,

            @Schema(maxLength = SalesLimits.REASON) @Nullable
            String reason) {

        Input<Contract> read() {
            Fields fields = new Fields("SA-42");
            ContractResult ended = fields.requiredOneOf("result", result, ContractResult.class);
            String why = fields.text("reason", reason, SalesLimits.REASON);
            return ended == null || !fields.faults().isEmpty()
                    ? Input.faulty(fields.faults())
                    : Input.of(new Contract(ended, why));
        }
    }
}
