package leadledger.app.benchmark;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import javax.sql.DataSource;
import leadledger.events.aftersales.AftersalesEvent;
import leadledger.events.ledger.EventCatalog;
import leadledger.events.ledger.LedgerIds;
import leadledger.events.ledger.LedgerJson;
import leadledger.events.shared.LeadId;

/** What JDBC alone costs: one INSERT of the ledger's columns and a COMMIT, without checks, hashes or an order of events. */
final class RawTable {

    private static final String INSERT =
            "insert into raw.event (event_id, stream_id, stream_kind, sequence, type, revision,"
                    + " recorded_at, occurred_at, actor, tenant, correlation_id, causation_id, payload, metadata, leaf_hash)"
                    + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    private final DataSource dataSource;
    private final EventCatalog.Encoded event =
            LedgerJson.catalog().encode(Samples.created(new LeadId(LedgerIds.next()), 1));

    RawTable(DataSource dataSource) {
        this.dataSource = dataSource;
        Database.execute(
                dataSource,
                "create table raw.event (like ledger.event including defaults including constraints"
                        + " including indexes including storage)",
                "create sequence raw.position cache 1",
                "alter table raw.event alter position set default nextval('raw.position')");
    }

    void insert() {
        byte[] hash = new byte[32];
        OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC);
        UUID id = LedgerIds.next();
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setObject(1, id);
            insert.setObject(2, id);
            insert.setString(3, AftersalesEvent.STREAM_KIND);
            insert.setInt(4, 0);
            insert.setString(5, event.type());
            insert.setShort(6, (short) event.revision());
            insert.setObject(7, now);
            insert.setObject(8, now);
            insert.setString(9, "HQ/hq-1");
            insert.setString(10, "JP-001");
            insert.setObject(11, id);
            insert.setObject(12, id);
            insert.setBytes(13, event.payload());
            insert.setBytes(14, new byte[2]);
            insert.setBytes(15, hash);
            // Autocommit: the commit travels with the statement, which is the least that JDBC can do.
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    long count() {
        return Database.number(dataSource, "select count(*) from raw.event");
    }
}
