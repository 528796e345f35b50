/** Slice <em>re-contact</em> (AS-50 to AS-52), with the lead that comes of it. */
@NullMarked
package leadledger.command.aftersales.recontact;

import org.jspecify.annotations.NullMarked;
