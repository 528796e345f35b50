package leadledger.query.bell;

import java.util.Set;
import java.util.UUID;
import leadledger.events.ledger.SchemaMigration;
import leadledger.events.shared.DealerId;
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

    /** Single marks kept per user; what is older than all of these counts as read. */
    static final int MOST_MARKS = 1_000;

    private static final String USER = " where dealer = ? and subject = ?";

    private final JdbcClient jdbc;

    ReaderStates(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The user has read one; once more changes nothing. */
    @Transactional
    void markRead(Reader reader, UUID notification, long position) {
        jdbc.sql("""
                insert into bell.read_mark (dealer, subject, notification_id, position)
                select ?, ?, ?, ? where not exists (
                    select from bell.reader where dealer = ? and subject = ? and read_up_to >= ?)
                on conflict do nothing
                """)
                .params(
                        reader.dealer().value(),
                        reader.subject(),
                        notification,
                        position,
                        reader.dealer().value(),
                        reader.subject(),
                        position)
                .update();
        jdbc.sql("select position from bell.read_mark" + USER + " order by position desc offset ? limit 1")
                .params(reader.dealer().value(), reader.subject(), MOST_MARKS)
                .query(Long.class)
                .optional()
                .ifPresent(beyond -> markAllRead(reader, beyond));
    }

    /** The user has read all up to a position; an earlier one than before changes nothing. */
    @Transactional
    void markAllRead(Reader reader, long upTo) {
        jdbc.sql("""
                insert into bell.reader (dealer, subject, read_up_to) values (?, ?, ?)
                on conflict (dealer, subject) do update
                    set read_up_to = greatest(reader.read_up_to, excluded.read_up_to)
                """).params(reader.dealer().value(), reader.subject(), upTo).update();
        jdbc.sql("delete from bell.read_mark" + USER + " and position <= ?")
                .params(reader.dealer().value(), reader.subject(), upTo)
                .update();
    }

    /** The user selects the outlets that the bell counts and lists; none: all (SA-12). */
    @Transactional
    void select(Reader reader, Set<DealerId> outlets) {
        jdbc.sql("""
                insert into bell.reader (dealer, subject, outlets) values (?, ?, ?)
                on conflict (dealer, subject) do update set outlets = excluded.outlets
                """)
                .params(
                        reader.dealer().value(),
                        reader.subject(),
                        outlets.stream().map(DealerId::value).sorted().toArray(String[]::new))
                .update();
    }
}
