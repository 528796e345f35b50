package leadledger.query.export;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import leadledger.events.ledger.StoredEvent;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Which steps of disputes an export tells: a dealer those over its own assignments alone, since a former dealer's dispute is no
 * business of the one that has the lead now (AC-01, AS-65). Of a dispute whose opening lies before the period that is exported
 * nobody can say here whose it is, so that a dealer is not told of it. Not for several threads.
 */
final class OwnDisputes {

    private static final String STEPS = "aftersales.dispute-";
    private static final String OPENING = "aftersales.dispute-opened";

    private final @Nullable String dealer;
    private final Set<String> own = new HashSet<>();

    /**
     * Of a reader.
     *
     * @param dealers the dealer that the reader is of; none: it sees all
     */
    OwnDisputes(@Nullable List<String> dealers) {
        dealer = dealers == null ? null : dealers.getFirst();
    }

    /** Whether an event is told. */
    boolean tells(ExportedLead lead, StoredEvent stored, ObjectNode data) {
        if (dealer == null || !stored.type().startsWith(STEPS)) {
            return true;
        }
        JsonNode step = data.path("step");
        String dispute = step.path("dispute").asString("");
        if (stored.type().equals(OPENING)) {
            int assignment = step.path("assignment").asInt(0);
            List<ExportedLead.Owner> owners = lead.owners();
            if (assignment >= 1
                    && assignment <= owners.size()
                    && owners.get(assignment - 1).tenant().equals(dealer)) {
                own.add(dispute);
            }
        }
        return own.contains(dispute);
    }
}
