package leadledger.query.evidencepack;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Locale;
import java.util.function.Supplier;
import leadledger.events.shared.Actor;
import leadledger.events.shared.Refusal;
import leadledger.events.shared.RefusedException;
import leadledger.query.accesslog.AccessAction;
import leadledger.query.accesslog.Disclosure;
import leadledger.query.evidencepack.EvidencePacks.Pack;
import leadledger.query.explanation.Language;
import leadledger.query.lead.LeadReader;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET …/evidence-pack} of both processes. */
@RestController
@Tag(name = "Evidence packs")
class EvidencePackApi {

    private static final String ZIP = "application/zip";
    private static final String AS_OF = "RFC 3339; what was recorded by then (SL-22). Absent: now.";
    private static final String LANGUAGE =
            "`ja`, `en` or `it`: language of the report and of all words. Absent: the best of `Accept-Language`.";
    private static final String DESCRIPTION = "A ZIP file: `report.pdf` to read, `events.jsonl`, `policy.json`,"
            + " `verdicts.json`, `proofs/` (nothing but its place so far) and `manifest.json` with the SHA-256 of each file. The same"
            + " question by a reader with the same rights gives the same bytes. Each pack is written into the access log"
            + " (AC-05) before its first byte. Two are made at once; further ones are answered 503 `no-export-left`.";

    private final EvidencePacks packs;
    private final AftersalesPack aftersales;
    private final SalesPack sales;

    EvidencePackApi(EvidencePacks packs, AftersalesPack aftersales, SalesPack sales) {
        this.packs = packs;
        this.aftersales = aftersales;
        this.sales = sales;
    }

    @Operation(
            operationId = "leadEvidencePack",
            summary = "The evidence pack of a lead (SL-42)",
            description =
                    DESCRIPTION + " With `assignment`, it tells of that assignment alone and without personal data;"
                            + " its dealer may have it also when the lead has moved on (AS-65).")
    @ApiResponse(
            responseCode = "200",
            content = @Content(mediaType = ZIP, schema = @Schema(type = "string", format = "binary")))
    @GetMapping("/api/v1/aftersales/leads/{id}/evidence-pack")
    ResponseEntity<byte[]> lead(
            @PathVariable String id,
            @Parameter(description = AS_OF) @RequestParam(required = false) @Nullable String asOf,
            @Parameter(
                            description =
                                    "Number of the one assignment to tell of, from 1. Absent: all that the reader may see.")
                    @RequestParam(required = false)
                    @Nullable
                    String assignment,
            @Parameter(description = LANGUAGE) @RequestParam(required = false) @Nullable String language,
            @RequestHeader(name = LeadReader.MIN_POSITION, required = false) @Nullable String minPosition,
            @Parameter(description = Disclosure.REASON_DESCRIPTION)
                    @RequestHeader(name = Disclosure.REASON_HEADER, required = false)
                    @Nullable
                    String reason,
            Actor actor,
            Locale accepted) {
        LeadReader.mayLookAtLeads(actor);
        Disclosure disclosure = Disclosure.of(actor, AccessAction.READ_EVIDENCE_PACK, reason);
        Language asked = language(language, accepted);
        return answer(() -> aftersales.read(id, assignment, disclosure, asked, asOf, minPosition));
    }

    @Operation(
            operationId = "salesLeadEvidencePack",
            summary = "The evidence pack of a sales lead (SL-42)",
            description = DESCRIPTION)
    @ApiResponse(
            responseCode = "200",
            content = @Content(mediaType = ZIP, schema = @Schema(type = "string", format = "binary")))
    @GetMapping("/api/v1/sales/leads/{id}/evidence-pack")
    ResponseEntity<byte[]> salesLead(
            @PathVariable String id,
            @Parameter(description = AS_OF) @RequestParam(required = false) @Nullable String asOf,
            @Parameter(description = LANGUAGE) @RequestParam(required = false) @Nullable String language,
            @RequestHeader(name = LeadReader.MIN_POSITION, required = false) @Nullable String minPosition,
            @Parameter(description = Disclosure.REASON_DESCRIPTION)
                    @RequestHeader(name = Disclosure.REASON_HEADER, required = false)
                    @Nullable
                    String reason,
            Actor actor,
            Locale accepted) {
        sales.refuseStranger(actor);
        Disclosure disclosure = Disclosure.of(actor, AccessAction.READ_SALES_EVIDENCE_PACK, reason);
        Language asked = language(language, accepted);
        return answer(() -> sales.read(id, disclosure, asked, asOf, minPosition));
    }

    private ResponseEntity<byte[]> answer(Supplier<PackContent> content) {
        Pack pack = packs.make(content);
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(ZIP))
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + pack.fileName() + "\"")
                .body(pack.content());
    }

    private static Language language(@Nullable String asked, Locale accepted) {
        return asked == null
                ? Language.of(accepted)
                : Language.named(asked)
                        .orElseThrow(() ->
                                new RefusedException(Refusal.ofValue("SL-42", "not-a-pack-language", "language")));
    }
}
