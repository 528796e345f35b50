package leadledger.command.imports;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import leadledger.command.aftersales.importlead.SourceFault.File;
import leadledger.command.desk.CommandHttp;
import leadledger.command.desk.NoticeWords;
import leadledger.command.imports.ImportReport.Finding;
import leadledger.command.imports.ImportReport.Kind;
import leadledger.command.imports.ImportStore.Files;
import leadledger.command.imports.ImportStore.Kept;
import leadledger.command.imports.ImportStore.State;
import leadledger.events.shared.Actor;
import leadledger.events.shared.Refusal;
import leadledger.events.shared.RefusedException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** {@code POST /imports}, {@code GET /imports/{id}}. */
@RestController
@Tag(name = "Imports")
class ImportApi {

    private static final String PATH = "/api/v1/imports";
    private static final int MOST_PER_PAGE = 200;

    private final Imports imports;
    private final NoticeWords words;

    ImportApi(Imports imports, NoticeWords words) {
        this.imports = imports;
        this.words = words;
    }

    @Operation(
            operationId = "importLeads",
            summary = "Import an older system's leads and field history (LG-40)",
            description =
                    "Headquarters, for dealers of their market. Two CSV files with heads: `leads`, one line a lead, and"
                            + " `history`, one line a change (lead, date, field, user, old value, new value). Answers at once; a"
                            + " node works through the import, and goes on with it after a stop. The same files for the same"
                            + " source system are the same import and add nothing; one that ended with faults begins again. A lead"
                            + " with a fault is not imported, others are. A history that breaks a rule is imported as recorded"
                            + " and flagged (LG-41).",
            parameters =
                    @Parameter(
                            name = "mapping",
                            in = ParameterIn.QUERY,
                            description = "Name of a ready mapping, `salesforce-ja`, if the part `mapping` is not sent",
                            schema = @Schema(type = "string")))
    @ApiResponse(
            responseCode = "200",
            description = "Dry run",
            content = @Content(schema = @Schema(implementation = ImportBody.class)))
    @ApiResponse(
            responseCode = "202",
            description = "Taken",
            content = @Content(schema = @Schema(implementation = ImportBody.class)))
    @PostMapping(path = PATH, consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    ResponseEntity<ImportBody> importLeads(
            @RequestPart(required = false) @Nullable MultipartFile leads,
            @RequestPart(required = false) @Nullable MultipartFile history,
            @RequestPart(required = false) @Nullable MultipartFile mapping,
            @Parameter(description = "What the other system is called: lower-case letters, digits, hyphens")
                    @RequestParam(required = false)
                    @Nullable
                    String sourceSystem,
            @Parameter(description = "Only tells what an import would come to") @RequestParam(defaultValue = "false")
                    boolean dryRun,
            HttpServletRequest request,
            Actor actor,
            Locale language) {
        var _ = Imports.marketOf(actor);
        String system = required("sourceSystem", sourceSystem);
        Files files = new Files(
                mapping(mapping, request.getParameter("mapping")),
                bytes(required("leads", leads)),
                bytes(required("history", history)));
        if (dryRun) {
            Imports.DryRun run = imports.dryRun(actor, system, files);
            return ResponseEntity.ok(ImportBody.ofDryRun(
                    system,
                    run,
                    run.findings().stream()
                            .limit(MOST_PER_PAGE)
                            .map(finding -> FindingBody.of(finding, words, language))
                            .toList()));
        }
        Kept kept = imports.take(actor, system, files);
        return ResponseEntity.accepted()
                .location(URI.create(PATH + "/" + kept.id()))
                .body(ImportBody.of(kept, List.of(), null));
    }

    @Operation(
            operationId = "import",
            summary = "How far an import has come, and what was found in its files",
            description =
                    "Headquarters of the market for which it is. Findings are told in pages: `cursor` is the number of"
                            + " the last one told.")
    @GetMapping(PATH + "/{id}")
    ResponseEntity<ImportBody> find(
            @PathVariable String id,
            @Parameter(description = "Findings a page, 1 to 200") @RequestParam(defaultValue = "50") int limit,
            @Parameter(description = "`cursor` of the page before") @RequestParam(defaultValue = "0") int cursor,
            Actor actor,
            Locale language) {
        Kept kept = imports.find(actor, importId(id)).orElseThrow(ImportApi::unknown);
        int most = Math.clamp(limit, 1, MOST_PER_PAGE);
        List<Finding> page = imports.findings(kept.id(), cursor, most + 1);
        boolean more = page.size() > most;
        return ResponseEntity.ok()
                .header(CommandHttp.LEDGER_POSITION, Long.toString(kept.report().position()))
                .body(ImportBody.of(
                        kept,
                        page.stream()
                                .limit(most)
                                .map(finding -> FindingBody.of(finding, words, language))
                                .toList(),
                        more ? cursor + most : null));
    }

    private static UUID importId(String id) {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            throw unknown();
        }
    }

