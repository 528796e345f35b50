package leadledger.query.whatif;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import leadledger.events.aftersales.AftersalesEvent;
import leadledger.events.calendar.OutletCalendar;
import leadledger.events.ledger.EventCatalog;
import leadledger.events.ledger.PostgresLedger;
import leadledger.events.ledger.StoredEvent;
import leadledger.events.reference.ReferenceLookup;
import leadledger.events.sales.SalesEvent;
import leadledger.events.shared.OutletId;
import leadledger.events.sla.FollowUpFacts;
import leadledger.events.sla.SlaFacts;
import leadledger.query.projection.DiscardedEvents;
import leadledger.query.saleskpi.SalesKpiProjection;
import leadledger.query.slareport.SlaLeadProjection;
import leadledger.query.whatif.WhatIfResult.WhatIfDifference;
import leadledger.query.whatif.WhatIfResult.WhatIfLevel;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Judges all leads of both processes by two policies, from the ledger alone, in as much memory as some of them need: in each
 * pass only those leads are folded whose ids' hash falls to it.
 */
@Component
final class WhatIfReplay {

    private static final int EVENTS_PER_READ = 5_000;
    private static final int EVENTS_PER_PASS = 250_000;

    private final PostgresLedger ledger;
    private final EventCatalog catalog;
    private final DiscardedEvents discardedEvents;
    private final ReferenceLookup references;
    private final int eventsPerPass;
    private final Set<String> withoutMeaning;

    @Autowired
    WhatIfReplay(
            PostgresLedger ledger, EventCatalog catalog, DiscardedEvents discardedEvents, ReferenceLookup references) {
        this(ledger, catalog, discardedEvents, references, EVENTS_PER_PASS);
    }

