/**
 * E-mails about a lead (AS-22, AS-52, SA-12, SA-20): which of them follow from its history, and what became of each. Pure: only
 * {@code java.*}, JSpecify and the vocabulary of leads.
 */
@NullMarked
package leadledger.events.mail;

import org.jspecify.annotations.NullMarked;
