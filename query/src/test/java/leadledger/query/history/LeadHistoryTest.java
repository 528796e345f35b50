package leadledger.query.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import leadledger.events.aftersales.AftersalesEvent;
import leadledger.events.aftersales.AftersalesEvent.AppointmentBooked;
import leadledger.events.aftersales.AftersalesEvent.BookingBecameFinal;
import leadledger.events.aftersales.AftersalesEvent.ContactAttemptCorrected;
import leadledger.events.aftersales.AftersalesEvent.ContactAttemptRecorded;
import leadledger.events.aftersales.AftersalesEvent.DisputeDecided;
import leadledger.events.aftersales.AftersalesEvent.DisputeOpened;
import leadledger.events.aftersales.AftersalesEvent.DisputeReopened;
import leadledger.events.aftersales.AftersalesEvent.LeadClosedWithSale;
import leadledger.events.aftersales.AftersalesEvent.LeadClosedWithoutSale;
import leadledger.events.aftersales.AftersalesEvent.LeadEdited;
import leadledger.events.aftersales.AftersalesEvent.LeadLost;
import leadledger.events.aftersales.AftersalesEvent.LeadReassigned;
import leadledger.events.aftersales.AftersalesEvent.RecontactAgreed;
import leadledger.events.aftersales.AftersalesEvent.RecontactLeadCreated;
import leadledger.events.aftersales.AftersalesEvent.RecontactMoved;
import leadledger.events.aftersales.AftersalesEvent.RecontactedFrom;
import leadledger.events.aftersales.ContactChannel;
import leadledger.events.aftersales.ContactOutcome;
import leadledger.events.aftersales.RequestDetails;
import leadledger.events.dispute.DisputeOutcome;
import leadledger.events.dispute.DisputeReason;
import leadledger.events.dispute.DisputeStep;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.LeadId;
import leadledger.events.shared.Vin;
import leadledger.events.sla.Sla;
import leadledger.query.masking.Mask;
import leadledger.query.testing.LeadDraft;
import leadledger.query.testing.MaskingCheck;
import leadledger.query.testing.RecordedLead;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** AS-71: each main change with date, field, user, old and new value, newest first. */
class LeadHistoryTest {

    private static final Instant T0 = Instant.parse("2026-11-22T09:00:00.000Z");
    private static final Instant T1 = Instant.parse("2026-11-22T10:00:00.000Z");
    private static final Instant T2 = Instant.parse("2026-11-23T10:00:00.000Z");
    private static final Instant CLAIM = Instant.parse("2026-11-22T09:30:00Z");
    private static final String FIRST = "2026-12-01T01:00:00.000Z";
    private static final String SECOND = "2026-12-02T01:00:00.000Z";
    private static final String INTAKE = "INTAKE/web";
    private static final String AGENT = "AFTERSALES_AGENT/u-1";
    private static final String VIN = "JT2BF22K1W0123456";

    private static RecordedLead created() {
        return new RecordedLead()
                .then(T0, INTAKE, LeadDraft.of("JP-OSAKA").vin(VIN).created());
    }

    private static RecordedLead attempted() {
        return created()
                .then(
                        T1,
                        AGENT,
                        new ContactAttemptRecorded(1, ContactChannel.PHONE, ContactOutcome.NOT_REACHED, CLAIM));
    }

    @Test
    @DisplayName("Given a creation, then history tells reference, campaign, car, dealer and moment of assignment")
    void creation() {
        List<HistoryEntry> entries = LeadHistory.of(created().events(), null);

        assertThat(entries)
                .extracting(HistoryEntry::field)
                .containsExactly("dealerAssignedAt", "dealer", "vin", "campaign", "created");
        assertThat(entries).allMatch(entry -> entry.oldValue() == null && entry.reason() == null);
        assertThat(entries)
                .allMatch(entry -> entry.position() == 10
                        && entry.date().equals(T0)
                        && entry.user().equals(INTAKE));
        assertThat(entries.getFirst().newValue()).isEqualTo("2026-11-22T09:00:00.000Z");
        assertThat(entries.get(1).newValue()).isEqualTo("JP-OSAKA");
        assertThat(entries.get(2).newValue()).isEqualTo(VIN);
        assertThat(entries.get(3).newValue()).isEqualTo("SPRING");
        assertThat(entries.get(4).newValue()).startsWith("AL-2026-");
    }