    /**
     * A replay that reads the ledger as often as it has this many events.
     *
     * @param eventsPerPass bounds the memory: at most so many leads are folded at once, but for the chance of their ids
     */
    WhatIfReplay(
            PostgresLedger ledger,
            EventCatalog catalog,
            DiscardedEvents discardedEvents,
            ReferenceLookup references,
            int eventsPerPass) {
        this.eventsPerPass = eventsPerPass;
        this.ledger = ledger;
        this.catalog = catalog;
        this.discardedEvents = discardedEvents;
        this.references = references;
        // Neither starts, stops nor withdraws a clock: their content need not be read.
        this.withoutMeaning = Stream.of(
                        AftersalesEvent.LeadLost.class,
                        AftersalesEvent.BookingBecameFinal.class,
                        AftersalesEvent.LeadEdited.class,
                        AftersalesEvent.RecontactMoved.class,
                        AftersalesEvent.RecontactLeadCreated.class,
                        AftersalesEvent.RecontactedFrom.class,
                        SalesEvent.LeadAssigned.class,
                        SalesEvent.LeadCommented.class,
                        SalesEvent.LeadCompleted.class,
                        SalesEvent.ActivityPlanned.class,
                        SalesEvent.ActivityUpdated.class,
                        SalesEvent.CarDetailsSaved.class,
                        SalesEvent.CarRegistrationSaved.class,
                        SalesEvent.CarAppraisalSaved.class,
                        SalesEvent.CarCommunicationSaved.class,
                        SalesEvent.TestDriveDone.class,
                        SalesEvent.AppraisalDone.class,
                        SalesEvent.ApprovalRequested.class,
                        SalesEvent.FeedbackGiven.class,
                        SalesEvent.LeadConverted.class,
                        SalesEvent.ContractRecorded.class,
                        SalesEvent.ContractCorrected.class,
                        SalesEvent.LeadNotConverted.class)
                .map(catalog::typeOf)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Told how far a replay has come. */
    @FunctionalInterface
    interface Progress {
        void at(long position, long of);
    }

    /**
     * Compares.
     *
     * @param upTo events up to this position are looked at: those known at the query's moment
     * @param differences takes each verdict that differs
     * @param progress is told of each stretch that was read; positions of all passes are counted together
     */
    List<WhatIfLevel> compare(WhatIfQuery query, long upTo, Consumer<WhatIfDifference> differences, Progress progress) {
        Map<OutletId, OutletCalendar> calendars = new HashMap<>();
        Comparison comparison = new Comparison(
                query,
                outlet -> calendars.computeIfAbsent(
                        outlet, one -> references.calendarOf(one).asOf(query.asOf())),
                differences);
        Set<Long> discarded = discardedEvents.of(SlaLeadProjection.NAME);
        discarded.addAll(discardedEvents.of(SalesKpiProjection.NAME));
        int passes = Math.toIntExact(upTo / eventsPerPass) + 1;
        for (int pass = 0; pass < passes; pass++) {
            new Pass(query, upTo, pass, passes, discarded, progress).run(comparison);
        }
        return comparison.levels();
    }

    /** One pass over the ledger. */
    private final class Pass {

        private final WhatIfQuery query;
        private final long upTo;
        private final int pass;
        private final int passes;
        private final Set<Long> discarded;
        private final Progress progress;
        private final Map<UUID, Aftersales> aftersales = new LinkedHashMap<>();
        private final Map<UUID, Sales> sales = new LinkedHashMap<>();
        private final Set<UUID> stuck = new HashSet<>();

        private Pass(WhatIfQuery query, long upTo, int pass, int passes, Set<Long> discarded, Progress progress) {
            this.query = query;
            this.upTo = upTo;
            this.pass = pass;
            this.passes = passes;
            this.discarded = discarded;
            this.progress = progress;
        }

        private record Aftersales(String reference, SlaFacts facts) {}

        private record Sales(String reference, FollowUpFacts facts) {}

        void run(Comparison comparison) {
            long position = 0;
            while (position < upTo) {
                int limit = (int) Math.min(EVENTS_PER_READ, upTo - position);
                for (StoredEvent event : ledger.readBulk(position, limit)) {
                    take(event);
                }
                position += limit;
                progress.at(pass * upTo + position, passes * upTo);
            }
            aftersales.forEach((id, lead) ->
                    lead.facts.assignments().forEach(assignment -> comparison.add(id, lead.reference, assignment)));
            sales.forEach((id, lead) ->
                    lead.facts.at(query.asOf()).ifPresent(followUp -> comparison.add(id, lead.reference, followUp)));
        }

        private void take(StoredEvent event) {
            UUID lead = event.streamId();
            boolean ofAftersales = query.wantsAftersales() && event.streamKind().equals(AftersalesEvent.STREAM_KIND);
            boolean ofSales = query.wantsSales() && event.streamKind().equals(SalesEvent.STREAM_KIND);
            if ((!ofAftersales && !ofSales)
                    || Math.floorMod(lead.hashCode(), passes) != pass
                    || withoutMeaning.contains(event.type())
                    || stuck.contains(lead)
                    || discarded.contains(event.position())) {
                return;
            }
            try {
                if (ofAftersales) {
                    aftersales.put(lead, after(aftersales.get(lead), event));
                } else {
                    sales.put(lead, after(sales.get(lead), event));
                }
            } catch (RuntimeException e) {
                // As the read models do, which park the event and all behind it (LG-31).
                stuck.add(lead);
            }
        }

        private Aftersales after(@Nullable Aftersales lead, StoredEvent stored) {
            AftersalesEvent event =
                    catalog.decode(stored, AftersalesEvent.class).event();
            if (lead == null) {
                if (!(event instanceof AftersalesEvent.LeadCreated created)) {
                    throw new IllegalStateException("a lead begins with its creation");
                }
                return new Aftersales(created.reference(), SlaFacts.NONE.evolve(created, stored.knownAt()));
            }
            return new Aftersales(lead.reference, lead.facts.evolve(event, stored.knownAt()));
        }

        private Sales after(@Nullable Sales lead, StoredEvent stored) {
            SalesEvent event = catalog.decode(stored, SalesEvent.class).event();
            if (lead == null) {
                if (!(event instanceof SalesEvent.LeadCaptured captured)) {
                    throw new IllegalStateException("a lead begins with its capture");
                }
                return new Sales(captured.reference(), FollowUpFacts.NONE);
            }
            return new Sales(lead.reference, lead.facts.evolve(event, stored.knownAt()));
        }
    }
}
