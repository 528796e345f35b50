package leadledger.command.aftersales.importlead;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import leadledger.command.aftersales.AftersalesLead;
import leadledger.command.aftersales.importlead.SourceFault.File;
import leadledger.command.aftersales.importlead.SourceLead.Change;
import leadledger.command.aftersales.importlead.SourceLead.Child;
import leadledger.events.aftersales.AftersalesEvent;
import leadledger.events.aftersales.AftersalesEvent.AppointmentBooked;
import leadledger.events.aftersales.AftersalesEvent.ContactAttemptCorrected;
import leadledger.events.aftersales.AftersalesEvent.ContactAttemptRecorded;
import leadledger.events.aftersales.AftersalesEvent.LeadClosedWithSale;
import leadledger.events.aftersales.AftersalesEvent.LeadClosedWithoutSale;
import leadledger.events.aftersales.AftersalesEvent.LeadCreated;
import leadledger.events.aftersales.AftersalesEvent.LeadEdited;
import leadledger.events.aftersales.AftersalesEvent.LeadLost;
import leadledger.events.aftersales.AftersalesEvent.LeadReassigned;
import leadledger.events.aftersales.AftersalesEvent.RecontactAgreed;
import leadledger.events.aftersales.AftersalesEvent.RecontactLeadCreated;
import leadledger.events.aftersales.AftersalesEvent.RecontactMoved;
import leadledger.events.aftersales.AftersalesEvent.RecontactedFrom;
import leadledger.events.aftersales.CloseReasons;
import leadledger.events.aftersales.ContactChannel;
import leadledger.events.aftersales.ContactOutcome;
import leadledger.events.aftersales.LeadStatus;
import leadledger.events.aftersales.LeadType;
import leadledger.events.aftersales.RequestDetails;
import leadledger.events.shared.Consents;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.Refusal;
import leadledger.events.shared.Vin;
import org.jspecify.annotations.Nullable;

/**
 * What an exported lead with its history comes to as events (LG-40). Rows that were saved together, at one moment by one
 * user, are one change. What breaks a rule is taken as it was recorded, and flagged (LG-41); what cannot be told as events at
 * all is a fault, and nothing of the lead is imported.
 */
public final class ImportLead {

    private static final String RULE = "LG-40";
    /** What an attempt's box says where its moment is not told: it was made when it was recorded. */
    private static final String TICKED = "true";

    private final SourceLead lead;
    private final ImportTerms terms;
    private final Set<SourceField> tracked = EnumSet.noneOf(SourceField.class);
    private final Map<SourceField, String> values = new EnumMap<>(SourceField.class);
    private final List<ImportedFact> facts = new ArrayList<>();
    private final List<SourceFault> faults = new ArrayList<>();
    private final Set<Integer> attempted = new TreeSet<>();
    private AftersalesLead state = AftersalesLead.UNBORN;
    private LeadStatus status = LeadStatus.ASSIGNED_TO_DEALER;

    private ImportLead(SourceLead lead, ImportTerms terms) {
        this.lead = lead;
        this.terms = terms;
    }

    /**
     * What it comes to.
     *
     * @param facts the events in order, with an empty reference in the first; none if there are faults
     * @param faults why it cannot be imported
     */
    public record Result(List<ImportedFact> facts, List<SourceFault> faults) {}

    /** Decides; the same files give the same events. */
    public static Result decide(SourceLead lead, ImportTerms terms) {
        ImportLead decision = new ImportLead(lead, terms);
        decision.decide();
        return decision.faults.isEmpty()
                ? new Result(List.copyOf(decision.facts), List.of())
                : new Result(List.of(), List.copyOf(decision.faults));
    }

    private void decide() {
        List<Change> changes = Stream.concat(
                        lead.changes().stream().filter(change -> change.field() != SourceField.IGNORED),
                        untrackedAttempts())
                .sorted(Comparator.comparing(Change::at))
                .toList();
        changes.stream()
                .filter(change -> change.at().isAfter(terms.now()))
                .forEach(change -> fault(change, "moment-in-future"));
        changes.forEach(change -> tracked.add(change.field()));
        Instant createdAt = createdAt(changes);
        if (createdAt == null) {
            fault(SourceField.CREATED_AT, "field-required");
            return;
        }
        Instant start = start(changes, createdAt);
        List<Change> later = begin(changes, start);
        if (!faults.isEmpty() || !create(start, changes)) {
            return;
        }
        for (List<Change> together : savedTogether(later)) {
            if (together.getFirst().at().isBefore(start)) {
                fault(together.getFirst(), "change-before-assignment");
            } else {
                take(together);
            }
        }
        checkStatus();
    }

