package leadledger.command.dispute;

import java.util.List;
import java.util.UUID;
import leadledger.events.dispute.DisputeReason;
import leadledger.events.dispute.DisputeStep;
import leadledger.events.sla.Sla;
import org.jspecify.annotations.Nullable;

/**
 * What a dealer disputes and why, as it was asked for (SL-40).
 *
 * @param sla which service level
 * @param assignment number of the assignment whose verdict it is; none: the newest of the dealer's own
 * @param reason why
 * @param text what the dealer says to it; free text
 * @param attachments references into the dealer's own files; free text
 */
public record NewDispute(
        Sla sla, @Nullable Integer assignment, DisputeReason reason, String text, List<String> attachments) {

    public NewDispute {
        attachments = List.copyOf(attachments);
    }

    /** The step that it becomes. */
    public DisputeStep.Opened step(UUID id, int ofAssignment) {
        return new DisputeStep.Opened(id, sla, ofAssignment, reason, text, attachments);
    }
}
