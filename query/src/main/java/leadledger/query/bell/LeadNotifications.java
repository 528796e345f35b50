package leadledger.query.bell;

import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import leadledger.events.shared.Recorded;

/**
 * The notifications that a lead's events make, and what the next one needs to know.
 *
 * @param leadId the lead
 * @param lastSequence sequence of the last event folded in
 * @param tenant code of the dealer, queue or outlet whose lead it is
 * @param reference its short reference
 * @param notifications those made since this value was begun or read from its table, in order
 */
record LeadNotifications(
        UUID leadId, int lastSequence, String tenant, String reference, List<Notification> notifications) {

    LeadNotifications {
        // An event that lacks one is to fail here, where it is parked; when rows are saved, it would hold up all
        // others.
        Objects.requireNonNull(tenant, "tenant");
        notifications = List.copyOf(notifications);
    }

    /** A lead that has just begun. */
    static LeadNotifications begun(Recorded<?> recorded, String tenant, String reference) {
        return new LeadNotifications(recorded.streamId(), recorded.sequence(), tenant, reference, List.of());
    }

    /** A notification of this lead, which names it. */
    Notification naming(NotificationKind kind, Addressee told, Recorded<?> recorded) {
        return Notification.of(kind, told, leadId, reference, recorded.position(), recorded.recordedAt());
    }

    /** The same, up to an event that makes no notification. */
    LeadNotifications at(int sequence) {
        return new LeadNotifications(leadId, sequence, tenant, reference, notifications);
    }

    LeadNotifications movedTo(String newTenant) {
        return new LeadNotifications(leadId, lastSequence, newTenant, reference, notifications);
    }

    LeadNotifications with(Notification... more) {
        return new LeadNotifications(
                leadId,
                lastSequence,
                tenant,
                reference,
                Stream.concat(notifications.stream(), Stream.of(more)).toList());
    }
}
