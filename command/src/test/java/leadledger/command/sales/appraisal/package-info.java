/** The customer's car has been appraised (査定, SA-41): by given, when, then. */
@NullMarked
package leadledger.command.sales.appraisal;

import org.jspecify.annotations.NullMarked;