    @Test
    @DisplayName("Given a creation without a car, then history does not speak of one")
    void creationWithoutCar() {
        RecordedLead lead =
                new RecordedLead().then(T0, INTAKE, LeadDraft.of("JP-OSAKA").created());

        assertThat(LeadHistory.of(lead.events(), null))
                .extracting(HistoryEntry::field)
                .containsExactly("dealerAssignedAt", "dealer", "campaign", "created");
    }

    @Test
    @DisplayName("AS-10: Given an attempt, then its stamp, channel, outcome and claimed moment stand at the top")
    void attempt() {
        assertThat(LeadHistory.of(attempted().events(), null).subList(0, 4))
                .containsExactly(
                        entry("contactAttempt1.madeAt", null, "2026-11-22T09:30:00.000Z"),
                        entry("contactAttempt1.outcome", null, "NOT_REACHED"),
                        entry("contactAttempt1.channel", null, "PHONE"),
                        entry("contactAttempt1", null, "2026-11-22T10:00:00.000Z"));
    }

    private static HistoryEntry entry(String field, @Nullable String oldValue, @Nullable String newValue) {
        return new HistoryEntry(20, T1, field, AGENT, oldValue, newValue, null);
    }

    private static HistoryEntry correction(String field, @Nullable String oldValue, @Nullable String newValue) {
        return new HistoryEntry(30, T2, field, AGENT, oldValue, newValue, "wrong customer");
    }

    private static ContactAttemptCorrected corrected(
            ContactChannel channel, ContactOutcome outcome, @Nullable Instant madeAt) {
        return new ContactAttemptCorrected(1, channel, outcome, madeAt, "wrong customer");
    }

    @Test
    @DisplayName("AS-13: Given a correction, then both values, who, when and why are told, and the old entries stay")
    void correctionOfEverything() {
        RecordedLead lead = attempted().then(T2, AGENT, corrected(ContactChannel.EMAIL, ContactOutcome.REACHED, null));

        List<HistoryEntry> entries = LeadHistory.of(lead.events(), null);

        assertThat(entries.subList(0, 3))
                .containsExactly(
                        correction("contactAttempt1.madeAt", "2026-11-22T09:30:00.000Z", null),
                        correction("contactAttempt1.outcome", "NOT_REACHED", "REACHED"),
                        correction("contactAttempt1.channel", "PHONE", "EMAIL"));
        assertThat(entries.subList(3, entries.size()))
                .isEqualTo(LeadHistory.of(attempted().events(), null).stream()
                        .map(entry -> entry.field().equals("created") ? entries.getLast() : entry)
                        .toList());
    }

    @Test
    @DisplayName("AS-13: Given a correction of one value, then only that one is told, against the newest value before")
    void correctionsInARow() {
        RecordedLead lead = attempted()
                .then(T2, AGENT, corrected(ContactChannel.EMAIL, ContactOutcome.NOT_REACHED, CLAIM))
                .then(T2, AGENT, corrected(ContactChannel.TEXT_MESSAGE, ContactOutcome.NOT_REACHED, CLAIM));

        List<HistoryEntry> entries = LeadHistory.of(lead.events(), null);

        assertThat(entries.getFirst().oldValue()).isEqualTo("EMAIL");
        assertThat(entries.getFirst().newValue()).isEqualTo("TEXT_MESSAGE");
        assertThat(entries.get(1)).isEqualTo(correction("contactAttempt1.channel", "PHONE", "EMAIL"));
        assertThat(entries.get(2).position()).isEqualTo(20);
    }

    @Test
    @DisplayName(
            "AS-20: Given a first appointment, then status, moment and reminder change; AS-21: a new one changes the rest")
    void appointments() {
        Instant first = Instant.parse(FIRST);
        Instant second = Instant.parse(SECOND);
        RecordedLead lead = attempted()
                .then(T2, AGENT, new AppointmentBooked(first, true))
                .then(T2, AGENT, new AppointmentBooked(second, true))
                .then(T2, AGENT, new AppointmentBooked(second, false));

        List<HistoryEntry> entries = LeadHistory.of(lead.events(), null);

        assertThat(entries.subList(0, 5))
                .containsExactly(
                        new HistoryEntry(50, T2, "remindCustomer", AGENT, "true", "false", null),
                        new HistoryEntry(40, T2, "appointmentAt", AGENT, FIRST, SECOND, null),
                        new HistoryEntry(30, T2, "remindCustomer", AGENT, null, "true", null),
                        new HistoryEntry(30, T2, "appointmentAt", AGENT, null, FIRST, null),
                        new HistoryEntry(30, T2, "status", AGENT, "ASSIGNED_TO_DEALER", "BOOKED", null));
    }

