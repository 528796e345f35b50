package leadledger.query.mail;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import leadledger.events.ledger.SchemaMigration;
import leadledger.events.mail.MailEvent;
import leadledger.events.mail.MailEvent.MailGivenUp;
import leadledger.events.mail.MailEvent.MailSent;
import leadledger.events.mail.MailKind;
import leadledger.events.mail.MailPolicy;
import leadledger.events.mail.Recipient;
import leadledger.events.shared.LeadId;
import leadledger.events.shared.UserId;
import leadledger.query.mail.OutboxRow.State;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The table {@code mail.outbox}. It tells which e-mail is due next and remembers how often it was tried; whether that
 * e-mail is really still to be sent, the ledger tells.
 */
@Component
public class Outbox {

    /** The outbox's schema. */
    public static final SchemaMigration SCHEMA = new SchemaMigration("mail", "classpath:db/mail");

    private static final String COLUMNS =
            "mail_id, lead_id, tenant, kind, recipient, recipient_user, due_at, expires_at,"
                    + " state, reason, tries, last_failure";

    /** Nothing is sent longer after it was due, so that whatever has expired is not looked at again and again. */
    private static final Duration LONGEST = MailPolicy.DEFAULT.expiresAfter();

    private final JdbcClient jdbc;

    /** Reads and writes as the service's own role, in the transaction that the caller is in. */
    public Outbox(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * How many e-mails stand where.
     *
     * @param waiting to be sent, now or later
     * @param failing waiting ones that were tried in vain
     * @param sent taken by a mail server
     * @param givenUp not tried any more
     * @param expired never sent, and too late now
     */
    public record Counts(long waiting, long failing, long sent, long givenUp, long expired) {}

    /** The e-mail that is due longest, locked until the end of the transaction; others that look meanwhile pass over it. */
    public Optional<OutboxRow> lockNextDue(Instant now) {
        return jdbc.sql("select " + COLUMNS + " from mail.outbox where state = 'WAITING' and next_try_at <= ?"
                        + " and next_try_at > ? and expires_at > ? order by next_try_at, mail_id limit 1"
                        + " for update skip locked")
                .params(at(now), at(now.minus(LONGEST)), at(now))
                .query(Outbox::row)
                .optional();
    }

    /** An e-mail, if it is in the outbox. */
    public Optional<OutboxRow> find(UUID mailId) {
        return jdbc.sql("select " + COLUMNS + " from mail.outbox where mail_id = ?")
                .param(mailId)
                .query(Outbox::row)
                .optional();
    }

    /** E-mails that were given up, the newest first. */
    public List<OutboxRow> givenUp(int limit) {
        return jdbc.sql("select " + COLUMNS + " from mail.outbox where state = 'GIVEN_UP'"
                        + " order by due_at desc, mail_id limit ?")
                .param(limit)
                .query(Outbox::row)
                .list();
    }

    /** How many e-mails stand where. */
    public Counts counts(Instant now) {
        return jdbc.sql("""
                        select count(*) filter (where state = 'WAITING' and expires_at > :now),
                               count(*) filter (where state = 'WAITING' and expires_at > :now and tries > 0),
                               count(*) filter (where state = 'SENT'),
                               count(*) filter (where state = 'GIVEN_UP'),
                               count(*) filter (where state = 'WAITING' and expires_at <= :now)
                          from mail.outbox
                        """)
                .param("now", at(now))
                .query((row, number) ->
                        new Counts(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5)))
                .single();
    }

    /** It was tried in vain and is tried again later. */
    public void postpone(UUID mailId, Instant nextTry, String failure) {
        jdbc.sql("update mail.outbox set tries = tries + 1, next_try_at = ?, last_failure = ? where mail_id = ?")
                .params(at(nextTry), failure, mailId)
                .update();
    }

    /** Why the try failed after which it is given up. */
    public void noteFailure(UUID mailId, String failure) {
        jdbc.sql("update mail.outbox set tries = tries + 1, last_failure = ? where mail_id = ?")
                .params(failure, mailId)
                .update();
    }

