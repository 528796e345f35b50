package leadledger.events.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import leadledger.events.aftersales.AftersalesEvent;
import leadledger.events.aftersales.AftersalesEvent.AppointmentBooked;
import leadledger.events.aftersales.AftersalesEvent.BookingBecameFinal;
import leadledger.events.aftersales.AftersalesEvent.LeadClosedWithSale;
import leadledger.events.aftersales.AftersalesEvent.LeadClosedWithoutSale;
import leadledger.events.aftersales.AftersalesEvent.LeadReassigned;
import leadledger.events.aftersales.AftersalesEvent.RecontactAgreed;
import leadledger.events.aftersales.AftersalesEvent.RecontactedFrom;
import leadledger.events.mail.MailCourse.Standing;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.LeadId;
import leadledger.events.shared.Recorded;
import leadledger.events.shared.Vin;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.TestReporter;

/** What holds of every plan, over seeded random histories. {@code -Dseed=…} runs one of them again. */
class RandomMailsTest {

    private static final int HISTORIES = 2_000;
    private static final Instant START = Instant.parse("2026-03-20T08:00:00Z");

    @RepeatedTest(2)
    @DisplayName("AS-22, LG-33: whatever happens, reminders, invitations and cancellations fit together")
    void invariants(TestReporter reporter) {
        long seed = Long.getLong("seed", System.nanoTime());
        reporter.publishEntry("seed", Long.toString(seed));
        Random random = new Random(seed);
        int cancellations = 0;
        for (int i = 0; i < HISTORIES; i++) {
            List<Recorded<AftersalesEvent>> history = randomStory(random);
            Map<UUID, PlannedMail> known = new HashMap<>();
            for (int length = 1; length <= history.size(); length++) {
                String description = "seed " + seed + ", history " + i + ", first " + length + " events";
                check(history.subList(0, length), known, description);
            }
            cancellations += (int) known.values().stream()
                    .filter(mail -> mail.kind() == MailKind.CANCELLATION)
                    .count();
        }
        assertThat(cancellations).as("seed %s is no trivial one", seed).isGreaterThan(100);
    }

    private static List<Recorded<AftersalesEvent>> randomStory(Random random) {
        MailStory story = MailStory.assigned(START, random.nextInt(4) == 0 ? null : MailStory.ADDRESS);
        Instant now = START;
        boolean ended = false;
        for (int step = random.nextInt(9); step > 0 && !ended; step--) {
            now = now.plus(Duration.ofHours(random.nextInt(60)));
            switch (random.nextInt(10)) {
                case 0 -> story.then(now, new LeadClosedWithSale(new Vin("JT2BF22K1W0123456"), null));
                case 1 -> story.then(now, new LeadClosedWithoutSale("PRICE", "OFFER", null, null));
                case 2 -> story.then(now, new RecontactAgreed(LocalDate.of(2027, 1, 1), START));
                case 3 ->
                    story.then(
                            now,
                            new LeadReassigned(
                                    new DealerId(random.nextBoolean() ? "JP-TOKYO" : "IT-MILANO"), "reason"));
                case 4 -> story.edited(now.toString(), random.nextBoolean() ? null : MailStory.ADDRESS);
                case 5 -> story.then(now, new BookingBecameFinal());
                case 6 -> story.then(now, new RecontactedFrom(new LeadId(new UUID(1, 1))));
                default ->
                    story.then(
                            now,
                            new AppointmentBooked(
                                    now.plus(Duration.ofHours(1L + random.nextInt(4) * 24L)), random.nextBoolean()));
            }
            ended = switch (story.events().getLast().event()) {
                case LeadClosedWithSale ignored -> true;
                case LeadClosedWithoutSale ignored -> true;
                case RecontactAgreed ignored -> true;
                default -> false;
            };
        }
        return story.events();
    }

