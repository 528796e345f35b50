package leadledger.command.aftersales;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
import leadledger.events.aftersales.ContactChannel;
import leadledger.events.aftersales.ContactOutcome;
import leadledger.events.aftersales.LeadStatus;
import leadledger.events.aftersales.LeadType;
import leadledger.events.aftersales.RequestDetails;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.LeadId;
import leadledger.events.shared.Vin;
import leadledger.events.sla.SlaPolicy;
import org.jspecify.annotations.Nullable;

/**
 * What the rules need to know of a lead, folded from its history. {@link #evolve} is total and never refuses: what is in
 * the ledger has happened.
 */
public sealed interface AftersalesLead {

    /** A lead of which nothing has happened yet. */
    AftersalesLead UNBORN = new Unborn();

    /**
     * The lead after one more fact.
     *
     * @param recordedAt when it was recorded
     * @param actor who did it, in the ledger's form
     */
    AftersalesLead evolve(AftersalesEvent event, Instant recordedAt, String actor);

    /**
     * The lead at a moment: an open one whose sixty days have passed by then is final, whether or not that is recorded yet
     * (AS-64).
     */
    AftersalesLead at(Instant moment);

    /** No event yet. */
    record Unborn() implements AftersalesLead {

        @Override
        public AftersalesLead at(Instant moment) {
            return this;
        }

        @Override
        public AftersalesLead evolve(AftersalesEvent event, Instant recordedAt, String actor) {
            return event instanceof LeadCreated created
                    ? new Assigned(new Course(
                            created.leadId(),
                            created.reference(),
                            created.dealer(),
                            created.leadType(),
                            recordedAt,
                            List.of(),
                            created.request(),
                            created.vin(),
                            null,
                            Measured.NOTHING.after(created, recordedAt, actor)))
                    : this;
        }
    }

    /** A lead that exists. */
    sealed interface Known extends AftersalesLead {

        /** What every lead has. */
        Course course();

        /** The same status with another course. */
        Known on(Course course);

        /** The lead after one more fact, but for what is measured of it. */
        Known follow(AftersalesEvent event, Instant recordedAt);

        @Override
        default AftersalesLead evolve(AftersalesEvent event, Instant recordedAt, String actor) {
            Known next = follow(event, recordedAt);
            return next.on(next.course().with(course().measured().after(event, recordedAt, actor)));
        }
    }

    /** A lead that a dealer works. */
    sealed interface Open extends Known {

        @Override
        Open on(Course course);

        /** The status that it keeps when its sixty days have passed (AS-61, AS-62). */
        LeadStatus statusAfterLapse();

        /** The last moment at which it is open, if nothing ends it before (AS-63). */
        default Instant lapsesAt() {
            return SlaPolicy.lapsesAt(course().assignedAt());
        }

        @Override
        default AftersalesLead at(Instant moment) {
            return moment.isAfter(lapsesAt()) ? lapsed() : this;
        }

        private Final lapsed() {
            return new Final(course(), statusAfterLapse(), null);
        }

        @Override
        default Known follow(AftersalesEvent event, Instant recordedAt) {
            return switch (event) {
                case LeadCreated ignored -> this;
                case ContactAttemptRecorded recorded -> on(course().with(recorded, recordedAt));
                case ContactAttemptCorrected corrected -> on(course().with(corrected));
                case AppointmentBooked booked -> new Booked(course(), booked.appointmentAt(), booked.remindCustomer());
                case LeadEdited edited -> on(course().with(edited.request(), edited.vin(), edited.managementNote()));
                case LeadReassigned moved -> new Assigned(course().at(moved.dealer(), recordedAt));
                case LeadClosedWithSale closed ->
                    new Final(
                            course().with(course().request(), closed.vin(), closed.managementNote()),
                            LeadStatus.CLOSED_WITH_SALE,
                            null);
                case LeadClosedWithoutSale closed ->
                    new Final(
                            course().with(course().request(), course().vin(), closed.managementNote()),
                            LeadStatus.CLOSED_WITHOUT_SALE,
                            null);
                case RecontactAgreed agreed ->
                    new Final(
                            course(),
                            LeadStatus.CLOSED_WITHOUT_SALE,
                            new Recontact(agreed.recontactOn(), agreed.dueAt(), null));
                case LeadLost ignored -> lapsed();
                case BookingBecameFinal ignored -> lapsed();
                case RecontactMoved ignored -> this;
                case RecontactLeadCreated ignored -> this;
                case RecontactedFrom ignored -> this;
                case OfDispute ignored -> this;
            };
        }
    }