    /** What became of it, before the outbox comes to the event that says so: it is not to be looked at meanwhile. */
    public void settle(MailEvent outcome) {
        jdbc.sql("update mail.outbox set state = ?, reason = ? where mail_id = ?")
                .param((outcome instanceof MailSent ? State.SENT : State.GIVEN_UP).name())
                .param(outcome instanceof MailGivenUp givenUp ? givenUp.reason().name() : null)
                .param(outcome.mailId())
                .update();
    }

    /** Up to which position of the ledger the outbox is filled. */
    public long position() {
        return jdbc.sql("select position from mail.follower where id = 1")
                .query(Long.class)
                .single();
    }

    /** As {@link #position}; nobody else fills the outbox until the end of the transaction. */
    long lockPosition() {
        return jdbc.sql("select position from mail.follower where id = 1 for update")
                .query(Long.class)
                .single();
    }

    void advanceTo(long position) {
        jdbc.sql("update mail.follower set position = ? where id = 1")
                .param(position)
                .update();
    }

    /** Puts the rows of a lead as they follow from the ledger. What is known of tries stays. */
    void replace(LeadId lead, List<NewRow> rows) {
        jdbc.sql("delete from mail.outbox where lead_id = ? and not (mail_id = any(?))")
                .params(lead.value(), rows.stream().map(NewRow::mailId).toArray(UUID[]::new))
                .update();
        for (NewRow row : rows) {
            jdbc.sql("""
                            insert into mail.outbox as o (mail_id, lead_id, tenant, kind, recipient, cause_position,
                                                          due_at, expires_at, state, recipient_user, reason,
                                                          next_try_at)
                            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                            on conflict (mail_id) do update
                               set due_at = excluded.due_at, expires_at = excluded.expires_at,
                                   state = excluded.state, reason = excluded.reason,
                                   tries = case when o.state = 'GIVEN_UP' and excluded.state = 'WAITING' then 0
                                                else o.tries end,
                                   next_try_at = case when o.state = 'GIVEN_UP' and excluded.state = 'WAITING'
                                                           or o.due_at <> excluded.due_at then excluded.next_try_at
                                                      else o.next_try_at end
                            """)
                    .params(
                            row.mailId(),
                            lead.value(),
                            row.tenant(),
                            row.kind().name(),
                            row.recipient().name(),
                            row.causePosition(),
                            at(row.dueAt()),
                            at(row.expiresAt()),
                            row.state().name())
                    .param(row.user() == null ? null : row.user().value())
                    .param(row.reason())
                    .param(at(row.dueAt()))
                    .update();
        }
    }

    void noteUnreadable(LeadId lead) {
        jdbc.sql("insert into mail.unreadable_lead values (?) on conflict do nothing")
                .param(lead.value())
                .update();
    }

    List<LeadId> takeUnreadable(int limit) {
        return jdbc.sql("delete from mail.unreadable_lead where lead_id in"
                        + " (select lead_id from mail.unreadable_lead limit ?) returning lead_id")
                .param(limit)
                .query((row, number) -> new LeadId(row.getObject(1, UUID.class)))
                .list();
    }

    /** What follows from the ledger for one e-mail. */
    record NewRow(
            UUID mailId,
            String tenant,
            MailKind kind,
            Recipient recipient,
            @Nullable UserId user,
            long causePosition,
            Instant dueAt,
            Instant expiresAt,
            State state,
            @Nullable String reason) {}

    private static OutboxRow row(ResultSet row, int number) throws SQLException {
        return new OutboxRow(
                row.getObject(1, UUID.class),
                new LeadId(row.getObject(2, UUID.class)),
                row.getString(3),
                MailKind.valueOf(row.getString(4)),
                Recipient.valueOf(row.getString(5)),
                user(row.getString(6)),
                row.getObject(7, OffsetDateTime.class).toInstant(),
                row.getObject(8, OffsetDateTime.class).toInstant(),
                State.valueOf(row.getString(9)),
                row.getString(10),
                row.getInt(11),
                row.getString(12));
    }

    private static @Nullable UserId user(@Nullable String id) {
        return id == null ? null : new UserId(id);
    }

    private static OffsetDateTime at(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC);
    }
}
