package leadledger.events.mail;

import static leadledger.events.mail.MailKind.CANCELLATION;
import static leadledger.events.mail.MailKind.CONFIRMATION;
import static leadledger.events.mail.MailKind.RECONTACT;
import static leadledger.events.mail.MailKind.REMINDER;
import static leadledger.events.mail.MailKind.RESCHEDULE;
import static leadledger.events.mail.MailStory.ADDRESS;
import static leadledger.events.mail.MailStory.MILANO;
import static leadledger.events.mail.MailStory.TOKYO;
import static leadledger.events.mail.Recipient.CUSTOMER;
import static leadledger.events.mail.Recipient.DEALER;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import leadledger.events.aftersales.AftersalesEvent.BookingBecameFinal;
import leadledger.events.aftersales.AftersalesEvent.LeadLost;
import leadledger.events.aftersales.AftersalesEvent.RecontactedFrom;
import leadledger.events.mail.MailCourse.Standing;
import leadledger.events.shared.LeadId;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** AS-22, sentence by sentence; AS-21, AS-52 and AS-65 as far as they are about e-mails. */
class AppointmentMailsTest {

    private static final String ASSIGNED = "2026-06-01T08:00:00Z";
    private static final String BOOKED = "2026-06-02T08:00:00Z";
    // A Wednesday, 15:00 in Milan.
    private static final String APPOINTMENT = "2026-06-10T13:00:00Z";
    private static final String REMINDER_MOMENT = "2026-06-09T08:00:00Z";
    private static final String OTHER_APPOINTMENT = "2026-06-17T13:00:00Z";
    private static final String OTHER_REMINDER_MOMENT = "2026-06-16T08:00:00Z";

    private static MailStory lead() {
        return MailStory.assigned(Instant.parse(ASSIGNED), ADDRESS);
    }

    private static MailStory leadWithoutAddress() {
        return MailStory.assigned(Instant.parse(ASSIGNED), null);
    }

    private static MailStory booked(boolean remindCustomer) {
        return lead().booked(BOOKED, APPOINTMENT, remindCustomer);
    }

    private record Told(MailKind kind, Recipient recipient, Instant dueAt) {}

    private static Told told(MailKind kind, Recipient recipient, String dueAt) {
        return new Told(kind, recipient, Instant.parse(dueAt));
    }

    private static List<Told> told(List<PlannedMail> mails) {
        return mails.stream()
                .map(mail -> new Told(mail.kind(), mail.recipient(), mail.dueAt()))
                .toList();
    }

    private static PlannedMail only(List<PlannedMail> mails, MailKind kind, Recipient recipient) {
        return mails.stream()
                .filter(mail -> mail.kind() == kind && mail.recipient() == recipient)
                .reduce((one, other) -> {
                    throw new AssertionError("two of them");
                })
                .orElseThrow();
    }

    private static List<MailCourse> notStanding(MailStory story) {
        return story.courses().stream()
                .filter(course -> course.standing() != Standing.STANDS)
                .toList();
    }

    @Test
    @DisplayName("A booking confirms at once to both, and reminds both on the day before if the flag is set")
    void booking() {
        assertThat(told(booked(true).plan()))
                .containsExactlyInAnyOrder(
                        told(CONFIRMATION, CUSTOMER, BOOKED),
                        told(CONFIRMATION, DEALER, BOOKED),
                        told(REMINDER, CUSTOMER, REMINDER_MOMENT),
                        told(REMINDER, DEALER, REMINDER_MOMENT));
    }

    @Test
    @DisplayName("Without the flag the customer is not reminded, the dealer is")
    void withoutFlag() {
        assertThat(told(booked(false).plan()))
                .containsExactlyInAnyOrder(
                        told(CONFIRMATION, CUSTOMER, BOOKED),
                        told(CONFIRMATION, DEALER, BOOKED),
                        told(REMINDER, DEALER, REMINDER_MOMENT));
    }

    @Test
    @DisplayName("A lead without a booking gives no cause for an e-mail")
    void nothingBooked() {
        assertThat(lead().then(Instant.parse(BOOKED), new LeadLost()).courses()).isEmpty();
    }

    @Test
    @DisplayName("No customer address: none is sent to the customer, and the history can say so")
    void noAddress() {
        MailStory story = leadWithoutAddress().booked(BOOKED, APPOINTMENT, true);

        assertThat(story.plan()).allMatch(mail -> mail.recipient() == DEALER).hasSize(2);
        assertThat(notStanding(story))
                .extracting(MailCourse::standing)
                .containsExactly(Standing.NO_ADDRESS, Standing.NO_ADDRESS);
    }

