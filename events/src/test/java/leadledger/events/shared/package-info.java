/** Proofs of the shared vocabulary's forms. */
@NullMarked
package leadledger.events.shared;

import org.jspecify.annotations.NullMarked;
