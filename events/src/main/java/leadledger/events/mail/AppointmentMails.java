package leadledger.events.mail;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
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
import leadledger.events.mail.MailCourse.Standing;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.LeadId;
import leadledger.events.shared.Recorded;
import org.jspecify.annotations.Nullable;

/**
 * Which e-mails follow from a lead's history (AS-22, AS-52). Nothing is planned by hand and nothing is remembered: the same
 * history gives the same e-mails, so those that are still to be sent can be found out anew at any time (LG-33).
 */
public final class AppointmentMails {

    /** What tells how an appointment stands, and so is of no use any more when it stands otherwise. */
    private static final Set<MailKind> NOTICES = EnumSet.of(MailKind.CONFIRMATION, MailKind.RESCHEDULE);

    /** Both who meet at an appointment. */
    private static final List<Recipient> BOTH = List.of(Recipient.CUSTOMER, Recipient.DEALER);

    private final MailPolicy policy;
    private final Function<DealerId, ZoneId> zones;
    private final List<MailCourse> courses = new ArrayList<>();
    private @Nullable LeadId lead;
    private @Nullable DealerId dealer;
    private boolean hasCustomerAddress;
    private @Nullable Appointment appointment;

    private AppointmentMails(MailPolicy policy, Function<DealerId, ZoneId> zones) {
        this.policy = policy;
        this.zones = zones;
    }

    /**
     * The e-mails that are to be sent by what is known, each from its moment on; among them those that were sent already.
     *
     * @param events a lead's history, in order
     * @param zones the dealers' time zones
     */
    public static List<PlannedMail> plan(
            List<Recorded<AftersalesEvent>> events, MailPolicy policy, Function<DealerId, ZoneId> zones) {
        return courses(events, policy, zones).stream()
                .filter(course -> course.standing() == Standing.STANDS)
                .map(MailCourse::mail)
                .toList();
    }

    /** As {@link #plan}, with the e-mails that are not to be sent, any more or at all, and why. In the order of causes. */
    public static List<MailCourse> courses(
            List<Recorded<AftersalesEvent>> events, MailPolicy policy, Function<DealerId, ZoneId> zones) {
        AppointmentMails mails = new AppointmentMails(policy, zones);
        events.forEach(mails::add);
        return mails.finished();
    }

    /**
     * An appointment that is to take place.
     *
     * @param at when
     * @param remindCustomer whether the customer wants a reminder
     * @param invitation the calendar invitation
     * @param sequence how often that was changed
     */
    private record Appointment(Instant at, boolean remindCustomer, UUID invitation, int sequence) {}

    private void add(Recorded<AftersalesEvent> cause) {
        switch (cause.event()) {
            case LeadCreated created -> {
                lead = created.leadId();
                dealer = created.dealer();
                hasCustomerAddress = created.request().email() != null;
            }
            case LeadEdited edited -> hasCustomerAddress = edited.request().email() != null;
            case AppointmentBooked booked -> book(cause, booked);
            case LeadClosedWithSale ignored -> end(cause);
            case LeadClosedWithoutSale ignored -> cancel(cause);
            case RecontactAgreed ignored -> cancel(cause);
            case LeadReassigned moved -> {
                cancel(cause);
                withdraw(cause, EnumSet.of(MailKind.RECONTACT));
                dealer = moved.dealer();
            }
            case RecontactedFrom ignored -> announce(cause);
            case ContactAttemptRecorded ignored -> {}
            case ContactAttemptCorrected ignored -> {}
            case RecontactMoved ignored -> {}
            case RecontactLeadCreated ignored -> {}
            // An appointment after day 60 is still one (AS-22).
            case LeadLost ignored -> {}
            case BookingBecameFinal ignored -> {}
            case OfDispute ignored -> {}
        }
    }

    private void book(Recorded<AftersalesEvent> cause, AppointmentBooked booked) {
        Appointment before = appointment;
        if (before != null && before.at().equals(booked.appointmentAt())) {
            wishReminder(cause, before, booked.remindCustomer());
            return;
        }
        withdraw(cause, NOTICES);
        withdraw(cause, EnumSet.of(MailKind.REMINDER));
        Appointment now = new Appointment(
                booked.appointmentAt(),
                booked.remindCustomer(),
                before == null ? cause.eventId() : before.invitation(),
                before == null ? 0 : before.sequence() + 1);
        appointment = now;
        MailKind kind = before == null ? MailKind.CONFIRMATION : MailKind.RESCHEDULE;
        for (Recipient recipient : BOTH) {
            notify(cause, kind, recipient, now, before == null ? null : before.at());
        }
        if (now.remindCustomer()) {
            remind(cause, Recipient.CUSTOMER, now);
        }
        remind(cause, Recipient.DEALER, now);
    }

    /** The appointment stands as before: the one thing that may be new is whether the customer wants to be reminded. */
    private void wishReminder(Recorded<AftersalesEvent> cause, Appointment standing, boolean remindCustomer) {
        Appointment now = new Appointment(standing.at(), remindCustomer, standing.invitation(), standing.sequence());
        appointment = now;
        if (!remindCustomer) {
            withdraw(cause, mail -> mail.kind() == MailKind.REMINDER && mail.recipient() == Recipient.CUSTOMER);
        } else if (!standing.remindCustomer()) {
            remind(cause, Recipient.CUSTOMER, now);
        }
    }

