package leadledger.events.mail;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;

/**
 * When e-mails go out, and how long they are tried.
 *
 * @param reminderHour on the day before an appointment, by the dealer's clock, its reminders are due (AS-22)
 * @param expiresAfter so long after it was due an e-mail is too late
 * @param firstPause pause after the first try that failed; each further one is twice as long
 * @param longestPause no pause is longer
 * @param mostTries after so many tries it is given up
 */
public record MailPolicy(
        LocalTime reminderHour, Duration expiresAfter, Duration firstPause, Duration longestPause, int mostTries) {

    /** What holds. Its tries take a little more than a day, so that a mail server may be down for one. */
    public static final MailPolicy DEFAULT =
            new MailPolicy(LocalTime.of(10, 0), Duration.ofHours(72), Duration.ofMinutes(1), Duration.ofHours(2), 20);

    private static final int MOST_DOUBLINGS = 20;

    /** When the reminders of an appointment are due: on the day before by the dealer's calendar (AS-22). */
    public Instant reminderAt(Instant appointmentAt, ZoneId dealerZone) {
        return LocalDate.ofInstant(appointmentAt, dealerZone)
                .minusDays(1)
                .atTime(reminderHour)
                .atZone(dealerZone)
                .toInstant();
    }

    /** How long to wait after so many tries that failed. */
    public Duration pauseAfter(int tries) {
        Duration pause = firstPause.multipliedBy(1L << Math.clamp(tries - 1L, 0, MOST_DOUBLINGS));
        return pause.compareTo(longestPause) > 0 ? longestPause : pause;
    }
}
