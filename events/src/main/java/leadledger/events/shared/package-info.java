/** Words that both processes and every module share. Pure: only {@code java.*} and JSpecify. */
@NullMarked
package leadledger.events.shared;

import org.jspecify.annotations.NullMarked;
