/** A sales lead's verdict with its evidence (SL-30). */
@NullMarked
package leadledger.query.salesverdicts;

import org.jspecify.annotations.NullMarked;
