package leadledger.query.access;

import java.util.Set;

/** Whose rows a reader sees, as the database is told (AC-03): the leads of one process or of both, or the notifications of both. */
public sealed interface Scope permits ReadScope, SalesScope, DisputeScope, MarketScope {

    /** The codes of all whose rows are seen; none for a scope that sees everything. */
    Set<String> codes();

    /** Whether all rows are seen. */
    boolean isEverything();
}
