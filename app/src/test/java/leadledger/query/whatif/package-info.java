/** What benchmarks need of a what if beyond their API. */
@NullMarked
package leadledger.query.whatif;

import org.jspecify.annotations.NullMarked;
