package leadledger.query.slareport;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import leadledger.events.aftersales.AftersalesEvent.ContactAttemptRecorded;
import leadledger.events.aftersales.AftersalesEvent.LeadClosedWithSale;
import leadledger.events.aftersales.AftersalesEvent.LeadClosedWithoutSale;
import leadledger.events.aftersales.AftersalesEvent.LeadCreated;
import leadledger.events.aftersales.AftersalesEvent.LeadReassigned;
import leadledger.events.aftersales.AftersalesEvent.RecontactAgreed;
import leadledger.events.ledger.CopiedRows;
import leadledger.events.ledger.EventCatalog;
import leadledger.events.ledger.ImportMark;
import leadledger.events.ledger.PostgresLedger;
import leadledger.events.sla.ManagedRate;
import leadledger.events.sla.Share;
import leadledger.events.sla.Sla;
import leadledger.events.sla.SlaPolicy;
import leadledger.events.sla.SlaPolicy.TimeBasis;
import leadledger.events.sla.SlaVerdict.Result;
import org.jspecify.annotations.Nullable;

/**
 * Verdicts of every assignment of every lead as of any moment, from the ledger's columns alone: no JSON is read. The same
 * as {@link leadledger.events.sla.SlaEvaluator} gives for each lead, without the evidence, and as if nothing had been decided in
 * disputes: what was, only their content tells.
 *
 * <p>Events are read in whatever order the database has them. That is sound because recorded time, or that of the system from which an event was imported, never
 * decreases with the sequence in a stream (LG-03, LG-40): a lead's first event of a kind is the one that was recorded first. Leads that were moved to
 * another dealer (AS-65) are few, and their order matters; they are read once more, in order.
 */
public final class SlaReplay {

    /** Bounds the memory: at most so many leads are folded at once, at 64 bytes each. */
    private static final long EVENTS_PER_PASS = 4_000_000;

    private static final int MOVED_PER_QUERY = 2_000;

    private static final int START = 0;
    private static final int STOP = 1;

    private final PostgresLedger ledger;
    private final DataSource dataSource;
    private final String startType;
    private final String movedType;
    private final String attemptType;
    private final List<String> closingTypes;

    /**
     * A replay of a ledger.
     *
     * @param dataSource connections that may read the ledger
     */
    public SlaReplay(PostgresLedger ledger, DataSource dataSource, EventCatalog catalog) {
        this.ledger = ledger;
        this.dataSource = dataSource;
        this.startType = catalog.typeOf(LeadCreated.class);
        this.movedType = catalog.typeOf(LeadReassigned.class);
        this.attemptType = catalog.typeOf(ContactAttemptRecorded.class);
        // SL-02: nothing else ends a lead's management time.
        this.closingTypes = Stream.of(LeadClosedWithSale.class, LeadClosedWithoutSale.class, RecontactAgreed.class)
                .map(catalog::typeOf)
                .toList();
    }

    /**
     * How many assignments have each result (SL-07); leads that were not assigned yet at the moment have none.
     *
     * @param sla {@link Sla#SLA1} or {@link Sla#SLA2}
     * @param policy for the first contact one that counts recorded time: claimed times are corrected by events' content,
     *     which is not read here
     * @throws IllegalArgumentException for a policy that counts claimed time, and for {@link Sla#SLA3}
     */
    public Map<Result, Long> verdicts(Sla sla, SlaPolicy policy, Instant asOf) {
        if (sla == Sla.SLA1 && policy.basis() != TimeBasis.RECORDED_AT) {
            throw new IllegalArgumentException("claimed times are not in the ledger's columns");
        }
        var limit = policy.limit(sla);
        Map<Result, Long> counts = new EnumMap<>(Result.class);
        for (Result result : Result.values()) {
            counts.put(result, 0L);
        }
        read(sla, 0, ledger.positionAsOf(asOf), asOf, (start, stop, moved) -> {
            Instant deadline = instant(start).plus(limit);
            counts.merge(Result.of(moment(stop), deadline, moment(moved), asOf), 1L, Long::sum);
        });
        return counts;
    }

    /** Leads brought to an end among those assigned in the policy's window before a moment (SL-03). */
    public Share managed(SlaPolicy policy, Instant at) {
        long[] counts = new long[2];
        long before = ledger.positionAsOf(at.minus(policy.managedWindow()).minusMillis(1));
        read(Sla.SLA3, before, ledger.positionAsOf(at), at, (start, stop, moved) -> {
            if (moved == FirstMoments.NONE && ManagedRate.isInWindow(instant(start), policy, at)) {
                counts[0] += stop == FirstMoments.NONE ? 0 : 1;
                counts[1]++;
            }
        });
        return new Share(counts[0], counts[1]);
    }

    /** What is done with each assignment; {@link FirstMoments#NONE} for a moment that there was not. */
    @FunctionalInterface
    private interface Assignments {
        void read(long start, long stop, long moved);
    }