    private static void check(
            List<Recorded<AftersalesEvent>> history, Map<UUID, PlannedMail> known, String description) {
        List<MailCourse> courses = AppointmentMails.courses(history, MailPolicy.DEFAULT, MailStory::zone);
        List<PlannedMail> plan = AppointmentMails.plan(history, MailPolicy.DEFAULT, MailStory::zone);
        AftersalesEvent last = history.getLast().event();
        assertThat(plan).as(description).allMatch(mail -> mail.dueAt().isBefore(mail.expiresAt()));
        courses.forEach(course -> {
            PlannedMail before = known.putIfAbsent(course.mail().mailId(), course.mail());
            assertThat(before == null ? course.mail() : before)
                    .as("%s: an e-mail never changes", description)
                    .isEqualTo(course.mail());
        });
        assertThat(known).as("%s: no e-mail is forgotten", description).hasSize(courses.size());
        checkReminders(plan, last, description);
        checkSequences(courses, description);
        checkCancelled(courses, description);
        assertThat(plan)
                .as("%s: who has lost the lead hears of the end of its appointment at most", description)
                .filteredOn(mail -> !mail.tenant().equals(dealerOf(history).value()))
                .allMatch(mail -> mail.kind() == MailKind.CANCELLATION);
    }

    private static void checkReminders(List<PlannedMail> plan, AftersalesEvent last, String description) {
        Map<Recipient, Long> reminders = plan.stream()
                .filter(mail -> mail.kind() == MailKind.REMINDER)
                .collect(Collectors.groupingBy(
                        PlannedMail::recipient, () -> new EnumMap<>(Recipient.class), Collectors.counting()));
        assertThat(reminders.values())
                .as("%s: nobody is reminded twice", description)
                .allMatch(count -> count == 1);
        if (last instanceof AppointmentBooked booked && !booked.remindCustomer()) {
            assertThat(reminders).as(description).doesNotContainKey(Recipient.CUSTOMER);
        }
        if (last instanceof LeadClosedWithSale || last instanceof LeadClosedWithoutSale) {
            assertThat(reminders).as("%s: the end is the end", description).isEmpty();
        }
    }

    private static void checkSequences(List<MailCourse> courses, String description) {
        Map<UUID, List<PlannedMail>> changes = courses.stream()
                .map(MailCourse::mail)
                .filter(mail -> mail.invitation() != null && mail.kind() != MailKind.REMINDER)
                .filter(mail -> mail.recipient() == Recipient.DEALER)
                .sorted(Comparator.comparingLong(PlannedMail::causePosition))
                .collect(Collectors.groupingBy(mail -> requireInvitation(mail.invitation())));
        changes.values().forEach(ofOne -> {
            for (int i = 0; i < ofOne.size(); i++) {
                assertThat(ofOne.get(i).calendarSequence())
                        .as("%s: each change of an invitation counts one on", description)
                        .isEqualTo(i);
            }
        });
    }

    private static UUID requireInvitation(@Nullable UUID invitation) {
        if (invitation == null) {
            throw new IllegalStateException("filtered");
        }
        return invitation;
    }

    private static void checkCancelled(List<MailCourse> courses, String description) {
        courses.stream()
                .map(MailCourse::mail)
                .filter(mail -> mail.kind() == MailKind.CANCELLATION)
                .forEach(cancelled -> assertThat(courses)
                        .as("%s: after a cancellation nothing else about the appointment stands", description)
                        .filteredOn(course -> cancelled.invitation() != null
                                && cancelled.invitation().equals(course.mail().invitation()))
                        .filteredOn(course -> course.standing() == Standing.STANDS)
                        .allMatch(course -> course.mail().kind() == MailKind.CANCELLATION));
    }

    private static DealerId dealerOf(List<Recorded<AftersalesEvent>> history) {
        DealerId dealer = MailStory.MILANO;
        for (Recorded<AftersalesEvent> recorded : history) {
            dealer = recorded.event() instanceof LeadReassigned moved ? moved.dealer() : dealer;
        }
        return dealer;
    }
}
