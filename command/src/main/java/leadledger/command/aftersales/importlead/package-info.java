/**
 * A lead's history in another system becomes events here (LG-40), as it was recorded and, where it breaks a rule, flagged
 * (LG-41). Plain Java.
 */
@NullMarked
package leadledger.command.aftersales.importlead;

import org.jspecify.annotations.NullMarked;
