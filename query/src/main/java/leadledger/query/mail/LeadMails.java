package leadledger.query.mail;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import leadledger.events.aftersales.AftersalesEvent;
import leadledger.events.ledger.EventCatalog;
import leadledger.events.ledger.PostgresLedger;
import leadledger.events.ledger.StoredEvent;
import leadledger.events.mail.AppointmentMails;
import leadledger.events.mail.MailCourse;
import leadledger.events.mail.MailEvent;
import leadledger.events.mail.MailEvent.MailGivenUp;
import leadledger.events.mail.MailEvent.MailRetryOrdered;
import leadledger.events.mail.MailEvent.MailSent;
import leadledger.events.mail.MailPolicy;
import leadledger.events.mail.MailStreams;
import leadledger.events.reference.ReferenceEvent.DealerDefined;
import leadledger.events.reference.ReferenceLookup;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.LeadId;
import leadledger.events.shared.Recorded;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The e-mails of a lead, straight from the ledger: which follow from its history, and what became of each. */
@Component
public class LeadMails {

    private final PostgresLedger ledger;
    private final EventCatalog catalog;
    private final ReferenceLookup references;

    /** Reads from the given ledger. */
    public LeadMails(PostgresLedger ledger, EventCatalog catalog, ReferenceLookup references) {
        this.ledger = ledger;
        this.catalog = catalog;
        this.references = references;
    }

    /**
     * A lead's e-mails.
     *
     * @param events the lead's history, in order
     * @param courses every e-mail that it gave cause for
     * @param outcomes the newest outcome of each e-mail that had one; one that is to be tried again has none
     */
    public record MailsOf(
            List<Recorded<AftersalesEvent>> events, List<MailCourse> courses, Map<UUID, Recorded<MailEvent>> outcomes) {

        /** The outcome of an e-mail, if it had one. */
        public @Nullable MailEvent outcome(UUID mailId) {
            Recorded<MailEvent> recorded = outcomes.get(mailId);
            return recorded == null ? null : recorded.event();
        }
    }

    /** The e-mails of a lead as they stand. */
    public MailsOf of(LeadId lead) {
        List<Recorded<AftersalesEvent>> events = ledger.readStream(lead.value(), 0).stream()
                .map(stored -> catalog.decode(stored, AftersalesEvent.class))
                .toList();
        return of(lead, events, Instant.MAX);
    }

    /** The e-mails of a lead of which this much was known, with the outcomes that were recorded by a moment. */
    public MailsOf of(LeadId lead, List<Recorded<AftersalesEvent>> events, Instant asOf) {
        return new MailsOf(
                events, AppointmentMails.courses(events, MailPolicy.DEFAULT, this::zoneOf), outcomes(lead, asOf));
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

    private ZoneId zoneOf(DealerId dealer) {
        return references.dealer(dealer).map(DealerDefined::zone).orElse(ZoneOffset.UTC);
    }
}
