/** Slice <em>close with sale</em> (AS-30, AS-31). */
@NullMarked
package leadledger.command.aftersales.closewithsale;

import org.jspecify.annotations.NullMarked;