    /** Attempts whose stamps stand on the lead, but not in its history. */
    private Stream<Change> untrackedAttempts() {
        Set<SourceField> inHistory = EnumSet.noneOf(SourceField.class);
        lead.changes().forEach(change -> inHistory.add(change.field()));
        return SourceField.ATTEMPTS.stream()
                .filter(attempt -> !inHistory.contains(attempt))
                .filter(attempt -> lead.values().containsKey(attempt)
                        && !TICKED.equals(lead.values().get(attempt)))
                .map(attempt -> {
                    String at = Objects.requireNonNull(lead.values().get(attempt));
                    return new Change(lead.line(), Instant.parse(at), terms.actor(), attempt, null, at);
                });
    }

    private @Nullable Instant createdAt(List<Change> changes) {
        String told = lead.values().get(SourceField.CREATED_AT);
        return changes.stream()
                .filter(change -> change.field() == SourceField.CREATED)
                .map(Change::at)
                .findFirst()
                .orElseGet(() -> told == null ? null : Instant.parse(told));
    }

    /** The moment of the first assignment, from which every clock runs (AS-01). */
    private Instant start(List<Change> changes, Instant createdAt) {
        String assigned = changes.stream()
                .filter(change -> change.field() == SourceField.ASSIGNED_AT)
                .findFirst()
                .map(change -> change.before() == null ? change.after() : change.before())
                .orElseGet(() -> lead.values().get(SourceField.ASSIGNED_AT));
        Instant start = assigned == null ? createdAt : Instant.parse(assigned);
        return start.isBefore(createdAt) ? createdAt : start;
    }

    /** How the lead stood at the beginning; returns what changed afterwards. */
    private List<Change> begin(List<Change> changes, Instant start) {
        lead.values().forEach((field, value) -> {
            if (!field.isOfWork()) {
                values.put(field, value);
            }
        });
        List<Change> later = new ArrayList<>();
        Set<SourceField> begun = EnumSet.noneOf(SourceField.class);
        for (Change change : changes) {
            SourceField field = change.field();
            if (field == SourceField.CREATED || field == SourceField.ASSIGNED_AT) {
                continue;
            }
            if (field.isOfWork()) {
                later.add(change);
                continue;
            }
            boolean first = begun.add(field);
            if (first && change.before() == null && !change.at().isAfter(start)) {
                put(field, change.after());
                continue;
            }
            if (first) {
                put(field, change.before());
            }
            later.add(change);
        }
        return later;
    }

    private void put(SourceField field, @Nullable String value) {
        if (value == null) {
            values.remove(field);
        } else {
            values.put(field, value);
        }
    }

    private boolean create(Instant start, List<Change> changes) {
        if (start.isAfter(terms.now())) {
            fault(SourceField.CREATED_AT, "moment-in-future");
        }
        for (SourceField required : List.of(
                SourceField.DEALER,
                SourceField.LEAD_TYPE,
                SourceField.SOURCE,
                SourceField.CAMPAIGN,
                SourceField.LAST_NAME)) {
            if (!values.containsKey(required)) {
                fault(required, "field-required");
            }
        }
        if (!faults.isEmpty()) {
            return false;
        }
        String actor = changes.stream()
                .filter(change -> change.field() == SourceField.CREATED)
                .map(Change::actor)
                .findFirst()
                .orElse(terms.actor());
        LeadType type = LeadType.valueOf(value(SourceField.LEAD_TYPE));
        add(
                start,
                actor,
                new LeadCreated(
                        lead.id(),
                        "",
                        new DealerId(value(SourceField.DEALER)),
                        type,
                        value(SourceField.SOURCE),
                        value(SourceField.CAMPAIGN),
                        values.get(SourceField.CAMPAIGN_NOTE),
                        vin(),
                        request(),
                        Consents.NONE),
                type == LeadType.HQ_DRIVEN && vin() == null ? List.of("AS-03") : List.of());
        if (lead.master() != null) {
            add(start, actor, new RecontactedFrom(lead.master()), List.of());
        }
        if (values.containsKey(SourceField.MANAGEMENT_NOTE)) {
            add(start, actor, edited(), List.of());
        }
        return true;
    }

