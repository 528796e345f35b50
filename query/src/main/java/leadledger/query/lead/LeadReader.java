package leadledger.query.lead;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import leadledger.events.aftersales.AftersalesEvent;
import leadledger.events.aftersales.AftersalesEvent.LeadCreated;
import leadledger.events.aftersales.AftersalesEvent.LeadReassigned;
import leadledger.events.ledger.EventCatalog;
import leadledger.events.ledger.PostgresLedger;
import leadledger.events.shared.Actor;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.LeadId;
import leadledger.events.shared.Recorded;
import leadledger.events.shared.Refusal;
import leadledger.events.shared.RefusedException;
import leadledger.query.access.ReadScope;
import leadledger.query.access.ReadScopes;
import leadledger.query.accesslog.AccessLog;
import leadledger.query.accesslog.Disclosure;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads a lead for somebody, straight from the ledger: what was committed is there at once. */
@Component
public class LeadReader {

    /** Header with the position that a reader wants to see. */
    public static final String MIN_POSITION = LeadStreams.MIN_POSITION;

    /** How long a request waits for a position at most. */
    public static final Duration LONGEST_WAIT = LeadStreams.LONGEST_WAIT;

    private final LeadStreams<AftersalesEvent> streams;
    private final ReadScopes scopes;
    private final AccessLog log;

    LeadReader(PostgresLedger ledger, EventCatalog catalog, ReadScopes scopes, AccessLog log) {
        this.streams = new LeadStreams<>(ledger, catalog, AftersalesEvent.STREAM_KIND, AftersalesEvent.class);
        this.scopes = scopes;
        this.log = log;
    }

