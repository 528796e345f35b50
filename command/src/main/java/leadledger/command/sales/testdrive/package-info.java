/** The customer has driven a car (試乗, SA-41). Imports no other use case. */
@NullMarked
package leadledger.command.sales.testdrive;

import org.jspecify.annotations.NullMarked;
