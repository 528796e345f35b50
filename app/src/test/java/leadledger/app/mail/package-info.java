/** Tests of the sending of e-mails, by a real mail server and a real database. */
@NullMarked
package leadledger.app.mail;

import org.jspecify.annotations.NullMarked;
