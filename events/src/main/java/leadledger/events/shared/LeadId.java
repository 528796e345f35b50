package leadledger.events.shared;

import java.util.Objects;
import java.util.UUID;

/**
 * Identifies a lead of either process, and with it the lead's stream in the ledger.
 *
 * @param value a UUIDv7 made by the server; never derived from personal data (LG-22)
 */
public record LeadId(UUID value) {

    public LeadId {
        Objects.requireNonNull(value, "value");
    }

    /** The canonical text of the UUID: what URLs, Axon and logs carry. */
    @Override
    public String toString() {
        return value.toString();
    }
}
