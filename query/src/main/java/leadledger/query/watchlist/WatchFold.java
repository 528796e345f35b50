package leadledger.query.watchlist;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import leadledger.events.aftersales.AftersalesEvent;
import leadledger.events.aftersales.AftersalesEvent.ContactAttemptRecorded;
import leadledger.events.aftersales.AftersalesEvent.LeadCreated;
import leadledger.events.aftersales.AftersalesEvent.RecontactedFrom;
import leadledger.events.ledger.EventCatalog;
import leadledger.events.ledger.StoredEvent;
import leadledger.events.reference.ReferenceLookup;
import leadledger.events.sales.SalesEvent;
import leadledger.events.sales.SalesEvent.FollowUpTaskUpdated;
import leadledger.events.sales.SalesEvent.LeadCaptured;
import leadledger.events.sales.SalesEvent.LeadDelivered;
import leadledger.events.shared.Recorded;
import leadledger.events.sla.watch.LeadSigns;
import leadledger.events.sla.watch.Step;
import leadledger.events.sla.watch.Trace;
import leadledger.query.access.SalesTenancy;
import leadledger.query.watchlist.LeadWatch.Lead;
import leadledger.query.watchlist.LeadWatch.Moment;
import leadledger.query.watchlist.LeadWatch.Place;
import org.jspecify.annotations.Nullable;

/**
 * Folds what is watched of a lead from its events. The policy of an assignment is part of it: it was recorded before the
 * assignment, and none that is activated later changes it (SL-10); and a calendar is taken as it was known at the event. So
 * the same ledger gives the same rows at any time.
 */
final class WatchFold {

    private final EventCatalog catalog;
    private final ReferenceLookup references;
    private final Set<String> withMeaning;

    WatchFold(EventCatalog catalog, ReferenceLookup references) {
        this.catalog = catalog;
        this.references = references;
        this.withMeaning = Stream.of(
                        LeadCreated.class,
                        AftersalesEvent.LeadReassigned.class,
                        ContactAttemptRecorded.class,
                        AftersalesEvent.ContactAttemptCorrected.class,
                        AftersalesEvent.AppointmentBooked.class,
                        AftersalesEvent.LeadClosedWithSale.class,
                        AftersalesEvent.LeadClosedWithoutSale.class,
                        AftersalesEvent.RecontactAgreed.class,
                        RecontactedFrom.class,
                        LeadCaptured.class,
                        LeadDelivered.class,
                        FollowUpTaskUpdated.class)
                .map(catalog::typeOf)
                .collect(Collectors.toUnmodifiableSet());
    }

    static boolean covers(String streamKind) {
        return streamKind.equals(AftersalesEvent.STREAM_KIND) || streamKind.equals(SalesEvent.STREAM_KIND);
    }

    LeadWatch after(@Nullable LeadWatch before, StoredEvent stored) {
        if (before != null && !withMeaning.contains(stored.type())) {
            return before.at(stored.sequence());
        }
        return stored.streamKind().equals(AftersalesEvent.STREAM_KIND)
                ? aftersales(before, catalog.decode(stored, AftersalesEvent.class))
                : sales(before, catalog.decode(stored, SalesEvent.class));
    }

    private LeadWatch aftersales(@Nullable LeadWatch before, Recorded<AftersalesEvent> recorded) {
        if (before == null) {
            if (!(recorded.event() instanceof LeadCreated created)) {
                throw new IllegalStateException("a lead begins with its creation");
            }
            return begun(
                    new Lead(created.leadId().value(), created.reference(), WatchedProcess.AFTERSALES),
                    Place.at(created.dealer()),
                    recorded);
        }
        LeadWatch lead = before.at(recorded.sequence());
        Optional<Step> step = Step.ofAftersales(recorded)
                // Facts are facts (LG-41), but a lead is created once.
                .filter(next -> !(recorded.event() instanceof LeadCreated));
        if (step.orElse(null) instanceof Step.Assigned assigned) {
            lead = lead.movedTo(Place.at(assigned.dealer()));
        }
        if (recorded.event() instanceof ContactAttemptRecorded) {
            lead = lead.moved(Trace.of(recorded));
        }
        if (recorded.event() instanceof RecontactedFrom from) {
            lead = lead.cameOf(from.master().value(), Trace.of(recorded));
        }
        return after(lead, step);
    }

    private LeadWatch sales(@Nullable LeadWatch before, Recorded<SalesEvent> recorded) {
        if (before == null) {
            if (!(recorded.event() instanceof LeadCaptured captured)) {
                throw new IllegalStateException("a lead begins with its capture");
            }
            return begun(
                    new Lead(captured.leadId().value(), captured.reference(), WatchedProcess.SALES),
                    new Place(SalesTenancy.queued(captured.queue()).marketTenant(), null, null),
                    recorded);
        }
        LeadWatch lead = before.at(recorded.sequence());
        boolean delivered = lead.place().outlet() != null;
        if (recorded.event() instanceof LeadDelivered to) {
            // The first delivery is the one (SA-32).
            return delivered ? lead : after(lead.movedTo(lead.place().delivered(to.outlet())), Step.ofSales(recorded));
        }
        if (delivered && recorded.event() instanceof FollowUpTaskUpdated) {
            boolean first = lead.steps().stream().noneMatch(Step.FollowedUp.class::isInstance);
            LeadWatch updated = lead.moved(Trace.of(recorded));
            return first ? after(updated, Step.ofSales(recorded)) : updated;
        }
        return lead;
    }

    private static <E> LeadWatch begun(Lead lead, Place place, Recorded<E> recorded) {
        List<Step> steps = recorded.event() instanceof LeadCreated created
                ? List.of(new Step.Assigned(Trace.of(recorded), created.dealer()))
                : List.of();
        return new LeadWatch(lead, recorded.sequence(), place, null, steps, List.of(), List.of(), null);
    }

    private LeadWatch after(LeadWatch lead, Optional<Step> step) {
        if (step.isEmpty()) {
            return lead;
        }
        List<Step> steps = new ArrayList<>(lead.steps());
        steps.add(step.get());
        Trace trace = step.get().trace();
        return lead.with(steps)
                .knowing(
                        LeadSigns.of(steps, references.policies(), references::calendarOf),
                        new Moment(trace.position(), trace.recordedAt()));
    }
}
