/** Proves SL-40 for aftersales leads. */
@NullMarked
package leadledger.command.aftersales.dispute;

import org.jspecify.annotations.NullMarked;
