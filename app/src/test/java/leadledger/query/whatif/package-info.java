/** What benchmarks need of the list views beyond their API. */
@NullMarked
package leadledger.query.whatif;

import org.jspecify.annotations.NullMarked;
