/** Proves what is told of disputes (SL-40). */
@NullMarked
package leadledger.query.dispute;

import org.jspecify.annotations.NullMarked;
