package leadledger.query.replay;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import leadledger.events.aftersales.AftersalesEvent;
import leadledger.events.aftersales.AftersalesEvent.AppointmentBooked;
import leadledger.events.aftersales.AftersalesEvent.BookingBecameFinal;
import leadledger.events.aftersales.AftersalesEvent.ContactAttemptCorrected;
import leadledger.events.aftersales.AftersalesEvent.ContactAttemptRecorded;
import leadledger.events.aftersales.AftersalesEvent.LeadClosedWithSale;
import leadledger.events.aftersales.AftersalesEvent.LeadClosedWithoutSale;
import leadledger.events.aftersales.AftersalesEvent.LeadCreated;
import leadledger.events.aftersales.AftersalesEvent.LeadEdited;
import leadledger.events.aftersales.AftersalesEvent.LeadLost;
import leadledger.events.aftersales.AftersalesEvent.LeadReassigned;
import leadledger.events.aftersales.AftersalesEvent.OfDispute;
import leadledger.events.aftersales.AftersalesEvent.RecontactAgreed;
import leadledger.events.aftersales.AftersalesEvent.RecontactLeadCreated;
import leadledger.events.aftersales.AftersalesEvent.RecontactMoved;
import leadledger.events.aftersales.AftersalesEvent.RecontactedFrom;
import leadledger.events.aftersales.LeadStatus;
import leadledger.events.dispute.DisputeStep;
import leadledger.events.ledger.EventCatalog;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.Recorded;
import leadledger.events.sla.Assignment;
import leadledger.events.sla.LeadVerdicts;
import leadledger.events.sla.Policies;
import leadledger.events.sla.Sla;
import leadledger.events.sla.SlaEvaluator;
import leadledger.events.sla.SlaFacts;
import leadledger.events.sla.SlaPolicy;
import leadledger.query.accesslog.Disclosure;
import leadledger.query.history.HistoryEntry;
import leadledger.query.history.LeadHistory;
import leadledger.query.lead.LeadActions;
import leadledger.query.lead.LeadActions.ActionState;
import leadledger.query.leadpage.LeadState;
import leadledger.query.leadpage.VerdictInShort;
import org.jspecify.annotations.Nullable;

/** The steps of an aftersales lead. A dealer sees those of its own assignments alone (AC-01, AS-65). */
final class ReplayedAftersales implements ReplayedProcess<AftersalesEvent, LeadState, VerdictInShort> {

    private final EventCatalog catalog;
    private final LeadActions<AftersalesEvent> actions;
    private final Policies policies;
    private final Disclosure disclosure;
    private final Locale language;

    ReplayedAftersales(
            EventCatalog catalog,
            LeadActions<AftersalesEvent> actions,
            Policies policies,
            Disclosure disclosure,
            Locale language) {
        this.policies = policies;
        this.catalog = catalog;
        this.actions = actions;
        this.disclosure = disclosure;
        this.language = language;
    }

    @Override
    public boolean isShown(List<Recorded<AftersalesEvent>> events) {
        return isOwn(newest(events).dealer())
                && !(events.getLast().event() instanceof OfDispute of && !isOwnDispute(events, of.step()));
    }

    /** A dispute over another dealer's verdict is that dealer's (AS-65). */
    private boolean isOwnDispute(List<Recorded<AftersalesEvent>> events, DisputeStep step) {
        return SlaFacts.of(events, Instant.MAX).assignments().stream()
                .filter(assignment -> assignment.rulings().stream()
                        .anyMatch(ruling -> ruling.dispute().equals(step.dispute())))
                .anyMatch(assignment -> isOwn(assignment.dealer()));
    }

    private boolean isOwn(DealerId dealer) {
        DealerId own = disclosure.reader().dealer();
        return own == null || own.equals(dealer);
    }

    private static Assignment newest(List<Recorded<AftersalesEvent>> events) {
        return SlaFacts.of(events, Instant.MAX).newest().orElseThrow();
    }

    @Override
    public List<TimeEffect> timeEffects(List<Recorded<AftersalesEvent>> events) {
        Assignment newest = newest(events);
        List<TimeEffect> effects = new ArrayList<>();
        addLimit(effects, "FIRST_CONTACT_LIMIT_PASSED", newest, Sla.SLA1);
        addLimit(effects, "MANAGEMENT_LIMIT_PASSED", newest, Sla.SLA2);
        Instant last = SlaPolicy.lapsesAt(newest.assignedAt());
        LeadState before = LeadState.of(events, newest.assignedAt());
        if (!before.ended()) {
            effects.add(effect(
                    "SIXTY_DAYS_PASSED",
                    last,
                    List.of(
                            before.status() == LeadStatus.BOOKED
                                    ? new Change("statusFinal", "false", "true", null)
                                    : new Change(
                                            "status", before.status().name(), LeadStatus.SALES_LOST.name(), null))));
        }
        return effects;
    }

