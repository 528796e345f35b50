package leadledger.query.deadlines;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import leadledger.events.shared.OutletId;
import leadledger.query.deadlines.Deadline.Kind;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Reads what the service itself has to do. The answer is as recent as the read model: who acts on it lets the lead decide
 * once more.
 */
@Component
public class DueDeadlines {

    private static final String TABLE = "query." + DeadlineProjection.TABLE;
    private static final String COLUMNS = "select lead_id, kind, due_at from " + TABLE;
    private static final String IN_ORDER = " order by due_at, kind desc, lead_id limit ?";

    private static final UUID BEFORE_ALL = new UUID(0, 0);

    private final JdbcClient jdbc;

    /** Reads by this client. */
    public DueDeadlines(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * What can be done at a moment, the longest due first. A lapse is due after its deadline (AS-63), a re-contact at the
     * start of its day (AS-51), a held delivery when the outlet opens (SA-10).
     *
     * @param limit so many at most
     */
    public List<Deadline> dueBefore(Instant now, int limit) {
        return read(" where due_at <= ? and (kind <> 'LAPSE' or due_at < ?)" + IN_ORDER, at(now), at(now), limit);
    }

    /**
     * As {@link #dueBefore(Instant, int)}, only what comes after one of them.
     *
     * @param last the last one that was read before; none: from the first on
     */
    public List<Deadline> dueBefore(Instant now, @Nullable Deadline last, int limit) {
        if (last == null) {
            return dueBefore(now, limit);
        }
        return read(
                " where due_at <= ? and (kind <> 'LAPSE' or due_at < ?) and due_at >= ? and (due_at > ? or kind < ?"
                        + " or (kind = ? and lead_id > ?))" + IN_ORDER,
                at(now),
                at(now),
                at(last.at()),
                at(last.at()),
                last.kind().name(),
                last.kind().name(),
                last.leadId(),
                limit);
    }

    /** The first moment after this one at which something more will be due, as far as is known now; empty: none. */
    public Optional<Instant> nextAfter(Instant now) {
        // At equal deadlines a lapse comes last: it is due a millisecond later than all others.
        return read(
                        " where due_at >= ? and (kind = 'LAPSE' or due_at > ?) order by due_at, kind = 'LAPSE' limit ?",
                        at(now),
                        at(now),
                        1)
                .stream()
                .map(Deadline::dueFrom)
                .findFirst();
    }

    /**
     * For which outlets deliveries are held that have not come due yet, and until when: one entry for each moment, however
     * many leads wait for it.
     *
     * @param limit so many at most, in the order of outlets
     */
    public List<HeldFor> heldAfter(Instant now, int limit) {
        return jdbc.sql("select distinct outlet, due_at from " + TABLE
                        + " where kind = 'HELD_DELIVERY' and due_at > ? order by outlet, due_at limit ?")
                .params(at(now), limit)
                .query((row, number) -> new HeldFor(
                        new OutletId(row.getString(1)),
                        row.getObject(2, OffsetDateTime.class).toInstant()))
                .list();
    }

    /**
     * The leads whose delivery is held for an outlet until a moment.
     *
     * @param last the last one that was read before; none: from the first on
     * @param limit so many at most
     */
    public List<UUID> heldFor(HeldFor held, @Nullable UUID last, int limit) {
        return jdbc.sql("select lead_id from " + TABLE
                        + " where kind = 'HELD_DELIVERY' and outlet = ? and due_at = ? and lead_id > ?"
                        + " order by lead_id limit ?")
                .params(held.outlet().value(), at(held.opensAt()), last == null ? BEFORE_ALL : last, limit)
                .query((row, number) -> row.getObject(1, UUID.class))
                .list();
    }

    /**
     * Deliveries that are held.
     *
     * @param outlet for which outlet
     * @param opensAt until when
     */
    public record HeldFor(OutletId outlet, Instant opensAt) {}

    private List<Deadline> read(String conditions, Object... parameters) {
        return jdbc.sql(COLUMNS + conditions)
                .params(parameters)
                .query((row, number) -> new Deadline(
                        row.getObject(1, UUID.class),
                        Kind.valueOf(row.getString(2)),
                        row.getObject(3, OffsetDateTime.class).toInstant()))
                .list();
    }

    private static OffsetDateTime at(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC);
    }
}
