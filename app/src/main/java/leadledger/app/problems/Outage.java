package leadledger.app.problems;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.stream.Stream;
import leadledger.events.ledger.LedgerUnavailableException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.CannotCreateTransactionException;

/** Tells an outage, which passes by itself, from a defect, which does not. */
final class Outage {

    /** Exceptions are chained a few times, unless somebody has made a circle of them. */
    private static final int LONGEST_CHAIN = 20;

    private Outage() {}

    static boolean isBehind(Throwable exception) {
        return Stream.<@Nullable Throwable>iterate(exception, e -> e == null ? null : e.getCause())
                .limit(LONGEST_CHAIN)
                .takeWhile(e -> e != null)
                .anyMatch(Outage::isOutage);
    }

    private static boolean isOutage(@Nullable Throwable exception) {
        return switch (exception) {
            case LedgerUnavailableException ignored -> true;
            case DataAccessResourceFailureException ignored -> true;
            case TransientDataAccessException ignored -> true;
            case CannotCreateTransactionException ignored -> true;
            case SQLTransientConnectionException ignored -> true;
            case SQLException e -> isPassing(e.getSQLState());
            case null, default -> false;
        };
    }

    /** Connection lost, too little of something, server going down or coming up, serialisation failure. */
    private static boolean isPassing(@Nullable String sqlState) {
        return sqlState != null && Stream.of("08", "53", "57P", "40").anyMatch(sqlState::startsWith);
    }
}
