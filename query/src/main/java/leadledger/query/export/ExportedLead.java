package leadledger.query.export;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/**
 * A lead in an export, as the reader may see it.
 *
 * @param id the lead
 * @param process of which process
 * @param reference its short reference
 * @param createdAt when it was recorded first
 * @param creation its first event, masked where it must be
 * @param owners whose it was, in order, by the moment as of which is exported
 */
record ExportedLead(
        UUID id, LeadProcess process, String reference, Instant createdAt, ObjectNode creation, List<Owner> owners) {

    /**
     * Who had the lead.
     *
     * @param since from when on
     * @param tenant code of dealer, outlet or queue
     */
    record Owner(Instant since, String tenant) {}
}
