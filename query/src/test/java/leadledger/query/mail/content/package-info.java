/** What e-mails say. */
@NullMarked
package leadledger.query.mail.content;

import org.jspecify.annotations.NullMarked;
