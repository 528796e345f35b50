package leadledger.command.aftersales.recordcontactattempt;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import leadledger.command.aftersales.recordcontactattempt.RecordContactAttempt.Attempt;
import leadledger.command.decision.Input;
import leadledger.command.desk.CommandDesk;
import leadledger.command.desk.CommandHttp;
import leadledger.command.desk.CommandHttp.CommandAnswerBody;
import leadledger.command.desk.Fields;
import leadledger.events.aftersales.ContactChannel;
import leadledger.events.aftersales.ContactOutcome;
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

/** {@code POST …/contact-attempts}. */
@RestController
@Tag(name = "Aftersales leads")
class RecordContactAttemptApi {

    private final CommandDesk desk;
    private final CommandHttp http;

    RecordContactAttemptApi(CommandDesk desk, CommandHttp http) {
        this.desk = desk;
        this.http = http;
    }

    @Operation(
            operationId = "recordContactAttempt",
            summary = "Record a contact attempt (AS-10)",
            description = "At most five. The server stamps it; `madeAt` says when it was really made, if not now.")
    @PostMapping("/api/v1/aftersales/leads/{id}/contact-attempts")
    ResponseEntity<CommandAnswerBody> record(
            @PathVariable String id,
            @RequestBody ContactAttemptBody body,
            @RequestHeader HttpHeaders headers,
            Actor actor) {
        LeadId leadId = CommandHttp.leadId(id);
        Input<Attempt> attempt = body.read();
        return CommandHttp.done(desk.handle(
                leadId,
                http.terms(actor, headers, "POST " + leadId + "/contact-attempts", body),
                (Instant at) -> new RecordContactAttempt(leadId, actor, at, attempt)));
    }

    /**
     * An attempt as a client tells it.
     *
     * @param channel by which means, {@link ContactChannel}
     * @param outcome whether the customer was reached, {@link ContactOutcome}
     * @param madeAt when it was really made, RFC 3339; absent: now
     */
    record ContactAttemptBody(
            @Schema(implementation = ContactChannel.class, requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
            String channel,

            @Schema(implementation = ContactOutcome.class, requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
            String outcome,

            @Schema(format = "date-time") @Nullable String madeAt) {

        Input<Attempt> read() {
            Fields fields = new Fields("AS-10");
            ContactChannel by = fields.requiredOneOf("channel", channel, ContactChannel.class);
            ContactOutcome result = fields.requiredOneOf("outcome", outcome, ContactOutcome.class);
            Instant made = fields.moment("madeAt", madeAt);
            return by == null || result == null || !fields.faults().isEmpty()
                    ? Input.faulty(fields.faults())
                    : Input.of(new Attempt(by, result, made));
        }
    }
}
