package leadledger.events.shared;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What the ledger knows of a fact that it took over from another system (LG-40).
 *
 * @param importId the import that brought it
 * @param ledgerRecordedAt when the ledger itself recorded it; whole milliseconds, never decreases with position
 * @param brokenRules ids of the rules that it breaks, as it was recorded by the other system (LG-41); none: it keeps them
 */
public record Imported(UUID importId, Instant ledgerRecordedAt, List<String> brokenRules) {

    public Imported {
        brokenRules = List.copyOf(brokenRules);
    }

    /** Whether it breaks a rule (LG-41). */
    public boolean isFlagged() {
        return !brokenRules.isEmpty();
    }
}
