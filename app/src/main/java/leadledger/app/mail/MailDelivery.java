package leadledger.app.mail;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import leadledger.app.scheduling.RecurringWork;
import leadledger.command.desk.CommandDesk;
import leadledger.command.desk.CommandTerms;
import leadledger.command.mail.MailCommand;
import leadledger.command.mail.MailCommand.RecordMailGivenUp;
import leadledger.command.mail.MailCommand.RecordMailSent;
import leadledger.events.ledger.LedgerIds;
import leadledger.events.ledger.LedgerUnavailableException;
import leadledger.events.mail.GiveUpReason;
import leadledger.events.mail.MailCourse;
import leadledger.events.mail.MailCourse.Standing;
import leadledger.events.mail.MailEvent.MailGivenUp;
import leadledger.events.mail.MailEvent.MailSent;
import leadledger.events.mail.MailPolicy;
import leadledger.events.mail.PlannedMail;
import leadledger.query.mail.LeadMails;
import leadledger.query.mail.LeadMails.MailsOf;
import leadledger.query.mail.Outbox;
import leadledger.query.mail.OutboxFollower;
import leadledger.query.mail.OutboxRow;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sends what is due, the longest due first, and records what became of each e-mail (LG-33).
 *
 * <p>An e-mail is locked in the outbox while it is sent, so that nobody else sends it. Before, the ledger is asked whether it
 * is still to be sent: an outbox that is behind or was made anew sends nothing twice. If the node dies after the mail server
 * took it and before that is recorded, the same e-mail is sent once more under the same {@code Message-ID}, by which
 * recipients know it again.
 */
final class MailDelivery implements RecurringWork {

    private static final Logger LOG = LoggerFactory.getLogger(MailDelivery.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
    private static final int MOST_AT_ONCE = 200;

    private final OutboxFollower follower;
    private final Outbox outbox;
    private final LeadMails mails;
    private final CommandDesk desk;
    private final MailWriter writer;
    private final @Nullable Postman postman;
    private final MessageIds messageIds;
    private final InstantSource clock;
    private final TransactionTemplate transactions;
    private Instant notBefore = Instant.MIN;
    private int failures;

    /**
     * Delivers by the given postman.
     *
     * @param postman none: the outbox is filled, and nothing is sent
     */
    MailDelivery(
            OutboxFollower follower,
            Outbox outbox,
            LeadMails mails,
            CommandDesk desk,
            MailWriter writer,
            @Nullable Postman postman,
            MessageIds messageIds,
            InstantSource clock,
            PlatformTransactionManager transactions) {
        this.follower = follower;
        this.outbox = outbox;
        this.mails = mails;
        this.desk = desk;
        this.writer = writer;
        this.postman = postman;
        this.messageIds = messageIds;
        this.clock = clock;
        this.transactions = new TransactionTemplate(transactions);
    }

    @Override
    public String name() {
        return "mail";
    }

    @Override
    public Duration pause() {
        return BETWEEN_LOOKS;
    }

    /** Whether there is a mail server to send by. */
    boolean isSending() {
        return postman != null;
    }

    /** Nothing is sent before the outbox knows everything that was in the ledger when this began. */
    @Override
    public void run(BooleanSupplier ending) {
        if (!follower.catchUp(ending) || postman == null || clock.instant().isBefore(notBefore)) {
            return;
        }
        try {
            boolean mayBeMore = true;
            for (int done = 0; mayBeMore && done < MOST_AT_ONCE && !ending.getAsBoolean(); done++) {
                mayBeMore = Boolean.TRUE.equals(transactions.execute(status -> deliverNext(postman)));
            }
            failures = 0;
        } catch (RuntimeException e) {
            // What was sent and could not be recorded is sent again: not every second.
            notBefore = clock.instant().plus(MailPolicy.DEFAULT.pauseAfter(++failures));
            throw e;
        }
    }

    /** Whether there may be more to deliver now. */
    private boolean deliverNext(Postman by) {
        Instant now = clock.instant();
        Optional<OutboxRow> next = outbox.lockNextDue(now);
        if (next.isEmpty()) {
            return false;
        }
        OutboxRow row = next.get();
        Optional<Delivery> delivery = deliver(by, row, now);
        if (delivery.isEmpty()) {
            // The ledger has gone on, or the dealer's zone has changed.
            follower.refresh(row.lead());
            return true;
        }
        return settle(row, delivery.get(), now);
    }

    /** Empty: it is not to be sent now. */
    private Optional<Delivery> deliver(Postman by, OutboxRow row, Instant now) {
        MailsOf all;
        Optional<PlannedMail> planned;
        Optional<OutgoingMail> written;
        try {
            all = mails.of(row.lead());
            if (all.outcome(row.mailId()) != null) {
                return Optional.empty();
            }
            planned = all.courses().stream()
                    .filter(course -> course.standing() == Standing.STANDS)
                    .map(MailCourse::mail)
                    .filter(mail -> mail.mailId().equals(row.mailId()) && mail.isDueAt(now))
                    .findFirst();
            if (planned.isEmpty()) {
                return Optional.empty();
            }
            written = writer.write(planned.get(), all.events());
        } catch (LedgerUnavailableException e) {
            throw e;
        } catch (RuntimeException e) {
            // One that cannot be written must not keep the others waiting.
            return Optional.of(
                    new Delivery.Delayed("NOT_WRITTEN " + e.getClass().getSimpleName(), false));
        }
        return Optional.of(written.map(mail -> by.send(messageIds.of(row.mailId()), mail, now))
                .orElseGet(() -> new Delivery.Refused(GiveUpReason.NO_ADDRESS, "NO_ADDRESS")));
    }

    private boolean settle(OutboxRow row, Delivery delivery, Instant now) {
        switch (delivery) {
            case Delivery.Taken() -> {
                record(new RecordMailSent(
                        MailCommand.SERVICE,
                        row.tenant(),
                        new MailSent(
                                row.lead(),
                                row.mailId(),
                                row.kind(),
                                row.recipient(),
                                row.user(),
                                messageIds.of(row.mailId()))));
                return true;
            }
            case Delivery.Refused(GiveUpReason reason, String failure) -> {
                giveUp(row, reason, failure);
                return true;
            }
            case Delivery.Delayed(String failure, boolean serverIsAway) -> {
                int tries = row.tries() + 1;
                if (tries >= MailPolicy.DEFAULT.mostTries()) {
                    giveUp(row, GiveUpReason.TRIES_EXHAUSTED, failure);
                } else {
                    outbox.postpone(row.mailId(), now.plus(MailPolicy.DEFAULT.pauseAfter(tries)), failure);
                    LOG.warn("e-mail {} was not taken ({}), trying again", row.mailId(), failure);
                }
                return !serverIsAway;
            }
        }
    }

    private void giveUp(OutboxRow row, GiveUpReason reason, String failure) {
        outbox.noteFailure(row.mailId(), failure);
        record(new RecordMailGivenUp(
                MailCommand.SERVICE,
                row.tenant(),
                new MailGivenUp(row.lead(), row.mailId(), row.kind(), row.recipient(), row.user(), reason)));
        LOG.warn("e-mail {} is given up ({}, {})", row.mailId(), reason, failure);
    }

    private void record(MailCommand command) {
        desk.handle(command.streamId(), CommandTerms.of(LedgerIds.next(), null, null), (Instant at) -> command);
        outbox.settle(command.event());
    }
}
