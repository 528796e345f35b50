package leadledger.query.replay;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import leadledger.events.calendar.OutletCalendar;
import leadledger.events.ledger.EventCatalog;
import leadledger.events.reference.ReferenceLookup;
import leadledger.events.sales.DeliveryKind;
import leadledger.events.sales.SalesEvent;
import leadledger.events.sales.SalesEvent.DeliveryHeld;
import leadledger.events.sales.SalesEvent.HeldDeliveryCancelled;
import leadledger.events.sales.SalesEvent.HeldDeliveryMoved;
import leadledger.events.sales.SalesEvent.LeadDelivered;
import leadledger.events.shared.Actor;
import leadledger.events.shared.OutletId;
import leadledger.events.shared.Recorded;
import leadledger.events.sla.SlaVerdict.Result;
import leadledger.query.history.HistoryEntry;
import leadledger.query.history.SalesHistory;
import leadledger.query.lead.LeadActions;
import leadledger.query.lead.LeadActions.ActionState;
import leadledger.query.saleslead.SalesLeadReader.SalesLeadAsOf;
import leadledger.query.saleslead.SalesPlace;
import leadledger.query.salespage.SalesPage.FollowUpVerdict;
import leadledger.query.salespage.SalesState;
import org.jspecify.annotations.Nullable;

/**
 * The steps of a sales lead. Whoever sees the lead sees them all, but those about a delivery that was held for an outlet of
 * which it is not told (AC-01).
 */
final class ReplayedSales implements ReplayedProcess<SalesEvent, SalesState, FollowUpVerdict> {

    private final EventCatalog catalog;
    private final LeadActions<SalesEvent> actions;
    private final ReferenceLookup references;
    private final SalesLeadAsOf lead;
    private final Actor reader;
    private final Locale language;

    /**
     * Of a lead.
     *
     * @param lead the lead as its reader may see it
     */
    ReplayedSales(
            EventCatalog catalog,
            LeadActions<SalesEvent> actions,
            ReferenceLookup references,
            SalesLeadAsOf lead,
            Actor reader,
            Locale language) {
        this.catalog = catalog;
        this.actions = actions;
        this.references = references;
        this.lead = lead;
        this.reader = reader;
        this.language = language;
    }

    @Override
    public boolean isShown(List<Recorded<SalesEvent>> events) {
        return switch (events.getLast().event()) {
            case DeliveryHeld held -> lead.scope().tells(held.outlet());
            case HeldDeliveryMoved ignored -> tellsWhatWaited(events);
            case HeldDeliveryCancelled ignored -> tellsWhatWaited(events);
            default -> true;
        };
    }

    /** Whether the reader is told of the delivery that waited before the last of these events. */
    private boolean tellsWhatWaited(List<Recorded<SalesEvent>> events) {
        SalesPlace.Held held =
                SalesPlace.of(events.subList(0, events.size() - 1)).held();
        return held == null || lead.scope().tells(held.outlet());
    }

    @Override
    public List<TimeEffect> timeEffects(List<Recorded<SalesEvent>> events) {
        Instant recordedAt = events.getLast().recordedAt();
        List<TimeEffect> effects = new ArrayList<>();
        SalesPlace.Held held = SalesPlace.of(events).held();
        boolean opensLater = held != null && held.opensAt().isAfter(recordedAt);
        if (held != null && opensLater) {
            effects.add(tookPlace(events, held));
        }
        Instant runsSince = held != null && opensLater ? held.opensAt() : recordedAt;
        limitPassed(events, runsSince)
                .ifPresent(moment -> effects.add(new TimeEffect("FIRST_FOLLOW_UP_LIMIT_PASSED", moment, List.of())));
        return effects;
    }

    /** What the event says that records the delivery afterwards, if it is recorded at its very moment (SA-10). */
    private TimeEffect tookPlace(List<Recorded<SalesEvent>> events, SalesPlace.Held held) {
        Recorded<SalesEvent> last = events.getLast();
        List<Recorded<SalesEvent>> recorded = new ArrayList<>(events);
        long next = last.position() + 1;
        recorded.add(new Recorded<>(
                next,
                last.sequence() + 1,
                last.eventId(),
                last.streamId(),
                last.type(),
                held.opensAt(),
                held.opensAt(),
                last.actor(),
                last.tenant(),
                new LeadDelivered(held.outlet(), DeliveryKind.HELD, held.opensAt())));
        return new TimeEffect(
                "HELD_DELIVERY_TOOK_PLACE", held.opensAt(), entries(recorded).getOrDefault(next, List.of()));
    }

