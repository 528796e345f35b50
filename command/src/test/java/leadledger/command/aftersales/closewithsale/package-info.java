/** Proves AS-30 and AS-31. */
@NullMarked
package leadledger.command.aftersales.closewithsale;

import org.jspecify.annotations.NullMarked;