    /** Rows of one moment and one user, in the order in which they first come. */
    private static List<List<Change>> savedTogether(List<Change> changes) {
        record Save(Instant at, String actor) {}
        Map<Save, List<Change>> saves = new LinkedHashMap<>();
        for (Change change : changes) {
            saves.computeIfAbsent(new Save(change.at(), change.actor()), save -> new ArrayList<>())
                    .add(change);
        }
        return List.copyOf(saves.values());
    }

    private void take(List<Change> together) {
        LeadStatus before = status;
        String dealerBefore = values.get(SourceField.DEALER);
        Map<SourceField, Change> rows = new EnumMap<>(SourceField.class);
        for (Change row : together) {
            rows.put(row.field(), row);
            put(row.field(), row.after());
        }
        Change any = together.getFirst();
        recontactLeads(any.at());
        Change dealer = rows.get(SourceField.DEALER);
        if (dealer != null && !Objects.equals(dealerBefore, values.get(SourceField.DEALER))) {
            reassign(dealer);
        }
        Change stepped = rows.get(SourceField.STATUS);
        LeadStatus next = stepped == null || stepped.after() == null ? null : LeadStatus.valueOf(stepped.after());
        boolean closes =
                next == LeadStatus.CLOSED_WITH_SALE || (next == LeadStatus.CLOSED_WITHOUT_SALE && !isRecontact());
        boolean edits = rows.keySet().stream()
                .anyMatch(field -> field.isOfRequest()
                        || (!closes && field == SourceField.MANAGEMENT_NOTE)
                        || (next != LeadStatus.CLOSED_WITH_SALE && field == SourceField.VIN));
        if (edits && values.containsKey(SourceField.LAST_NAME)) {
            change(any, edited(), List.of());
        } else if (edits) {
            fault(any.line(), File.HISTORY, SourceField.LAST_NAME, "field-required");
        }
        for (SourceField attempt : SourceField.ATTEMPTS) {
            Change made = rows.get(attempt);
            if (made != null) {
                attempt(made);
            }
        }
        if (stepped != null && next != null && next != before) {
            step(stepped, before, next, dealer != null);
        } else if (rows.containsKey(SourceField.APPOINTMENT_AT) && status == LeadStatus.BOOKED) {
            book(Objects.requireNonNull(rows.get(SourceField.APPOINTMENT_AT)));
        } else if (rows.containsKey(SourceField.RECONTACT_ON)
                && status == LeadStatus.CLOSED_WITHOUT_SALE
                && isRecontact()) {
            moveRecontact(Objects.requireNonNull(rows.get(SourceField.RECONTACT_ON)));
        }
    }

    private void reassign(Change row) {
        if (row.after() == null) {
            fault(row, "field-required");
            return;
        }
        change(row, new LeadReassigned(new DealerId(row.after()), "as recorded by " + terms.system()), List.of());
        status = LeadStatus.ASSIGNED_TO_DEALER;
        attempted.clear();
    }

    private void attempt(Change row) {
        int number = row.field().attempt();
        if (row.after() == null) {
            fault(row, "attempt-taken-back");
            return;
        }
        Instant told = row.after().equals(TICKED) ? null : Instant.parse(row.after());
        Instant madeAt = row.at().equals(told) ? null : told;
        ContactChannel channel = constant(ContactChannel.class, "CHANNEL_" + number, terms.channel());
        ContactOutcome outcome = constant(ContactOutcome.class, "OUTCOME_" + number, terms.outcome());
        boolean again = !attempted.add(number);
        if (again && madeAt == null) {
            return;
        }
        List<String> broken = new ArrayList<>();
        if (!again && number != attempted.size()) {
            broken.add("AS-10");
        }
        if (madeAt != null && (madeAt.isAfter(row.at()) || madeAt.isBefore(assignedAt()))) {
            broken.add("AS-13");
        }
        change(
                row,
                again
                        ? new ContactAttemptCorrected(
                                number, channel, outcome, madeAt, "as recorded by " + terms.system())
                        : new ContactAttemptRecorded(number, channel, outcome, madeAt),
                broken);
    }