    /**
     * Status {@code ASSIGNED_TO_DEALER}.
     *
     * @param course what every lead has
     */
    record Assigned(Course course) implements Open {

        @Override
        public Open on(Course other) {
            return new Assigned(other);
        }

        @Override
        public LeadStatus statusAfterLapse() {
            return LeadStatus.SALES_LOST;
        }
    }

    /**
     * Status {@code BOOKED}, not final yet.
     *
     * @param course what every lead has
     * @param appointmentAt the agreed moment
     * @param remindCustomer whether the customer wants a reminder
     */
    record Booked(Course course, Instant appointmentAt, boolean remindCustomer) implements Open {

        @Override
        public Open on(Course other) {
            return new Booked(other, appointmentAt, remindCustomer);
        }

        @Override
        public LeadStatus statusAfterLapse() {
            return LeadStatus.BOOKED;
        }
    }

    /**
     * A lead that has come to its end (AS-60).
     *
     * @param course what every lead has
     * @param status the status that it ended in
     * @param recontact the agreed re-contact, if that is how it ended
     */
    record Final(Course course, LeadStatus status, @Nullable Recontact recontact) implements Known {

        @Override
        public AftersalesLead at(Instant moment) {
            return this;
        }

        @Override
        public Final on(Course other) {
            return new Final(other, status, recontact);
        }

        @Override
        public Final follow(AftersalesEvent event, Instant recordedAt) {
            return switch (event) {
                case ContactAttemptCorrected corrected -> new Final(course.with(corrected), status, recontact);
                case RecontactMoved moved ->
                    new Final(course, status, new Recontact(moved.recontactOn(), moved.dueAt(), null));
                case RecontactLeadCreated created
                when recontact != null ->
                    new Final(course, status, new Recontact(recontact.on(), recontact.dueAt(), created.child()));
                default -> this;
            };
        }
    }

    /**
     * An agreed re-contact (AS-50).
     *
     * @param on the day
     * @param dueAt start of the day in the dealer's zone
     * @param child the lead that came of it, once it exists
     */
    record Recontact(LocalDate on, Instant dueAt, @Nullable LeadId child) {}

    /**
     * What every lead has.
     *
     * @param leadId the lead
     * @param reference its short reference
     * @param dealer whose lead it is
     * @param leadType who wanted it
     * @param assignedAt moment of the newest assignment, as recorded (担当ディーラー設定日)
     * @param attempts contact attempts since the newest assignment, in order, corrections applied (AS-65)
     * @param request request details as they stand
     * @param vin the car, if known
     * @param managementNote リード管理ノート, if there is one
     * @param measured what its verdicts and the disputes over them follow from
     */
    record Course(
            LeadId leadId,
            String reference,
            DealerId dealer,
            LeadType leadType,
            Instant assignedAt,
            List<ContactAttempt> attempts,
            RequestDetails request,
            @Nullable Vin vin,
            @Nullable String managementNote,
            Measured measured) {

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
            return withAttempts(more);
        }

        private Course with(ContactAttemptCorrected corrected) {
            List<ContactAttempt> changed = new ArrayList<>(attempts);
            changed.replaceAll(
                    attempt -> attempt.number() == corrected.number() ? attempt.correctedBy(corrected) : attempt);
            return withAttempts(changed);
        }

        private Course withAttempts(List<ContactAttempt> others) {
            return new Course(
                    leadId, reference, dealer, leadType, assignedAt, others, request, vin, managementNote, measured);
        }

        private Course with(RequestDetails newRequest, @Nullable Vin newVin, @Nullable String newNote) {
            return new Course(
                    leadId, reference, dealer, leadType, assignedAt, attempts, newRequest, newVin, newNote, measured);
        }

        private Course with(Measured newMeasured) {
            return new Course(
                    leadId,
                    reference,
                    dealer,
                    leadType,
                    assignedAt,
                    attempts,
                    request,
                    vin,
                    managementNote,
                    newMeasured);
        }

        /** With another dealer everything begins anew (AS-65). */
        private Course at(DealerId newDealer, Instant newlyAssignedAt) {
            return new Course(
                    leadId,
                    reference,
                    newDealer,
                    leadType,
                    newlyAssignedAt,
                    List.of(),
                    request,
                    vin,
                    managementNote,
                    measured);
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
