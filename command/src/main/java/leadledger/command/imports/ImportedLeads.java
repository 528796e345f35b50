package leadledger.command.imports;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import leadledger.command.aftersales.importlead.ImportedFact;
import leadledger.command.desk.ReferenceNumbers;
import leadledger.command.desk.ReferenceNumbers.Series;
import leadledger.events.aftersales.AftersalesEvent;
import leadledger.events.aftersales.AftersalesEvent.LeadCreated;
import leadledger.events.ledger.AppendRefusedException;
import leadledger.events.ledger.EventCatalog;
import leadledger.events.ledger.ImportMark;
import leadledger.events.ledger.NewEvent;
import leadledger.events.ledger.NewEvents;
import leadledger.events.ledger.PostgresLedger;
import leadledger.events.ledger.StoredEvent;
import leadledger.events.shared.LeadId;
import leadledger.events.shared.Recorded;
import org.springframework.stereotype.Component;

/**
 * Brings imported leads into the ledger: all events of a lead in one append, past the command bus, since no rule is asked
 * (LG-41). The expected sequence protects the stream as it does for every command.
 */
@Component
class ImportedLeads {

    private static final int TRIES = 3;

    private final PostgresLedger ledger;
    private final EventCatalog catalog;
    private final ReferenceNumbers references;

    ImportedLeads(PostgresLedger ledger, EventCatalog catalog, ReferenceNumbers references) {
        this.ledger = ledger;
        this.catalog = catalog;
        this.references = references;
    }

    /** What became of a lead. */
    enum Outcome {
        /** Its stream was made by this import. */
        IMPORTED,
        /** An earlier import had made it, and this one added what is newer. */
        EXTENDED,
        /** All of it was there. */
        UNCHANGED,
        /** What is there begins otherwise: the files are not those of the same history. */
        DIFFERS,
        /** It has been worked here since, so nothing from elsewhere can follow. */
        WORKED_HERE
    }

    /**
     * What became of a lead, and up to which position.
     *
     * @param outcome what became of it
     * @param position of its last event if something was added; 0: nothing was
     */
    record Written(Outcome outcome, long position) {}

    /**
     * Writes what is not there yet.
     *
     * @param really whether to write; otherwise only tells what would become of it
     */
    Written settle(LeadId lead, List<ImportedFact> facts, UUID importId, boolean really) {
        for (int tries = 1; ; tries++) {
            List<StoredEvent> stored = ledger.readStream(lead.value(), 0);
            Outcome outcome = compare(stored, facts, importId);
            boolean adds = stored.size() < facts.size() && outcome != Outcome.DIFFERS && outcome != Outcome.WORKED_HERE;
            if (!adds || !really) {
                return new Written(outcome, 0);
            }
            try {
                return new Written(outcome, append(lead, stored, facts, importId));
            } catch (AppendRefusedException e) {
                if (tries == TRIES) {
                    throw e;
                }
            }
        }
    }

    private Outcome compare(List<StoredEvent> stored, List<ImportedFact> facts, UUID importId) {
        if (stored.isEmpty()) {
            return Outcome.IMPORTED;
        }
        int both = Math.min(stored.size(), facts.size());
        String reference = "";
        for (int i = 0; i < both; i++) {
            Recorded<AftersalesEvent> there = catalog.decode(stored.get(i), AftersalesEvent.class);
            if (there.imported() == null) {
                return Outcome.WORKED_HERE;
            }
            if (there.event() instanceof LeadCreated created) {
                reference = created.reference();
            }
            ImportedFact fact = facts.get(i);
            if (!there.recordedAt().equals(fact.at())
                    || !there.event().equals(withReference(fact.event(), reference))) {
                return Outcome.DIFFERS;
            }
        }
        if (stored.size() >= facts.size()) {
            // After a stop, what this very import had written before counts as written by it.
            if (!isOf(importId, stored.get(facts.size() - 1))) {
                return Outcome.UNCHANGED;
            }
            return isOf(importId, stored.getFirst()) ? Outcome.IMPORTED : Outcome.EXTENDED;
        }
        return Outcome.EXTENDED;
    }

    private static boolean isOf(UUID importId, StoredEvent event) {
        ImportMark mark = event.importMark();
        return mark != null && mark.importId().equals(importId);
    }

    private long append(LeadId lead, List<StoredEvent> stored, List<ImportedFact> facts, UUID importId) {
        String reference = stored.isEmpty()
                ? references.next(Series.AFTERSALES_LEAD, facts.getFirst().at())
                : "";
        List<NewEvent> events = new ArrayList<>(facts.size() - stored.size());
        for (int sequence = stored.size(); sequence < facts.size(); sequence++) {
            ImportedFact fact = facts.get(sequence);
            EventCatalog.Encoded encoded = catalog.encode(withReference(fact.event(), reference));
            events.add(new NewEvent(
                    UUID.nameUUIDFromBytes(
                            ("imported event " + lead + " " + sequence).getBytes(StandardCharsets.US_ASCII)),
                    AftersalesEvent.STREAM_KIND,
                    sequence,
                    encoded.type(),
                    encoded.revision(),
                    fact.event().claimedMoment().orElse(fact.at()),
                    fact.actor(),
                    fact.dealer().value(),
                    importId,
                    importId,
                    encoded.payload(),
                    new ImportMark(fact.at(), importId, fact.brokenRules()).bytes()));
        }
        return ledger.append(new NewEvents(lead.value(), events, null, null)).lastPosition();
    }

    /** A lead's number is given when it is written; no file tells it. */
    private static AftersalesEvent withReference(AftersalesEvent event, String reference) {
        return event instanceof LeadCreated created
                ? new LeadCreated(
                        created.leadId(),
                        Objects.requireNonNull(reference),
                        created.dealer(),
                        created.leadType(),
                        created.source(),
                        created.campaign(),
                        created.campaignNote(),
                        created.vin(),
                        created.request(),
                        created.consents())
                : event;
    }
}
