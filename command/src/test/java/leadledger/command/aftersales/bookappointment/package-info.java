/** Proves AS-12, AS-20 and AS-21. */
@NullMarked
package leadledger.command.aftersales.bookappointment;

import org.jspecify.annotations.NullMarked;
