package leadledger.query.bell;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import leadledger.events.ledger.SchemaMigration;
import leadledger.query.bell.Reader.Place;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Keeps what each user has read and selected: the one thing at the bell that comes of no event, in tables of its own, which
 * a rebuild of the notifications does not touch. It only writes, by the service's role, which alone may; what users are
 * shown of it is read within their scope, as {@link ReaderState}.
 */
@Component
public class ReaderStates {

    /** Schema of the users' own state. */
    public static final SchemaMigration SCHEMA = new SchemaMigration("bell", "classpath:db/bell");

    /** Single marks kept per user and place; what is older than all of these counts as read. */
    static final int MOST_MARKS = 1_000;

    private static final String USER = " where tenant = ? and subject = ?";

    private final JdbcClient jdbc;

    ReaderStates(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The user has read one; once more changes nothing. */
    @Transactional
    void markRead(Reader reader, Place place, UUID notification, long position) {
        jdbc.sql("""
                insert into bell.read_mark (tenant, subject, notification_id, position)
                select ?, ?, ?, ? where not exists (
                    select from bell.reader where tenant = ? and subject = ? and read_up_to >= ?)
                on conflict do nothing
                """)
                .params(
                        place.keeper(),
                        reader.subject(),
                        notification,
                        position,
                        place.keeper(),
                        reader.subject(),
                        position)
                .update();
        jdbc.sql("select position from bell.read_mark" + USER + " order by position desc offset ? limit 1")
                .params(place.keeper(), reader.subject(), MOST_MARKS)
                .query(Long.class)
                .optional()
                .ifPresent(beyond -> markAllRead(reader, List.of(place), beyond));
    }

    /** The user has read all up to a position at these places; an earlier one than before changes nothing. */
    @Transactional
    void markAllRead(Reader reader, List<Place> places, long upTo) {
        // In the order of the reader's places: two that mark the same ones do not wait for each other in a circle.
        for (Place place : places) {
            jdbc.sql("""
                    insert into bell.reader (tenant, subject, read_up_to) values (?, ?, ?)
                    on conflict (tenant, subject) do update
                        set read_up_to = greatest(reader.read_up_to, excluded.read_up_to)
                    """).params(place.keeper(), reader.subject(), upTo).update();
            jdbc.sql("delete from bell.read_mark" + USER + " and position <= ?")
                    .params(place.keeper(), reader.subject(), upTo)
                    .update();
        }
    }

    /** The user selects, of its places, those that the bell counts and lists; none: all (SA-12). */
    @Transactional
    void select(Reader reader, Set<String> names) {
        for (Place place : reader.places()) {
            jdbc.sql("""
                    insert into bell.reader (tenant, subject, selected) values (?, ?, ?)
                    on conflict (tenant, subject) do update set selected = excluded.selected
                    """)
                    .params(place.keeper(), reader.subject(), names.contains(place.name()))
                    .update();
        }
    }
}
