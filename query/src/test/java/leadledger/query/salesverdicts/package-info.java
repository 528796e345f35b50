/** A sales lead's verdict, as somebody may see it. */
@NullMarked
package leadledger.query.salesverdicts;

import org.jspecify.annotations.NullMarked;
