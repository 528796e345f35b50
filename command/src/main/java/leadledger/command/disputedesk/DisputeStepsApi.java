package leadledger.command.disputedesk;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import leadledger.command.aftersales.dispute.TakeDisputeStep;
import leadledger.command.decision.Input;
import leadledger.command.desk.CommandDesk;
import leadledger.command.desk.CommandHttp;
import leadledger.command.desk.Fields;
import leadledger.command.dispute.DisputeRules;
import leadledger.command.dispute.NextStep;
import leadledger.command.sales.SalesCaller;
import leadledger.command.sales.dispute.TakeSalesDisputeStep;
import leadledger.events.dispute.DisputeOutcome;
import leadledger.events.dispute.DisputeStep;
import leadledger.events.reference.ReferenceLookup;
import leadledger.events.shared.Actor;
import leadledger.events.shared.RefusedException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /disputes/{id}/questions}, {@code …/answers}, {@code …/decision} and {@code …/reopening}. */
@RestController
@Tag(name = "Disputes")
class DisputeStepsApi {

    private static final int MOST_CHARACTERS = NewDisputeBody.MOST_TEXT_CHARACTERS;

    private final CommandDesk desk;
    private final CommandHttp http;
    private final DisputeDirectory directory;
    private final ReferenceLookup references;

    DisputeStepsApi(CommandDesk desk, CommandHttp http, DisputeDirectory directory, ReferenceLookup references) {
        this.desk = desk;
        this.http = http;
        this.directory = directory;
        this.references = references;
    }

    @Operation(
            operationId = "askInDispute",
            summary = "Ask the dealer back (SL-40)",
            description =
                    "For headquarters, while the dispute is `OPEN`. It is `QUESTION_ASKED` until the answer comes.")
    @PostMapping("/api/v1/disputes/{id}/questions")
    ResponseEntity<DisputeAnswerBody> ask(
            @PathVariable String id, @RequestBody QuestionBody body, @RequestHeader HttpHeaders headers, Actor actor) {
        UUID dispute = dispute(id);
        return take(dispute, NextStep.QUESTION, "questions", body, body.read(dispute), headers, actor);
    }

    @Operation(
            operationId = "answerInDispute",
            summary = "Answer headquarters' question (SL-40)",
            description = "For the dealer of the assignment, or the outlet's managers, while the dispute is"
                    + " `QUESTION_ASKED`. It is `OPEN` again.")
    @PostMapping("/api/v1/disputes/{id}/answers")
    ResponseEntity<DisputeAnswerBody> answer(
            @PathVariable String id, @RequestBody AnswerBody body, @RequestHeader HttpHeaders headers, Actor actor) {
        UUID dispute = dispute(id);
        return take(dispute, NextStep.ANSWER, "answers", body, body.read(dispute), headers, actor);
    }

    @Operation(
            operationId = "decideDispute",
            summary = "Decide the dispute (SL-40)",
            description = "For headquarters, unless it is `DECIDED`. `UPHELD`: the verdict stands. `EXCUSED`: the lead"
                    + " leaves numerator and denominator of the rates. `CORRECTED`, for `SLA1` only: `madeAt` counts for"
                    + " the attempt that stopped the clock, checked as by AS-13, and must make the verdict `MET`.")
    @PostMapping("/api/v1/disputes/{id}/decision")
    ResponseEntity<DisputeAnswerBody> decide(
            @PathVariable String id, @RequestBody DecisionBody body, @RequestHeader HttpHeaders headers, Actor actor) {
        UUID dispute = dispute(id);
        return take(dispute, NextStep.DECISION, "decision", body, body.read(dispute), headers, actor);
    }

    @Operation(
            operationId = "reopenDispute",
            summary = "Reopen a decided dispute (SL-40)",
            description = "For somebody of headquarters other than the one who decided. The decision holds no longer;"
                    + " what was corrected by it is claimed again as it was.")
    @PostMapping("/api/v1/disputes/{id}/reopening")
    ResponseEntity<DisputeAnswerBody> reopen(
            @PathVariable String id, @RequestBody ReopeningBody body, @RequestHeader HttpHeaders headers, Actor actor) {
        UUID dispute = dispute(id);
        return take(dispute, NextStep.REOPENING, "reopening", body, body.read(dispute), headers, actor);
    }

