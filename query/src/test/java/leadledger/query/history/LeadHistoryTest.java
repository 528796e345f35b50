package leadledger.query.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import leadledger.events.aftersales.AftersalesEvent.AppointmentBooked;
import leadledger.events.aftersales.AftersalesEvent.ContactAttemptCorrected;
import leadledger.events.aftersales.AftersalesEvent.ContactAttemptRecorded;
import leadledger.events.aftersales.ContactChannel;
import leadledger.events.aftersales.ContactOutcome;
import leadledger.query.history.LeadHistory.Entry;
import leadledger.query.testing.LeadDraft;
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
        List<Entry> entries = LeadHistory.of(created().events());

        assertThat(entries)
                .extracting(Entry::field)
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

        assertThat(LeadHistory.of(lead.events()))
                .extracting(Entry::field)
                .containsExactly("dealerAssignedAt", "dealer", "campaign", "created");
    }

    @Test
    @DisplayName("AS-10: Given an attempt, then its stamp, channel, outcome and claimed moment stand at the top")
    void attempt() {
        assertThat(LeadHistory.of(attempted().events()).subList(0, 4))
                .containsExactly(
                        entry("contactAttempt1.madeAt", null, "2026-11-22T09:30:00.000Z"),
                        entry("contactAttempt1.outcome", null, "NOT_REACHED"),
                        entry("contactAttempt1.channel", null, "PHONE"),
                        entry("contactAttempt1", null, "2026-11-22T10:00:00.000Z"));
    }

    private static Entry entry(String field, @Nullable String oldValue, @Nullable String newValue) {
        return new Entry(20, T1, field, AGENT, oldValue, newValue, null);
    }

    private static Entry correction(String field, @Nullable String oldValue, @Nullable String newValue) {
        return new Entry(30, T2, field, AGENT, oldValue, newValue, "wrong customer");
    }

    private static ContactAttemptCorrected corrected(
            ContactChannel channel, ContactOutcome outcome, @Nullable Instant madeAt) {
        return new ContactAttemptCorrected(1, channel, outcome, madeAt, "wrong customer");
    }

    @Test
    @DisplayName("AS-13: Given a correction, then both values, who, when and why are told, and the old entries stay")
    void correctionOfEverything() {
        RecordedLead lead = attempted().then(T2, AGENT, corrected(ContactChannel.EMAIL, ContactOutcome.REACHED, null));

        List<Entry> entries = LeadHistory.of(lead.events());

        assertThat(entries.subList(0, 3))
                .containsExactly(
                        correction("contactAttempt1.madeAt", "2026-11-22T09:30:00.000Z", null),
                        correction("contactAttempt1.outcome", "NOT_REACHED", "REACHED"),
                        correction("contactAttempt1.channel", "PHONE", "EMAIL"));
        assertThat(entries.subList(3, entries.size()))
                .isEqualTo(LeadHistory.of(attempted().events()).stream()
                        .map(entry -> entry.field().equals("created") ? entries.getLast() : entry)
                        .toList());
    }

    @Test
    @DisplayName("AS-13: Given a correction of one value, then only that one is told, against the newest value before")
    void correctionsInARow() {
        RecordedLead lead = attempted()
                .then(T2, AGENT, corrected(ContactChannel.EMAIL, ContactOutcome.NOT_REACHED, CLAIM))
                .then(T2, AGENT, corrected(ContactChannel.TEXT_MESSAGE, ContactOutcome.NOT_REACHED, CLAIM));

        List<Entry> entries = LeadHistory.of(lead.events());

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

        List<Entry> entries = LeadHistory.of(lead.events());

        assertThat(entries.subList(0, 5))
                .containsExactly(
                        new Entry(50, T2, "remindCustomer", AGENT, "true", "false", null),
                        new Entry(40, T2, "appointmentAt", AGENT, FIRST, SECOND, null),
                        new Entry(30, T2, "remindCustomer", AGENT, null, "true", null),
                        new Entry(30, T2, "appointmentAt", AGENT, null, FIRST, null),
                        new Entry(30, T2, "status", AGENT, "ASSIGNED_TO_DEALER", "BOOKED", null));
    }
}