    /**
     * The first moment at which the limit of the first follow-up is passed, if nothing more is recorded of the lead; empty: it
     * does not run, or no end is in sight. Hours that are changed while the limit runs move its end from then on.
     */
    private Optional<Instant> limitPassed(List<Recorded<SalesEvent>> events, Instant runsSince) {
        OutletCalendar calendar = calendar(SalesPlace.of(events).at(runsSince).outlet());
        Instant moment = runsSince;
        while (true) {
            FollowUpVerdict verdict =
                    FollowUpVerdict.of(lead.after(events, moment), references.policies(), calendar).stream()
                            .findFirst()
                            .orElse(null);
            if (verdict == null || verdict.result() != Result.RUNNING) {
                // A change of hours at the very moment may have ended it.
                return verdict != null && verdict.result() == Result.BREACHED && moment.isAfter(runsSince)
                        ? Optional.of(moment)
                        : Optional.empty();
            }
            Instant deadline = verdict.deadline();
            Instant reached = moment;
            Instant changes = calendar.versions().stream()
                    .map(OutletCalendar.Version::since)
                    .filter(since -> since.isAfter(reached) && (deadline == null || !since.isAfter(deadline)))
                    .findFirst()
                    .orElse(null);
            if (changes == null) {
                // The very moment of the deadline is in time (SL-01); moments are whole milliseconds.
                return Optional.ofNullable(deadline).map(last -> last.plusMillis(1));
            }
            moment = changes;
        }
    }

    private OutletCalendar calendar(@Nullable OutletId outlet) {
        return outlet == null ? OutletCalendar.ALWAYS_OPEN : references.calendarOf(outlet);
    }

    @Override
    public Map<Long, List<Change>> changes(List<Recorded<SalesEvent>> events) {
        Map<Long, List<Change>> changes = entries(events);
        for (int i = 1; i < events.size(); i++) {
            if (recordsTheDelivery(events.get(i), events.subList(0, i))) {
                changes.remove(events.get(i).position());
            }
        }
        return changes;
    }

    private Map<Long, List<Change>> entries(List<Recorded<SalesEvent>> events) {
        Map<Long, List<Change>> changes = new HashMap<>();
        for (HistoryEntry entry : SalesHistory.of(events, lead.scope()::tells).reversed()) {
            HistoryEntry shown = lead.isMasked() ? SalesHistory.masked(entry) : entry;
            changes.computeIfAbsent(entry.position(), position -> new ArrayList<>())
                    .add(Change.of(shown));
        }
        return changes;
    }

    /** The step of time before it has made the change: this event only records it (SA-10). */
    private static boolean recordsTheDelivery(Recorded<SalesEvent> event, List<Recorded<SalesEvent>> before) {
        SalesPlace.Held held = SalesPlace.of(before).held();
        return held != null
                && event.event() instanceof LeadDelivered delivered
                && delivered.outlet().equals(held.outlet())
                && held.opensAt().equals(delivered.openedAt())
                && held.opensAt().isAfter(before.getLast().recordedAt())
                && !held.opensAt().isAfter(event.recordedAt());
    }

    @Override
    public Map<String, @Nullable Object> payload(SalesEvent event) {
        return lead.isMasked() ? Payloads.masked(catalog, event) : Payloads.of(catalog, event);
    }

    @Override
    public SalesState state(List<Recorded<SalesEvent>> events, Instant at) {
        return SalesState.of(lead.after(events, at), references);
    }

    @Override
    public List<FollowUpVerdict> verdicts(List<Recorded<SalesEvent>> events, Instant at) {
        SalesLeadAsOf then = lead.after(events, at);
        return FollowUpVerdict.of(
                then, references.policies(), calendar(then.place().outlet()));
    }

    @Override
    public List<ActionState> actions(List<Recorded<SalesEvent>> events, Instant at) {
        return actions.of(events, reader, language, at);
    }
}
