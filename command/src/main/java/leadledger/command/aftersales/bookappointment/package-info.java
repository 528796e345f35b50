/** An appointment is agreed with the customer, or agreed anew (AS-20, AS-21). Imports no other use case. */
@NullMarked
package leadledger.command.aftersales.bookappointment;

import org.jspecify.annotations.NullMarked;
