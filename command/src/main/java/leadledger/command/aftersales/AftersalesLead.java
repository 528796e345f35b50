package leadledger.command.aftersales;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import leadledger.events.aftersales.AftersalesEvent;
import leadledger.events.aftersales.AftersalesEvent.AppointmentBooked;
import leadledger.events.aftersales.AftersalesEvent.ContactAttemptCorrected;
import leadledger.events.aftersales.AftersalesEvent.ContactAttemptRecorded;
import leadledger.events.aftersales.AftersalesEvent.LeadCreated;
import leadledger.events.aftersales.ContactChannel;
import leadledger.events.aftersales.ContactOutcome;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.LeadId;
import org.jspecify.annotations.Nullable;

/**
 * What the rules need to know of a lead, folded from its history. {@link #evolve} is total and never refuses: what is in
 * the ledger has happened.
 */
public sealed interface AftersalesLead {

    /** A lead of which nothing has happened yet. */
    AftersalesLead UNBORN = new Unborn();

    /** The lead after one more fact, recorded at the given moment. */
    AftersalesLead evolve(AftersalesEvent event, Instant recordedAt);

    /** No event yet. */
    record Unborn() implements AftersalesLead {

        @Override
        public AftersalesLead evolve(AftersalesEvent event, Instant recordedAt) {
            return switch (event) {
                case LeadCreated created ->
                    new Assigned(
                            new Course(created.leadId(), created.reference(), created.dealer(), recordedAt, List.of()));
                case ContactAttemptRecorded ignored -> this;
                case ContactAttemptCorrected ignored -> this;
                case AppointmentBooked ignored -> this;
            };
        }
    }

    /** A lead that a dealer works. */
    sealed interface Open extends AftersalesLead {

        /** What every open lead has. */
        Course course();

        /** The same status with another course. */
        Open on(Course course);

        @Override
        default AftersalesLead evolve(AftersalesEvent event, Instant recordedAt) {
            return switch (event) {
                case LeadCreated ignored -> this;
                case ContactAttemptRecorded recorded -> on(course().with(recorded, recordedAt));
                case ContactAttemptCorrected corrected -> on(course().with(corrected));
                case AppointmentBooked booked -> new Booked(course(), booked.appointmentAt(), booked.remindCustomer());
            };
        }
    }

    /**
     * Status {@code ASSIGNED_TO_DEALER}.
     *
     * @param course what every open lead has
     */
    record Assigned(Course course) implements Open {

        @Override
        public Open on(Course other) {
            return new Assigned(other);
        }
    }

    /**
     * Status {@code BOOKED}.
     *
     * @param course what every open lead has
     * @param appointmentAt the agreed moment
     * @param remindCustomer whether the customer wants a reminder
     */
    record Booked(Course course, Instant appointmentAt, boolean remindCustomer) implements Open {

        @Override
        public Open on(Course other) {
            return new Booked(other, appointmentAt, remindCustomer);
        }
    }

    /**
     * What every open lead has.
     *
     * @param leadId the lead
     * @param reference its short reference
     * @param dealer whose lead it is
     * @param assignedAt moment of assignment, as recorded (担当ディーラー設定日)
     * @param attempts contact attempts in order, corrections applied
     */
    record Course(LeadId leadId, String reference, DealerId dealer, Instant assignedAt, List<ContactAttempt> attempts) {

        public Course {
            attempts = List.copyOf(attempts);
        }

        /** The attempt with this number, if it was recorded. */
        public Optional<ContactAttempt> attempt(int number) {
            return attempts.stream()
                    .filter(attempt -> attempt.number() == number)
                    .findFirst();
        }

        private Course with(ContactAttemptRecorded recorded, Instant recordedAt) {
            List<ContactAttempt> more = new ArrayList<>(attempts);
            more.add(new ContactAttempt(
                    recorded.number(), recorded.channel(), recorded.outcome(), recorded.madeAt(), recordedAt));
            return new Course(leadId, reference, dealer, assignedAt, more);
        }

        private Course with(ContactAttemptCorrected corrected) {
            List<ContactAttempt> changed = new ArrayList<>(attempts);
            changed.replaceAll(
                    attempt -> attempt.number() == corrected.number() ? attempt.correctedBy(corrected) : attempt);
            return new Course(leadId, reference, dealer, assignedAt, changed);
        }
    }

    /**
     * One contact attempt as it now stands.
     *
     * @param number 1 to 5
     * @param channel by which means
     * @param outcome reached or not
     * @param madeAt claimed moment, if any
     * @param stampedAt when the server recorded it; never corrected (AS-13)
     */
    record ContactAttempt(
            int number,
            ContactChannel channel,
            ContactOutcome outcome,
            @Nullable Instant madeAt,
            Instant stampedAt) {

        /** The moment that counts for the order of attempts: the claim, or else the stamp (AS-13). */
        public Instant moment() {
            return madeAt == null ? stampedAt : madeAt;
        }

        private ContactAttempt correctedBy(ContactAttemptCorrected correction) {
            return new ContactAttempt(
                    number, correction.channel(), correction.outcome(), correction.madeAt(), stampedAt);
        }
    }
}
