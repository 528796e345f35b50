package leadledger.query.bell;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import leadledger.query.access.ScopedReads;
import leadledger.query.access.ScopedReads.Reading;
import leadledger.query.bell.Reader.Place;
import leadledger.query.bell.ReaderState.Shown;
import org.springframework.stereotype.Component;

/** Reads the bell's tables for a user, within its scope (AC-03). Whatever is in one answer is of one moment. */
@Component
class Notifications {

    /** Counting stops here: that many unread ones are many. */
    static final int COUNTED_AT_MOST = 1_000;

    private static final String TABLE = "query." + BellProjection.TABLE;
    private static final String COLUMNS = "n.id, n.kind, n.tenant, n.lead_id, n.reference, n.position, n.at";
    /** Each tenant's rows by themselves, since an index gives the order only within one. */
    private static final String EACH_SHOWN = " from unnest(?, ?, ?) shown(tenant, keeper, read_up_to)"
            + " cross join lateral (select * from " + TABLE
            + " n where n.kind is not null and n.tenant = shown.tenant collate \"C\"";

    private static final String MARKED = "exists (select from bell.read_mark m where m.tenant = shown.keeper"
            + " collate \"C\" and m.subject = ? and m.notification_id = n.id)";
    private static final String UNREAD = " and n.position > shown.read_up_to and not " + MARKED;
    private static final String NEWEST_FIRST = " order by n.position desc, n.id desc limit ?";
    private static final String OLDEST_FIRST = " order by n.position, n.id limit ?";

    private final ScopedReads reads;

    Notifications(ScopedReads reads) {
        this.reads = reads;
    }

    /**
     * A page of the bell.
     *
     * @param items newest first
     * @param more whether there are older ones
     * @param bell the bell itself
     */
    record Page(List<Item> items, boolean more, Bell bell) {}

    /**
     * A notification as a user sees it.
     *
     * @param notification what it tells
     * @param read whether the user has read it
     */
    record Item(Notification notification, boolean read) {}

    /**
     * A user's bell.
     *
     * @param unread how many are unread of what it shows, counted up to {@link #COUNTED_AT_MOST}
     * @param selected codes of the places selected; none: it shows all
     */
    record Bell(int unread, Set<String> selected) {}

    /**
     * Reads a page.
     *
     * @param after where the page before ended
     * @param unreadOnly leave out what is read
     */
    Page page(Reader reader, NotificationCursor after, int limit, boolean unreadOnly) {
        return read(reader, reading -> page(reading, reader, after, limit, unreadOnly));
    }

    private static Page page(Reading reading, Reader reader, NotificationCursor after, int limit, boolean unreadOnly) {
        ReaderState state = ReaderState.read(reading, reader);
        Shown shown = state.shownTenants();
        List<Object> parameters = new ArrayList<>(List.of(
                reader.subject(), shown.tenants(), shown.keepers(), shown.readUpTo(), after.position(), after.id()));
        String unread = "";
        if (unreadOnly) {
            unread = UNREAD;
            parameters.add(reader.subject());
        }
        parameters.addAll(List.of(limit + 1, limit + 1));
        List<Item> items = reading.sql(
                        "select " + COLUMNS + ", n.position <= shown.read_up_to or " + MARKED + EACH_SHOWN
                                + " and (n.position, n.id) < (?, ?)" + unread + NEWEST_FIRST + ") n" + NEWEST_FIRST)
                .params(parameters)
                .query((row, number) -> new Item(notification(row), row.getBoolean(8)))
                .list();
        boolean more = items.size() > limit;
        return new Page(more ? items.subList(0, limit) : items, more, bell(reading, reader, state));
    }

    /** The bell itself. */
    Bell bell(Reader reader) {
        return read(reader, reading -> bell(reading, reader, ReaderState.read(reading, reader)));
    }

    private static Bell bell(Reading reading, Reader reader, ReaderState state) {
        Shown shown = state.shownTenants();
        int unread = reading.sql("select count(*) from (select 1" + EACH_SHOWN + UNREAD + " limit " + COUNTED_AT_MOST
                        + ") n limit " + COUNTED_AT_MOST + ") counted")
                .params(shown.tenants(), shown.keepers(), shown.readUpTo(), reader.subject())
                .query(Integer.class)
                .single();
        return new Bell(unread, state.selected());
    }

    /** A notification that the user may see, selected or not; empty: there is none for this user (AC-01). */
    Optional<Notification> find(Reader reader, UUID id) {
        return read(
                        reader,
                        reading -> reading.sql("select " + COLUMNS + " from " + TABLE
                                        + " n where n.id = ? and n.kind is not null")
                                .params(id)
                                .query((row, number) -> notification(row))
                                .optional())
                .filter(found -> reader.isTold(found.told()));
    }

    /** What the bell shows after a position and up to another, oldest first, at most {@code limit}. */
    List<Notification> between(Reader reader, long after, long upTo, int limit) {
        return read(reader, reading -> {
            Shown shown = ReaderState.read(reading, reader).shownTenants();
            return reading.sql("select " + COLUMNS + EACH_SHOWN + " and n.position > ? and n.position <= ?"
                            + OLDEST_FIRST + ") n" + OLDEST_FIRST)
                    .params(shown.tenants(), shown.keepers(), shown.readUpTo(), after, upTo, limit, limit)
                    .query((row, number) -> notification(row))
                    .list();
        });
    }

    /** The places that the bell counts and lists now. */
    List<Place> shown(Reader reader) {
        return read(reader, reading -> ReaderState.read(reading, reader)).shown();
    }

    private <T> T read(Reader reader, Function<Reading, T> work) {
        return reads.read(reader.scope(), reader.subject(), work);
    }

    private static Notification notification(ResultSet row) throws SQLException {
        return new Notification(
                row.getObject(1, UUID.class),
                NotificationKind.valueOf(row.getString(2)),
                Addressee.of(row.getString(3)),
                row.getObject(4, UUID.class),
                row.getString(5),
                row.getLong(6),
                row.getObject(7, OffsetDateTime.class).toInstant());
    }
}
