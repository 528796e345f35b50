package leadledger.query.bell;

import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
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
import leadledger.events.aftersales.AftersalesEvent.RecontactAgreed;
import leadledger.events.aftersales.AftersalesEvent.RecontactLeadCreated;
import leadledger.events.aftersales.AftersalesEvent.RecontactMoved;
import leadledger.events.aftersales.AftersalesEvent.RecontactedFrom;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.Recorded;
import leadledger.events.shared.Role;
import org.jspecify.annotations.Nullable;

/**
 * The notifications that a lead's events make, and what the next one needs to know.
 *
 * @param leadId the lead
 * @param lastSequence sequence of the last event folded in
 * @param dealer whose lead it is, by the newest assignment
 * @param reference its short reference
 * @param notifications those made since this value was begun or read from its table, in order
 */
record LeadNotifications(
        UUID leadId, int lastSequence, DealerId dealer, String reference, List<Notification> notifications) {

    LeadNotifications {
        // An event that lacks one is to fail here, where it is parked; when rows are saved, it would hold up all
        // others.
        Objects.requireNonNull(dealer, "dealer");
        notifications = List.copyOf(notifications);
    }

    /** After one more event. */
    static LeadNotifications after(@Nullable LeadNotifications before, Recorded<AftersalesEvent> recorded) {
        if (before == null) {
            if (!(recorded.event() instanceof LeadCreated created)) {
                throw new IllegalStateException("a lead begins with its creation");
            }
            LeadNotifications none = new LeadNotifications(
                    recorded.streamId(), recorded.sequence(), created.dealer(), created.reference(), List.of());
            return isNewToItsDealer(recorded.actor())
                    ? none.with(none.naming(NotificationKind.NEW_LEAD, created.dealer(), recorded))
                    : none;
        }
        LeadNotifications now = before.at(recorded.sequence());
        return switch (recorded.event()) {
            case RecontactedFrom ignored -> now.with(now.naming(NotificationKind.RECONTACT_LEAD, now.dealer, recorded));
            case LeadReassigned moved
            when !moved.dealer().equals(now.dealer) ->
                now.movedTo(moved.dealer())
                        .with(
                                Notification.ofMovedAway(now.dealer, recorded.position(), recorded.recordedAt()),
                                now.naming(NotificationKind.LEAD_MOVED_HERE, moved.dealer(), recorded));
            case LeadReassigned ignored -> now;
            case LeadCreated ignored -> now;
            case ContactAttemptRecorded ignored -> now;
            case ContactAttemptCorrected ignored -> now;
            case AppointmentBooked ignored -> now;
            case LeadClosedWithSale ignored -> now;
            case LeadClosedWithoutSale ignored -> now;
            case RecontactAgreed ignored -> now;
            case RecontactMoved ignored -> now;
            case RecontactLeadCreated ignored -> now;
            case LeadLost ignored -> now;
            case BookingBecameFinal ignored -> now;
            case LeadEdited ignored -> now;
        };
    }

    /** A dealer's own creations are no news to it, and a re-contact's lead is told of by {@link RecontactedFrom}. */
    private static boolean isNewToItsDealer(String actor) {
        return switch (Role.valueOf(actor.substring(0, actor.indexOf('/')))) {
            case HQ, INTAKE -> true;
            case AFTERSALES_AGENT,
                    AFTERSALES_MANAGER,
                    AUDITOR,
                    CALL_CENTER,
                    OUTLET_MANAGER,
                    SALES_STAFF,
                    SALES_ASSISTANT,
                    PRIVACY_OFFICER,
                    ADMIN,
                    SYSTEM -> false;
        };
    }

    private Notification naming(NotificationKind kind, DealerId told, Recorded<AftersalesEvent> recorded) {
        return Notification.of(kind, told, leadId, reference, recorded.position(), recorded.recordedAt());
    }

    /** The same, up to an event that makes no notification. */
    LeadNotifications at(int sequence) {
        return new LeadNotifications(leadId, sequence, dealer, reference, notifications);
    }

    private LeadNotifications movedTo(DealerId newDealer) {
        return new LeadNotifications(leadId, lastSequence, newDealer, reference, notifications);
    }

    private LeadNotifications with(Notification... more) {
        return new LeadNotifications(
                leadId,
                lastSequence,
                dealer,
                reference,
                Stream.concat(notifications.stream(), Stream.of(more)).toList());
    }
}