    @Test
    @DisplayName("An address that is entered later gets the reminder, but no confirmation of old")
    void addressLater() {
        MailStory story =
                leadWithoutAddress().booked(BOOKED, APPOINTMENT, true).edited("2026-06-03T08:00:00Z", ADDRESS);

        assertThat(told(story.plan()))
                .contains(told(REMINDER, CUSTOMER, REMINDER_MOMENT))
                .doesNotContain(told(CONFIRMATION, CUSTOMER, BOOKED));
    }

    @Test
    @DisplayName("An address that is taken away gets nothing any more")
    void addressGone() {
        MailStory story = booked(true).edited("2026-06-03T08:00:00Z", null);

        assertThat(story.plan()).allMatch(mail -> mail.recipient() == DEALER).hasSize(2);
    }

    @ParameterizedTest(name = "an appointment at {0} is reminded of at {1}")
    @DisplayName("The reminder is due at 10:00 of the day before by the dealer's clock, on days of 23 and 25 hours too")
    @CsvSource({
        // Clocks go forward on Sunday, 29 March 2026, at 01:00Z: from then on Rome is two hours ahead.
        "2026-03-29T22:30:00Z, 2026-03-29T08:00:00Z",
        "2026-03-29T12:00:00Z, 2026-03-28T09:00:00Z",
        "2026-03-30T10:00:00Z, 2026-03-29T08:00:00Z",
        // Clocks go back on Sunday, 25 October 2026, at 01:00Z.
        "2026-10-25T12:00:00Z, 2026-10-24T08:00:00Z",
        "2026-10-26T10:00:00Z, 2026-10-25T09:00:00Z",
        // The day is the dealer's, not that of UTC: 23:30Z is half past midnight or later in Rome.
        "2026-11-10T23:30:00Z, 2026-11-10T09:00:00Z",
        "2026-11-10T22:30:00Z, 2026-11-09T09:00:00Z"
    })
    void daysOfTheDealer(String appointment, String reminder) {
        List<PlannedMail> mails = MailStory.assigned(Instant.parse("2026-03-01T08:00:00Z"), ADDRESS)
                .booked("2026-03-02T08:00:00Z", appointment, true)
                .plan();

        assertThat(only(mails, REMINDER, CUSTOMER).dueAt()).isEqualTo(reminder);
        assertThat(only(mails, REMINDER, DEALER).dueAt()).isEqualTo(reminder);
    }

    @Test
    @DisplayName("Booked at the very moment of the reminder, it is sent; a millisecond later, not")
    void bookedLate() {
        assertThat(told(lead().booked(REMINDER_MOMENT, APPOINTMENT, true).plan()))
                .contains(told(REMINDER, CUSTOMER, REMINDER_MOMENT), told(REMINDER, DEALER, REMINDER_MOMENT));

        MailStory late = lead().booked("2026-06-09T08:00:00.001Z", APPOINTMENT, true);
        assertThat(late.plan()).extracting(PlannedMail::kind).containsOnly(CONFIRMATION);
        assertThat(notStanding(late))
                .hasSize(2)
                .allMatch(course -> course.standing() == Standing.MOMENT_PAST
                        && course.mail().kind() == REMINDER);
    }

    @Test
    @DisplayName("A reminder can be sent until the appointment, and not at it")
    void reminderExpires() {
        PlannedMail reminder = only(booked(true).plan(), REMINDER, CUSTOMER);

        assertThat(reminder.isDueAt(Instant.parse(REMINDER_MOMENT).minusMillis(1)))
                .isFalse();
        assertThat(reminder.isDueAt(Instant.parse(REMINDER_MOMENT))).isTrue();
        assertThat(reminder.isDueAt(Instant.parse(APPOINTMENT).minusMillis(1))).isTrue();
        assertThat(reminder.isDueAt(Instant.parse(APPOINTMENT))).isFalse();
    }

    @Test
    @DisplayName("A confirmation can be sent for 72 hours, but not once the appointment has come")
    void confirmationExpires() {
        assertThat(only(booked(true).plan(), CONFIRMATION, CUSTOMER).expiresAt())
                .isEqualTo(Instant.parse(BOOKED).plus(Duration.ofDays(3)));
        assertThat(only(lead().booked("2026-06-10T12:00:00Z", APPOINTMENT, true).plan(), CONFIRMATION, CUSTOMER)
                        .expiresAt())
                .isEqualTo(APPOINTMENT);
    }

