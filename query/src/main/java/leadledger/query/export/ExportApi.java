package leadledger.query.export;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import leadledger.events.ledger.EventCatalog;
import leadledger.events.shared.Actor;
import leadledger.query.accesslog.AccessAction;
import leadledger.query.accesslog.Disclosure;
import leadledger.query.lead.LeadReader;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /exports/{csv,cloudevents,ocel,xes}}: the request's own virtual thread reads and writes. */
@RestController
@Tag(name = "Exports")
class ExportApi {

    private static final Logger LOG = LoggerFactory.getLogger(ExportApi.class);
    private static final String DESCRIPTION =
            "The events of leads, streamed: those of one lead together and in order. A"
                    + " dealer's manager exports the dealer's own aftersales leads, headquarters the leads of their market, an"
                    + " auditor everything, with personal data masked unless a reason is given.";
    private static final String LEAD = "Only this lead";
    private static final String DEALER = "Only aftersales leads that this dealer has, at the moment given by `asOf`";
    private static final String OUTLET = "Only sales leads that this outlet has, at the moment given by `asOf`";
    private static final String PROCESS = "`aftersales` or `sales`; absent: both";
    private static final String FROM = "RFC 3339; events recorded at or after";
    private static final String TO = "RFC 3339; events recorded before";
    private static final String AS_OF = "RFC 3339; what was recorded by then (SL-22). Absent: now.";

    /** Below this size an export that fails is answered with a problem, not cut off. */
    private static final int BUFFER_BYTES = 64 * 1024;

    private static final String CSV = "text/csv";
    private static final String CSV_UTF_8 = "text/csv;charset=UTF-8";
    private static final String JSON_LINES = "application/x-ndjson";
    private static final String JSON = "application/json";
    private static final String XML = "application/xml";

    private final Exports exports;
    private final LeadReader leads;
    private final EventCatalog catalog;

    ExportApi(Exports exports, LeadReader leads, EventCatalog catalog) {
        this.exports = exports;
        this.leads = leads;
        this.catalog = catalog;
    }

    /** How a format is answered. */
    private record Answered(AccessAction action, String mediaType, String extension, ExportFormat format) {}

    @Operation(
            operationId = "exportCsv",
            summary = "Leads' events as CSV, safe in spreadsheets (AC-06)",
            description = DESCRIPTION)
    @ApiResponse(responseCode = "200", content = @Content(mediaType = CSV, schema = @Schema(type = "string")))
    @GetMapping("/api/v1/exports/csv")
    void csv(
            @Parameter(description = LEAD) @RequestParam(required = false) @Nullable String lead,
            @Parameter(description = DEALER) @RequestParam(required = false) @Nullable String dealer,
            @Parameter(description = OUTLET) @RequestParam(required = false) @Nullable String outlet,
            @Parameter(description = PROCESS) @RequestParam(required = false) @Nullable String process,
            @Parameter(description = FROM) @RequestParam(required = false) @Nullable String from,
            @Parameter(description = TO) @RequestParam(required = false) @Nullable String to,
            @Parameter(description = AS_OF) @RequestParam(required = false) @Nullable String asOf,
            @Parameter(description = "Whether a byte order mark comes first, by which some spreadsheets know UTF-8")
                    @RequestParam(defaultValue = "false")
                    boolean bom,
            @RequestHeader(name = LeadReader.MIN_POSITION, required = false) @Nullable String minPosition,
            @Parameter(description = Disclosure.REASON_DESCRIPTION)
                    @RequestHeader(name = Disclosure.REASON_HEADER, required = false)
                    @Nullable
                    String reason,
            Actor actor,
            HttpServletResponse response) {
        export(
                new Answered(AccessAction.EXPORT_CSV, CSV_UTF_8, "csv", new CsvFormat(bom)),
                new Asked(lead, dealer, outlet, process, from, to, asOf, minPosition, reason),
                actor,
                response);
    }

    @Operation(
            operationId = "exportCloudevents",
            summary = "Leads' events as CloudEvents 1.0, one a line",
            description = DESCRIPTION)
    @ApiResponse(responseCode = "200", content = @Content(mediaType = JSON_LINES, schema = @Schema(type = "string")))
    @GetMapping("/api/v1/exports/cloudevents")
    void cloudevents(
            @Parameter(description = LEAD) @RequestParam(required = false) @Nullable String lead,
            @Parameter(description = DEALER) @RequestParam(required = false) @Nullable String dealer,
            @Parameter(description = OUTLET) @RequestParam(required = false) @Nullable String outlet,
            @Parameter(description = PROCESS) @RequestParam(required = false) @Nullable String process,
            @Parameter(description = FROM) @RequestParam(required = false) @Nullable String from,
            @Parameter(description = TO) @RequestParam(required = false) @Nullable String to,
            @Parameter(description = AS_OF) @RequestParam(required = false) @Nullable String asOf,
            @RequestHeader(name = LeadReader.MIN_POSITION, required = false) @Nullable String minPosition,
            @Parameter(description = Disclosure.REASON_DESCRIPTION)
                    @RequestHeader(name = Disclosure.REASON_HEADER, required = false)
                    @Nullable
                    String reason,
            Actor actor,
            HttpServletResponse response) {
        export(
                new Answered(AccessAction.EXPORT_CLOUDEVENTS, JSON_LINES, "cloudevents.jsonl", new CloudEventsFormat()),
                new Asked(lead, dealer, outlet, process, from, to, asOf, minPosition, reason),
                actor,
                response);
    }

