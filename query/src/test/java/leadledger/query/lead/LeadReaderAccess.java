package leadledger.query.lead;

import leadledger.events.ledger.EventCatalog;
import leadledger.events.ledger.PostgresLedger;
import leadledger.query.accesslog.AccessLog;
import leadledger.query.testing.Scopes;

/** Makes readers for tests of other packages. */
public final class LeadReaderAccess {

    private LeadReaderAccess() {}

    /** As Spring makes it. */
    public static LeadReader reader(PostgresLedger ledger, EventCatalog catalog, AccessLog log) {
        return new LeadReader(ledger, catalog, Scopes.NETWORK, log);
    }
}
