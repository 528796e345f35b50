/** What became of e-mails is recorded (LG-33), and one that was given up may be tried again. Decisions are pure. */
@NullMarked
package leadledger.command.mail;

import org.jspecify.annotations.NullMarked;
