package leadledger.command.sales.conversion;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.UUID;
import leadledger.command.desk.Answer;
import leadledger.command.desk.CommandDesk;
import leadledger.command.desk.CommandHttp;
import leadledger.command.desk.ReferenceNumbers;
import leadledger.command.desk.ReferenceNumbers.Series;
import leadledger.command.sales.SalesCaller;
import leadledger.events.ledger.EventCatalog;
import leadledger.events.ledger.PostgresLedger;
import leadledger.events.ledger.StoredEvent;
import leadledger.events.reference.ReferenceLookup;
import leadledger.events.sales.SalesEvent;
import leadledger.events.sales.SalesEvent.LeadConverted;
import leadledger.events.shared.Actor;
import leadledger.events.shared.LeadId;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST …/conversion}. */
@RestController
@Tag(name = "Sales leads")
class ConvertLeadApi {

    private final CommandDesk desk;
    private final CommandHttp http;
    private final ReferenceLookup references;
    private final ReferenceNumbers numbers;
    private final PostgresLedger ledger;
    private final EventCatalog catalog;

    ConvertLeadApi(
            CommandDesk desk,
            CommandHttp http,
            ReferenceLookup references,
            ReferenceNumbers numbers,
            PostgresLedger ledger,
            EventCatalog catalog) {
        this.desk = desk;
        this.http = http;
        this.references = references;
        this.numbers = numbers;
        this.ledger = ledger;
        this.catalog = catalog;
    }

    @Operation(
            operationId = "convertSalesLead",
            summary = "Convert the lead to an opportunity (SA-42)",
            description =
                    "For the lead's owner, and the managers of its outlet, while the lead is `FOLLOWING_UP`. It becomes `CONVERTED`, which is final. The answer tells the opportunity's reference.")
    @PostMapping("/api/v1/sales/leads/{id}/conversion")
    ResponseEntity<ConversionAnswerBody> convert(
            @PathVariable String id, @RequestHeader HttpHeaders headers, Actor actor) {
        LeadId leadId = CommandHttp.leadId(id);
        SalesCaller caller = SalesCaller.of(actor, references);
        Answer answer = desk.handle(
                leadId,
                http.terms(actor, headers, "POST " + leadId + "/conversion", ""),
                (Instant at) -> new ConvertLead(leadId, caller, at, numbers.next(Series.OPPORTUNITY, at)));
        return CommandHttp.done(
                answer,
                new ConversionAnswerBody(
                        answer.streamId(),
                        answer.reference(),
                        answer.version(),
                        answer.position(),
                        opportunity(answer)));
    }

    /** As recorded, so that the same request again is answered in the same way. */
    private String opportunity(Answer answer) {
        return ledger.readStream(answer.streamId(), 0).stream()
                .map((StoredEvent stored) ->
                        catalog.decode(stored, SalesEvent.class).event())
                .filter(LeadConverted.class::isInstance)
                .map(LeadConverted.class::cast)
                .map(LeadConverted::opportunity)
                .findFirst()
                .orElseThrow();
    }

    /**
     * What a conversion answers.
     *
     * @param id the lead
     * @param reference its short reference
     * @param version its version, as in the ETag
     * @param position the ledger's position of the command's last event, as in {@code Ledger-Position}
     * @param opportunity short reference of the opportunity (商談)
     */
    record ConversionAnswerBody(UUID id, String reference, int version, long position, String opportunity) {}
}
