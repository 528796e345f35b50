package leadledger.query.projection;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Writes rows into a table in PostgreSQL's text format for COPY, column by column. Not for several threads. */
public final class CopyTextWriter implements AutoCloseable {

    private static final int FLUSH_AT = 1 << 16;
    private static final int ROOM = 4_096;

    private final CopyIn copy;
    private final StringBuilder buffer = new StringBuilder(FLUSH_AT + ROOM);
    private boolean rowBegun;

    /** Begins to write the given columns of a table; both names are the service's own. */
    public CopyTextWriter(Connection connection, String fullName, String columns) throws SQLException {
        copy = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("copy " + fullName + " (" + columns + ") from stdin");
    }

    /** The next column of the row; none is null. */
    public CopyTextWriter column(@Nullable Object value) {
        if (rowBegun) {
            buffer.append('\t');
        }
        rowBegun = true;
        if (value == null) {
            buffer.append("\\N");
            return this;
        }
        String text = value.toString();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\\' -> buffer.append("\\\\");
                case '\t' -> buffer.append("\\t");
                case '\n' -> buffer.append("\\n");
                case '\r' -> buffer.append("\\r");
                default -> buffer.append(c);
            }
        }
        return this;
    }

    /** Ends the row. */
    public void endRow() throws SQLException {
        buffer.append('\n');
        rowBegun = false;
        if (buffer.length() >= FLUSH_AT) {
            flush();
        }
    }

    /** Ends the copy; without it nothing is written. */
    public void finish() throws SQLException {
        flush();
        copy.endCopy();
    }

    private void flush() throws SQLException {
        byte[] bytes = buffer.toString().getBytes(UTF_8);
        copy.writeToCopy(bytes, 0, bytes.length);
        buffer.setLength(0);
    }

    @Override
    public void close() throws SQLException {
        if (copy.isActive()) {
            copy.cancelCopy();
        }
    }
}