    /**
     * A lead as somebody may see it.
     *
     * @param leadId the lead
     * @param dealer whose lead it was at that moment
     * @param asOf the moment as of which it is shown
     * @param events what was recorded of it by then, in order; at least its creation. With an effective moment, what of that
     *     had happened by that one
     * @param version how many events were recorded of it by then, as in the ETag
     * @param effective the moment by which is shown what had happened; none: no other than {@code asOf}
     */
    public record LeadAsOf(
            LeadId leadId,
            DealerId dealer,
            Instant asOf,
            List<Recorded<AftersalesEvent>> events,
            int version,
            @Nullable Instant effective) {

        /** As of a moment, without another one. */
        public LeadAsOf(LeadId leadId, DealerId dealer, Instant asOf, List<Recorded<AftersalesEvent>> events) {
            this(leadId, dealer, asOf, events, events.size(), null);
        }

        /** The events that make up the lead, with the first, its creation. */
        public LeadCreated creation() {
            return (LeadCreated) events.getFirst().event();
        }

        /** The moment by which deadlines have passed or not. */
        public Instant moment() {
            return effective == null ? asOf : effective;
        }

        /**
         * What of this had happened by an effective moment (SL-22): the bitemporal question.
         *
         * @param asked RFC 3339; none: all of it
         * @throws RefusedException when the moment is after {@code asOf}, of which nobody knew then, or the lead had not begun
         */
        public LeadAsOf effectiveAt(@Nullable String asked) {
            Instant moment = LeadStreams.moment("effective", asked);
            if (moment == null) {
                return this;
            }
            if (moment.isAfter(asOf)) {
                throw new RefusedException(Refusal.ofValue("SL-22", "effective-after-as-of", "effective"));
            }
            List<Recorded<AftersalesEvent>> happened = Happened.by(moment, events);
            if (happened.isEmpty()) {
                throw new RefusedException(Refusal.ofUnknownLead());
            }
            return new LeadAsOf(leadId, dealers(happened).getLast(), asOf, happened, version, moment);
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
    public LeadAsOf read(String pathId, Disclosure disclosure, @Nullable String asOf, @Nullable String minPosition) {
        Actor reader = disclosure.reader();
        mayLookAtLeads(reader);
        Instant asked = LeadStreams.moment(asOf);
        streams.awaitPosition(minPosition);
        ReadScope scope = scopes.of(reader);
        LeadId leadId = LeadStreams.leadId(pathId);
        List<Recorded<AftersalesEvent>> known = streams.known(leadId);
        // By the newest assignment, whichever moment is asked for: who was moved off a lead is not to see it (AS-65).
        if (!scope.includes(dealers(known).getLast())) {
            throw new RefusedException(Refusal.ofUnknownLead());
        }
        LeadAsOf lead = shown(leadId, known, asked);
        log.commit(disclosure, leadId.value());
        return lead;
    }

    /**
     * Reads a lead for the sake of one of its assignments: what concerns it stays reachable to the dealer that had the lead
     * then (AS-65), and to no other dealer. The caller shows nothing but this assignment, and no personal data. When it
     * returns, the access log has the entry (AC-05).
     *
     * @param pathId the lead's id as in the path
     * @param pathNumber the number of the assignment as in the path, from 1
     * @param disclosure who reads what of it
     * @param asOf the moment as of which to show it (SL-22), RFC 3339; none: now
     * @param minPosition position that must be in the ledger (the header's value); none: no matter
     * @return the lead with at least so many assignments
     * @throws RefusedException when there is no such assignment for this reader, or the moment cannot be answered
     */
    public LeadAsOf readForAssignment(
            String pathId,
            String pathNumber,
            Disclosure disclosure,
            @Nullable String asOf,
            @Nullable String minPosition) {
        Actor reader = disclosure.reader();
        mayLookAtLeads(reader);
        Instant asked = LeadStreams.moment(asOf);
        streams.awaitPosition(minPosition);
        ReadScope scope = scopes.of(reader);
        LeadId leadId = LeadStreams.leadId(pathId);
        List<Recorded<AftersalesEvent>> known = streams.known(leadId);
        int number = pathNumber.matches("[1-9]\\d{0,8}") ? Integer.parseInt(pathNumber) : Integer.MAX_VALUE;
        List<DealerId> dealers = dealers(known);
        if (number > dealers.size() || !scope.includes(dealers.get(number - 1))) {
            throw new RefusedException(Refusal.ofUnknownLead());
        }
        LeadAsOf lead = shown(leadId, known, asked);
        if (number > dealers(lead.events()).size()) {
            throw new RefusedException(Refusal.ofUnknownLead());
        }
        log.commit(disclosure, leadId.value());
        return lead;
    }

    private LeadAsOf shown(LeadId leadId, List<Recorded<AftersalesEvent>> known, @Nullable Instant asked) {
        LeadStreams.AsOf<AftersalesEvent> shown = streams.shown(known, asked, streams.now(known));
        return new LeadAsOf(leadId, dealers(shown.events()).getLast(), shown.asOf(), shown.events());
    }

    /** The dealers of the assignments among these events, in order; the last has the lead (AS-65). */
    private static List<DealerId> dealers(List<Recorded<AftersalesEvent>> events) {
        List<DealerId> dealers = new ArrayList<>();
        for (Recorded<AftersalesEvent> recorded : events) {
            switch (recorded.event()) {
                case LeadCreated created -> dealers.add(created.dealer());
                case LeadReassigned moved -> dealers.add(moved.dealer());
                default -> {}
            }
        }
        if (dealers.isEmpty()) {
            throw new IllegalStateException("a lead begins with its creation");
        }
        return dealers;
    }

    /** Roles without business with leads learn nothing of them, not even whether they exist. */
    public static void mayLookAtLeads(Actor reader) {
        switch (reader.role()) {
            case AFTERSALES_AGENT, AFTERSALES_MANAGER, HQ, AUDITOR -> {}
            case INTAKE, CALL_CENTER, OUTLET_MANAGER, SALES_STAFF, SALES_ASSISTANT, PRIVACY_OFFICER, ADMIN, SYSTEM ->
                throw new RefusedException(Refusal.ofRole("AC-01"));
        }
    }

    /** Waits until the ledger has reached a position (the header's value); none: does not wait. */
    public void awaitPosition(@Nullable String minPosition) {
        streams.awaitPosition(minPosition);
    }

    /** The header's value as a position. */
    public static long position(String minPosition) {
        return LeadStreams.position(minPosition);
    }
}
