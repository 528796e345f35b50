package leadledger.command.disputedesk;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.List;
import leadledger.command.decision.Input;
import leadledger.command.desk.Fields;
import leadledger.command.dispute.NewDispute;
import leadledger.events.dispute.DisputeReason;
import leadledger.events.sla.Sla;
import org.jspecify.annotations.Nullable;

/**
 * A dispute as a client tells it.
 *
 * @param sla over which service level: {@code SLA1}, {@code SLA2} or {@code FIRST_FOLLOW_UP}
 * @param assignment number of the assignment whose verdict it is; absent: the newest of the dealer's own
 * @param reason why, {@link DisputeReason}
 * @param text what the dealer says to it
 * @param attachments references into the dealer's own files
 */
public record NewDisputeBody(
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED, implementation = Sla.class) @Nullable
        String sla,

        @Nullable Integer assignment,

        @Schema(requiredMode = Schema.RequiredMode.REQUIRED, implementation = DisputeReason.class) @Nullable
        String reason,

        @Schema(requiredMode = Schema.RequiredMode.REQUIRED, maxLength = NewDisputeBody.MOST_TEXT_CHARACTERS) @Nullable
        String text,

        @Nullable List<@Nullable String> attachments) {

    static final int MOST_TEXT_CHARACTERS = 2_000;
    static final int MOST_ATTACHMENTS = 10;
    static final int MOST_ATTACHMENT_CHARACTERS = 200;
    private static final int MOST_ASSIGNMENTS = 100_000;

    /** What was asked for. */
    public Input<NewDispute> read() {
        Fields fields = new Fields("SL-40");
        Sla level = fields.requiredOneOf("sla", sla, Sla.class);
        Integer number = fields.count("assignment", assignment, MOST_ASSIGNMENTS);
        DisputeReason why = fields.requiredOneOf("reason", reason, DisputeReason.class);
        String said = fields.requiredText("text", text, MOST_TEXT_CHARACTERS);
        List<String> references = attachments(fields, attachments);
        return level == null || why == null || said == null || !fields.faults().isEmpty()
                ? Input.faulty(fields.faults())
                : Input.of(new NewDispute(level, number, why, said, references));
    }

    static List<String> attachments(Fields fields, @Nullable List<@Nullable String> attachments) {
        if (attachments == null) {
            return List.of();
        }
        if (attachments.size() > MOST_ATTACHMENTS) {
            fields.fault("too-many-attachments", "attachments", "most", MOST_ATTACHMENTS);
            return List.of();
        }
        List<String> references = new ArrayList<>();
        for (int i = 0; i < attachments.size(); i++) {
            String reference =
                    fields.requiredText("attachments[" + i + "]", attachments.get(i), MOST_ATTACHMENT_CHARACTERS);
            if (reference != null) {
                references.add(reference);
            }
        }
        return references;
    }
}
