package leadledger.query.mail;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import leadledger.events.ledger.EventCatalog;
import leadledger.events.ledger.PostgresLedger;
import leadledger.events.ledger.StoredEvent;
import leadledger.events.ledger.UndecodableEventException;
import leadledger.events.mail.MailCourse;
import leadledger.events.mail.MailCourse.Standing;
import leadledger.events.mail.MailEvent;
import leadledger.events.mail.MailEvent.MailGivenUp;
import leadledger.events.mail.MailEvent.MailRetryOrdered;
import leadledger.events.mail.MailEvent.MailSent;
import leadledger.events.mail.MailStreams;
import leadledger.events.mail.PlannedMail;
import leadledger.events.shared.LeadId;
import leadledger.query.mail.LeadMails.MailsOf;
import leadledger.query.mail.Outbox.NewRow;
import leadledger.query.mail.OutboxRow.State;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Fills the outbox from the ledger, in order. Rows and position move in one transaction, so that a crash neither skips nor
 * doubles; several that do so at once wait for each other. A lead's rows follow from its whole history, so it does not
 * matter how often it is looked at.
 */
@Component
public class OutboxFollower {

    private static final Logger LOG = LoggerFactory.getLogger(OutboxFollower.class);
    private static final int EVENTS_AT_ONCE = 500;
    private static final int UNREADABLE_AT_ONCE = 10_000;

    private final PostgresLedger ledger;
    private final EventCatalog catalog;
    private final LeadMails mails;
    private final Outbox outbox;
    private final TransactionTemplate transactions;
    private boolean hasRetriedUnreadable;

    /** Fills the outbox from the given ledger. */
    public OutboxFollower(
            PostgresLedger ledger,
            EventCatalog catalog,
            LeadMails mails,
            Outbox outbox,
            PlatformTransactionManager transactions) {
        this.ledger = ledger;
        this.catalog = catalog;
        this.mails = mails;
        this.outbox = outbox;
        this.transactions = new TransactionTemplate(transactions);
    }

    /**
     * Brings the outbox up to everything that was committed before this call; says whether it got that far.
     *
     * @param ending whether to leave off
     */
    public synchronized boolean catchUp(BooleanSupplier ending) {
        long head = ledger.head();
        retryUnreadable();
        long position = outbox.position();
        while (position < head) {
            if (ending.getAsBoolean()) {
                return false;
            }
            Long reached = transactions.execute(status -> step());
            if (reached == null || reached == position) {
                return false;
            }
            position = reached;
        }
        return true;
    }

    private long step() {
        long position = outbox.lockPosition();
        List<StoredEvent> events = ledger.readAfter(position, EVENTS_AT_ONCE);
        if (events.isEmpty()) {
            return position;
        }
        Set<LeadId> leads = new LinkedHashSet<>();
        for (StoredEvent stored : events) {
            if (mails.canChangeBy(stored)) {
                leads.add(new LeadId(stored.streamId()));
            } else if (stored.streamKind().equals(MailStreams.KIND)) {
                leadOf(stored, leads);
            }
        }
        leads.forEach(this::refresh);
        outbox.advanceTo(events.getLast().position());
        return events.getLast().position();
    }

    /** The stream of a lead's e-mails does not tell which lead; its events do. */
    private void leadOf(StoredEvent stored, Set<LeadId> leads) {
        try {
            leads.add(catalog.decode(stored, MailEvent.class).event().leadId());
        } catch (UndecodableEventException e) {
            LOG.error(
                    "what became of an e-mail cannot be read at position {}: {} revision {}",
                    stored.position(),
                    stored.type(),
                    stored.revision());
        }
    }

    /**
     * Puts the rows of one lead as they follow from the ledger now, in the transaction that the caller is in.
     *
     * <p>A lead with an event of a later version must not hold up the others, and must not be forgotten.
     */
    public void refresh(LeadId lead) {
        try {
            outbox.replace(lead, rows(mails.of(lead)));
        } catch (UndecodableEventException e) {
            LOG.error("e-mails of lead {} wait: it has an event that this version cannot read", lead);
            outbox.noteUnreadable(lead);
        }
    }

    private void retryUnreadable() {
        if (!hasRetriedUnreadable) {
            transactions.executeWithoutResult(
                    status -> outbox.takeUnreadable(UNREADABLE_AT_ONCE).forEach(this::refresh));
            hasRetriedUnreadable = true;
        }
    }

    private static List<NewRow> rows(MailsOf mails) {
        return mails.courses().stream()
                .filter(course -> course.standing() == Standing.STANDS
                        || mails.outcome(course.mail().mailId()) instanceof MailSent)
                .map(course -> row(course, mails))
                .toList();
    }

    private static NewRow row(MailCourse course, MailsOf mails) {
        PlannedMail mail = course.mail();
        MailEvent outcome = mails.outcome(mail.mailId());
        State state = switch (outcome) {
            case null -> State.WAITING;
            case MailSent ignored -> State.SENT;
            case MailGivenUp ignored -> State.GIVEN_UP;
            case MailRetryOrdered ignored -> State.WAITING;
        };
        return new NewRow(
                mail.mailId(),
                mail.tenant(),
                mail.kind(),
                mail.recipient(),
                mail.user(),
                mail.causePosition(),
                mail.dueAt(),
                mail.expiresAt(),
                state,
                outcome instanceof MailGivenUp givenUp ? givenUp.reason().name() : null);
    }
}
