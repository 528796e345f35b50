package leadledger.events.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** What holds of every ledger, whatever was done to it. */
final class SoundLedger {

    private SoundLedger() {}

    /** Positions 1…n, streams from 0 without gaps, time that never decreases, each event once, right leaf hashes. */
    static void assertSound(List<StoredEvent> rows) {
        Instant latest = Instant.MIN;
        long position = 0;
        Map<UUID, Integer> lengths = new HashMap<>();
        Set<UUID> eventIds = new HashSet<>();
        for (StoredEvent row : rows) {
            assertThat(row.position()).as("gapless position").isEqualTo(++position);
            assertThat(row.sequence())
                    .as("contiguous sequence at position %d", position)
                    .isEqualTo(lengths.merge(row.streamId(), 1, Integer::sum) - 1);
            assertThat(row.recordedAt()).as("time at position %d", position).isAfterOrEqualTo(latest);
            assertThat(eventIds.add(row.eventId()))
                    .as("event at position %d once", position)
                    .isTrue();
            assertThat(row.leafHash()).as("leaf at position %d", position).isEqualTo(LedgerLeaf.hash(row));
            latest = row.recordedAt();
        }
    }
}
