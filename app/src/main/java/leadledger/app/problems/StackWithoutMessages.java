package leadledger.app.problems;

import java.sql.SQLException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A stack trace for the log that leaves out the exceptions' messages: libraries quote values in them, which may be personal
 * data (AC-05).
 */
record StackWithoutMessages(Throwable exception) {

    private static final int LONGEST_CHAIN = 10;

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        @Nullable Throwable e = exception;
        for (int depth = 0; e != null && depth < LONGEST_CHAIN; depth++) {
            text.append(depth == 0 ? "" : "\nCaused by: ").append(e.getClass().getName());
            if (e instanceof SQLException sql) {
                text.append(" SQLSTATE ").append(Objects.toString(sql.getSQLState(), "unknown"));
            }
            for (StackTraceElement frame : e.getStackTrace()) {
                text.append("\n\tat ").append(frame);
            }
            e = e.getCause();
        }
        return text.toString();
    }
}
