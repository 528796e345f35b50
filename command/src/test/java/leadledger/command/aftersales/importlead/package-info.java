@NullMarked
package leadledger.command.aftersales.importlead;

import org.jspecify.annotations.NullMarked;