    @Test
    @DisplayName("AS-21: Booking again tells the new date, replaces reminders and keeps the invitation")
    void rescheduled() {
        List<PlannedMail> before = booked(true).plan();
        MailStory story = booked(true).booked("2026-06-03T08:00:00Z", OTHER_APPOINTMENT, true);

        List<PlannedMail> mails = story.plan();
        assertThat(told(mails))
                .containsExactlyInAnyOrder(
                        told(RESCHEDULE, CUSTOMER, "2026-06-03T08:00:00Z"),
                        told(RESCHEDULE, DEALER, "2026-06-03T08:00:00Z"),
                        told(REMINDER, CUSTOMER, OTHER_REMINDER_MOMENT),
                        told(REMINDER, DEALER, OTHER_REMINDER_MOMENT));
        assertThat(before).extracting(PlannedMail::calendarSequence).containsOnly(0);
        UUID firstBooking = story.events().get(1).eventId();
        assertThat(mails)
                .allMatch(mail -> firstBooking.equals(mail.invitation()) && mail.calendarSequence() == 1)
                .allMatch(mail -> Instant.parse(OTHER_APPOINTMENT).equals(mail.appointmentAt()));
        assertThat(only(mails, RESCHEDULE, CUSTOMER).previousAppointmentAt()).isEqualTo(APPOINTMENT);
    }

    @Test
    @DisplayName("AS-21: Booking again without the flag takes the customer's reminder back")
    void rescheduledWithoutFlag() {
        MailStory story = booked(true).booked("2026-06-03T08:00:00Z", OTHER_APPOINTMENT, false);

        assertThat(story.plan())
                .filteredOn(mail -> mail.kind() == REMINDER)
                .extracting(PlannedMail::recipient)
                .containsExactly(DEALER);
    }

    @Test
    @DisplayName("AS-21: Booking the same moment again changes nothing but the customer's reminder")
    void sameMoment() {
        List<PlannedMail> with = booked(true).plan();
        MailStory off = booked(true).booked("2026-06-03T08:00:00Z", APPOINTMENT, false);
        MailStory offAndOn = booked(true)
                .booked("2026-06-03T08:00:00Z", APPOINTMENT, false)
                .booked("2026-06-04T08:00:00Z", APPOINTMENT, true);

        assertThat(told(off.plan()))
                .containsExactlyInAnyOrderElementsOf(told(booked(false).plan()));
        assertThat(told(offAndOn.plan())).containsExactlyInAnyOrderElementsOf(told(with));
        assertThat(offAndOn.plan()).extracting(PlannedMail::calendarSequence).containsOnly(0);
    }

    @Test
    @DisplayName("Closing with sale before the appointment cancels the reminders, and not the invitation")
    void closedWithSale() {
        assertThat(told(booked(true).closedWithSale("2026-06-03T08:00:00Z").plan()))
                .containsExactlyInAnyOrder(told(CONFIRMATION, CUSTOMER, BOOKED), told(CONFIRMATION, DEALER, BOOKED));
    }

    @Test
    @DisplayName("Closing without sale before the appointment cancels reminders and invitation, for both")
    void closedWithoutSale() {
        cancels(booked(true).closedWithoutSale("2026-06-03T08:00:00Z"));
    }

    @Test
    @DisplayName("So does a re-contact")
    void recontactAgreed() {
        cancels(booked(true).recontactAgreed("2026-06-03T08:00:00Z"));
    }

    @Test
    @DisplayName("AS-65: So does a re-assignment; the dealer told is the one that had the appointment")
    void reassigned() {
        MailStory story = booked(true).moved("2026-06-03T08:00:00Z", TOKYO);

        cancels(story);
        assertThat(story.plan()).extracting(PlannedMail::tenant).containsOnly(MILANO.value());
    }

    private static void cancels(MailStory story) {
        List<PlannedMail> mails = story.plan();
        assertThat(told(mails))
                .containsExactlyInAnyOrder(
                        told(CANCELLATION, CUSTOMER, "2026-06-03T08:00:00Z"),
                        told(CANCELLATION, DEALER, "2026-06-03T08:00:00Z"));
        assertThat(mails)
                .allMatch(mail -> mail.calendarSequence() == 1)
                .allMatch(mail -> story.events().get(1).eventId().equals(mail.invitation()))
                .allMatch(mail -> Instant.parse(APPOINTMENT).equals(mail.appointmentAt()));
    }

    @Test
    @DisplayName("Closing at the appointment or after it cancels nothing; a millisecond before, it does")
    void closedAfterTheAppointment() {
        assertThat(booked(true).closedWithoutSale(APPOINTMENT).plan())
                .extracting(PlannedMail::kind)
                .doesNotContain(CANCELLATION);
        assertThat(booked(true).closedWithoutSale("2026-06-10T12:59:59.999Z").plan())
                .extracting(PlannedMail::kind)
                .containsOnly(CANCELLATION);
    }

