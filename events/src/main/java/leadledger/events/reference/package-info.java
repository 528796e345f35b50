/**
 * Reference data that decides something: campaigns, sources, close reasons, dealers, and the vehicle register, all kept by
 * headquarters and all of it events (LG-01). Pure: only {@code java.*} and JSpecify.
 */
@NullMarked
package leadledger.events.reference;

import org.jspecify.annotations.NullMarked;
