package leadledger.events.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/**
 * Rows of a query in PostgreSQL's binary COPY format, one after the other: cheaper than a result set, for
 * readers of whole histories. Columns are read in their order; none may be null.
 *
 * <p>Not for several threads. Closing early reads the other rows away, and the connection can be used again.
 */
public final class CopiedRows implements AutoCloseable {

    /** Signature, flags and length of an extension that nobody has ever used. */
    private static final int HEADER_BYTES = 19;

    private static final short END = -1;
    private static final long MICROSECONDS_PER_SECOND = 1_000_000;
    /** From 1970, Java's epoch, to 2000, PostgreSQL's. */
    private static final long EPOCH_SECONDS = 946_684_800;

    private final CopyOut copy;
    private ByteBuffer row = ByteBuffer.allocate(0);
    private boolean begun;

    /**
     * Begins to read.
     *
     * @param query a select without parameters; never made of what comes from outside
     */
    public CopiedRows(Connection connection, String query) throws SQLException {
        copy = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyOut("copy (" + query + ") to stdout (format binary)");
    }

    /** Goes to the next row; false at the end. */
    public boolean next() throws SQLException {
        // PostgreSQL's protocol promises one message per row; the header comes before the first.
        byte @Nullable [] message = copy.readFromCopy();
        if (message == null) {
            return false;
        }
        row = ByteBuffer.wrap(message);
        if (!begun) {
            begun = true;
            row.position(HEADER_BYTES);
            if (!row.hasRemaining()) {
                return next();
            }
        }
        if (row.getShort() == END) {
            // Reads on to the end of the protocol's exchange.
            return next();
        }
        return true;
    }

    /** The next column, an {@code int2}. */
    public int int2() {
        return column(Short.BYTES).getShort();
    }

    /** The next column, an {@code int4}. */
    public int int4() {
        return column(Integer.BYTES).getInt();
    }

    /** The next column, an {@code int8}, or one half of a {@code uuid}. */
    public long int8() {
        return column(Long.BYTES).getLong();
    }

    /** The next column, a {@code uuid}. */
    public UUID uuid() {
        ByteBuffer column = column(2 * Long.BYTES);
        return new UUID(column.getLong(), column.getLong());
    }

    /** The next column, a {@code timestamptz}, in microseconds since 1970. */
    public long epochMicros() {
        return int8() + EPOCH_SECONDS * MICROSECONDS_PER_SECOND;
    }

    /** The next column, a {@code timestamptz}. */
    public Instant instant() {
        long micros = epochMicros();
        return Instant.ofEpochSecond(
                Math.floorDiv(micros, MICROSECONDS_PER_SECOND), Math.floorMod(micros, MICROSECONDS_PER_SECOND) * 1_000);
    }

    /** The next column, a {@code bytea}. */
    public byte[] bytes() {
        byte[] bytes = new byte[row.getInt()];
        row.get(bytes);
        return bytes;
    }

    /** The next column, a {@code text}. */
    public String text() {
        int length = row.getInt();
        String text = new String(row.array(), row.arrayOffset() + row.position(), length, UTF_8);
        row.position(row.position() + length);
        return text;
    }

    private ByteBuffer column(int expectedBytes) {
        int length = row.getInt();
        if (length != expectedBytes) {
            throw new IllegalStateException(
                    "a column of " + length + " bytes where one of " + expectedBytes + " is due");
        }
        return row;
    }

    @Override
    public void close() throws SQLException {
        // The driver stumbles over rows that are on their way when it cancels, so they are read away.
        while (copy.isActive() && copy.readFromCopy() != null) {
            // Nobody wants them any more.
        }
    }
}
