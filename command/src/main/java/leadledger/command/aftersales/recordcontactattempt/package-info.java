/** A dealer records that it tried to reach the customer (AS-10). Imports no other use case. */
@NullMarked
package leadledger.command.aftersales.recordcontactattempt;

import org.jspecify.annotations.NullMarked;
