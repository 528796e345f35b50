/**
 * A migrated ledger on real PostgreSQL for the tests of all modules: this package is packaged as the module's test-jar.
 * Depends on the ledger, embedded PostgreSQL and HikariCP only, not on any test framework.
 */
@NullMarked
package leadledger.events.ledger.testing;

import org.jspecify.annotations.NullMarked;
