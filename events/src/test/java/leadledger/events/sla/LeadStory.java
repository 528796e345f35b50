package leadledger.events.sla;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import leadledger.events.aftersales.AftersalesEvent;
import leadledger.events.aftersales.AftersalesEvent.AppointmentBooked;
import leadledger.events.aftersales.AftersalesEvent.BookingBecameFinal;
import leadledger.events.aftersales.AftersalesEvent.ContactAttemptCorrected;
import leadledger.events.aftersales.AftersalesEvent.ContactAttemptRecorded;
import leadledger.events.aftersales.AftersalesEvent.LeadClosedWithSale;
import leadledger.events.aftersales.AftersalesEvent.LeadClosedWithoutSale;
import leadledger.events.aftersales.AftersalesEvent.LeadCreated;
import leadledger.events.aftersales.AftersalesEvent.LeadLost;
import leadledger.events.aftersales.AftersalesEvent.LeadReassigned;
import leadledger.events.aftersales.AftersalesEvent.RecontactAgreed;
import leadledger.events.aftersales.ContactChannel;
import leadledger.events.aftersales.ContactOutcome;
import leadledger.events.aftersales.LeadType;
import leadledger.events.aftersales.RequestDetails;
import leadledger.events.dispute.DisputeOutcome;
import leadledger.events.dispute.DisputeReason;
import leadledger.events.dispute.DisputeStep;
import leadledger.events.shared.Consents;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.LeadId;
import leadledger.events.shared.Recorded;
import leadledger.events.shared.Vin;
import leadledger.events.sla.PolicyTerms.FirstContact;
import leadledger.events.sla.PolicyTerms.ManagementTime;
import org.jspecify.annotations.Nullable;

/** A lead's history as a test tells it: recorded moments in order, positions 10, 20, 30 … */
final class LeadStory {

    static final String ASSIGNED = "2022-07-01T00:00:00Z";
    static final String AGENT = "AFTERSALES_AGENT/u-7";
    private static final UUID LEAD = new UUID(1, 2);
    private static final int POSITION_STEP = 10;

    private final List<Recorded<AftersalesEvent>> events = new ArrayList<>();
    private int attempts;

    private LeadStory() {}

    /** The default policy with another name and another limit of the first contact. */
    static SlaPolicy policy(String name, int version, Duration firstContactLimit, SlaPolicy.TimeBasis basis) {
        return policy(name, version, firstContactLimit, SlaPolicy.DEFAULT.limit(Sla.SLA2), basis);
    }

    static SlaPolicy policy(
            String name, int version, Duration firstContactLimit, Duration managementLimit, SlaPolicy.TimeBasis basis) {
        PolicyTerms otherwise = PolicyTerms.DEFAULT;
        return new SlaPolicy(
                name,
                version,
                new PolicyTerms(
                        new FirstContact(
                                firstContactLimit,
                                otherwise.firstContact().targetPercent(),
                                otherwise.firstContact().clock(),
                                otherwise.firstContact().stop()),
                        new ManagementTime(
                                managementLimit,
                                otherwise.managementTime().targetPercent(),
                                otherwise.managementTime().clock(),
                                otherwise.managementTime().stop()),
                        otherwise.managed(),
                        otherwise.firstFollowUp(),
                        otherwise.disputeWindow(),
                        basis,
                        null));
    }

    /** Assigned at the moment of all worked cases. */
    static LeadStory assigned() {
        return assigned(Instant.parse(ASSIGNED));
    }

    static LeadStory assigned(Instant recordedAt) {
        return new LeadStory().then(recordedAt, "INTAKE/web", "aftersales.lead-created", creation());
    }

    LeadStory attempt(String recordedAt) {
        return attempt(Instant.parse(recordedAt), null);
    }

    LeadStory attempt(String recordedAt, String claimed) {
        return attempt(Instant.parse(recordedAt), Instant.parse(claimed));
    }

    LeadStory attempt(Instant recordedAt, @Nullable Instant claimed) {
        return attempt(recordedAt, claimed, ContactOutcome.NOT_REACHED);
    }

    LeadStory attempt(String recordedAt, ContactOutcome outcome) {
        return attempt(Instant.parse(recordedAt), null, outcome);
    }

    private LeadStory attempt(Instant recordedAt, @Nullable Instant claimed, ContactOutcome outcome) {
        attempts++;
        return then(
                recordedAt,
                AGENT,
                "aftersales.contact-attempt-recorded",
                new ContactAttemptRecorded(attempts, ContactChannel.PHONE, outcome, claimed));
    }

    /** Puts an attempt's claimed moment right; none withdraws it. */
    LeadStory corrected(String recordedAt, int number, @Nullable String claimed) {
        return corrected(Instant.parse(recordedAt), number, claimed == null ? null : Instant.parse(claimed));
    }

