package leadledger.query.operations;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import leadledger.events.shared.Actor;
import leadledger.events.shared.Refusal;
import leadledger.events.shared.RefusedException;
import leadledger.query.projection.Projections;
import leadledger.query.projection.Projections.LetterResult;
import leadledger.query.projection.Projections.ParkedLead;
import leadledger.query.projection.Projections.State;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code /operations/projections}: for operators, no lead data. */
@RestController
@RequestMapping("/operations/projections")
@Tag(name = "Operations")
class ProjectionsApi {

    private static final Logger LOG = LoggerFactory.getLogger(ProjectionsApi.class);
    private static final int MOST_LEADS = 200;
    private static final int MOST_REASON_CHARACTERS = 1_000;

    private final Projections projections;

    ProjectionsApi(Projections projections) {
        this.projections = projections;
    }

    @Operation(operationId = "projections", summary = "Every projection: position, segments, rebuild, parked events")
    @GetMapping
    List<State> all() {
        return projections.names().stream().map(this::state).toList();
    }

    @Operation(operationId = "projection", summary = "One projection: position, segments, rebuild, parked events")
    @GetMapping("/{name}")
    State one(@PathVariable String name) {
        return state(name);
    }

    @Operation(
            operationId = "rebuildProjection",
            summary = "Rebuild a read model beside the serving one, then swap (LG-30)",
            description = "Goes on in the background; watch `rebuild` of the projection.")
    @PostMapping("/{name}/rebuild")
    @ResponseStatus(HttpStatus.ACCEPTED)
    State rebuild(@PathVariable String name) {
        state(name);
        inBackground(name, "rebuild", () -> projections.rebuild(name));
        return state(name);
    }

    @Operation(
            operationId = "verifyProjection",
            summary = "Rebuild beside, compare row by row with the serving table, and throw the copy away",
            description = "Goes on in the background; `rebuild.differing` of the projection tells the result.")
    @PostMapping("/{name}/verification")
    @ResponseStatus(HttpStatus.ACCEPTED)
    State verify(@PathVariable String name) {
        state(name);
        inBackground(name, "verification", () -> projections.verify(name));
        return state(name);
    }

    @Operation(operationId = "deadLetters", summary = "Leads that wait behind an event that could not be taken (LG-31)")
    @GetMapping("/{name}/dead-letters")
    List<ParkedLead> deadLetters(
            @PathVariable String name,
            @RequestParam(required = false) @Nullable UUID after,
            @RequestParam(defaultValue = "50") int limit) {
        state(name);
        if (limit < 1 || limit > MOST_LEADS) {
            throw new RefusedException(
                    Refusal.ofValue("API-LIST", "limit-out-of-range", "limit").with("most", MOST_LEADS));
        }
        return projections.parked(name, after == null ? new UUID(0, 0) : after, limit);
    }

    @Operation(operationId = "retryDeadLetter", summary = "Try again to take a lead's parked events, in order")
    @PostMapping("/{name}/dead-letters/{leadId}/retry")
    LetterAnswer retry(@PathVariable String name, @PathVariable UUID leadId) {
        state(name);
        return answer(projections.retry(name, leadId));
    }

    @Operation(
            operationId = "discardDeadLetter",
            summary = "Leave a lead's first parked event out of the read model, with a reason, and go on")
    @PostMapping("/{name}/dead-letters/{leadId}/discard")
    LetterAnswer discard(
            @PathVariable String name, @PathVariable UUID leadId, @RequestBody DiscardBody body, Actor actor) {
        state(name);
        String reason = body.reason();
        if (reason == null || reason.isBlank()) {
            throw new RefusedException(Refusal.ofValue("LG-31", "field-required", "reason"));
        }
        if (reason.length() > MOST_REASON_CHARACTERS) {
            throw new RefusedException(
                    Refusal.ofValue("LG-31", "text-too-long", "reason").with("most", MOST_REASON_CHARACTERS));
        }
        return answer(projections.discard(name, leadId, reason, actor.ledgerForm()));
    }

    private State state(String name) {
        return projections
                .state(name)
                .orElseThrow(() -> new RefusedException(
                        new Refusal("LG-30", Refusal.Kind.UNKNOWN, "unknown-projection", null, Map.of())));
    }

    private static LetterAnswer answer(LetterResult result) {
        if (result == LetterResult.NOTHING_PARKED) {
            throw new RefusedException(new Refusal("LG-31", Refusal.Kind.UNKNOWN, "no-dead-letter", null, Map.of()));
        }
        return new LetterAnswer(result);
    }

    private static void inBackground(String name, String what, Runnable work) {
        Thread.ofVirtual().name(what + "-" + name).start(() -> {
            try {
                work.run();
            } catch (RuntimeException e) {
                LOG.error("{} of {} failed", what, name, e);
            }
        });
    }

    /**
     * Why an event is left out.
     *
     * @param reason in the operator's words; kept with the letter
     */
    record DiscardBody(@Nullable String reason) {}

    /**
     * What came of it.
     *
     * @param result whether the lead's events are in the read model now
     */
    record LetterAnswer(LetterResult result) {}
}
