/** The customer has driven a car (試乗, SA-41): by given, when, then. */
@NullMarked
package leadledger.command.sales.testdrive;

import org.jspecify.annotations.NullMarked;