    private <E extends Enum<E>> E constant(Class<E> type, String field, E otherwise) {
        String told = told(SourceField.valueOf(field));
        return told == null ? otherwise : Enum.valueOf(type, told);
    }

    private void step(Change row, LeadStatus before, LeadStatus next, boolean moved) {
        switch (next) {
            case ASSIGNED_TO_DEALER -> {
                if (!moved) {
                    fault(row, "status-step-not-possible");
                }
            }
            case BOOKED -> book(row);
            case CLOSED_WITH_SALE -> closeWithSale(row, before);
            case CLOSED_WITHOUT_SALE -> closeWithoutSale(row);
            case SALES_LOST -> {
                boolean early =
                        state instanceof AftersalesLead.Open open && !row.at().isAfter(open.lapsesAt());
                change(row, new LeadLost(), early ? List.of("AS-61") : List.of());
            }
        }
        status = next;
    }

    private void book(Change row) {
        String at = told(SourceField.APPOINTMENT_AT);
        if (at == null) {
            fault(row.line(), File.HISTORY, SourceField.APPOINTMENT_AT, "field-required");
            return;
        }
        Instant appointment = Instant.parse(at);
        List<String> broken = contactTried();
        if (!appointment.isAfter(row.at())) {
            broken.add("AS-20");
        }
        change(row, new AppointmentBooked(appointment, TICKED.equals(told(SourceField.REMIND_CUSTOMER))), broken);
    }

    private void closeWithSale(Change row, LeadStatus before) {
        Vin car = vin();
        if (car == null) {
            fault(row.line(), File.HISTORY, SourceField.VIN, "vin-needed-for-sale");
            return;
        }
        List<String> broken = contactTried();
        if (before == LeadStatus.ASSIGNED_TO_DEALER && !values.containsKey(SourceField.MANAGEMENT_NOTE)) {
            broken.add("AS-31");
        }
        change(row, new LeadClosedWithSale(car, values.get(SourceField.MANAGEMENT_NOTE)), broken);
    }

    private void closeWithoutSale(Change row) {
        String reason = told(SourceField.CLOSE_REASON);
        if (reason == null) {
            fault(row.line(), File.HISTORY, SourceField.CLOSE_REASON, "field-required");
            return;
        }
        if (reason.equals(CloseReasons.RE_CONTACT)) {
            agreeRecontact(row);
            return;
        }
        String endedOn = told(SourceField.OWNERSHIP_ENDED_ON);
        List<String> broken = contactTried();
        if (reason.equals(CloseReasons.OTHER) && !values.containsKey(SourceField.MANAGEMENT_NOTE)) {
            broken.add("AS-41");
        }
        if (reason.equals(CloseReasons.NO_LONGER_OWNER) && endedOn == null) {
            broken.add("AS-42");
        }
        change(
                row,
                new LeadClosedWithoutSale(
                        reason,
                        terms.categories().apply(reason).orElseThrow(),
                        values.get(SourceField.MANAGEMENT_NOTE),
                        endedOn == null ? null : LocalDate.parse(endedOn)),
                broken);
    }

    private void agreeRecontact(Change row) {
        String day = told(SourceField.RECONTACT_ON);
        if (day == null) {
            fault(row.line(), File.HISTORY, SourceField.RECONTACT_ON, "field-required");
            return;
        }
        LocalDate on = LocalDate.parse(day);
        List<String> broken = contactTried();
        broken.addAll(dayToCome(row, on));
        change(row, new RecontactAgreed(on, startOf(on)), broken);
    }

    private void moveRecontact(Change row) {
        if (row.after() == null) {
            fault(row, "field-required");
            return;
        }
        LocalDate on = LocalDate.parse(row.after());
        change(row, new RecontactMoved(on, startOf(on)), dayToCome(row, on));
    }

    private List<String> dayToCome(Change row, LocalDate on) {
        return on.isAfter(LocalDate.ofInstant(row.at(), terms.zones().apply(dealer()))) ? List.of() : List.of("AS-50");
    }

    private Instant startOf(LocalDate day) {
        return day.atStartOfDay(terms.zones().apply(dealer())).toInstant();
    }

    /** AS-12. */
    private List<String> contactTried() {
        return new ArrayList<>(attempted.isEmpty() ? List.of("AS-12") : List.of());
    }

    private boolean isRecontact() {
        return CloseReasons.RE_CONTACT.equals(told(SourceField.CLOSE_REASON));
    }