    @Operation(
            operationId = "exportOcel",
            summary = "Leads' events as an object-centric event log (OCEL 2.0)",
            description = DESCRIPTION)
    @ApiResponse(responseCode = "200", content = @Content(mediaType = JSON, schema = @Schema(type = "object")))
    @GetMapping("/api/v1/exports/ocel")
    void ocel(
            @Parameter(description = LEAD) @RequestParam(required = false) @Nullable String lead,
            @Parameter(description = DEALER) @RequestParam(required = false) @Nullable String dealer,
            @Parameter(description = OUTLET) @RequestParam(required = false) @Nullable String outlet,
            @Parameter(description = PROCESS) @RequestParam(required = false) @Nullable String process,
            @Parameter(description = FROM) @RequestParam(required = false) @Nullable String from,
            @Parameter(description = TO) @RequestParam(required = false) @Nullable String to,
            @Parameter(description = AS_OF) @RequestParam(required = false) @Nullable String asOf,
            @RequestHeader(name = LeadReader.MIN_POSITION, required = false) @Nullable String minPosition,
            @Parameter(description = Disclosure.REASON_DESCRIPTION)
                    @RequestHeader(name = Disclosure.REASON_HEADER, required = false)
                    @Nullable
                    String reason,
            Actor actor,
            HttpServletResponse response) {
        export(
                new Answered(AccessAction.EXPORT_OCEL, JSON, "ocel.json", new OcelFormat(catalog)),
                new Asked(lead, dealer, outlet, process, from, to, asOf, minPosition, reason),
                actor,
                response);
    }

    @Operation(
            operationId = "exportXes",
            summary = "Leads' events as an event log in XES (IEEE 1849)",
            description = DESCRIPTION)
    @ApiResponse(responseCode = "200", content = @Content(mediaType = XML, schema = @Schema(type = "string")))
    @GetMapping("/api/v1/exports/xes")
    void xes(
            @Parameter(description = LEAD) @RequestParam(required = false) @Nullable String lead,
            @Parameter(description = DEALER) @RequestParam(required = false) @Nullable String dealer,
            @Parameter(description = OUTLET) @RequestParam(required = false) @Nullable String outlet,
            @Parameter(description = PROCESS) @RequestParam(required = false) @Nullable String process,
            @Parameter(description = FROM) @RequestParam(required = false) @Nullable String from,
            @Parameter(description = TO) @RequestParam(required = false) @Nullable String to,
            @Parameter(description = AS_OF) @RequestParam(required = false) @Nullable String asOf,
            @RequestHeader(name = LeadReader.MIN_POSITION, required = false) @Nullable String minPosition,
            @Parameter(description = Disclosure.REASON_DESCRIPTION)
                    @RequestHeader(name = Disclosure.REASON_HEADER, required = false)
                    @Nullable
                    String reason,
            Actor actor,
            HttpServletResponse response) {
        export(
                new Answered(AccessAction.EXPORT_XES, XML, "xes", new XesFormat()),
                new Asked(lead, dealer, outlet, process, from, to, asOf, minPosition, reason),
                actor,
                response);
    }

    /** What a request asks for, as sent. */
    private record Asked(
            @Nullable String lead,
            @Nullable String dealer,
            @Nullable String outlet,
            @Nullable String process,
            @Nullable String from,
            @Nullable String to,
            @Nullable String asOf,
            @Nullable String minPosition,
            @Nullable String reason) {

        ExportRequest read() {
            ExportParameters read = new ExportParameters();
            Instant begin = read.moment("from", from);
            Instant end = read.moment("to", to);
            read.period(begin, end);
            ExportRequest request = new ExportRequest(
                    ExportParameters.lead(lead),
                    read.dealer(dealer),
                    read.outlet(outlet),
                    read.process(process),
                    begin,
                    end,
                    read.moment("asOf", asOf));
            read.refuseFaults();
            return request;
        }
    }

    private void export(Answered answered, Asked asked, Actor actor, HttpServletResponse response) {
        exports.refuseStranger(actor);
        Disclosure disclosure = Disclosure.of(actor, answered.action(), asked.reason());
        ExportRequest request = asked.read();
        leads.awaitPosition(asked.minPosition());
        // Nothing of what was asked for: names of files are seen by others.
        ExportAnswer answer =
                new ExportAnswer(response, answered.mediaType(), "lead-ledger-export." + answered.extension());
        exports.run(disclosure, request, export -> write(answered.format(), export, answer));
    }

    private static void write(ExportFormat format, Export export, ExportAnswer answer) {
        OutputStream out = new BufferedOutputStream(answer, BUFFER_BYTES);
        try {
            format.write(export, out);
            out.flush();
        } catch (IOException | RuntimeException e) {
            if (answer.isGone()) {
                LOG.debug("a client of an export has gone");
            } else if (answer.isBegun() || e instanceof IOException) {
                throw new BrokenExportException(e);
            } else {
                throw (RuntimeException) e;
            }
        }
    }
}
