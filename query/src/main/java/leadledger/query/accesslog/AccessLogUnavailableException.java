package leadledger.query.accesslog;

import org.springframework.dao.DataAccessResourceFailureException;

/** A reading could not be logged, so it is not answered (AC-05): an outage like any other of the database. */
public final class AccessLogUnavailableException extends DataAccessResourceFailureException {

    private static final long serialVersionUID = 1L;

    AccessLogUnavailableException(String why) {
        super(why);
    }
}
