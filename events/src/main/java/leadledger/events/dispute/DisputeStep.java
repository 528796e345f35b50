package leadledger.events.dispute;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import leadledger.events.sla.Sla;
import org.jspecify.annotations.Nullable;

/**
 * A step of a dispute over a verdict of a lead (異議申し立て, SL-40). Who took it and when is the event's to say. Steps stand in
 * the lead's own stream, so that a verdict stays a function of the lead's events, a policy and a moment (SL-01).
 */
public sealed interface DisputeStep {

    /** Which dispute. */
    UUID dispute();

    /**
     * The dealer disputed a breached verdict.
     *
     * @param dispute its id
     * @param sla the service level
     * @param assignment number of the assignment whose verdict it is, from 1; for a sales lead 1
     * @param reason why
     * @param text what the dealer says to it; free text
     * @param attachments where to find what proves it: references into the dealer's own files, free text
     */
    record Opened(UUID dispute, Sla sla, int assignment, DisputeReason reason, String text, List<String> attachments)
            implements DisputeStep {

        public Opened {
            attachments = List.copyOf(attachments);
        }
    }

    /**
     * Headquarters asked back.
     *
     * @param dispute the dispute
     * @param question what they want to know; free text
     */
    record QuestionAsked(UUID dispute, String question) implements DisputeStep {}

    /**
     * The dealer answered.
     *
     * @param dispute the dispute
     * @param answer free text
     * @param attachments as those of {@link Opened}
     */
    record QuestionAnswered(UUID dispute, String answer, List<String> attachments) implements DisputeStep {

        public QuestionAnswered {
            attachments = List.copyOf(attachments);
        }
    }

    /**
     * Headquarters decided. The decision holds until it is reopened.
     *
     * @param dispute the dispute
     * @param outcome what they decided
     * @param countsAt the moment that counts for the event that stopped the clock; exactly with
     *     {@link DisputeOutcome#CORRECTED}
     * @param rationale why; free text
     */
    record Decided(
            UUID dispute, DisputeOutcome outcome, @Nullable Instant countsAt, String rationale) implements DisputeStep {

        public Decided {
            if ((outcome == DisputeOutcome.CORRECTED) != (countsAt != null)) {
                throw new IllegalArgumentException("a corrected time belongs to a correction");
            }
        }
    }

    /**
     * Somebody else of headquarters reopened the dispute: the decision holds no longer.
     *
     * @param dispute the dispute
     * @param reason why; free text
     */
    record Reopened(UUID dispute, String reason) implements DisputeStep {}
}
