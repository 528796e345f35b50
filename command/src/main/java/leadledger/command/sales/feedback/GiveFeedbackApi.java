package leadledger.command.sales.feedback;

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
import leadledger.command.sales.feedback.GiveFeedback.ApprovalRequest;
import leadledger.command.sales.feedback.GiveFeedback.Feedback;
import leadledger.command.sales.feedback.GiveFeedback.Kind;
import leadledger.command.sales.feedback.GiveFeedback.Message;
import leadledger.events.reference.ReferenceLookup;
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

/** {@code POST …/feedback}. */
@RestController
@Tag(name = "Sales leads")
class GiveFeedbackApi {

    private final CommandDesk desk;
    private final CommandHttp http;
    private final ReferenceLookup references;

    GiveFeedbackApi(CommandDesk desk, CommandHttp http, ReferenceLookup references) {
        this.desk = desk;
        this.http = http;
        this.references = references;
    }

    @Operation(
            operationId = "giveFeedback",
            summary = "Give feedback, or ask for approval (SA-41)",
            description =
                    "`FEEDBACK` is for managers of the lead's outlet; with `approved` it answers an approval request. `APPROVAL_REQUEST` is for the lead's owner. On every delivered lead but a `NOT_CONVERTED` one; at most 100 of both on a lead.")
    @PostMapping("/api/v1/sales/leads/{id}/feedback")
    ResponseEntity<CommandAnswerBody> give(
            @PathVariable String id, @RequestBody FeedbackBody body, @RequestHeader HttpHeaders headers, Actor actor) {
        LeadId leadId = CommandHttp.leadId(id);
        SalesCaller caller = SalesCaller.of(actor, references);
        Kind kind = body.readKind();
        Input<Message> message = body.read();
        return CommandHttp.done(desk.handle(
                leadId,
                http.terms(actor, headers, "POST " + leadId + "/feedback", body),
                (Instant at) -> new GiveFeedback(leadId, caller, at, kind, message)));
    }

    /**
     * Feedback or an approval request, as a client tells it.
     *
     * @param kind {@link Kind}
     * @param text what is said, or asked
     * @param approved whether an approval that was asked for is given; with {@code FEEDBACK} only
     */
    record FeedbackBody(
            @Schema(implementation = Kind.class, requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
            String kind,

            @Schema(requiredMode = Schema.RequiredMode.REQUIRED, maxLength = SalesLimits.FREE_TEXT) @Nullable
            String text,

            @Nullable Boolean approved) {

        /** Alone, because who may ask depends on it. */
        @Nullable
        Kind readKind() {
            return new Fields("SA-41").oneOf("kind", kind, Kind.class);
        }

        Input<Message> read() {
            Fields fields = new Fields("SA-41");
            Kind which = fields.requiredOneOf("kind", kind, Kind.class);
            String said = fields.requiredText("text", text, SalesLimits.FREE_TEXT);
            if (which == Kind.APPROVAL_REQUEST && approved != null) {
                fields.fault("not-in-approval-request", "approved");
            }
            if (which == null || said == null || !fields.faults().isEmpty()) {
                return Input.faulty(fields.faults());
            }
            return Input.of(
                    switch (which) {
                        case FEEDBACK -> new Feedback(said, approved);
                        case APPROVAL_REQUEST -> new ApprovalRequest(said);
                    });
        }
    }
}
