/** Proves AS-40 to AS-42. */
@NullMarked
package leadledger.command.aftersales.closewithoutsale;

import org.jspecify.annotations.NullMarked;
