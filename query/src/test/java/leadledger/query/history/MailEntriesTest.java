package leadledger.query.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import leadledger.events.aftersales.AftersalesEvent;
import leadledger.events.aftersales.AftersalesEvent.AppointmentBooked;
import leadledger.events.aftersales.AftersalesEvent.LeadClosedWithSale;
import leadledger.events.mail.AppointmentMails;
import leadledger.events.mail.GiveUpReason;
import leadledger.events.mail.MailCourse;
import leadledger.events.mail.MailEvent;
import leadledger.events.mail.MailEvent.MailGivenUp;
import leadledger.events.mail.MailEvent.MailSent;
import leadledger.events.mail.MailKind;
import leadledger.events.mail.MailPolicy;
import leadledger.events.mail.PlannedMail;
import leadledger.events.mail.Recipient;
import leadledger.events.shared.LeadId;
import leadledger.events.shared.Recorded;
import leadledger.events.shared.UserId;
import leadledger.events.shared.Vin;
import leadledger.query.mail.LeadMails.MailsOf;
import leadledger.query.testing.LeadDraft;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** AS-22: the history says which e-mails were sent, to whom, and which not, and why. */
class MailEntriesTest {

    private static final Instant ASSIGNED = Instant.parse("2026-06-01T08:00:00Z");
    private static final Instant BOOKED = Instant.parse("2026-06-02T08:00:00Z");
    private static final Instant APPOINTMENT = Instant.parse("2026-06-10T13:00:00Z");
    private static final Instant REMINDER = Instant.parse("2026-06-09T08:00:00Z");

    private final List<Recorded<AftersalesEvent>> events = new ArrayList<>();
    private final Map<UUID, Recorded<MailEvent>> outcomes = new HashMap<>();

    private void given(Instant at, AftersalesEvent event) {
        events.add(recorded(at, event, "AFTERSALES_AGENT/u-1"));
    }

    private <E> Recorded<E> recorded(Instant at, E event, String actor) {
        long position = 10L * (events.size() + outcomes.size() + 1);
        return new Recorded<>(
                position, events.size(), new UUID(7, position), new UUID(1, 1), "t", at, at, actor, "IT-MILANO", event);
    }

    private MailsOf mails() {
        return new MailsOf(
                List.copyOf(events),
                AppointmentMails.courses(events, MailPolicy.DEFAULT, dealer -> ZoneId.of("Europe/Rome")),
                outcomes);
    }

    private PlannedMail mail(MailKind kind, Recipient recipient) {
        return mails().courses().stream()
                .map(course -> course.mail())
                .filter(mail -> mail.kind() == kind && mail.recipient() == recipient)
                .findFirst()
                .orElseThrow();
    }

    private List<String> entries(Instant now) {
        return MailEntries.join(List.of(), mails(), now).stream()
                .map(MailEntriesTest::text)
                .toList();
    }

    private static String text(HistoryEntry entry) {
        return entry.date() + " " + entry.user() + " " + entry.field() + " " + entry.newValue()
                + reason(entry.reason());
    }

    private static String reason(@Nullable String reason) {
        return reason == null ? "" : " " + reason;
    }

    private void booked(@Nullable String email) {
        given(ASSIGNED, LeadDraft.of("IT-MILANO").email(email).created());
        given(BOOKED, new AppointmentBooked(APPOINTMENT, true));
    }

    @Test
    @DisplayName("Sent and given up: when it was recorded, by the service, to whom by role")
    void outcomes() {
        booked("a@example.org");
        PlannedMail sent = mail(MailKind.CONFIRMATION, Recipient.CUSTOMER);
        PlannedMail refused = mail(MailKind.CONFIRMATION, Recipient.DEALER);
        outcomes.put(
                sent.mailId(),
                recorded(
                        BOOKED.plusSeconds(2),
                        new MailSent(sent.lead(), sent.mailId(), sent.kind(), sent.recipient(), null, "<id@host>"),
                        "SYSTEM/mail"));
        outcomes.put(
                refused.mailId(),
                recorded(
                        BOOKED.plusSeconds(3),
                        new MailGivenUp(
                                refused.lead(),
                                refused.mailId(),
                                refused.kind(),
                                refused.recipient(),
                                null,
                                GiveUpReason.RECIPIENT_REFUSED),
                        "SYSTEM/mail"));

        assertThat(entries(BOOKED.plusSeconds(9)))
                .containsExactly(
                        "2026-06-02T08:00:03Z SYSTEM/mail mail.confirmation.dealer GIVEN_UP RECIPIENT_REFUSED",
                        "2026-06-02T08:00:02Z SYSTEM/mail mail.confirmation.customer SENT");
    }