    private void read(Sla sla, long after, long upTo, Instant asOf, Assignments reader) {
        int passes = Math.toIntExact((upTo - after) / EVENTS_PER_PASS) + 1;
        for (int pass = 0; pass < passes; pass++) {
            Set<UUID> moved = new HashSet<>();
            FirstMoments leads = fold(sla, after, upTo, asOf, pass, passes, moved);
            moved.forEach(leads::drop);
            leads.forEach((start, stop) -> reader.read(start, stop, FirstMoments.NONE));
            readMoved(sla, upTo, asOf, List.copyOf(moved), reader);
        }
    }

    private FirstMoments fold(Sla sla, long after, long upTo, Instant asOf, int pass, int passes, Set<UUID> moved) {
        FirstMoments leads = new FirstMoments();
        String columns = "select stream_id, " + kind() + ", " + ImportMark.KNOWN_AT_SQL + " from ledger.event where ";
        String query = columns + "position > " + after + " and position <= " + upTo + " and type in (" + types(sla)
                + ") union all " + columns + importedBy(asOf, upTo) + " and type in (" + types(sla) + ")";
        try (Connection connection = dataSource.getConnection();
                CopiedRows rows = new CopiedRows(connection, query)) {
            while (rows.next()) {
                UUID lead = rows.uuid();
                int kind = rows.int4();
                long recordedAt = rows.epochMicros();
                if (passes > 1 && Math.floorMod(lead.hashCode(), passes) != pass) {
                    continue;
                }
                if (kind == START || kind == STOP) {
                    leads.add(lead, kind == START, recordedAt);
                } else {
                    moved.add(lead);
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the ledger could not be read, SQLSTATE " + e.getSQLState(), e);
        }
        return leads;
    }

    private void readMoved(Sla sla, long upTo, Instant asOf, List<UUID> leads, Assignments reader) {
        for (int from = 0; from < leads.size(); from += MOVED_PER_QUERY) {
            List<UUID> some = leads.subList(from, Math.min(from + MOVED_PER_QUERY, leads.size()));
            String query = "select stream_id, " + kind() + ", " + ImportMark.KNOWN_AT_SQL
                    + " from ledger.event where stream_id in ("
                    + some.stream().map(lead -> "'" + lead + "'").collect(Collectors.joining(", "))
                    + ") and (position <= " + upTo + " or " + importedBy(asOf, upTo) + ") and type in (" + types(sla)
                    + ") order by stream_id, sequence";
            try (Connection connection = dataSource.getConnection();
                    CopiedRows rows = new CopiedRows(connection, query)) {
                MovedLead current = null;
                while (rows.next()) {
                    UUID lead = rows.uuid();
                    if (current == null || !current.id.equals(lead)) {
                        finish(current, reader);
                        current = new MovedLead(lead);
                    }
                    current.add(rows.int4(), rows.epochMicros());
                }
                finish(current, reader);
            } catch (SQLException e) {
                throw new IllegalStateException("the ledger could not be read, SQLSTATE " + e.getSQLState(), e);
            }
        }
    }

    private static void finish(@Nullable MovedLead lead, Assignments reader) {
        if (lead != null) {
            lead.assignments.forEach(moments -> reader.read(moments[0], moments[1], moments[2]));
        }
    }

    /** A lead that was moved, as its events are read in order: start, stop and end of each assignment. */
    private static final class MovedLead {

        private final UUID id;
        private final List<long[]> assignments = new ArrayList<>();

        MovedLead(UUID id) {
            this.id = id;
        }

        void add(int kind, long moment) {
            if (assignments.isEmpty()) {
                if (kind == START) {
                    begin(moment);
                }
            } else if (kind == STOP) {
                long[] current = assignments.getLast();
                current[1] = Math.min(current[1], moment);
            } else if (kind != START) {
                assignments.getLast()[2] = moment;
                begin(moment);
            }
        }

        private void begin(long moment) {
            assignments.add(new long[] {moment, FirstMoments.NONE, FirstMoments.NONE});
        }
    }

    /** What another system had recorded by the moment, though it was imported only later (LG-40). */
    private static String importedBy(Instant asOf, long upTo) {
        return "(" + ImportMark.HAS_METADATA + " and position > " + upTo + " and " + ImportMark.KNOWN_AT_SQL + " <= '"
                + asOf + "')";
    }

    // The types are the catalog's own names; no text from outside gets into these queries.

    private String kind() {
        return "case type when '" + startType + "' then " + START + " when '" + movedType + "' then 2 else " + STOP
                + " end";
    }

    private String types(Sla sla) {
        Stream<String> stops = sla == Sla.SLA1 ? Stream.of(attemptType) : closingTypes.stream();
        return Stream.concat(Stream.of(startType, movedType), stops)
                .map(type -> "'" + type + "'")
                .collect(Collectors.joining(", "));
    }

    private static @Nullable Instant moment(long epochMicros) {
        return epochMicros == FirstMoments.NONE ? null : instant(epochMicros);
    }

    /** Recorded times are whole milliseconds. */
    private static Instant instant(long epochMicros) {
        return Instant.ofEpochMilli(epochMicros / 1_000);
    }
}