    private void addLimit(List<TimeEffect> effects, String name, Assignment assignment, Sla sla) {
        SlaPolicy policy = policies.of(assignment.dealer(), assignment.assignedAt());
        Instant deadline = assignment.deadline(sla, policy);
        if (deadline != null && assignment.stoppedAt(sla, policy, policy.basis()) == null) {
            effects.add(effect(name, deadline, List.of()));
        }
    }

    /** The very moment of a deadline is in time (AS-63, SL-01); moments are whole milliseconds. */
    private static TimeEffect effect(String name, Instant deadline, List<Change> changes) {
        return new TimeEffect(name, deadline.plusMillis(1), changes);
    }

    @Override
    public Map<Long, List<Change>> changes(List<Recorded<AftersalesEvent>> events) {
        Map<Long, List<Change>> changes = new HashMap<>();
        for (HistoryEntry entry :
                LeadHistory.of(events, disclosure.reader().dealer()).reversed()) {
            HistoryEntry shown = disclosure.isMasked() ? LeadHistory.masked(entry) : entry;
            changes.computeIfAbsent(entry.position(), position -> new ArrayList<>())
                    .add(Change.of(shown));
        }
        for (int i = 1; i < events.size(); i++) {
            Recorded<AftersalesEvent> event = events.get(i);
            List<Recorded<AftersalesEvent>> before = events.subList(0, i);
            if (recordsTheLapse(event, before)) {
                changes.remove(event.position());
            } else if (event.event() instanceof LeadReassigned
                    && !isOwn(newest(before).dealer())) {
                changes.computeIfPresent(event.position(), (position, all) -> withoutWhatWas(all));
            }
        }
        return changes;
    }

    /** The step of time before it has made the change: this event only records it (AS-64). */
    private static boolean recordsTheLapse(Recorded<AftersalesEvent> event, List<Recorded<AftersalesEvent>> before) {
        return (event.event() instanceof LeadLost || event.event() instanceof BookingBecameFinal)
                && LeadState.of(before, event.recordedAt()).ended();
    }

    /** What a dealer learns when it is given a lead that another one had. */
    private static List<Change> withoutWhatWas(List<Change> changes) {
        return changes.stream()
                .filter(change -> change.newValue() != null)
                .map(change -> new Change(change.field(), null, change.newValue(), change.reason()))
                .toList();
    }

    @Override
    public Map<String, @Nullable Object> payload(AftersalesEvent event) {
        Map<String, @Nullable Object> payload = Payloads.of(catalog, event);
        return disclosure.isMasked() ? Payloads.masked(payload, open(event)) : payload;
    }

    /** Members of an event that tell nothing of who the customer is, and are no free text (AC-05). */
    private static Set<String> open(AftersalesEvent event) {
        return switch (event) {
            case LeadCreated ignored ->
                Set.of("leadId", "reference", "dealer", "leadType", "source", "campaign", "consents");
            case ContactAttemptRecorded ignored -> Set.of("number", "channel", "outcome", "madeAt");
            case ContactAttemptCorrected ignored -> Set.of("number", "channel", "outcome", "madeAt");
            case AppointmentBooked ignored -> Set.of("appointmentAt", "remindCustomer");
            case LeadClosedWithSale ignored -> Set.of();
            case LeadClosedWithoutSale ignored -> Set.of("reason", "category", "ownershipEndedOn");
            case RecontactAgreed ignored -> Set.of("recontactOn", "dueAt");
            case RecontactMoved ignored -> Set.of("recontactOn", "dueAt");
            case RecontactLeadCreated ignored -> Set.of("child");
            case RecontactedFrom ignored -> Set.of("master");
            case LeadLost ignored -> Set.of();
            case BookingBecameFinal ignored -> Set.of();
            case LeadReassigned ignored -> Set.of("dealer");
            case LeadEdited ignored -> Set.of();
            // What was said is in one member with the rest of the step, so all of it is masked; verdicts tell what was
            // decided.
            case OfDispute ignored -> Set.of();
        };
    }

    @Override
    public LeadState state(List<Recorded<AftersalesEvent>> events, Instant at) {
        return LeadState.of(events, at);
    }

    @Override
    public List<VerdictInShort> verdicts(List<Recorded<AftersalesEvent>> events, Instant at) {
        LeadVerdicts all = SlaEvaluator.evaluate(events, policies, at);
        return all.newest().stream().map(VerdictInShort::of).toList();
    }

    @Override
    public List<ActionState> actions(List<Recorded<AftersalesEvent>> events, Instant at) {
        return actions.of(events, disclosure.reader(), language, at);
    }
}