    private static RefusedException unknown() {
        return new RefusedException(new Refusal("LG-40", Refusal.Kind.UNKNOWN, "unknown-import", null, Map.of()));
    }

    private static <T> T required(String part, @Nullable T value) {
        if (value == null) {
            throw new RefusedException(Refusal.ofValue("LG-40", "field-required", part));
        }
        return value;
    }

    private static byte[] mapping(@Nullable MultipartFile sent, @Nullable String name) {
        return sent == null
                ? ImportMapping.ready(Objects.requireNonNullElse(name, ImportMapping.SALESFORCE_JA))
                        .orElseThrow(() -> new RefusedException(Refusal.ofValue("LG-40", "unknown-mapping", "mapping")))
                : bytes(sent);
    }

    private static byte[] bytes(MultipartFile file) {
        try {
            return file.getBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * An import.
     *
     * @param id its id; absent for a dry run
     * @param sourceSystem the other system
     * @param state where it stands; absent for a dry run
     * @param createdAt when it was asked for; absent for a dry run
     * @param finishedAt when it came to its end
     * @param leadLines lines of the file of leads
     * @param historyLines lines of the file of histories
     * @param leads leads in the files
     * @param done leads looked at so far
     * @param imported leads that it made
     * @param extended leads of an earlier import that it added to
     * @param unchanged leads that were there as they are
     * @param flagged leads whose history breaks a rule, imported as recorded (LG-41)
     * @param failed leads that are not imported, for faults
     * @param faults faults found, also those that are not kept
     * @param position the ledger's position after its last event
     * @param findings faults and flags
     * @param cursor for the next page of findings; absent: there is none
     */
    @Schema(name = "Import")
    record ImportBody(
            @Nullable UUID id,
            String sourceSystem,
            @Nullable State state,
            @Nullable Instant createdAt,
            @Nullable Instant finishedAt,
            int leadLines,
            int historyLines,
            int leads,
            int done,
            int imported,
            int extended,
            int unchanged,
            int flagged,
            int failed,
            int faults,
            long position,
            List<FindingBody> findings,
            @Nullable Integer cursor) {

        static ImportBody of(Kept kept, List<FindingBody> findings, @Nullable Integer cursor) {
            return of(
                    kept.id(),
                    kept.system(),
                    kept.state(),
                    kept.createdAt(),
                    kept.finishedAt(),
                    kept.report(),
                    findings,
                    cursor);
        }

        static ImportBody ofDryRun(String system, Imports.DryRun run, List<FindingBody> findings) {
            return of(null, system, null, null, null, run.report(), findings, null);
        }

        private static ImportBody of(
                @Nullable UUID id,
                String system,
                @Nullable State state,
                @Nullable Instant createdAt,
                @Nullable Instant finishedAt,
                ImportReport report,
                List<FindingBody> findings,
                @Nullable Integer cursor) {
            return new ImportBody(
                    id,
                    system,
                    state,
                    createdAt,
                    finishedAt,
                    report.leadLines(),
                    report.historyLines(),
                    report.leads(),
                    report.done(),
                    report.imported(),
                    report.extended(),
                    report.unchanged(),
                    report.flagged(),
                    report.failed(),
                    report.faults(),
                    report.position(),
                    findings,
                    cursor);
        }
    }

    /**
     * Something found in the files: a line, a column, a code; never a value (LG-22).
     *
     * @param kind a fault keeps its lead out; a flag says that the lead was imported though it breaks a rule
     * @param file in which file
     * @param line its line, from 1, the head included
     * @param field the column or field
     * @param rule the rule behind it
     * @param code its stable name
     * @param text the same in a sentence
     * @param lead the lead's id here; absent: nobody knows which
     */
    @Schema(name = "ImportFinding")
    record FindingBody(
            Kind kind,
            File file,
            int line,
            @Nullable String field,
            String rule,
            String code,
            String text,
            @Nullable UUID lead) {

        static FindingBody of(Finding finding, NoticeWords words, Locale language) {
            Refusal refusal = finding.refusal();
            return new FindingBody(
                    finding.kind(),
                    finding.file(),
                    finding.line(),
                    refusal.field(),
                    refusal.rule(),
                    refusal.code(),
                    words.detail(refusal, language),
                    finding.lead());
        }
    }
}
