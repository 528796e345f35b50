/** A manager makes one of the outlet's sales staff the owner of a lead (SA-20, SA-21): by given, when, then. */
@NullMarked
package leadledger.command.sales.assignlead;

import org.jspecify.annotations.NullMarked;
