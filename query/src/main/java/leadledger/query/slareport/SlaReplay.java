package leadledger.query.slareport;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import leadledger.events.aftersales.AftersalesEvent.ContactAttemptRecorded;
import leadledger.events.aftersales.AftersalesEvent.LeadCreated;
import leadledger.events.ledger.CopiedRows;
import leadledger.events.ledger.EventCatalog;
import leadledger.events.ledger.PostgresLedger;
import leadledger.events.sla.SlaPolicy;
import leadledger.events.sla.SlaPolicy.TimeBasis;
import leadledger.events.sla.SlaVerdict.Result;

/**
 * First-contact verdicts of every lead as of any moment, from the ledger's columns alone: no JSON is read. The same as
 * {@link leadledger.events.sla.SlaEvaluator} gives for each lead, without the evidence.
 *
 * <p>Events are read in whatever order the database has them. That is sound because recorded time never decreases with the
 * sequence in a stream (LG-03): a lead's first event of a kind is the one that was recorded first.
 */
public final class SlaReplay {

    /** Bounds the memory: at most so many leads are folded at once, at 64 bytes each. */
    private static final long EVENTS_PER_PASS = 4_000_000;

    private final PostgresLedger ledger;
    private final DataSource dataSource;
    private final String startType;
    private final String stopType;

    /**
     * A replay of a ledger.
     *
     * @param dataSource connections that may read the ledger
     */
    public SlaReplay(PostgresLedger ledger, DataSource dataSource, EventCatalog catalog) {
        this.ledger = ledger;
        this.dataSource = dataSource;
        this.startType = catalog.typeOf(LeadCreated.class);
        this.stopType = catalog.typeOf(ContactAttemptRecorded.class);
    }

    /**
     * How many leads have each result; leads that were not assigned yet at the moment have none.
     *
     * @param policy counts recorded time: claimed times are corrected by events' content, which is not read here
     * @throws IllegalArgumentException for a policy that counts claimed time
     */
    public Map<Result, Long> firstContact(SlaPolicy policy, Instant asOf) {
        if (policy.basis() != TimeBasis.RECORDED_AT) {
            throw new IllegalArgumentException("claimed times are not in the ledger's columns");
        }
        Map<Result, Long> counts = new EnumMap<>(Result.class);
        for (Result result : Result.values()) {
            counts.put(result, 0L);
        }
        long upTo = ledger.positionAsOf(asOf);
        int passes = Math.toIntExact(upTo / EVENTS_PER_PASS) + 1;
        for (int pass = 0; pass < passes; pass++) {
            fold(upTo, pass, passes).forEach((start, stop) -> {
                Instant stoppedAt = stop == FirstMoments.NONE ? null : instant(stop);
                Instant deadline = instant(start).plus(policy.firstContactLimit());
                counts.merge(Result.of(stoppedAt, deadline, asOf), 1L, Long::sum);
            });
        }
        return counts;
    }

    private FirstMoments fold(long upTo, int pass, int passes) {
        FirstMoments leads = new FirstMoments();
        // The types are the catalog's own names; no text from outside gets here.
        String query = "select stream_id, (type = '" + startType + "')::integer, recorded_at from ledger.event"
                + " where position <= " + upTo + " and type in ('" + startType + "', '" + stopType + "')";
        try (Connection connection = dataSource.getConnection();
                CopiedRows rows = new CopiedRows(connection, query)) {
            while (rows.next()) {
                UUID lead = rows.uuid();
                boolean start = rows.int4() == 1;
                long recordedAt = rows.epochMicros();
                if (passes == 1 || Math.floorMod(lead.hashCode(), passes) == pass) {
                    leads.add(lead, start, recordedAt);
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the ledger could not be read, SQLSTATE " + e.getSQLState(), e);
        }
        return leads;
    }

    /** Recorded times are whole milliseconds. */
    private static Instant instant(long epochMicros) {
        return Instant.ofEpochMilli(epochMicros / 1_000);
    }
}
