/** How many requests a user and an address may send in a time (AC-06). May import {@code problems} and {@code security}. */
@NullMarked
package leadledger.app.limits;

import org.jspecify.annotations.NullMarked;
