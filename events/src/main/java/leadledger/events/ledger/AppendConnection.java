package leadledger.events.ledger;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import leadledger.events.ledger.AppendRefusedException.Reason;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PGobject;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The appender's own database connection and the statements it sends: a call of {@code ledger.append}, or, for one event
 * of one command, of {@code ledger.append_one}.
 */
final class AppendConnection implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AppendConnection.class);
    private static final String APPEND =
            "select o_position, o_recorded_at, o_refused, o_reasons from ledger.append(" + "?,".repeat(22) + "?)";
    private static final String APPEND_ONE =
            "select o_position, o_recorded_at, o_reason from ledger.append_one(" + "?,".repeat(19) + "?)";
    private static final String FIND =
            "select position, recorded_at from ledger.event where stream_id = ? and sequence = ? and event_id = ?";
    /** Shut-down of the server, of this backend, or a serialisation fault: the same statement may succeed later. */
    private static final Set<String> PASSING_STATES = Set.of("57P01", "57P02", "57P03", "57P05", "53300", "55P03");

    private final DataSource dataSource;
    private final int networkTimeoutMillis;
    private @Nullable Connection connection;
    private @Nullable PreparedStatement statement;
    private @Nullable PreparedStatement statementForOne;

    AppendConnection(DataSource dataSource, int networkTimeoutMillis) {
        this.dataSource = dataSource;
        this.networkTimeoutMillis = networkTimeoutMillis;
    }

    /**
     * What became of a batch.
     *
     * @param positionBefore position of the last event before the batch
     * @param recordedAt recorded time of every event of the batch
     * @param refusals per command, in order: why it was not taken, or null
     */
    record Result(long positionBefore, Instant recordedAt, List<@Nullable Reason> refusals) {}

    static boolean isOutage(SQLException e) {
        String state = e.getSQLState();
        return state == null || state.startsWith("08") || state.startsWith("40") || PASSING_STATES.contains(state);
    }

    Result append(List<NewEvents> commands, Instant now) throws SQLException {
        return commands.size() == 1 && commands.getFirst().events().size() == 1
                ? appendOne(commands.getFirst(), now)
                : appendMany(commands, now);
    }

    private Result appendOne(NewEvents command, Instant now) throws SQLException {
        PreparedStatement call = statementForOne();
        NewEvent event = command.events().getFirst();
        LedgerLeaf.Frame frame = command.frames().getFirst();
        CommandAnswer answer = command.answer();
        int p = 1;
        setMoment(call, p++, now);
        call.setObject(p++, command.streamId());
        call.setInt(p++, event.sequence());
        setMoment(call, p++, command.notAfter());
        call.setBytes(p++, answer == null ? null : answer.keyHash());
        call.setBytes(p++, answer == null ? null : answer.requestHash());
        call.setString(p++, answer == null ? null : answer.detail());
        call.setObject(p++, event.eventId());
        call.setString(p++, event.streamKind());
        call.setString(p++, event.type());
        call.setShort(p++, (short) event.revision());
        setMoment(call, p++, event.occurredAt());
        call.setString(p++, event.actor());
        call.setString(p++, event.tenant());
        call.setObject(p++, event.correlationId());
        call.setObject(p++, event.causationId());
        call.setBytes(p++, event.payload());
        call.setBytes(p++, event.metadata());
        call.setBytes(p++, frame.head());
        call.setBytes(p++, frame.tail());
        try (ResultSet row = call.executeQuery()) {
            row.next();
            String reason = row.getString(3);
            return new Result(
                    row.getLong(1),
                    row.getObject(2, OffsetDateTime.class).toInstant(),
                    Collections.singletonList(reason == null ? null : Reason.valueOf(reason)));
        }
    }

    private static void setMoment(PreparedStatement call, int parameter, @Nullable Instant moment) throws SQLException {
        call.setObject(
                parameter,
                moment == null ? null : atUtc(Appender.toMilliseconds(moment)),
                Types.TIMESTAMP_WITH_TIMEZONE);
    }

    private Result appendMany(List<NewEvents> commands, Instant now) throws SQLException {
        PreparedStatement call = statement();
        Connection on = call.getConnection();
        CommandColumns c = new CommandColumns(commands);
        EventColumns e = new EventColumns(commands);
        int p = 1;
        call.setObject(p++, atUtc(Appender.toMilliseconds(now)), Types.TIMESTAMP_WITH_TIMEZONE);
        for (ArrayParameter parameter : List.of(
                new ArrayParameter("uuid", c.stream),
                new ArrayParameter("int4", c.sequence),
                new ArrayParameter("timestamptz", c.notAfter),
                new ArrayParameter("bytea", c.keyHash),
                new ArrayParameter("bytea", c.requestHash),
                new ArrayParameter("text", c.detail),
                new ArrayParameter("int4", c.lastSequence),
                new ArrayParameter("int4", e.command),
                new ArrayParameter("uuid", e.id),
                new ArrayParameter("text", e.kind),
                new ArrayParameter("int4", e.sequence),
                new ArrayParameter("text", e.type),
                new ArrayParameter("int2", e.revision),
                new ArrayParameter("timestamptz", e.occurred),
                new ArrayParameter("text", e.actor),
                new ArrayParameter("text", e.tenant),
                new ArrayParameter("uuid", e.correlation),
                new ArrayParameter("uuid", e.causation),
                new ArrayParameter("bytea", e.payload),
                new ArrayParameter("bytea", e.metadata),
                new ArrayParameter("bytea", e.leafHead),
                new ArrayParameter("bytea", e.leafTail))) {
            if (parameter.values instanceof UUID[] ids) {
                call.setObject(p++, literal(ids));
            } else {
                call.setArray(p++, on.createArrayOf(parameter.type, parameter.orEmpty()));
            }
        }
        try (ResultSet row = call.executeQuery()) {
            row.next();
            return new Result(
                    row.getLong(1),
                    row.getObject(2, OffsetDateTime.class).toInstant(),
                    refusals(commands.size(), row.getArray(3), row.getArray(4)));
        }
    }

    /** The driver knows no binary form of an array of UUIDs, and its text form costs it several times as much. */
    private static PGobject literal(UUID[] ids) throws SQLException {
        StringBuilder text = new StringBuilder(2 + 37 * ids.length).append('{');
        for (int i = 0; i < ids.length; i++) {
            if (i > 0) {
                text.append(',');
            }
            text.append(ids[i]);
        }
        PGobject array = new PGobject();
        array.setType("uuid[]");
        array.setValue(text.append('}').toString());
        return array;
    }

    private static List<@Nullable Reason> refusals(int commands, @Nullable Array indexes, @Nullable Array reasons)
            throws SQLException {
        @Nullable Reason[] refusals = new Reason[commands];
        if (indexes != null && reasons != null) {
            Integer[] at = (Integer[]) indexes.getArray();
            String[] why = (String[]) reasons.getArray();
            for (int i = 0; i < at.length; i++) {
                refusals[at[i] - 1] = Reason.valueOf(why[i]);
            }
        }
        return Arrays.asList(refusals);
    }

    /** The receipt of exactly these events if they are stored already; null if not. */
    @Nullable
    Receipt find(NewEvents events) throws SQLException {
        NewEvent last = events.events().getLast();
        try (PreparedStatement find = connection().prepareStatement(FIND)) {
            find.setObject(1, events.streamId());
            find.setInt(2, last.sequence());
            find.setObject(3, last.eventId());
            try (ResultSet row = find.executeQuery()) {
                return row.next()
                        ? new Receipt(
                                row.getLong(1),
                                last.sequence(),
                                row.getObject(2, OffsetDateTime.class).toInstant())
                        : null;
            }
        }
    }

    private Connection connection() throws SQLException {
        if (connection == null) {
            connection = dataSource.getConnection();
            connection.setAutoCommit(true);
            connection.setNetworkTimeout(Runnable::run, networkTimeoutMillis);
        }
        return connection;
    }

    private PreparedStatement statement() throws SQLException {
        if (statement == null) {
            statement = connection().prepareStatement(APPEND);
        }
        return statement;
    }

    private PreparedStatement statementForOne() throws SQLException {
        if (statementForOne == null) {
            statementForOne = connection().prepareStatement(APPEND_ONE);
        }
        return statementForOne;
    }

    /** Gives up the connection; the next statement opens another. */
    void reset() {
        Connection broken = connection;
        connection = null;
        statement = null;
        statementForOne = null;
        if (broken != null) {
            try {
                broken.abort(Runnable::run);
                broken.close();
            } catch (SQLException e) {
                LOG.debug("a broken connection could not be closed ({})", e.getSQLState());
            }
        }
    }

    @Override
    public void close() {
        Connection open = connection;
        connection = null;
        statement = null;
        statementForOne = null;
        if (open != null) {
            try {
                open.close();
            } catch (SQLException e) {
                LOG.debug("the append connection could not be closed ({})", e.getSQLState());
            }
        }
    }

    private static OffsetDateTime atUtc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    @SuppressWarnings("ArrayRecordComponent") // What JDBC takes.
    private record ArrayParameter(String type, @Nullable Object[] values) {

        /** An array of nulls alone need not be sent. */
        @Nullable
        Object[] orEmpty() {
            for (Object value : values) {
                if (value != null) {
                    return values;
                }
            }
            return Arrays.copyOf(values, 0);
        }
    }

    private static final class CommandColumns {

        final UUID[] stream;
        final Integer[] sequence;
        final @Nullable OffsetDateTime[] notAfter;
        final byte[] @Nullable [] keyHash;
        final byte[] @Nullable [] requestHash;
        final @Nullable String[] detail;
        final Integer[] lastSequence;

        CommandColumns(List<NewEvents> commands) {
            int n = commands.size();
            stream = new UUID[n];
            sequence = new Integer[n];
            notAfter = new OffsetDateTime[n];
            keyHash = new byte[n][];
            requestHash = new byte[n][];
            detail = new String[n];
            lastSequence = new Integer[n];
            for (int i = 0; i < n; i++) {
                NewEvents command = commands.get(i);
                stream[i] = command.streamId();
                sequence[i] = command.firstSequence();
                lastSequence[i] = command.lastSequence();
                Instant limit = command.notAfter();
                notAfter[i] = limit == null ? null : atUtc(Appender.toMilliseconds(limit));
                CommandAnswer answer = command.answer();
                if (answer != null) {
                    keyHash[i] = answer.keyHash();
                    requestHash[i] = answer.requestHash();
                    detail[i] = answer.detail();
                }
            }
        }
    }

    private static final class EventColumns {

        final Integer[] command;
        final UUID[] id;
        final String[] kind;
        final Integer[] sequence;
        final String[] type;
        final Short[] revision;
        final @Nullable OffsetDateTime[] occurred;
        final String[] actor;
        final String[] tenant;
        final UUID[] correlation;
        final UUID[] causation;
        final byte[][] payload;
        final byte[][] metadata;
        final byte[][] leafHead;
        final byte[][] leafTail;

        EventColumns(List<NewEvents> commands) {
            int n = commands.stream().mapToInt(c -> c.events().size()).sum();
            command = new Integer[n];
            id = new UUID[n];
            kind = new String[n];
            sequence = new Integer[n];
            type = new String[n];
            revision = new Short[n];
            occurred = new OffsetDateTime[n];
            actor = new String[n];
            tenant = new String[n];
            correlation = new UUID[n];
            causation = new UUID[n];
            payload = new byte[n][];
            metadata = new byte[n][];
            leafHead = new byte[n][];
            leafTail = new byte[n][];
            int row = 0;
            for (int i = 0; i < commands.size(); i++) {
                List<NewEvent> events = commands.get(i).events();
                for (int j = 0; j < events.size(); j++) {
                    NewEvent event = events.get(j);
                    LedgerLeaf.Frame frame = commands.get(i).frames().get(j);
                    command[row] = i + 1;
                    id[row] = event.eventId();
                    kind[row] = event.streamKind();
                    sequence[row] = event.sequence();
                    type[row] = event.type();
                    revision[row] = (short) event.revision();
                    Instant claimed = event.occurredAt();
                    occurred[row] = claimed == null ? null : atUtc(Appender.toMilliseconds(claimed));
                    actor[row] = event.actor();
                    tenant[row] = event.tenant();
                    correlation[row] = event.correlationId();
                    causation[row] = event.causationId();
                    payload[row] = event.payload();
                    metadata[row] = event.metadata();
                    leafHead[row] = frame.head();
                    leafTail[row] = frame.tail();
                    row++;
                }
            }
        }
    }
}
