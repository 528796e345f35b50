package leadledger.query.saleslead;

import leadledger.events.ledger.EventCatalog;
import leadledger.events.ledger.PostgresLedger;
import leadledger.query.accesslog.AccessLog;
import leadledger.query.testing.Scopes;

/** Makes readers for tests of other packages. */
public final class SalesLeadReaderAccess {

    private SalesLeadReaderAccess() {}

    /** As Spring makes it. */
    public static SalesLeadReader reader(PostgresLedger ledger, EventCatalog catalog, AccessLog log) {
        return new SalesLeadReader(ledger, catalog, Scopes.NETWORK, log);
    }
}
