/** Slice <em>lapse</em>: the end after sixty days (AS-61, AS-62). */
@NullMarked
package leadledger.command.aftersales.lapse;

import org.jspecify.annotations.NullMarked;
