package leadledger.command.aftersales.createlead;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.time.InstantSource;
import leadledger.command.aftersales.createlead.CreateLead.NewLead;
import leadledger.command.decision.Input;
import leadledger.command.desk.CommandDesk;
import leadledger.command.desk.CommandHttp;
import leadledger.command.desk.CommandHttp.CommandAnswerBody;
import leadledger.command.desk.ReferenceNumbers;
import leadledger.command.desk.ReferenceNumbers.Series;
import leadledger.events.ledger.LedgerIds;
import leadledger.events.reference.ReferenceLookup;
import leadledger.events.shared.Actor;
import leadledger.events.shared.LeadId;
import leadledger.events.shared.Refusal;
import leadledger.events.shared.RefusedException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /aftersales/leads}. */
@RestController
@Tag(name = "Aftersales leads")
class CreateLeadApi {

    private static final String PATH = "/api/v1/aftersales/leads";

    private final CommandDesk desk;
    private final CommandHttp http;
    private final ReferenceNumbers references;
    private final ReferenceLookup reference;
    private final InstantSource clock;

    CreateLeadApi(
            CommandDesk desk,
            CommandHttp http,
            ReferenceNumbers references,
            ReferenceLookup reference,
            InstantSource clock) {
        this.desk = desk;
        this.http = http;
        this.references = references;
        this.reference = reference;
        this.clock = clock;
    }

    @Operation(
            operationId = "createLead",
            summary = "Create a lead and assign it to a dealer (AS-01)",
            description =
                    "Headquarters create HQ-driven leads, intake machines and dealers customer-driven ones (AS-04). A"
                            + " dealer creates for itself: `dealer`, `source` and `campaign` need not be given.")
    @PostMapping(PATH)
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<CommandAnswerBody> create(
            @RequestBody NewLeadBody body, @RequestHeader HttpHeaders headers, Actor actor) {
        if (!CreateLead.mayCreate(actor)) {
            throw new RefusedException(Refusal.ofRole("AS-04"));
        }
        LeadId leadId = new LeadId(LedgerIds.next());
        Input<NewLead> newLead = body.read(actor, reference);
        String number = references.next(Series.AFTERSALES_LEAD, clock.instant());
        return CommandHttp.created(
                desk.handle(
                        leadId,
                        http.terms(actor, headers, "POST " + PATH, body),
                        (Instant at) -> new CreateLead(leadId, actor, at, number, newLead)),
                PATH);
    }
}
