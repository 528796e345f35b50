package leadledger.query.whatif;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import leadledger.events.ledger.LedgerUnavailableException;
import leadledger.events.ledger.PostgresLedger;
import leadledger.events.reference.ReferenceLookup;
import leadledger.events.shared.Actor;
import leadledger.events.shared.Refusal;
import leadledger.events.shared.RefusedException;
import leadledger.query.access.ReadScopes;
import leadledger.query.accesslog.AccessAction;
import leadledger.query.accesslog.AccessLog;
import leadledger.query.accesslog.Disclosure;
import leadledger.query.slareport.ReplayPlaces;
import leadledger.query.whatif.WhatIfBody.AskedPolicy;
import leadledger.query.whatif.WhatIfResult.WhatIfDifference;
import leadledger.query.whatif.WhatIfResult.WhatIfLevel;
import leadledger.query.whatif.WhatIfResult.WhatIfPolicy;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code POST /sla/what-if} and {@code POST /sla/policies/{version}/preview}: a question, though it is posted. */
@RestController
@Tag(name = "Service levels")
class WhatIfApi {

    private static final Logger LOG = LoggerFactory.getLogger(WhatIfApi.class);

    private static final String JSON = "application/json";
    private static final String JSON_LINES = "application/x-ndjson";
    private static final String STREAM = "With `Accept: application/x-ndjson` it is streamed, a line each: `progress`"
            + " with `position` and `of`; `difference`; at last `result`, or `problem` if it failed on the way.";

    /** So many differences of a stream are told one by one; the others are counted. */
    private static final int MOST_STREAMED = 10_000;

    private static final Duration BETWEEN_PROGRESS = Duration.ofMillis(250);
    private static final Duration PREVIEWED = Duration.ofDays(90);

    private final WhatIfReplay replay;
    private final ReplayPlaces places;
    private final ReadScopes scopes;
    private final ReferenceLookup references;
    private final InlineTerms inline;
    private final PostgresLedger ledger;
    private final AccessLog log;
    private final JsonMapper json;

    WhatIfApi(
            WhatIfReplay replay,
            ReplayPlaces places,
            ReadScopes scopes,
            ReferenceLookup references,
            InlineTerms inline,
            PostgresLedger ledger,
            AccessLog log,
            JsonMapper json) {
        this.replay = replay;
        this.places = places;
        this.scopes = scopes;
        this.references = references;
        this.inline = inline;
        this.ledger = ledger;
        this.log = log;
        this.json = json;
    }

    @Operation(
            operationId = "whatIf",
            summary = "What if another policy held (SL-11)",
            description =
                    "For headquarters of their market, auditors, and a dealer's manager of the dealer's own leads."
                            + " Counts and rates under both policies, and each verdict that differs with the reason. What was decided"
                            + " in disputes counts under both. " + STREAM)
    @ApiResponse(
            responseCode = "200",
            content = {
                @Content(mediaType = JSON, schema = @Schema(implementation = WhatIfResult.class)),
                @Content(mediaType = JSON_LINES, schema = @Schema(type = "string"))
            })
    @PostMapping("/api/v1/sla/what-if")
    void whatIf(
            @RequestBody WhatIfBody body,
            @RequestHeader(name = HttpHeaders.ACCEPT, required = false) @Nullable String accept,
            Actor actor,
            HttpServletResponse response) {
        mayAsk(actor);
        answer(body, accept, actor, response);
    }

    @Operation(
            operationId = "previewPolicy",
            summary = "What a version of the market's policy would have made of the last 90 days (SL-10, SL-11)",
            description = "For headquarters: a what if over the leads assigned in that time. " + STREAM)
    @ApiResponse(
            responseCode = "200",
            content = {
                @Content(mediaType = JSON, schema = @Schema(implementation = WhatIfResult.class)),
                @Content(mediaType = JSON_LINES, schema = @Schema(type = "string"))
            })
    @PostMapping("/api/v1/sla/policies/{version}/preview")
    void preview(
            @PathVariable String version,
            @RequestHeader(name = HttpHeaders.ACCEPT, required = false) @Nullable String accept,
            Actor actor,
            HttpServletResponse response) {
        switch (actor.role()) {
            case HQ -> {}
            default -> throw new RefusedException(Refusal.ofRole("SL-10"));
        }
        if (!version.matches("[1-9]\\d{0,8}")) {
            throw new RefusedException(new Refusal("SL-10", Refusal.Kind.UNKNOWN, "unknown-policy", null, Map.of()));
        }
        answer(
                new WhatIfBody(
                        new AskedPolicy(Integer.valueOf(version), null, null),
                        null,
                        null,
                        null,
                        null,
                        ledger.instant().minus(PREVIEWED).toString(),
                        null,
                        null,
                        null),
                accept,
                actor,
                response);
    }