    /** The leads that came of it, once the history has come to their creation (AS-51). */
    private void recontactLeads(@Nullable Instant before) {
        long known = facts.stream()
                .filter(fact -> fact.event() instanceof RecontactLeadCreated)
                .count();
        List<Child> children = lead.children().stream()
                .sorted(Comparator.comparing(Child::createdAt))
                .toList();
        for (Child child : children.subList((int) known, children.size())) {
            if (before == null || child.createdAt().isBefore(before)) {
                Instant at = child.createdAt().isBefore(facts.getLast().at())
                        ? facts.getLast().at()
                        : child.createdAt();
                add(at, terms.actor(), new RecontactLeadCreated(child.id()), List.of());
            }
        }
    }

    /** What the file of leads says and what its history comes to must be the same; day 60 comes by itself (AS-61). */
    private void checkStatus() {
        if (!faults.isEmpty()) {
            return;
        }
        recontactLeads(null);
        String told = lead.values().get(SourceField.STATUS);
        boolean lapsed = LeadStatus.SALES_LOST.name().equals(told) && status == LeadStatus.ASSIGNED_TO_DEALER;
        if (told != null && !told.equals(status.name()) && !lapsed) {
            fault(SourceField.STATUS, "status-differs-from-history");
        }
    }

    /** As it stands by the history so far, or, where its history is not told, as it stands on the lead. */
    private @Nullable String told(SourceField field) {
        String value = values.get(field);
        return value != null || tracked.contains(field) ? value : lead.values().get(field);
    }

    private String value(SourceField field) {
        return Objects.requireNonNull(values.get(field));
    }

    private DealerId dealer() {
        return new DealerId(value(SourceField.DEALER));
    }

    private Instant assignedAt() {
        return state instanceof AftersalesLead.Known known ? known.course().assignedAt() : Instant.MIN;
    }

    private @Nullable Vin vin() {
        String number = values.get(SourceField.VIN);
        return number == null ? null : new Vin(number);
    }

    private LeadEdited edited() {
        return new LeadEdited(request(), vin(), values.get(SourceField.MANAGEMENT_NOTE));
    }

    private RequestDetails request() {
        return new RequestDetails(
                values.get(SourceField.FIRST_NAME),
                value(SourceField.LAST_NAME),
                values.get(SourceField.EMAIL),
                values.get(SourceField.CONTACT_NUMBER),
                values.get(SourceField.OTHER_PHONE),
                values.get(SourceField.PREFERRED_LANGUAGE),
                values.get(SourceField.COUNTRY),
                values.get(SourceField.STATE),
                values.get(SourceField.CITY),
                values.get(SourceField.POSTAL_CODE),
                values.get(SourceField.INQUIRY),
                values.get(SourceField.REQUEST),
                Stream.of(SourceField.PREFERRED_1, SourceField.PREFERRED_2, SourceField.PREFERRED_3)
                        .filter(values::containsKey)
                        .map(this::value)
                        .map(Instant::parse)
                        .toList(),
                values.get(SourceField.CUSTOMER_REMARKS),
                values.get(SourceField.ADDITIONAL_SERVICES));
    }

    private void change(Change row, AftersalesEvent event, List<String> brokenRules) {
        List<String> broken = new ArrayList<>(brokenRules);
        if (state.at(row.at()) instanceof AftersalesLead.Final && isOfOpenLeads(event)) {
            broken.add("AS-60");
        }
        add(row.at(), row.actor(), event, broken);
    }

    private static boolean isOfOpenLeads(AftersalesEvent event) {
        return !(event instanceof ContactAttemptCorrected
                || event instanceof RecontactMoved
                || event instanceof LeadLost);
    }

    private void add(Instant at, String actor, AftersalesEvent event, List<String> brokenRules) {
        state = state.evolve(event, at, actor);
        facts.add(new ImportedFact(at, actor, dealer(), event, brokenRules));
    }

    private void fault(Change row, String code) {
        fault(row.line(), File.HISTORY, row.field(), code);
    }

    private void fault(SourceField field, String code) {
        fault(lead.line(), File.LEADS, field, code);
    }

    private void fault(int line, File file, SourceField field, String code) {
        faults.add(new SourceFault(file, line, Refusal.ofValue(RULE, code, field.key())));
    }
}
