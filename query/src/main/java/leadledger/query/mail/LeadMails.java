package leadledger.query.mail;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import leadledger.events.ledger.EventCatalog;
import leadledger.events.ledger.PostgresLedger;
import leadledger.events.ledger.StoredEvent;
import leadledger.events.ledger.UndecodableEventException;
import leadledger.events.mail.MailCourse;
import leadledger.events.mail.MailEvent;
import leadledger.events.mail.MailEvent.MailGivenUp;
import leadledger.events.mail.MailEvent.MailRetryOrdered;
import leadledger.events.mail.MailEvent.MailSent;
import leadledger.events.mail.MailStreams;
import leadledger.events.mail.PlannedMail;
import leadledger.events.shared.LeadId;
import leadledger.events.shared.Recorded;
import leadledger.query.mail.content.MailFacts;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The e-mails of a lead, straight from the ledger: which follow from its history, and what became of each. */
@Component
public class LeadMails {

    private final PostgresLedger ledger;
    private final EventCatalog catalog;
    private final List<ProcessMails<?>> processes;

    /** Reads from the given ledger. */
    public LeadMails(PostgresLedger ledger, EventCatalog catalog, List<ProcessMails<?>> processes) {
        this.ledger = ledger;
        this.catalog = catalog;
        this.processes = List.copyOf(processes);
    }

    /**
     * A lead's e-mails.
     *
     * @param events the lead's history, in order; of one process
     * @param courses every e-mail that it gave cause for
     * @param outcomes the newest outcome of each e-mail that had one; one that is to be tried again has none
     */
    public record MailsOf(
            List<? extends Recorded<?>> events, List<MailCourse> courses, Map<UUID, Recorded<MailEvent>> outcomes) {

        /** The outcome of an e-mail, if it had one. */
        public @Nullable MailEvent outcome(UUID mailId) {
            Recorded<MailEvent> recorded = outcomes.get(mailId);
            return recorded == null ? null : recorded.event();
        }
    }

    /** Whether an event can change which e-mails of its lead are to be sent; one of a later version can. */
    boolean canChangeBy(StoredEvent stored) {
        return find(process -> process.streamKind().equals(stored.streamKind()))
                .filter(process -> {
                    Class<?> event = catalog.classOf(stored.type());
                    return event == UndecodableEventException.class
                            || process.changing().contains(event);
                })
                .isPresent();
    }

    /** The e-mails of a lead as they stand. */
    public MailsOf of(LeadId lead) {
        List<Recorded<Object>> events =
                ledger.readStream(lead.value(), 0).stream().map(catalog::decode).toList();
        return of(lead, events, Instant.MAX);
    }

    /** The e-mails of a lead of which this much was known, with the outcomes that were recorded by a moment. */
    public MailsOf of(LeadId lead, List<? extends Recorded<?>> events, Instant asOf) {
        if (events.isEmpty()) {
            return new MailsOf(events, List.of(), outcomes(lead, asOf));
        }
        // Reference data as of an earlier event may lack those who are to be written to.
        ledger.awaitKnown(events.getLast().position());
        return new MailsOf(events, courses(processOf(events), events), outcomes(lead, asOf));
    }

    /** What an e-mail of the lead with this history tells, and whom it goes to, by what is known now. */
    public MailFacts facts(PlannedMail mail, List<? extends Recorded<?>> events) {
        return facts(processOf(events), mail, events);
    }

    private static <E> List<MailCourse> courses(ProcessMails<E> process, List<? extends Recorded<?>> events) {
        return process.courses(checked(process, events));
    }

    private static <E> MailFacts facts(ProcessMails<E> process, PlannedMail mail, List<? extends Recorded<?>> events) {
        return process.facts(mail, checked(process, events));
    }

    private ProcessMails<?> processOf(List<? extends Recorded<?>> events) {
        Object first = events.getFirst().event();
        return find(process -> process.events().isInstance(first))
                .orElseThrow(() -> new IllegalArgumentException("not the history of a lead"));
    }

    private Optional<ProcessMails<?>> find(Predicate<ProcessMails<?>> wanted) {
        return processes.stream().filter(wanted).findFirst();
    }

    @SuppressWarnings("unchecked") // Each event is looked at.
    private static <E> List<Recorded<E>> checked(ProcessMails<E> process, List<? extends Recorded<?>> events) {
        if (!events.stream().allMatch(recorded -> process.events().isInstance(recorded.event()))) {
            throw new IllegalArgumentException("a history is of one process");
        }
        return (List<Recorded<E>>) (List<?>) events;
    }

    private Map<UUID, Recorded<MailEvent>> outcomes(LeadId lead, Instant asOf) {
        Map<UUID, Recorded<MailEvent>> outcomes = new HashMap<>();
        for (StoredEvent stored : ledger.readStream(MailStreams.ofLead(lead), 0)) {
            if (stored.recordedAt().isAfter(asOf)) {
                break;
            }
            Recorded<MailEvent> recorded = catalog.decode(stored, MailEvent.class);
            UUID mailId = recorded.event().mailId();
            switch (recorded.event()) {
                case MailSent ignored -> outcomes.put(mailId, recorded);
                case MailGivenUp ignored -> outcomes.putIfAbsent(mailId, recorded);
                case MailRetryOrdered ignored ->
                    outcomes.computeIfPresent(
                            mailId, (id, before) -> before.event() instanceof MailSent ? before : null);
            }
        }
        return outcomes;
    }
}
