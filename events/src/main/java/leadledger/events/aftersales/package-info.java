/** The facts of the aftersales process (アフターセールス リード). Pure: only {@code java.*}, JSpecify and {@code shared}. */
@NullMarked
package leadledger.events.aftersales;

import org.jspecify.annotations.NullMarked;