    /** Field, old and new value of the entries that an event made, oldest first. */
    private static List<String> changes(RecordedLead lead, AftersalesEvent event) {
        List<HistoryEntry> before = LeadHistory.of(lead.events(), null);
        List<HistoryEntry> after = LeadHistory.of(lead.then(T2, AGENT, event).events(), null);
        List<HistoryEntry> added = after.subList(0, after.size() - before.size());
        assertThat(after.subList(added.size(), after.size())).isEqualTo(before);
        assertThat(added)
                .allMatch(entry -> entry.date().equals(T2) && entry.user().equals(AGENT));
        return added.reversed().stream()
                .map(entry -> entry.field() + ": " + entry.oldValue() + " -> " + entry.newValue()
                        + (entry.reason() == null ? "" : " (" + entry.reason() + ")"))
                .toList();
    }

    @Test
    @DisplayName("AS-30, AS-40: Given a close, then status, reason, car and note are told")
    void closes() {
        assertThat(changes(attempted(), new LeadClosedWithSale(new Vin("ZFA31200000123456"), "done")))
                .containsExactly(
                        "status: ASSIGNED_TO_DEALER -> CLOSED_WITH_SALE",
                        "vin: " + VIN + " -> ZFA31200000123456",
                        "managementNote: null -> done");
        assertThat(changes(
                        attempted(),
                        new LeadClosedWithoutSale("NO_LONGER_OWNER", "CAR", null, LocalDate.parse("2026-11-01"))))
                .containsExactly(
                        "status: ASSIGNED_TO_DEALER -> CLOSED_WITHOUT_SALE",
                        "closeReason: null -> NO_LONGER_OWNER",
                        "closeCategory: null -> CAR",
                        "ownershipEndedOn: null -> 2026-11-01");
    }

    @Test
    @DisplayName("AS-50 to AS-52: Given a re-contact, then its day, its moves, and both leads' links are told")
    void recontact() {
        LeadId other = new LeadId(new UUID(7, 7));
        RecordedLead lead = attempted();

        assertThat(changes(lead, new RecontactAgreed(LocalDate.parse("2027-04-01"), T2)))
                .containsExactly(
                        "status: ASSIGNED_TO_DEALER -> CLOSED_WITHOUT_SALE",
                        "closeReason: null -> RE_CONTACT",
                        "closeCategory: null -> NOT_INTERESTED_NOW",
                        "recontactOn: null -> 2027-04-01");
        assertThat(changes(lead, new RecontactMoved(LocalDate.parse("2027-05-01"), T2)))
                .containsExactly("recontactOn: 2027-04-01 -> 2027-05-01");
        assertThat(changes(lead, new RecontactLeadCreated(other)))
                .containsExactly("recontactLead: null -> " + other.value());
        assertThat(changes(created(), new RecontactedFrom(other)))
                .containsExactly("recontacted: null -> true", "masterLead: null -> " + other.value());
    }

    @Test
    @DisplayName("AS-61, AS-62: Given a lapse, then the new status, or that the status is final, is told")
    void lapse() {
        assertThat(changes(created(), new LeadLost())).containsExactly("status: ASSIGNED_TO_DEALER -> SALES_LOST");
        assertThat(changes(attempted().then(T2, AGENT, new AppointmentBooked(T2, true)), new BookingBecameFinal()))
                .containsExactly("statusFinal: false -> true");
    }

