package leadledger.command.aftersales.correctcontactattempt;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import leadledger.command.aftersales.correctcontactattempt.CorrectContactAttempt.Correction;
import leadledger.command.decision.Input;
import leadledger.command.desk.CommandDesk;
import leadledger.command.desk.CommandHttp;
import leadledger.command.desk.CommandHttp.CommandAnswerBody;
import leadledger.command.desk.Fields;
import leadledger.events.aftersales.ContactChannel;
import leadledger.events.aftersales.ContactOutcome;
import leadledger.events.ledger.ReferenceFeed;
import leadledger.events.shared.Actor;
import leadledger.events.shared.LeadId;
import leadledger.events.sla.Policies;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST …/contact-attempts/{number}/correction}. */
@RestController
@Tag(name = "Aftersales leads")
class CorrectContactAttemptApi {

    private static final int MOST_REASON_CHARACTERS = 1_000;

    private final CommandDesk desk;
    private final CommandHttp http;
    private final ReferenceFeed feed;

    CorrectContactAttemptApi(CommandDesk desk, CommandHttp http, ReferenceFeed feed) {
        this.feed = feed;
        this.desk = desk;
        this.http = http;
    }

    @Operation(
            operationId = "correctContactAttempt",
            summary = "Correct a recorded contact attempt (AS-13)",
            description =
                    "Says how the attempt should stand altogether, and why. A new fact: the history keeps both values,"
                            + " and the server's stamp stays. Without `madeAt` the stamp counts.")
    @PostMapping("/api/v1/aftersales/leads/{id}/contact-attempts/{number}/correction")
    ResponseEntity<CommandAnswerBody> correct(
            @PathVariable String id,
            @PathVariable int number,
            @RequestBody CorrectionBody body,
            @RequestHeader HttpHeaders headers,
            Actor actor) {
        LeadId leadId = CommandHttp.leadId(id);
        Input<Correction> correction = body.read();
        Policies policies = feed.upToDate().policies();
        return CommandHttp.done(desk.handle(
                leadId,
                http.terms(actor, headers, "POST " + leadId + "/contact-attempts/" + number + "/correction", body),
                (Instant at) -> new CorrectContactAttempt(leadId, actor, at, number, correction, policies)));
    }

    /**
     * How an attempt should stand.
     *
     * @param channel by which means, {@link ContactChannel}
     * @param outcome whether the customer was reached, {@link ContactOutcome}
     * @param madeAt when it was really made, RFC 3339; absent: the server's stamp counts
     * @param reason why it is corrected
     */
    record CorrectionBody(
            @Schema(implementation = ContactChannel.class, requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
            String channel,

            @Schema(implementation = ContactOutcome.class, requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
            String outcome,

            @Schema(format = "date-time") @Nullable String madeAt,

            @Schema(requiredMode = Schema.RequiredMode.REQUIRED, maxLength = MOST_REASON_CHARACTERS) @Nullable
            String reason) {

        Input<Correction> read() {
            Fields fields = new Fields("AS-13");
            ContactChannel by = fields.requiredOneOf("channel", channel, ContactChannel.class);
            ContactOutcome result = fields.requiredOneOf("outcome", outcome, ContactOutcome.class);
            Instant made = fields.moment("madeAt", madeAt);
            String why = fields.requiredText("reason", reason, MOST_REASON_CHARACTERS);
            return by == null
                            || result == null
                            || why == null
                            || !fields.faults().isEmpty()
                    ? Input.faulty(fields.faults())
                    : Input.of(new Correction(by, result, made, why));
        }
    }
}
