/** A wrongly recorded attempt is put right by a new fact (AS-13). Imports no other use case. */
@NullMarked
package leadledger.command.aftersales.correctcontactattempt;

import org.jspecify.annotations.NullMarked;