    @Test
    @DisplayName(
            "AS-65: Given a re-assignment, then dealer, moment, status and appointment are told with the reason, and"
                    + " attempts begin anew")
    void reassignment() {
        RecordedLead lead = attempted().then(T1, AGENT, new AppointmentBooked(Instant.parse(FIRST), true));

        assertThat(changes(lead, new LeadReassigned(new DealerId("JP-TOKYO"), "idle")))
                .containsExactly(
                        "dealer: JP-OSAKA -> JP-TOKYO (idle)",
                        "dealerAssignedAt: 2026-11-22T09:00:00.000Z -> 2026-11-23T10:00:00.000Z (idle)",
                        "status: BOOKED -> ASSIGNED_TO_DEALER (idle)",
                        "appointmentAt: " + FIRST + " -> null (idle)",
                        "remindCustomer: true -> null (idle)");
        assertThat(changes(lead, new ContactAttemptRecorded(1, ContactChannel.EMAIL, ContactOutcome.REACHED, null)))
                .first()
                .isEqualTo("contactAttempt1: null -> 2026-11-23T10:00:00.000Z");
        assertThat(changes(lead, new AppointmentBooked(Instant.parse(SECOND), true)))
                .containsExactly(
                        "status: ASSIGNED_TO_DEALER -> BOOKED",
                        "appointmentAt: null -> " + SECOND,
                        "remindCustomer: null -> true");
    }

    @Test
    @DisplayName("AS-70, AS-71: Given an edit, then each field that changed is told with both values, and no other")
    void edits() {
        RequestDetails all = new RequestDetails(
                "花子", "佐藤", "s@example.jp", "1", "2", "it", "IT", "3", "4", "5", "6", "7", List.of(T0, T1), "8", "9");
        RequestDetails one = new RequestDetails(
                "花子", "佐藤", null, "1", "2", "it", "IT", "3", "4", "5", "6", "7", List.of(T1), "8", "9");
        RecordedLead lead = created();

        assertThat(changes(lead, new LeadEdited(all, null, "note")))
                .containsExactly(
                        "firstName: null -> 花子",
                        "lastName: 山田 -> 佐藤",
                        "email: yamada@example.jp -> s@example.jp",
                        "contactNumber: null -> 1",
                        "otherPhone: null -> 2",
                        "preferredLanguage: ja -> it",
                        "country: JP -> IT",
                        "state: null -> 3",
                        "city: null -> 4",
                        "postalCode: null -> 5",
                        "inquiry: null -> 6",
                        "request: 点検 -> 7",
                        "preferredDateTimes: null -> 2026-11-22T09:00:00.000Z, 2026-11-22T10:00:00.000Z",
                        "customerRemarks: null -> 8",
                        "additionalServices: null -> 9",
                        "vin: " + VIN + " -> null",
                        "managementNote: null -> note");
        assertThat(changes(lead, new LeadEdited(one, null, "note")))
                .containsExactly(
                        "email: s@example.jp -> null",
                        "preferredDateTimes: 2026-11-22T09:00:00.000Z, 2026-11-22T10:00:00.000Z ->"
                                + " 2026-11-22T10:00:00.000Z");
        assertThat(changes(lead, new LeadEdited(one, null, "note"))).isEmpty();
    }

    @Test
    @DisplayName("SL-40: the steps of a dispute are entries, from which state to which, with what was said")
    void disputes() {
        UUID dispute = new UUID(7, 1);
        RecordedLead lead = attempted()
                .then(T1, AGENT, opened(dispute, 1))
                .then(
                        T2,
                        "HQ/u-9",
                        new DisputeDecided(
                                new DisputeStep.Decided(dispute, DisputeOutcome.CORRECTED, CLAIM, "verified")))
                .then(T2, "HQ/u-8", new DisputeReopened(new DisputeStep.Reopened(dispute, "again")));

        List<HistoryEntry> entries = LeadHistory.of(lead.events(), new DealerId("JP-OSAKA"));
        assertThat(entries.subList(0, 4))
                .extracting(HistoryEntry::field, HistoryEntry::oldValue, HistoryEntry::newValue, HistoryEntry::reason)
                .containsExactly(
                        tuple("dispute.SLA1.1", "CORRECTED", "OPEN", "again"),
                        tuple("dispute.SLA1.1.countsAt", null, "2026-11-22T09:30:00.000Z", null),
                        tuple("dispute.SLA1.1", "OPEN", "CORRECTED", "verified"),
                        tuple("dispute.SLA1.1", null, "OPEN", "why"));
        assertThat(LeadHistory.masked(entries.getFirst()))
                .extracting(HistoryEntry::newValue, HistoryEntry::reason)
                .containsExactly("OPEN", Mask.VALUE);
    }

