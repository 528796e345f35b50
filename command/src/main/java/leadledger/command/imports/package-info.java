/**
 * Leads and their history from another system (LG-40, LG-41): files, mapping, progress, and the way into the ledger. What a
 * lead comes to is decided in {@code command.aftersales.importlead}.
 */
@NullMarked
package leadledger.command.imports;

import org.jspecify.annotations.NullMarked;
