package leadledger.query.history;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A lead's history.
 *
 * @param id the lead
 * @param asOf the moment as of which it is shown
 * @param entries newest first
 */
record History(UUID id, Instant asOf, List<HistoryEntry> entries) {}
