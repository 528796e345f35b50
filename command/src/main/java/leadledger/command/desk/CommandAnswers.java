package leadledger.command.desk;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import leadledger.events.shared.Refusal;
import org.springframework.jdbc.core.simple.JdbcClient;

/** First answers by idempotency key. Those of accepted commands are written by the ledger, with their events. */
public final class CommandAnswers {

    /** How long an answer is kept: the API promises 24 hours, and a client's clock may differ. */
    public static final Duration KEPT_FOR = Duration.ofDays(2);

    private final JdbcClient jdbc;

    /** Reads and writes as the service's own role. */
    public CommandAnswers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * An answer that was given before.
     *
     * @param sameRequest whether it was given to the same request
     * @param outcome what was answered
     * @param position the ledger's position, for an accepted command; otherwise 0
     * @param streamId the lead, for an accepted command
     * @param recorded whether something was recorded for it
     */
    record Earlier(boolean sameRequest, Outcome outcome, long position, Optional<UUID> streamId, boolean recorded) {}

    Optional<Earlier> find(IdempotencyKey key) {
        return jdbc.sql("""
                        select request_hash, position, stream_id, sequence, detail
                          from ledger.command_answer where key_hash = ?
                        """)
                .param(key.hash())
                .query((row, number) -> new Earlier(
                        Arrays.equals(row.getBytes(1), key.requestHash()),
                        AnswerText.read(row.getString(5), row.getInt(4) + 1),
                        row.getLong(2),
                        Optional.ofNullable(row.getObject(3, UUID.class)),
                        AnswerText.isOfARecording(row.getString(5))))
                .optional();
    }

    /** Keeps a refusal; an answer that came first stays. */
    void keepRefusal(IdempotencyKey key, List<Refusal> refusals, Instant at) {
        jdbc.sql("""
                        insert into ledger.command_answer (key_hash, request_hash, answered_at, detail)
                        values (?, ?, ?, ?) on conflict do nothing
                        """)
                .params(key.hash(), key.requestHash(), Timestamp.from(at), AnswerText.refused(refusals))
                .update();
    }

    /** Keeps the answer to a command that had nothing left to do; an answer that came first stays. */
    void keepAcceptance(IdempotencyKey key, Answer answer, Instant at) {
        jdbc.sql("""
                        insert into ledger.command_answer
                               (key_hash, request_hash, answered_at, position, stream_id, sequence, detail)
                        values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing
                        """)
                .params(
                        key.hash(),
                        key.requestHash(),
                        Timestamp.from(at),
                        answer.position(),
                        answer.streamId(),
                        answer.version() - 1,
                        AnswerText.nothingNew(answer.reference()))
                .update();
    }

    /** Forgets what is older than {@link #KEPT_FOR}; returns how many. */
    public int forgetOld(Instant now) {
        return jdbc.sql("delete from ledger.command_answer where answered_at < ?")
                .param(Timestamp.from(now.minus(KEPT_FOR)))
                .update();
    }
}
