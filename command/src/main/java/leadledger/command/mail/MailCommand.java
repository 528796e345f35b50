package leadledger.command.mail;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import leadledger.command.mail.MailsOfLead.Outcome;
import leadledger.events.mail.MailEvent;
import leadledger.events.mail.MailEvent.MailGivenUp;
import leadledger.events.mail.MailEvent.MailRetryOrdered;
import leadledger.events.mail.MailEvent.MailSent;
import leadledger.events.mail.MailStreams;
import leadledger.events.shared.Actor;
import leadledger.events.shared.Refusal;
import leadledger.events.shared.Role;

/** Something about an e-mail is to be recorded. */
public sealed interface MailCommand {

    /** The service itself, which sends e-mails. */
    Actor SERVICE = Actor.of("mail", Role.SYSTEM);

    /** Who says so. */
    Actor actor();

    /** Code of the dealer or outlet concerned. */
    String tenant();

    /** What is to be recorded, unless it is recorded already. */
    MailEvent event();

    /** The stream of the lead's e-mails. */
    default UUID streamId() {
        return MailStreams.ofLead(event().leadId());
    }

    /** Why it is refused; empty: it is not. Pure and total. */
    Optional<Refusal> refusal(MailsOfLead mails);

    /** Whether there is nothing left to record. */
    boolean isDone(MailsOfLead mails);

    private static Optional<Refusal> unlessService(Actor actor) {
        return actor.role() == Role.SYSTEM ? Optional.empty() : Optional.of(Refusal.ofRole("AC-01"));
    }

    /**
     * A mail server took an e-mail. The same again records nothing; one that had been given up was sent after all.
     *
     * @param actor the service itself
     * @param tenant code of the dealer or outlet concerned
     * @param event what is recorded
     */
    record RecordMailSent(Actor actor, String tenant, MailSent event) implements MailCommand {

        @Override
        public Optional<Refusal> refusal(MailsOfLead mails) {
            return unlessService(actor);
        }

        @Override
        public boolean isDone(MailsOfLead mails) {
            return mails.outcomes().get(event.mailId()) == Outcome.SENT;
        }
    }

    /**
     * An e-mail is not tried any more. The same again records nothing, nor does it for one that was sent.
     *
     * @param actor the service itself
     * @param tenant code of the dealer or outlet concerned
     * @param event what is recorded
     */
    record RecordMailGivenUp(Actor actor, String tenant, MailGivenUp event) implements MailCommand {

        @Override
        public Optional<Refusal> refusal(MailsOfLead mails) {
            return unlessService(actor);
        }

        @Override
        public boolean isDone(MailsOfLead mails) {
            Outcome outcome = mails.outcomes().get(event.mailId());
            return outcome == Outcome.SENT || outcome == Outcome.GIVEN_UP;
        }
    }

    /**
     * An operator wants an e-mail that was given up to be tried again.
     *
     * @param actor the operator
     * @param tenant code of the dealer or outlet concerned
     * @param event what is recorded
     */
    record OrderMailRetry(Actor actor, String tenant, MailRetryOrdered event) implements MailCommand {

        @Override
        public Optional<Refusal> refusal(MailsOfLead mails) {
            if (actor.role() != Role.ADMIN) {
                return Optional.of(Refusal.ofRole("AC-01"));
            }
            return switch (mails.outcomes().get(event.mailId())) {
                case null -> Optional.of(new Refusal("LG-33", Refusal.Kind.UNKNOWN, "unknown-mail", null, Map.of()));
                case SENT -> Optional.of(Refusal.ofState("LG-33", "mail-not-given-up"));
                case GIVEN_UP, TRIED_AGAIN -> Optional.empty();
            };
        }

        @Override
        public boolean isDone(MailsOfLead mails) {
            return mails.outcomes().get(event.mailId()) == Outcome.TRIED_AGAIN;
        }
    }
}