    @Test
    @DisplayName("Closing what was never booked cancels nothing")
    void closedWithoutBooking() {
        assertThat(lead().closedWithoutSale(BOOKED).courses()).isEmpty();
        assertThat(lead().moved(BOOKED, TOKYO).courses()).isEmpty();
    }

    @Test
    @DisplayName("AS-65: An appointment with the next dealer is a new invitation, by that dealer's clock")
    void bookedWithTheNextDealer() {
        MailStory story = booked(true)
                .moved("2026-06-03T08:00:00Z", TOKYO)
                .booked("2026-06-04T08:00:00Z", OTHER_APPOINTMENT, true);

        PlannedMail confirmation = only(story.plan(), CONFIRMATION, CUSTOMER);
        assertThat(confirmation.invitation()).isEqualTo(story.events().get(3).eventId());
        assertThat(confirmation.calendarSequence()).isZero();
        // 13:00Z of the 17th is 22:00 in Tokyo; 10:00 of the 16th there is 01:00Z.
        assertThat(only(story.plan(), REMINDER, DEALER).dueAt()).isEqualTo("2026-06-16T01:00:00Z");
        assertThat(only(story.plan(), REMINDER, DEALER).tenant()).isEqualTo(TOKYO.value());
        assertThat(only(story.plan(), CANCELLATION, DEALER).tenant()).isEqualTo(MILANO.value());
    }

    @Test
    @DisplayName("An appointment after day 60 keeps its reminders")
    void afterDaySixty() {
        MailStory story = lead().booked(BOOKED, "2026-08-20T13:00:00Z", true)
                .then(Instant.parse("2026-07-31T08:00:00.001Z"), new BookingBecameFinal());

        assertThat(told(story.plan()))
                .contains(
                        told(REMINDER, CUSTOMER, "2026-08-19T08:00:00Z"),
                        told(REMINDER, DEALER, "2026-08-19T08:00:00Z"));
    }

    @Test
    @DisplayName("AS-52: The dealer is told of a re-contact's lead, as long as the lead is that dealer's")
    void recontactLead() {
        MailStory child = lead().then(Instant.parse(ASSIGNED), new RecontactedFrom(new LeadId(UUID.randomUUID())));

        assertThat(told(child.plan())).containsExactly(told(RECONTACT, DEALER, ASSIGNED));
        assertThat(child.moved(BOOKED, TOKYO).plan()).isEmpty();
    }

    @Test
    @DisplayName(
            "LG-40: What was imported sends nothing, whether the appointment is past or to come; what follows here does")
    void imported() {
        MailStory story = booked(true).moved("2026-06-02T10:00:00Z", TOKYO).booked(BOOKED, APPOINTMENT, true);
        story.importedAt(Instant.parse("2026-06-03T08:00:00Z"));

        assertThat(story.courses()).isEmpty();
        assertThat(story.booked("2026-06-04T08:00:00Z", OTHER_APPOINTMENT, false)
                        .plan())
                .extracting(PlannedMail::kind)
                .containsExactlyInAnyOrder(RESCHEDULE, RESCHEDULE, REMINDER);
    }

    @Test
    @DisplayName("LG-33: An e-mail's id follows from cause, kind and recipient, and from nothing else")
    void ids() {
        MailStory story = booked(true);

        assertThat(story.plan()).isEqualTo(story.plan());
        assertThat(story.plan()).extracting(PlannedMail::mailId).doesNotHaveDuplicates();
        UUID cause = UUID.fromString("019abcde-0000-7000-8000-000000000001");
        assertThat(MailStreams.mailId(cause, REMINDER, DEALER, null))
                .as("stored with every outcome, so it must never change")
                .hasToString("d0e6c2a8-7325-3634-9a4d-ec6aa5f45c65");
    }

    @Test
    @DisplayName("A try that failed is repeated after 1, 2, 4 … minutes, then every two hours, for more than a day")
    void pauses() {
        MailPolicy policy = MailPolicy.DEFAULT;
        Duration together = Duration.ZERO;
        for (int tries = 1; tries < policy.mostTries(); tries++) {
            together = together.plus(policy.pauseAfter(tries));
        }

        assertThat(policy.pauseAfter(1)).isEqualTo(Duration.ofMinutes(1));
        assertThat(policy.pauseAfter(3)).isEqualTo(Duration.ofMinutes(4));
        assertThat(policy.pauseAfter(8)).isEqualTo(Duration.ofHours(2));
        assertThat(policy.pauseAfter(Integer.MAX_VALUE)).isEqualTo(Duration.ofHours(2));
        assertThat(together).isGreaterThan(Duration.ofHours(24)).isLessThan(policy.expiresAfter());
    }
}
