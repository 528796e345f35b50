package leadledger.query.evidencepack;

import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;
import java.util.function.Supplier;
import leadledger.events.ledger.EventCatalog;
import leadledger.events.ledger.PostgresLedger;
import leadledger.events.ledger.StoredEvent;
import leadledger.events.shared.LeadId;
import leadledger.events.shared.Refusal;
import leadledger.events.shared.RefusedException;
import leadledger.query.evidencepack.PackContent.PackedEvent;
import leadledger.query.export.OpenFields;
import leadledger.query.export.TooManyExportsException;
import leadledger.query.masking.Mask;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** The packs of this node: how large, and how many at once. Who may have which, the readers of leads decide. */
@Component
class EvidencePacks {

    /**
     * Limits of packs; one is made in memory.
     *
     * @param atOnce how many are made at once
     * @param events of a lead in one
     * @param payloadBytes of all its events together
     */
    record Limits(int atOnce, int events, int payloadBytes) {

        static final Limits DEFAULTS = new Limits(2, 5_000, 16 * 1_024 * 1_024);
    }

    private final PostgresLedger ledger;
    private final EventCatalog catalog;
    private final Limits limits;
    private final Semaphore free;

    @Autowired
    EvidencePacks(PostgresLedger ledger, EventCatalog catalog) {
        this(ledger, catalog, Limits.DEFAULTS);
    }

    EvidencePacks(PostgresLedger ledger, EventCatalog catalog, Limits limits) {
        this.ledger = ledger;
        this.catalog = catalog;
        this.limits = limits;
        this.free = new Semaphore(limits.atOnce());
    }

    /**
     * A pack as it is given out.
     *
     * @param fileName by the lead's reference: the names of files are seen by others
     * @param content its bytes
     */
    @SuppressWarnings("ArrayRecordComponent") // Nobody compares these.
    record Pack(String fileName, byte[] content) {}

    /**
     * Makes a pack.
     *
     * @param content reads what is in it; not asked where no further pack can be made now
     * @throws TooManyExportsException where none can
     */
    Pack make(Supplier<PackContent> content) {
        if (!free.tryAcquire()) {
            throw new TooManyExportsException();
        }
        try {
            PackContent read = content.get();
            String name = read.question().reference().replaceAll("[^A-Za-z0-9-]", "_");
            return new Pack(name + "-evidence-pack.zip", EvidencePack.of(read));
        } finally {
            free.release();
        }
    }

    /**
     * Events of a lead for a pack. Whoever calls this has made sure that the reader may see the lead.
     *
     * @param shown positions that the reader may see
     * @param tells of which tenants the reader may know
     * @param masked whether personal data is masked
     * @throws RefusedException when they are too many, or too large
     */
    List<PackedEvent> events(LeadId lead, Predicate<Long> shown, Predicate<String> tells, boolean masked) {
        List<StoredEvent> stored = ledger.readStream(lead.value(), 0).stream()
                .filter(event -> shown.test(event.position()))
                .toList();
        long bytes = stored.stream().mapToLong(event -> event.payload().length).sum();
        if (stored.size() > limits.events() || bytes > limits.payloadBytes()) {
            throw new RefusedException(Refusal.ofState("SL-42", "evidence-pack-too-large"));
        }
        return stored.stream()
                .map(event -> new PackedEvent(
                        event,
                        tells.test(event.tenant()) ? event.tenant() : Mask.VALUE,
                        masked ? OpenFields.masked(event.type(), catalog.json(event)) : catalog.json(event),
                        masked))
                .toList();
    }
}
