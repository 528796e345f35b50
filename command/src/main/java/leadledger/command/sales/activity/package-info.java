/** Users plan tasks and appointments of their own on a lead (活動予定, SA-30, SA-33). Imports no other use case. */
@NullMarked
package leadledger.command.sales.activity;

import org.jspecify.annotations.NullMarked;