    @Test
    @DisplayName("AC-01, AS-65: a dealer is not told of the former dealer's dispute, headquarters are")
    void anothersDispute() {
        UUID dispute = new UUID(7, 1);
        RecordedLead lead = attempted()
                .then(T1, "HQ/u-9", new LeadReassigned(new DealerId("JP-TOKYO"), "moved"))
                .then(T2, AGENT, opened(dispute, 1))
                .then(T2, "HQ/u-8", new DisputeReopened(new DisputeStep.Reopened(dispute, "again")));

        assertThat(LeadHistory.of(lead.events(), new DealerId("JP-TOKYO")))
                .extracting(HistoryEntry::field)
                .noneMatch(field -> field.startsWith("dispute"));
        assertThat(LeadHistory.of(lead.events(), null))
                .extracting(HistoryEntry::field)
                .filteredOn(field -> field.startsWith("dispute"))
                .hasSize(2);
    }

    private static DisputeOpened opened(UUID dispute, int assignment) {
        return new DisputeOpened(
                new DisputeStep.Opened(dispute, Sla.SLA1, assignment, DisputeReason.OTHER, "why", List.of()));
    }

    /** Every field that history has ever told of, by a lead that went through everything. */
    private static Map<String, HistoryEntry> masked() {
        Map<String, HistoryEntry> entries = new HashMap<>();
        RequestDetails before = MaskingCheck.sample(RequestDetails.class);
        RequestDetails after = new RequestDetails(
                null, "新", null, null, null, null, null, null, null, null, null, null, List.of(), null, null);
        RecordedLead lead = attempted()
                .then(
                        T1,
                        AGENT,
                        new ContactAttemptCorrected(1, ContactChannel.EMAIL, ContactOutcome.REACHED, null, "山田様"))
                .then(T1, AGENT, new AppointmentBooked(CLAIM, true))
                .then(T1, AGENT, new LeadEdited(before, new Vin("ZFA31200000123456"), "note"))
                .then(T1, AGENT, new LeadEdited(after, null, null))
                .then(T1, "HQ/u-9", new LeadReassigned(new DealerId("JP-TOKYO"), "山田様のご希望"))
                .then(T1, AGENT, new LeadClosedWithoutSale("OTHER", "CATEGORY", "note", LocalDate.EPOCH));
        LeadHistory.of(lead.events(), null)
                .forEach(entry -> entries.putIfAbsent(entry.field(), LeadHistory.masked(entry)));
        return entries;
    }

    @Test
    @DisplayName("AC-05: Of a masked entry, values of what tells who the customer is are hidden, and so are reasons")
    void maskedEntries() {
        Map<String, HistoryEntry> entries = masked();

        for (RecordComponent component : RequestDetails.class.getRecordComponents()) {
            boolean open = Mask.OPEN_REQUEST_FIELDS.contains(component.getName());
            assertThat(entries.get(component.getName())).as(component.getName()).satisfies(entry -> {
                assertThat(entry.oldValue()).matches(value -> open != Mask.VALUE.equals(value));
                assertThat(entry.newValue()).isIn(null, Mask.VALUE);
            });
        }
        assertThat(entries.get("vin").oldValue()).isEqualTo("＊＊＊");
        assertThat(entries.get("managementNote").newValue()).isEqualTo("＊＊＊");
        assertThat(entries.get("dealer"))
                .extracting(HistoryEntry::oldValue, HistoryEntry::newValue, HistoryEntry::reason)
                .containsExactly("JP-OSAKA", "JP-TOKYO", "＊＊＊");
        assertThat(entries.get("contactAttempt1.channel"))
                .extracting(HistoryEntry::oldValue, HistoryEntry::newValue, HistoryEntry::reason)
                .containsExactly("PHONE", "EMAIL", "＊＊＊");
        assertThat(entries.get("closeReason").newValue()).isEqualTo("OTHER");
    }

    @Test
    @DisplayName("AC-05: A field that nobody has declared open is masked")
    void unknownFieldsAreMasked() {
        assertThat(LeadHistory.masked(new HistoryEntry(1, T0, "favouriteColour", AGENT, null, "赤", null)))
                .isEqualTo(new HistoryEntry(1, T0, "favouriteColour", AGENT, null, "＊＊＊", null));
    }
}
