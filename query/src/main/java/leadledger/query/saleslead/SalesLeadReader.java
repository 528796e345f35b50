package leadledger.query.saleslead;

import java.time.Instant;
import java.util.List;
import leadledger.events.ledger.EventCatalog;
import leadledger.events.ledger.PostgresLedger;
import leadledger.events.sales.SalesEvent;
import leadledger.events.sales.SalesEvent.LeadCaptured;
import leadledger.events.shared.Actor;
import leadledger.events.shared.LeadId;
import leadledger.events.shared.Recorded;
import leadledger.events.shared.Refusal;
import leadledger.events.shared.RefusedException;
import leadledger.query.access.ReadScopes;
import leadledger.query.access.SalesScope;
import leadledger.query.accesslog.AccessLog;
import leadledger.query.accesslog.Disclosure;
import leadledger.query.lead.LeadStreams;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads a sales lead for somebody, straight from the ledger: what was committed is there at once. */
@Component
public class SalesLeadReader {

    private final LeadStreams<SalesEvent> streams;
    private final ReadScopes scopes;
    private final AccessLog log;

    SalesLeadReader(PostgresLedger ledger, EventCatalog catalog, ReadScopes scopes, AccessLog log) {
        this.streams = new LeadStreams<>(ledger, catalog, SalesEvent.STREAM_KIND, SalesEvent.class);
        this.scopes = scopes;
        this.log = log;
    }

    /**
     * A sales lead as somebody may see it.
     *
     * @param leadId the lead
     * @param place where it was at that moment
     * @param asOf the moment as of which it is shown
     * @param events what was recorded of it by then, in order; at least its capture
     * @param scope whose leads the reader may see
     * @param isMasked whether personal data must be masked for this reader
     */
    public record SalesLeadAsOf(
            LeadId leadId,
            SalesPlace place,
            Instant asOf,
            List<Recorded<SalesEvent>> events,
            SalesScope scope,
            boolean isMasked) {

        public SalesLeadAsOf {
            events = List.copyOf(events);
        }

        /**
         * The same lead at a moment, after the first of its events.
         *
         * @param first at least its capture
         */
        public SalesLeadAsOf after(List<Recorded<SalesEvent>> first, Instant moment) {
            return new SalesLeadAsOf(leadId, SalesPlace.of(first).at(moment), moment, first, scope, isMasked);
        }

        /** How many events the lead had: its version, as in the ETag. */
        public int version() {
            return events.size();
        }

        /** The events' first, its capture. */
        public LeadCaptured capture() {
            return (LeadCaptured) events.getFirst().event();
        }
    }

    /**
     * Reads a lead. When it returns, the access log has the entry (AC-05).
     *
     * @param pathId the id as in the path
     * @param disclosure who reads what of it
     * @param asOf the moment as of which to show it (SL-22), RFC 3339; none: now
     * @param minPosition position that must be in the ledger (the header's value); none: no matter
     * @throws RefusedException when there is no such lead for this reader, or the moment cannot be answered
     */
    public SalesLeadAsOf read(
            String pathId, Disclosure disclosure, @Nullable String asOf, @Nullable String minPosition) {
        Actor reader = disclosure.reader();
        SalesScope scope = scopes.ofSales(reader);
        Instant asked = LeadStreams.moment(asOf);
        streams.awaitPosition(minPosition);
        LeadId leadId = LeadStreams.leadId(pathId);
        List<Recorded<SalesEvent>> known = streams.known(leadId);
        Instant now = streams.now(known);
        // By where it is now, whichever moment is asked for: whoever does not see it any more does not see how it was.
        SalesPlace newest = SalesPlace.of(known).at(now);
        if (!scope.includes(newest.tenancy())) {
            throw new RefusedException(Refusal.ofUnknownLead());
        }
        LeadStreams.AsOf<SalesEvent> shown = streams.shown(known, asked, now);
        Disclosure disclosed = newest.isQueued() && isHiddenInQueue(reader) ? disclosure.hiding() : disclosure;
        log.commit(disclosed, leadId.value());
        return new SalesLeadAsOf(
                leadId,
                SalesPlace.of(shown.events()).at(shown.asOf()),
                shown.asOf(),
                shown.events(),
                scope,
                disclosed.isMasked());
    }

    /** Whether who a customer is, is hidden from a reader as long as the lead is in the queue (SA-11). */
    public static boolean isHiddenInQueue(Actor reader) {
        return reader.role().isOutlets();
    }
}
