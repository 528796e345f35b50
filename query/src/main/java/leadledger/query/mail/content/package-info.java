/**
 * What e-mails say (AS-22, AS-52, SA-12, SA-20): subject, text, HTML and calendar invitation, in Japanese, English and Italian. Made of
 * events alone: no clock, no database, no network. Imports events and neither a read model nor the sending of e-mails.
 */
@NullMarked
package leadledger.query.mail.content;

import org.jspecify.annotations.NullMarked;