    LeadStory corrected(Instant recordedAt, int number, @Nullable Instant claimed) {
        return then(
                recordedAt,
                AGENT,
                "aftersales.contact-attempt-corrected",
                new ContactAttemptCorrected(
                        number, ContactChannel.EMAIL, ContactOutcome.REACHED, claimed, "the call was another one"));
    }

    LeadStory booked(String recordedAt) {
        return booked(Instant.parse(recordedAt));
    }

    LeadStory booked(Instant recordedAt) {
        return then(
                recordedAt,
                AGENT,
                "aftersales.appointment-booked",
                new AppointmentBooked(recordedAt.plusSeconds(3_600), false));
    }

    LeadStory closedWithSale(String recordedAt) {
        return closedWithSale(Instant.parse(recordedAt));
    }

    LeadStory closedWithSale(Instant recordedAt) {
        return then(
                recordedAt,
                AGENT,
                "aftersales.lead-closed-with-sale",
                new LeadClosedWithSale(new Vin("JT2BF22K1W0123456"), null));
    }

    LeadStory closedWithoutSale(Instant recordedAt) {
        return then(
                recordedAt,
                AGENT,
                "aftersales.lead-closed-without-sale",
                new LeadClosedWithoutSale("TOO_EXPENSIVE", "PRICE", null, null));
    }

    LeadStory recontactAgreed(String recordedAt, String on) {
        return recontactAgreed(Instant.parse(recordedAt), LocalDate.parse(on));
    }

    LeadStory recontactAgreed(Instant recordedAt, LocalDate on) {
        return then(
                recordedAt,
                AGENT,
                "aftersales.recontact-agreed",
                new RecontactAgreed(on, on.atStartOfDay(ZoneOffset.UTC).toInstant()));
    }

    LeadStory lost(Instant recordedAt) {
        return then(recordedAt, "SYSTEM/deadlines", "aftersales.lead-lost", new LeadLost());
    }

    LeadStory bookingBecameFinal(Instant recordedAt) {
        return then(recordedAt, "SYSTEM/deadlines", "aftersales.booking-became-final", new BookingBecameFinal());
    }

    LeadStory reassigned(String recordedAt, String dealer) {
        return reassigned(Instant.parse(recordedAt), dealer);
    }

    /** With another dealer the attempts are numbered anew (AS-65). */
    LeadStory reassigned(Instant recordedAt, String dealer) {
        attempts = 0;
        return then(
                recordedAt,
                "HQ/hq-1",
                "aftersales.lead-reassigned",
                new LeadReassigned(new DealerId(dealer), "the dealer closes down"));
    }

    /** The dealer of an assignment disputes its verdict. */
    LeadStory disputed(String recordedAt, UUID dispute, Sla sla, int assignment) {
        return then(
                Instant.parse(recordedAt),
                AGENT,
                "aftersales.dispute-opened",
                new AftersalesEvent.DisputeOpened(new DisputeStep.Opened(
                        dispute, sla, assignment, DisputeReason.RECORDED_LATE, "called in time", List.of())));
    }

    LeadStory decided(String recordedAt, UUID dispute, DisputeOutcome outcome, @Nullable String countsAt) {
        return then(
                Instant.parse(recordedAt),
                "HQ/hq-1",
                "aftersales.dispute-decided",
                new AftersalesEvent.DisputeDecided(new DisputeStep.Decided(
                        dispute,
                        outcome,
                        countsAt == null ? null : Instant.parse(countsAt),
                        "seen the call's record")));
    }

    LeadStory reopened(String recordedAt, UUID dispute) {
        return then(
                Instant.parse(recordedAt),
                "HQ/hq-2",
                "aftersales.dispute-reopened",
                new AftersalesEvent.DisputeReopened(new DisputeStep.Reopened(dispute, "another call")));
    }

    List<Recorded<AftersalesEvent>> events() {
        return List.copyOf(events);
    }

    int attempts() {
        return attempts;
    }

    private LeadStory then(Instant recordedAt, String actor, String type, AftersalesEvent event) {
        events.add(new Recorded<>(
                (events.size() + 1L) * POSITION_STEP,
                events.size(),
                new UUID(3, events.size()),
                LEAD,
                type,
                recordedAt,
                event.claimedMoment().orElse(recordedAt),
                actor,
                "JP-TOKYO",
                event));
        return this;
    }

    private static LeadCreated creation() {
        return new LeadCreated(
                new LeadId(LEAD),
                "AL-2022-000001",
                new DealerId("JP-TOKYO"),
                LeadType.CUSTOMER_DRIVEN,
                "WEB",
                "SUMMER",
                null,
                null,
                new RequestDetails(
                        null, "山田", null, null, null, null, null, null, null, null, null, null, List.of(), null, null),
                Consents.NONE);
    }
}