    /** The lead came to a sale: whoever has an appointment keeps it, and nobody needs to be reminded. */
    private void end(Recorded<AftersalesEvent> cause) {
        withdraw(cause, EnumSet.of(MailKind.REMINDER));
        appointment = null;
    }

    private void cancel(Recorded<AftersalesEvent> cause) {
        Appointment cancelled = appointment;
        appointment = null;
        withdraw(cause, NOTICES);
        withdraw(cause, EnumSet.of(MailKind.REMINDER));
        if (cancelled == null || !cause.recordedAt().isBefore(cancelled.at())) {
            return;
        }
        Appointment last = new Appointment(
                cancelled.at(), cancelled.remindCustomer(), cancelled.invitation(), cancelled.sequence() + 1);
        for (Recipient recipient : BOTH) {
            notify(cause, MailKind.CANCELLATION, recipient, last, null);
        }
    }

    private void notify(
            Recorded<AftersalesEvent> cause,
            MailKind kind,
            Recipient recipient,
            Appointment about,
            @Nullable Instant previously) {
        if (isOldNews(cause)) {
            return;
        }
        Instant dueAt = cause.recordedAt();
        Instant expiresAt = kind == MailKind.CANCELLATION ? dueAt.plus(policy.expiresAfter()) : expiry(dueAt, about);
        PlannedMail mail = mail(cause, kind, recipient, dueAt, expiresAt, about, previously);
        boolean reaches = recipient == Recipient.DEALER || hasCustomerAddress;
        courses.add(new MailCourse(mail, reaches ? Standing.STANDS : Standing.NO_ADDRESS, dueAt));
    }

    private void remind(Recorded<AftersalesEvent> cause, Recipient recipient, Appointment of) {
        if (isOldNews(cause)) {
            return;
        }
        Instant dueAt = policy.reminderAt(of.at(), zones.apply(requireDealer()));
        PlannedMail mail = mail(cause, MailKind.REMINDER, recipient, dueAt, expiry(dueAt, of), of, null);
        courses.add(new MailCourse(
                mail, cause.recordedAt().isAfter(dueAt) ? Standing.MOMENT_PAST : Standing.STANDS, cause.recordedAt()));
    }

    /** Nothing that tells of an appointment to come is of use once it has come. */
    private Instant expiry(Instant dueAt, Appointment about) {
        Instant late = dueAt.plus(policy.expiresAfter());
        return about.at().isBefore(late) ? about.at() : late;
    }

    /** What was imported, the other system has told everybody of (LG-40). */
    private static boolean isOldNews(Recorded<AftersalesEvent> cause) {
        return cause.imported() != null;
    }

    private void announce(Recorded<AftersalesEvent> cause) {
        if (isOldNews(cause)) {
            return;
        }
        Instant dueAt = cause.recordedAt();
        courses.add(new MailCourse(
                mail(cause, MailKind.RECONTACT, Recipient.DEALER, dueAt, dueAt.plus(policy.expiresAfter()), null, null),
                Standing.STANDS,
                dueAt));
    }

    private PlannedMail mail(
            Recorded<AftersalesEvent> cause,
            MailKind kind,
            Recipient recipient,
            Instant dueAt,
            Instant expiresAt,
            @Nullable Appointment about,
            @Nullable Instant previously) {
        return new PlannedMail(
                MailStreams.mailId(cause.eventId(), kind, recipient, null),
                requireLead(),
                requireDealer().value(),
                cause.eventId(),
                cause.position(),
                kind,
                recipient,
                null,
                dueAt,
                expiresAt,
                about == null ? null : about.invitation(),
                about == null ? 0 : about.sequence(),
                about == null ? null : about.at(),
                previously);
    }

    private void withdraw(Recorded<AftersalesEvent> cause, Set<MailKind> kinds) {
        withdraw(cause, mail -> kinds.contains(mail.kind()));
    }

    private void withdraw(Recorded<AftersalesEvent> cause, Predicate<PlannedMail> which) {
        courses.replaceAll(course -> which.test(course.mail()) ? course.withdrawnBy(cause) : course);
    }

    /** A reminder goes to the address that there is when it is due, whether or not there was one at the booking. */
    private List<MailCourse> finished() {
        return courses.stream()
                .map(course -> course.standing() == Standing.STANDS
                                && course.mail().recipient() == Recipient.CUSTOMER
                                && !hasCustomerAddress
                        ? new MailCourse(course.mail(), Standing.NO_ADDRESS, course.since())
                        : course)
                .toList();
    }

    private LeadId requireLead() {
        if (lead == null) {
            throw new IllegalStateException("a lead begins with its creation");
        }
        return lead;
    }

    private DealerId requireDealer() {
        if (dealer == null) {
            throw new IllegalStateException("a lead begins with its creation");
        }
        return dealer;
    }
}
