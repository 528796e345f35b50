/** Leads for the tests of all views. */
@NullMarked
package leadledger.query.testing;

import org.jspecify.annotations.NullMarked;