    private static void mayAsk(Actor actor) {
        switch (actor.role()) {
            case HQ, AUDITOR, AFTERSALES_MANAGER -> {}
            case AFTERSALES_AGENT,
                    INTAKE,
                    CALL_CENTER,
                    OUTLET_MANAGER,
                    SALES_STAFF,
                    SALES_ASSISTANT,
                    PRIVACY_OFFICER,
                    ADMIN,
                    SYSTEM -> throw new RefusedException(Refusal.ofRole("SL-11"));
        }
    }

    private void answer(WhatIfBody body, @Nullable String accept, Actor actor, HttpServletResponse response) {
        Instant now = ledger.instant();
        WhatIfReading reading = new WhatIfReading(actor, references, inline);
        int limit = reading.limit(body.limit());
        WhatIfQuery query = reading.query(body, scopes.of(actor), now);
        boolean streamed = accept != null && accept.contains(JSON_LINES);
        places.inOne(() -> {
            log.commit(new Disclosure(actor, AccessAction.WHAT_IF, null), null);
            long upTo = ledger.positionAsOf(query.asOf());
            try {
                if (streamed) {
                    new Lines(response).run(query, upTo);
                } else {
                    response.setContentType(JSON);
                    json.writeValue(response.getOutputStream(), result(query, upTo, limit));
                }
            } catch (IOException | UncheckedIOException | JacksonException e) {
                LOG.debug("a client of a what if has gone");
            }
            return query;
        });
    }

    private WhatIfResult result(WhatIfQuery query, long upTo, int limit) {
        List<WhatIfDifference> told = new ArrayList<>();
        List<WhatIfLevel> levels = replay.compare(
                query,
                upTo,
                difference -> {
                    if (told.size() < limit) {
                        told.add(difference);
                    }
                },
                (position, of) -> {});
        return result(query, upTo, levels, told, told.size());
    }

    private static WhatIfResult result(
            WhatIfQuery query,
            long upTo,
            List<WhatIfLevel> levels,
            @Nullable List<WhatIfDifference> told,
            long alreadyTold) {
        return new WhatIfResult(
                new WhatIfPolicy(
                        query.other().name(),
                        query.other().version() == 0 ? null : query.other().version()),
                query.asOf(),
                query.from(),
                query.to(),
                levels,
                told,
                levels.stream().mapToLong(WhatIfLevel::differing).sum() - alreadyTold,
                upTo);
    }

    /** Writes a line for each thing that there is to tell. For one answer. */
    private final class Lines {

        private final HttpServletResponse response;
        private long told;
        private long lastProgress = System.nanoTime();

        Lines(HttpServletResponse response) {
            this.response = response;
        }

        void run(WhatIfQuery query, long upTo) {
            response.setContentType(JSON_LINES);
            // A proxy that gathers the answer would hide how far it has come.
            response.setHeader("X-Accel-Buffering", "no");
            try {
                List<WhatIfLevel> levels = replay.compare(query, upTo, this::difference, this::progress);
                line("result", json.valueToTree(result(query, upTo, levels, null, told)));
            } catch (LedgerUnavailableException e) {
                LOG.warn("a what if broke off: the ledger does not answer");
                problem(503, "service-unavailable");
            } catch (UncheckedIOException e) {
                throw e;
            } catch (RuntimeException e) {
                LOG.error("a what if broke off", e);
                problem(500, "internal-error");
            }
        }

        private void difference(WhatIfDifference difference) {
            if (told < MOST_STREAMED) {
                told++;
                line("difference", json.valueToTree(difference));
            }
        }

        private void progress(long position, long of) {
            long now = System.nanoTime();
            if (now - lastProgress >= BETWEEN_PROGRESS.toNanos()) {
                lastProgress = now;
                line(
                        "progress",
                        json.createObjectNode().put("position", position).put("of", of));
                flush();
            }
        }

        private void problem(int status, String code) {
            line("problem", json.createObjectNode().put("status", status).put("code", code));
        }

        private void line(String kind, ObjectNode content) {
            ObjectNode line = json.createObjectNode().put("kind", kind);
            line.setAll(content);
            byte[] bytes = json.writeValueAsBytes(line);
            try {
                response.getOutputStream().write(bytes);
                response.getOutputStream().write('\n');
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private void flush() {
            try {
                response.flushBuffer();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
