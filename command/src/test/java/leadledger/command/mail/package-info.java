/** Tests of what is recorded about e-mails. */
@NullMarked
package leadledger.command.mail;

import org.jspecify.annotations.NullMarked;
