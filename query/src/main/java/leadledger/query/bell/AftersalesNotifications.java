package leadledger.query.bell;

import java.util.Set;
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
import leadledger.events.shared.DealerId;
import leadledger.events.shared.Recorded;
import leadledger.events.shared.Role;
import org.jspecify.annotations.Nullable;

/** What a dealer's people are told of: what they did not do themselves (AS-04, AS-52, AS-65). */
final class AftersalesNotifications implements NotificationFold<AftersalesEvent> {

    @Override
    public String streamKind() {
        return AftersalesEvent.STREAM_KIND;
    }

    @Override
    public Class<AftersalesEvent> events() {
        return AftersalesEvent.class;
    }

    @Override
    public Set<Class<? extends AftersalesEvent>> telling() {
        return Set.of(LeadCreated.class, RecontactedFrom.class, LeadReassigned.class);
    }

    @Override
    public LeadNotifications after(@Nullable LeadNotifications before, Recorded<AftersalesEvent> recorded) {
        if (before == null) {
            if (!(recorded.event() instanceof LeadCreated created)) {
                throw new IllegalStateException("a lead begins with its creation");
            }
            LeadNotifications none =
                    LeadNotifications.begun(recorded, created.dealer().value(), created.reference());
            return recorded.imported() == null && isNewToItsDealer(recorded.actor())
                    ? none.with(none.naming(NotificationKind.NEW_LEAD, dealerOf(none), recorded))
                    : none;
        }
        LeadNotifications now = before.at(recorded.sequence());
        return switch (recorded.event()) {
            case RecontactedFrom ignored
            when recorded.imported() == null ->
                now.with(now.naming(NotificationKind.RECONTACT_LEAD, dealerOf(now), recorded));
            case LeadReassigned moved
            when !moved.dealer().value().equals(now.tenant()) -> {
                LeadNotifications here = now.movedTo(moved.dealer().value());
                // Nobody is told now of what was imported (LG-40).
                yield recorded.imported() != null
                        ? here
                        : here.with(
                                Notification.ofMovedAway(dealerOf(now), recorded.position(), recorded.recordedAt()),
                                here.naming(NotificationKind.LEAD_MOVED_HERE, dealerOf(here), recorded));
            }
            case RecontactedFrom ignored -> now;
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
            case OfDispute ignored -> now;
        };
    }

    private static Addressee dealerOf(LeadNotifications lead) {
        return new Addressee.Dealer(new DealerId(lead.tenant()));
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
}
