package leadledger.command.disputedesk;

import java.util.UUID;
import leadledger.command.desk.Answer;

/**
 * What a command on a dispute answers.
 *
 * @param id the dispute
 * @param lead the lead whose verdict is disputed
 * @param reference its short reference
 * @param version the lead's version, as in the ETag
 * @param position the ledger's position of the command's last event, as in {@code Ledger-Position}
 */
public record DisputeAnswerBody(UUID id, UUID lead, String reference, int version, long position) {

    /** The body of an answer. */
    public static DisputeAnswerBody of(UUID dispute, Answer answer) {
        return new DisputeAnswerBody(
                dispute, answer.streamId(), answer.reference(), answer.version(), answer.position());
    }
}
