package leadledger.query.evidencepack;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import leadledger.events.ledger.StoredEvent;
import leadledger.events.sla.SlaPolicy;
import leadledger.events.sla.SlaVerdict;
import leadledger.query.explanation.Language;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is in an evidence pack. All that differs between two packs stands here: nothing of the moment at which one is made.
 *
 * @param question what it answers
 * @param events of the lead, in order, as the reader may see them
 * @param sections verdicts, by whose they are, in order
 * @param policies by which the verdicts were judged
 */
record PackContent(Question question, List<PackedEvent> events, List<Section> sections, List<SlaPolicy> policies) {

    PackContent {
        events = List.copyOf(events);
        sections = List.copyOf(sections);
        policies = List.copyOf(policies);
    }

    /**
     * What a pack answers.
     *
     * @param process of which process the lead is
     * @param lead the lead
     * @param reference its short reference
     * @param asOf the moment as of which it is told (SL-22)
     * @param assignment number of the one assignment that it tells of (AS-65); none: of all that the reader may see
     * @param language of the report and the words
     * @param zone by whose clocks events are told
     * @param masked whether personal data is masked
     * @param limited whether events of the lead are left out that this reader may not see (AC-01)
     * @param lastPosition place in the ledger of the last event that is told
     */
    record Question(
            String process,
            UUID lead,
            String reference,
            Instant asOf,
            @Nullable Integer assignment,
            Language language,
            ZoneId zone,
            boolean masked,
            boolean limited,
            long lastPosition) {}

    /**
     * Verdicts that belong together.
     *
     * @param assignment number of the assignment; none: the process has none
     * @param place code of the dealer or outlet
     * @param zone its local time
     * @param start when its clocks started
     * @param withdrawnAt when the lead was moved to another dealer; none: it was not
     * @param verdicts one per service level
     */
    record Section(
            @Nullable Integer assignment,
            String place,
            ZoneId zone,
            Instant start,
            @Nullable Instant withdrawnAt,
            List<SlaVerdict> verdicts) {

        Section {
            verdicts = List.copyOf(verdicts);
        }
    }

    /**
     * An event as the reader may see it.
     *
     * @param stored the row of the ledger; what is in its payload is not for every reader
     * @param tenant whose lead it was; masked where the reader may not know
     * @param data what it says, masked where it must be
     * @param masked whether it is
     */
    record PackedEvent(StoredEvent stored, String tenant, ObjectNode data, boolean masked) {}
}
