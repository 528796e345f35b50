package leadledger.query.projection;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Writes rows in PostgreSQL's text format for COPY: the fastest way into an empty table. */
public final class CopyText {

    private static final int FLUSH_AT = 1 << 16;

    private final StringBuilder buffer = new StringBuilder(FLUSH_AT + 4_096);
    private boolean rowBegun;

    private CopyText() {}

    /**
     * Copies rows into a table.
     *
     * @param columns the table's columns, separated by commas
     * @param write writes the columns of one row, each by {@link #column}
     */
    public static <R> void load(
            Connection connection, String fullName, String columns, Iterable<R> rows, BiConsumer<R, CopyText> write)
            throws SQLException {
        CopyIn copy = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("copy " + fullName + " (" + columns + ") from stdin");
        try {
            CopyText text = new CopyText();
            for (R row : rows) {
                write.accept(row, text);
                text.endRow();
                if (text.buffer.length() >= FLUSH_AT) {
                    text.flushTo(copy);
                }
            }
            text.flushTo(copy);
            copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    /** The next column of the row, by its value's text; none: null. */
    public CopyText column(@Nullable Object object) {
        if (rowBegun) {
            buffer.append('\t');
        }
        rowBegun = true;
        if (object == null) {
            buffer.append("\\N");
            return this;
        }
        String value = object.toString();
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
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

    private void endRow() {
        buffer.append('\n');
        rowBegun = false;
    }

    private void flushTo(CopyIn copy) throws SQLException {
        byte[] bytes = buffer.toString().getBytes(UTF_8);
        copy.writeToCopy(bytes, 0, bytes.length);
        buffer.setLength(0);
    }
}
