/** A manager sets a lead aside before anybody is to follow it up, or takes that back (フォロー対象外, SA-22). Imports no other
 * use case. */
@NullMarked
package leadledger.command.sales.outofscope;

import org.jspecify.annotations.NullMarked;
