/** The importer wins a lead, by its own forms or from lead providers (SA-01). Imports no other use case. */
@NullMarked
package leadledger.command.sales.capturelead;

import org.jspecify.annotations.NullMarked;
