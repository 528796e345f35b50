package leadledger.command.sales.capturelead;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.nio.charset.Charset;
import java.time.Instant;
import java.time.InstantSource;
import leadledger.command.decision.Input;
import leadledger.command.desk.Answer;
import leadledger.command.desk.CommandDesk;
import leadledger.command.desk.CommandHttp;
import leadledger.command.desk.CommandHttp.CommandAnswerBody;
import leadledger.command.desk.CommandTerms;
import leadledger.command.desk.LeadProviderIds;
import leadledger.command.desk.ReferenceNumbers;
import leadledger.command.desk.ReferenceNumbers.Series;
import leadledger.command.sales.SalesCaller;
import leadledger.command.sales.capturelead.CaptureLead.NewLead;
import leadledger.events.ledger.LedgerIds;
import leadledger.events.reference.ReferenceLookup;
import leadledger.events.shared.Actor;
import leadledger.events.shared.LeadId;
import leadledger.events.shared.Refusal;
import leadledger.events.shared.RefusedException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /sales/leads} and {@code POST /sales/leads/adf}. */
@RestController
@Tag(name = "Sales leads")
class CaptureLeadApi {

    private static final String PATH = "/api/v1/sales/leads";
    private static final String ADF_PATH = PATH + "/adf";
    private static final String ADF = "application/x-adf+xml";

    private final CommandDesk desk;
    private final CommandHttp http;
    private final ReferenceNumbers numbers;
    private final LeadProviderIds providerIds;
    private final ReferenceLookup references;
    private final InstantSource clock;

    CaptureLeadApi(
            CommandDesk desk,
            CommandHttp http,
            ReferenceNumbers numbers,
            LeadProviderIds providerIds,
            ReferenceLookup references,
            InstantSource clock) {
        this.desk = desk;
        this.http = http;
        this.numbers = numbers;
        this.providerIds = providerIds;
        this.references = references;
        this.clock = clock;
    }

    @Operation(
            operationId = "captureSalesLead",
            summary = "Capture a sales lead into the queue (SA-01)",
            description =
                    "For intake machines, which name the market, and for a market's call centre. The same provider id"
                            + " from the same source again is the same lead: 200 with its id, and nothing is recorded.")
    @ApiResponse(responseCode = "201", description = "Captured")
    @ApiResponse(responseCode = "200", description = "The provider had sent it before")
    @PostMapping(path = PATH, consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<CommandAnswerBody> capture(
            @RequestBody SalesLeadBody body, @RequestHeader HttpHeaders headers, Actor actor) {
        requireMayCapture(actor);
        return capture(actor, http.terms(actor, headers, "POST " + PATH, body), body.read(actor, references));
    }

    @Operation(
            operationId = "captureAdf",
            summary = "Capture a sales lead in ADF 1.0, as lead providers send it (SA-01)",
            description =
                    "One prospect. Market, source and campaign stand in the address, which a provider is given once; the"
                            + " brand may, otherwise it is the make of the car that is wanted. What has no field is kept."
                            + " A document type is refused.",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content = {
                                @Content(
                                        mediaType = MediaType.APPLICATION_XML_VALUE,
                                        schema = @Schema(type = "string")),
                                @Content(mediaType = MediaType.TEXT_XML_VALUE, schema = @Schema(type = "string")),
                                @Content(mediaType = ADF, schema = @Schema(type = "string"))
                            }))
    @ApiResponse(responseCode = "201", description = "Captured")
    @ApiResponse(responseCode = "200", description = "The provider had sent it before")
    @PostMapping(
            path = ADF_PATH,
            consumes = {MediaType.APPLICATION_XML_VALUE, MediaType.TEXT_XML_VALUE, ADF})
    ResponseEntity<CommandAnswerBody> captureAdf(
            @RequestBody byte[] xml,
            @RequestParam(required = false) @Nullable String market,
            @RequestParam(required = false) @Nullable String brand,
            @RequestParam(required = false) @Nullable String source,
            @RequestParam(required = false) @Nullable String campaign,
            @RequestHeader HttpHeaders headers,
            Actor actor) {
        requireMayCapture(actor);
        ChannelBody address = new ChannelBody(market, brand, source, campaign);
        CommandTerms terms = http.terms(actor, headers, "POST " + ADF_PATH, new Sent(address, xml));
        MediaType type = headers.getContentType();
        Charset told = type == null ? null : type.getCharset();
        return capture(actor, terms, new AdfBody(XmlBody.read(xml, told), address).read(actor, references));
    }

    /** What makes an ADF request this one and no other. */
    @SuppressWarnings("ArrayRecordComponent") // Only written out.
    private record Sent(ChannelBody address, byte[] xml) {}

    private static void requireMayCapture(Actor actor) {
        if (!CaptureLead.mayCapture(actor)) {
            throw new RefusedException(Refusal.ofRole("SA-01"));
        }
    }

    private ResponseEntity<CommandAnswerBody> capture(Actor actor, CommandTerms terms, Input<NewLead> newLead) {
        LeadId fresh = new LeadId(LedgerIds.next());
        LeadId lead = newLead instanceof Input.Sound<NewLead>(NewLead wanted)
                ? providerIds.claim(wanted.queue().market(), wanted.providerIds(), fresh)
                : fresh;
        String number = numbers.next(Series.SALES_LEAD, clock.instant());
        Answer answer = desk.handle(
                lead,
                terms,
                (Instant at) -> new CaptureLead(lead, SalesCaller.of(actor, references), at, number, newLead));
        return answer.recorded() ? CommandHttp.created(answer, PATH) : CommandHttp.done(answer);
    }
}