    @Test
    @DisplayName("SA-12, SA-20: of those who have the same part each is told apart, by id and never by name")
    void users() {
        LeadId lead = new LeadId(new UUID(1, 1));
        List<MailCourse> courses = Stream.of(
                        course(lead, MailKind.SALES_LEAD_DELIVERED, Recipient.OUTLET_MANAGER, "u-1", BOOKED),
                        course(lead, MailKind.SALES_LEAD_DELIVERED, Recipient.OUTLET_MANAGER, "u-2", BOOKED),
                        course(lead, MailKind.SALES_LEAD_ASSIGNED, Recipient.OWNER, "u-4", BOOKED))
                .toList();
        PlannedMail sent = courses.getFirst().mail();
        outcomes.put(
                sent.mailId(),
                recorded(
                        BOOKED.plusSeconds(2),
                        new MailSent(lead, sent.mailId(), sent.kind(), sent.recipient(), sent.user(), "<id@host>"),
                        "SYSTEM/mail"));

        assertThat(MailEntries.join(
                        List.of(), new MailsOf(List.of(), courses, outcomes), BOOKED.plus(Duration.ofDays(3))))
                .extracting(MailEntriesTest::text)
                .containsExactly(
                        "2026-06-05T08:00:00Z SYSTEM/mail mail.salesLeadDelivered.outletManager.u-2 NOT_SENT EXPIRED",
                        "2026-06-05T08:00:00Z SYSTEM/mail mail.salesLeadAssigned.owner.u-4 NOT_SENT EXPIRED",
                        "2026-06-02T08:00:02Z SYSTEM/mail mail.salesLeadDelivered.outletManager.u-1 SENT");
    }

    private static MailCourse course(LeadId lead, MailKind kind, Recipient recipient, String user, Instant at) {
        PlannedMail mail = new PlannedMail(
                UUID.nameUUIDFromBytes(user.getBytes(StandardCharsets.UTF_8)),
                lead,
                "IT-MILANO.CENTRO",
                new UUID(7, 1),
                2,
                kind,
                recipient,
                new UserId(user),
                at,
                at.plus(Duration.ofDays(3)),
                null,
                0,
                null,
                null);
        return new MailCourse(mail, MailCourse.Standing.STANDS, at);
    }

    @Test
    @DisplayName("The service was down over both reminder and appointment: none was sent, and history says so")
    void expired() {
        booked("a@example.org");

        assertThat(entries(APPOINTMENT.minusMillis(1))).noneMatch(entry -> entry.contains("reminder"));
        assertThat(entries(APPOINTMENT))
                .contains(
                        "2026-06-10T13:00:00Z SYSTEM/mail mail.reminder.customer NOT_SENT EXPIRED",
                        "2026-06-10T13:00:00Z SYSTEM/mail mail.reminder.dealer NOT_SENT EXPIRED",
                        "2026-06-05T08:00:00Z SYSTEM/mail mail.confirmation.dealer NOT_SENT EXPIRED");
    }

    @Test
    @DisplayName("The reminder's moment was past at the booking: none was sent, and history says so")
    void momentPast() {
        given(ASSIGNED, LeadDraft.of("IT-MILANO").email("a@example.org").created());
        given(REMINDER.plusMillis(1), new AppointmentBooked(APPOINTMENT, true));

        assertThat(entries(REMINDER.plusMillis(1)))
                .containsExactly(
                        "2026-06-09T08:00:00.001Z SYSTEM/mail mail.reminder.customer NOT_SENT MOMENT_PAST",
                        "2026-06-09T08:00:00.001Z SYSTEM/mail mail.reminder.dealer NOT_SENT MOMENT_PAST");
    }

    @Test
    @DisplayName("No address of the customer: each e-mail is told of when it would have been sent")
    void noAddress() {
        booked(null);

        assertThat(entries(BOOKED))
                .containsExactly("2026-06-02T08:00:00Z SYSTEM/mail mail.confirmation.customer NOT_SENT NO_ADDRESS");
        assertThat(entries(REMINDER))
                .contains("2026-06-09T08:00:00Z SYSTEM/mail mail.reminder.customer NOT_SENT NO_ADDRESS");
    }

    @Test
    @DisplayName("What was taken back before its moment is no news; what was late already is")
    void withdrawn() {
        booked("a@example.org");
        given(BOOKED.plus(Duration.ofHours(1)), new AppointmentBooked(APPOINTMENT.plusSeconds(60), true));
        given(BOOKED.plus(Duration.ofHours(2)), new LeadClosedWithSale(new Vin("JT2BF22K1W0123456"), null));

        assertThat(entries(BOOKED.plus(Duration.ofHours(3))))
                .containsExactly(
                        "2026-06-02T09:00:00Z SYSTEM/mail mail.confirmation.customer NOT_SENT WITHDRAWN",
                        "2026-06-02T09:00:00Z SYSTEM/mail mail.confirmation.dealer NOT_SENT WITHDRAWN");
    }
}
