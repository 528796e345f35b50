package leadledger.query.export;

import java.time.Instant;
import java.util.concurrent.Semaphore;
import leadledger.events.ledger.EventCatalog;
import leadledger.events.ledger.PostgresLedger;
import leadledger.events.ledger.StreamSearch.Stretch;
import leadledger.events.shared.Actor;
import leadledger.events.shared.Refusal;
import leadledger.events.shared.RefusedException;
import leadledger.query.access.ReadScopes;
import leadledger.query.accesslog.AccessLog;
import leadledger.query.accesslog.Disclosure;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** The exports of this node: who may have which, how many at once, and none before it is logged (AC-05). */
@Component
class Exports {

    private final PostgresLedger ledger;
    private final EventCatalog catalog;
    private final ReadScopes scopes;
    private final AccessLog log;
    private final ExportSettings settings;
    private final Semaphore free;

    @Autowired
    Exports(PostgresLedger ledger, EventCatalog catalog, ReadScopes scopes, AccessLog log) {
        this(ledger, catalog, scopes, log, ExportSettings.DEFAULTS);
    }

    Exports(PostgresLedger ledger, EventCatalog catalog, ReadScopes scopes, AccessLog log, ExportSettings settings) {
        this.ledger = ledger;
        this.catalog = catalog;
        this.scopes = scopes;
        this.log = log;
        this.settings = settings;
        this.free = new Semaphore(settings.atOnce());
    }

    /** Refuses whoever exports nothing, before anything is said of the request. */
    void refuseStranger(Actor actor) {
        var _ = Scopes.of(actor, scopes);
    }

    /** Whatever is to be done with an export. */
    @FunctionalInterface
    interface Work {
        void with(Export export);
    }

    /**
     * Makes an export. When the work is given it, the access log has the entry.
     *
     * @throws RefusedException when the reader may not have it, or it cannot be
     * @throws TooManyExportsException when no further one can run now
     */
    void run(Disclosure disclosure, ExportRequest request, Work work) {
        Scopes reader = Scopes.of(disclosure.reader(), scopes);
        reader.mayAskFor(request);
        if (!free.tryAcquire()) {
            throw new TooManyExportsException();
        }
        try {
            long endsAt = System.nanoTime() + settings.longest().toNanos();
            Export export = new Export(
                    ledger.search(), catalog, settings, plan(disclosure, request, reader), () -> refuseAfter(endsAt));
            if (request.lead() != null && !export.hasLead(request.lead())) {
                throw new RefusedException(Refusal.ofUnknownLead());
            }
            log.commit(disclosure, request.lead());
            work.with(export);
        } finally {
            free.release();
        }
    }

    private void refuseAfter(long endsAt) {
        if (System.nanoTime() > endsAt) {
            throw new IllegalStateException("an export took longer than " + settings.longest());
        }
    }

    private Export.Plan plan(Disclosure disclosure, ExportRequest request, Scopes reader) {
        long head = ledger.head();
        Instant asOf = request.asOf();
        // The head's moment is past, even where another node's clock is ahead of ours.
        if (asOf != null && asOf.isAfter(ledger.instant())) {
            throw new RefusedException(Refusal.ofValue("SL-22", "moment-in-future", "asOf"));
        }
        long known = by(asOf, head);
        long to = request.to() == null ? known : Math.min(known, by(before(request.to()), head));
        long from = request.from() == null ? 0 : by(before(request.from()), head);
        return new Export.Plan(
                request, reader, disclosure.isMasked(), head, known, new Stretch(from, Math.max(from, to)));
    }

    private static Instant before(Instant moment) {
        return moment.minusNanos(1);
    }

    private long by(@Nullable Instant moment, long head) {
        return moment == null ? head : Math.min(head, ledger.positionAsOf(moment));
    }
}
