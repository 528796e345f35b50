package leadledger.command.aftersales.importlead;

import static leadledger.command.aftersales.importlead.SourceField.APPOINTMENT_AT;
import static leadledger.command.aftersales.importlead.SourceField.ATTEMPT_1;
import static leadledger.command.aftersales.importlead.SourceField.ATTEMPT_2;
import static leadledger.command.aftersales.importlead.SourceField.CLOSE_REASON;
import static leadledger.command.aftersales.importlead.SourceField.CREATED_AT;
import static leadledger.command.aftersales.importlead.SourceField.DEALER;
import static leadledger.command.aftersales.importlead.SourceField.LAST_NAME;
import static leadledger.command.aftersales.importlead.SourceField.MANAGEMENT_NOTE;
import static leadledger.command.aftersales.importlead.SourceField.RECONTACT_ON;
import static leadledger.command.aftersales.importlead.SourceField.STATUS;
import static leadledger.command.aftersales.importlead.SourceField.VIN;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import leadledger.command.aftersales.importlead.SourceLead.Change;
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
import leadledger.events.aftersales.AftersalesEvent.RecontactMoved;
import leadledger.events.aftersales.ContactChannel;
import leadledger.events.aftersales.ContactOutcome;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.LeadId;
import leadledger.events.shared.Vin;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("LG-40, LG-41: given a lead and its history elsewhere, when it is imported, then these events")
class ImportLeadTest {

    private static final String CREATED = "2022-07-01T09:00:00Z";
    private static final String DAY_60 = "2022-08-30T09:00:00Z";
    private static final String NOW = "2026-11-26T00:00:00Z";
    private static final String CAR = "ZFA31200000123456";
    private static final ImportTerms TERMS = new ImportTerms(
            Instant.parse(NOW),
            "SYSTEM/old-crm",
            "old-crm",
            ContactChannel.PHONE,
            ContactOutcome.NOT_REACHED,
            dealer -> ZoneId.of("Asia/Tokyo"),
            reason -> Optional.of("CATEGORY"));

    private final Map<SourceField, String> values = new EnumMap<>(Map.of(
            CREATED_AT,
            CREATED,
            DEALER,
            "JP-TOKYO",
            SourceField.LEAD_TYPE,
            "CUSTOMER_DRIVEN",
            SourceField.SOURCE,
            "WEB",
            SourceField.CAMPAIGN,
            "SPRING",
            LAST_NAME,
            "見本"));
    private final List<Change> changes = new ArrayList<>();

    private ImportLeadTest now(SourceField field, String value) {
        values.put(field, value);
        return this;
    }

    private ImportLeadTest row(String at, SourceField field, @Nullable String before, @Nullable String after) {
        changes.add(new Change(changes.size() + 2, Instant.parse(at), "SYSTEM/old-crm", field, before, after));
        return this;
    }

    private ImportLeadTest attempted(String at) {
        return row(at, ATTEMPT_1, null, at);
    }

    private ImportLead.Result imported() {
        return ImportLead.decide(
                new SourceLead(new LeadId(new UUID(1, 1)), 2, values, null, changes, List.of()), TERMS);
    }

    private List<ImportedFact> facts() {
        ImportLead.Result result = imported();
        assertThat(result.faults()).isEmpty();
        return result.facts();
    }

    private List<AftersalesEvent> after(int first) {
        return facts().stream().skip(first).map(ImportedFact::event).toList();
    }

    private void fails(String fault) {
        ImportLead.Result result = imported();
        assertThat(result.facts()).isEmpty();
        assertThat(result.faults())
                .extracting(found -> found.file() + " " + found.line() + " "
                        + found.finding().field() + " " + found.finding().code())
                .containsExactly(fault);
    }

    @Test
    @DisplayName("A lead begins with its first values: those that its history tells as old ones")
    void firstValues() {
        now(LAST_NAME, "新姓").now(VIN, CAR);
        row("2022-07-03T00:00:00Z", LAST_NAME, "旧姓", "新姓").row("2022-07-03T00:00:00Z", VIN, null, CAR);

        LeadCreated created = (LeadCreated) facts().getFirst().event();
        assertThat(created.request().lastName()).isEqualTo("旧姓");
        assertThat(created.vin()).isNull();
        assertThat(after(1)).singleElement().isInstanceOfSatisfying(LeadEdited.class, edited -> {
            assertThat(edited.request().lastName()).isEqualTo("新姓");
            assertThat(edited.vin()).isEqualTo(new Vin(CAR));
        });
    }

    @Test
    @DisplayName("AS-01: the moment of assignment starts the clocks, where it is later than the creation")
    void assignment() {
        now(SourceField.ASSIGNED_AT, "2022-07-02T09:00:00Z");

        assertThat(facts().getFirst().at()).isEqualTo("2022-07-02T09:00:00Z");
        row("2022-07-02T08:59:59Z", ATTEMPT_1, null, "true").fails("HISTORY 2 attempt1 change-before-assignment");
    }

