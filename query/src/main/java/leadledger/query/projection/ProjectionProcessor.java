package leadledger.query.projection;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import leadledger.events.ledger.LedgerEventMessage;
import leadledger.events.ledger.StoredEvent;
import leadledger.query.access.RowSecurity;
import org.axonframework.eventhandling.EventHandlerInvoker;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.Segment;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.springframework.jdbc.datasource.DataSourceUtils;

/**
 * Hands the events of Axon's streaming processor to a projection, one batch at a time, in the transaction that also
 * stores the segment's position (LG-31).
 */
final class ProjectionProcessor implements EventHandlerInvoker {

    /** The lock is shared by whoever folds live events, exclusive for who swaps the table. */
    private static final String BEGIN_FOLDING = "select pg_advisory_xact_lock_shared(?), " + RowSecurity.FOLDING_ON;

    private final Projection<?> projection;
    private final RowFolder<?> folder;
    private final DataSource dataSource;
    private final String batchKey;

    ProjectionProcessor(Projection<?> projection, DeadLetters deadLetters, DataSource dataSource) {
        this.projection = projection;
        this.folder = new RowFolder<>(projection, deadLetters);
        this.dataSource = dataSource;
        this.batchKey = ProjectionProcessor.class.getName() + "." + projection.name();
    }

    @Override
    public boolean canHandle(EventMessage<?> message, Segment segment) {
        return message instanceof LedgerEventMessage<?> event
                && segment.matches(event.stored().streamId())
                && projection.covers(event.stored().streamKind());
    }

    @Override
    public void handle(EventMessage<?> message, Segment segment) {
        if (canHandle(message, segment) && message instanceof LedgerEventMessage<?> event) {
            UnitOfWork<?> batch = CurrentUnitOfWork.get().root();
            batch.<List<StoredEvent>>getOrComputeResource(batchKey, key -> {
                        List<StoredEvent> gathered = new ArrayList<>();
                        batch.onPrepareCommit(ended -> take(gathered));
                        return gathered;
                    })
                    .add(event.stored());
        }
    }

    private void take(List<StoredEvent> events) {
        Connection connection = DataSourceUtils.getConnection(dataSource);
        try {
            beginFolding(connection, projection.name());
            folder.take(connection, TableNames.serving(projection), events);
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "projection " + projection.name() + " could not be written, SQLSTATE " + e.getSQLState(), e);
        } finally {
            DataSourceUtils.releaseConnection(connection, dataSource);
        }
    }

    /** For the rest of the transaction. */
    static void beginFolding(Connection connection, String projection) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement(BEGIN_FOLDING)) {
            lock.setLong(1, TableNames.lockOf(projection));
            lock.execute();
        }
    }
}