    private static UUID dispute(String pathSegment) {
        try {
            return UUID.fromString(pathSegment);
        } catch (IllegalArgumentException e) {
            throw new RefusedException(DisputeRules.UNKNOWN);
        }
    }

    private ResponseEntity<DisputeAnswerBody> take(
            UUID dispute,
            NextStep next,
            String path,
            Object body,
            Input<DisputeStep> step,
            HttpHeaders headers,
            Actor actor) {
        DisputeDirectory.Place place =
                directory.find(dispute, actor).orElseThrow(() -> new RefusedException(DisputeRules.UNKNOWN));
        var answer = desk.handle(
                place.lead(),
                http.terms(actor, headers, "POST disputes/" + dispute + "/" + path, body),
                (Instant at) -> switch (place.process()) {
                    case AFTERSALES ->
                        new TakeDisputeStep(place.lead(), actor, at, references.policies(), dispute, next, step);
                    case SALES ->
                        new TakeSalesDisputeStep(
                                place.lead(), SalesCaller.of(actor, references), at, dispute, next, step);
                });
        return CommandHttp.done(answer, DisputeAnswerBody.of(dispute, answer));
    }

    /**
     * A question.
     *
     * @param question what headquarters want to know
     */
    @Schema(name = "DisputeQuestionBody")
    record QuestionBody(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED, maxLength = MOST_CHARACTERS) @Nullable
            String question) {

        Input<DisputeStep> read(UUID dispute) {
            Fields fields = new Fields("SL-40");
            String asked = fields.requiredText("question", question, MOST_CHARACTERS);
            return asked == null
                    ? Input.faulty(fields.faults())
                    : Input.of(new DisputeStep.QuestionAsked(dispute, asked));
        }
    }

    /**
     * An answer.
     *
     * @param answer what the dealer says
     * @param attachments references into the dealer's own files
     */
    @Schema(name = "DisputeReplyBody")
    record AnswerBody(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED, maxLength = MOST_CHARACTERS) @Nullable
            String answer,

            @Nullable List<@Nullable String> attachments) {

        Input<DisputeStep> read(UUID dispute) {
            Fields fields = new Fields("SL-40");
            String said = fields.requiredText("answer", answer, MOST_CHARACTERS);
            List<String> read = NewDisputeBody.attachments(fields, attachments);
            return said == null || !fields.faults().isEmpty()
                    ? Input.faulty(fields.faults())
                    : Input.of(new DisputeStep.QuestionAnswered(dispute, said, read));
        }
    }

    /**
     * A decision.
     *
     * @param outcome what is decided, {@link DisputeOutcome}
     * @param madeAt when the attempt that stopped the clock was really made, RFC 3339; with {@code CORRECTED} alone
     * @param rationale why
     */
    @Schema(name = "DisputeDecisionBody")
    record DecisionBody(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED, implementation = DisputeOutcome.class) @Nullable
            String outcome,

            @Schema(format = "date-time") @Nullable String madeAt,

            @Schema(requiredMode = Schema.RequiredMode.REQUIRED, maxLength = MOST_CHARACTERS) @Nullable
            String rationale) {

        Input<DisputeStep> read(UUID dispute) {
            Fields fields = new Fields("SL-40");
            DisputeOutcome decided = fields.requiredOneOf("outcome", outcome, DisputeOutcome.class);
            Instant moment = null;
            if (decided == DisputeOutcome.CORRECTED && fields.required("madeAt", madeAt)) {
                moment = fields.moment("madeAt", madeAt);
            } else if (decided != null && decided != DisputeOutcome.CORRECTED && madeAt != null) {
                fields.fault("only-with-correction", "madeAt");
            }
            String why = fields.requiredText("rationale", rationale, MOST_CHARACTERS);
            return decided == null || why == null || !fields.faults().isEmpty()
                    ? Input.faulty(fields.faults())
                    : Input.of(new DisputeStep.Decided(dispute, decided, moment, why));
        }
    }

    /**
     * A reopening.
     *
     * @param reason why
     */
    @Schema(name = "DisputeReopeningBody")
    record ReopeningBody(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED, maxLength = MOST_CHARACTERS) @Nullable
            String reason) {

        Input<DisputeStep> read(UUID dispute) {
            Fields fields = new Fields("SL-40");
            String why = fields.requiredText("reason", reason, MOST_CHARACTERS);
            return why == null ? Input.faulty(fields.faults()) : Input.of(new DisputeStep.Reopened(dispute, why));
        }
    }
}