    @Test
    @DisplayName(
            "AS-10: an attempt at its row's moment; another moment in the row is a claim, a later one a correction")
    void attempts() {
        attempted("2022-07-02T09:00:00Z")
                .row("2022-07-03T09:00:00Z", ATTEMPT_2, null, "2022-07-02T12:00:00Z")
                .row("2022-07-04T09:00:00Z", ATTEMPT_2, "2022-07-02T12:00:00Z", "2022-07-02T13:00:00Z");

        assertThat(after(1))
                .containsExactly(
                        new ContactAttemptRecorded(1, ContactChannel.PHONE, ContactOutcome.NOT_REACHED, null),
                        new ContactAttemptRecorded(
                                2,
                                ContactChannel.PHONE,
                                ContactOutcome.NOT_REACHED,
                                Instant.parse("2022-07-02T12:00:00Z")),
                        new ContactAttemptCorrected(
                                2,
                                ContactChannel.PHONE,
                                ContactOutcome.NOT_REACHED,
                                Instant.parse("2022-07-02T13:00:00Z"),
                                "as recorded by old-crm"));
    }

    @Test
    @DisplayName("An attempt whose stamp stands on the lead only is taken from there")
    void untracked() {
        now(ATTEMPT_1, "2022-07-02T09:00:00Z").row("2022-07-03T09:00:00Z", STATUS, null, "BOOKED");
        now(APPOINTMENT_AT, "2022-07-10T09:00:00Z");

        assertThat(facts()).extracting(ImportedFact::at).contains(Instant.parse("2022-07-02T09:00:00Z"));
        assertThat(facts()).allMatch(fact -> fact.brokenRules().isEmpty());
    }

    @Test
    @DisplayName("AS-20, AS-21: status and date saved together are a booking, another date alone a rescheduling")
    void booking() {
        attempted("2022-07-02T09:00:00Z")
                .row("2022-07-03T09:00:00Z", APPOINTMENT_AT, null, "2022-07-10T09:00:00Z")
                .row("2022-07-03T09:00:00Z", STATUS, "ASSIGNED_TO_DEALER", "BOOKED")
                .row("2022-07-04T09:00:00Z", APPOINTMENT_AT, "2022-07-10T09:00:00Z", "2022-07-11T09:00:00Z");

        assertThat(after(2))
                .containsExactly(
                        new AppointmentBooked(Instant.parse("2022-07-10T09:00:00Z"), false),
                        new AppointmentBooked(Instant.parse("2022-07-11T09:00:00Z"), false));
    }

    @Test
    @DisplayName("AS-50, AS-52: a re-contact and its moving, in the dealer's zone")
    void recontact() {
        attempted("2022-07-02T09:00:00Z")
                .row("2022-07-03T09:00:00Z", STATUS, "ASSIGNED_TO_DEALER", "CLOSED_WITHOUT_SALE")
                .row("2022-07-03T09:00:00Z", CLOSE_REASON, null, "RE_CONTACT")
                .row("2022-07-03T09:00:00Z", RECONTACT_ON, null, "2022-10-01")
                .row("2022-07-04T09:00:00Z", RECONTACT_ON, "2022-10-01", "2022-11-01");

        assertThat(after(2))
                .containsExactly(
                        new RecontactAgreed(LocalDate.of(2022, 10, 1), Instant.parse("2022-09-30T15:00:00Z")),
                        new RecontactMoved(LocalDate.of(2022, 11, 1), Instant.parse("2022-10-31T15:00:00Z")));
    }

    @Test
    @DisplayName("AS-65: another dealer is a re-assignment; attempts count anew")
    void reassigned() {
        now(DEALER, "JP-OSAKA")
                .attempted("2022-07-02T09:00:00Z")
                .row("2022-07-03T09:00:00Z", DEALER, "JP-TOKYO", "JP-OSAKA")
                .row("2022-07-04T09:00:00Z", STATUS, "ASSIGNED_TO_DEALER", "CLOSED_WITHOUT_SALE")
                .row("2022-07-04T09:00:00Z", CLOSE_REASON, null, "PRICE");

        assertThat(((LeadCreated) facts().getFirst().event()).dealer()).isEqualTo(new DealerId("JP-TOKYO"));
        assertThat(facts().getFirst().dealer()).isEqualTo(new DealerId("JP-TOKYO"));
        assertThat(facts().getLast().dealer()).isEqualTo(new DealerId("JP-OSAKA"));
        assertThat(after(2))
                .containsExactly(
                        new LeadReassigned(new DealerId("JP-OSAKA"), "as recorded by old-crm"),
                        new LeadClosedWithoutSale("PRICE", "CATEGORY", null, null));
        assertThat(facts().getLast().brokenRules()).containsExactly("AS-12");
    }

    private List<String> broken() {
        return facts().getLast().brokenRules();
    }

