package leadledger.query.projection;

import java.util.HashSet;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What operators left out of read models (LG-31), for whoever folds the ledger anew. */
@Component
public final class DiscardedEvents {

    private final JdbcClient jdbc;

    /** Reads by the client. */
    public DiscardedEvents(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Positions of events that a rebuild of the projection leaves out. */
    public Set<Long> of(String projection) {
        return new HashSet<>(jdbc.sql("select position from query.discarded_letter where projection = ?")
                .param(projection)
                .query(Long.class)
                .list());
    }
}