    @Test
    @DisplayName("LG-41, AS-12: a closing before any attempt is flagged; one after it is not")
    void closingBeforeAttempt() {
        now(MANAGEMENT_NOTE, "note").now(VIN, CAR);
        row("2022-07-04T09:00:00Z", STATUS, "ASSIGNED_TO_DEALER", "CLOSED_WITH_SALE");

        assertThat(facts().getLast().event()).isEqualTo(new LeadClosedWithSale(new Vin(CAR), "note"));
        assertThat(broken()).containsExactly("AS-12");
        attempted("2022-07-04T09:00:00Z");
        assertThat(broken()).as("saved together").isEmpty();
    }

    @Test
    @DisplayName("LG-41, AS-31, AS-41, AS-42: closings without what they need are flagged")
    void closingWithoutWhatItNeeds() {
        now(VIN, CAR).attempted("2022-07-02T09:00:00Z");
        row("2022-07-04T09:00:00Z", STATUS, "ASSIGNED_TO_DEALER", "CLOSED_WITH_SALE");
        assertThat(broken()).containsExactly("AS-31");

        changes.removeLast();
        row("2022-07-04T09:00:00Z", STATUS, "ASSIGNED_TO_DEALER", "CLOSED_WITHOUT_SALE");
        now(CLOSE_REASON, "OTHER");
        assertThat(broken()).containsExactly("AS-41");
        now(CLOSE_REASON, "NO_LONGER_OWNER");
        assertThat(broken()).containsExactly("AS-42");
        now(SourceField.OWNERSHIP_ENDED_ON, "2022-07-01");
        assertThat(broken()).isEmpty();
    }

    @Test
    @DisplayName("LG-41, AS-60, AS-63: at the very end of day 60 is in time, after it is flagged")
    void afterTheEnd() {
        attempted("2022-07-02T09:00:00Z").now(APPOINTMENT_AT, "2023-01-01T00:00:00Z");
        row(DAY_60, STATUS, "ASSIGNED_TO_DEALER", "BOOKED");
        assertThat(broken()).isEmpty();

        changes.removeLast();
        row("2022-08-30T09:00:00.001Z", STATUS, "ASSIGNED_TO_DEALER", "BOOKED");
        assertThat(broken()).containsExactly("AS-60");
    }

    @Test
    @DisplayName("LG-41, AS-20, AS-61: a booking of a past moment and an early lapse are flagged")
    void pastAppointmentAndEarlyLapse() {
        attempted("2022-07-02T09:00:00Z").now(APPOINTMENT_AT, "2022-07-03T09:00:00Z");
        row("2022-07-03T09:00:00Z", STATUS, "ASSIGNED_TO_DEALER", "BOOKED");
        assertThat(broken()).containsExactly("AS-20");

        changes.removeLast();
        row(DAY_60, STATUS, "ASSIGNED_TO_DEALER", "SALES_LOST");
        assertThat(facts().getLast().event()).isEqualTo(new LeadLost());
        assertThat(broken()).containsExactly("AS-61");
        changes.removeLast();
        row("2022-08-30T09:00:00.001Z", STATUS, "ASSIGNED_TO_DEALER", "SALES_LOST");
        assertThat(broken()).isEmpty();
    }

    @Test
    @DisplayName("LG-41, AS-10: attempts out of their order are flagged")
    void attemptsOutOfOrder() {
        row("2022-07-02T09:00:00Z", ATTEMPT_2, null, "true");

        assertThat(broken()).containsExactly("AS-10");
    }

    @Test
    @DisplayName("What cannot be told as events is a fault at its line")
    void faults() {
        now(STATUS, "CLOSED_WITH_SALE").fails("LEADS 2 status status-differs-from-history");
        row("2022-07-03T09:00:00Z", STATUS, "ASSIGNED_TO_DEALER", "CLOSED_WITH_SALE")
                .fails("HISTORY 2 vin vin-needed-for-sale");
        changes.set(0, new Change(2, Instant.parse(NOW).plusMillis(1), "x", ATTEMPT_1, null, "true"));
        fails("HISTORY 2 attempt1 moment-in-future");
        changes.clear();
        values.remove(STATUS);
        values.remove(LAST_NAME);
        fails("LEADS 2 lastName field-required");
    }

    @Test
    @DisplayName(
            "At the import's own moment is not in the future; AS-61 comes by itself where the history has no row of it")
    void boundaries() {
        row(NOW, ATTEMPT_1, null, "true");
        assertThat(facts()).hasSize(2);

        changes.clear();
        now(STATUS, "SALES_LOST");
        assertThat(facts()).hasSize(1);
    }

    @Test
    @DisplayName("The order of the file's lines does not matter, only that of moments")
    void newestFirst() {
        now(VIN, CAR).now(MANAGEMENT_NOTE, "n");
        attempted("2022-07-02T09:00:00Z").row("2022-07-04T09:00:00Z", STATUS, "ASSIGNED_TO_DEALER", "CLOSED_WITH_SALE");
        List<ImportedFact> oldestFirst = facts();
        changes.sort((one, other) -> other.at().compareTo(one.at()));

        assertThat(facts()).isEqualTo(oldestFirst);
    }
}
