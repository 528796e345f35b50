package leadledger.events.sla;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import leadledger.events.calendar.BusinessHours;
import leadledger.events.calendar.OutletCalendar;
import leadledger.events.calendar.Shift;
import leadledger.events.sales.ContactMeans;
import leadledger.events.sales.DeliveryKind;
import leadledger.events.sales.InitialOutcome;
import leadledger.events.sales.SalesEvent;
import leadledger.events.sales.SalesEvent.DeliveryHeld;
import leadledger.events.sales.SalesEvent.FollowUpTaskUpdated;
import leadledger.events.sales.SalesEvent.LeadAssigned;
import leadledger.events.sales.SalesEvent.LeadCommented;
import leadledger.events.sales.SalesEvent.LeadDelivered;
import leadledger.events.sales.SalesEvent.LeadMarkedOutOfScope;
import leadledger.events.sales.TaskState;
import leadledger.events.shared.OutletId;
import leadledger.events.shared.Recorded;
import leadledger.events.shared.UserId;

/** A sales lead's history as a test tells it: recorded moments in order, positions 10, 20, 30 … */
final class FollowUpStory {

    static final OutletId SHIBUYA = new OutletId("JP-TOKYO.SHIBUYA");
    static final String MANAGER = "OUTLET_MANAGER/u-1";
    static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");

    /** Monday to Saturday 10:00 to 12:00 and 13:00 to 19:00 in Tokyo, closed on Sundays and on Wednesday, 14 October. */
    static final OutletCalendar HOURS = OutletCalendar.ALWAYS_OPEN.changed(
            Instant.parse("2026-01-01T00:00:00Z"),
            new BusinessHours(
                    TOKYO,
                    Map.of(
                            DayOfWeek.MONDAY, shifts(),
                            DayOfWeek.TUESDAY, shifts(),
                            DayOfWeek.WEDNESDAY, shifts(),
                            DayOfWeek.THURSDAY, shifts(),
                            DayOfWeek.FRIDAY, shifts(),
                            DayOfWeek.SATURDAY, shifts()),
                    Map.of(LocalDate.of(2026, 10, 14), List.of())));

    private static final UUID LEAD = new UUID(1, 2);
    private static final int POSITION_STEP = 10;

    private final List<Recorded<SalesEvent>> events = new ArrayList<>();

    private static List<Shift> shifts() {
        return List.of(new Shift(10 * 60, 12 * 60), new Shift(13 * 60, 19 * 60));
    }

    /** A moment of local time in Tokyo. */
    static Instant tokyo(String local) {
        return LocalDateTime.parse(local).atZone(TOKYO).toInstant();
    }

    static FollowUpStory delivered(String local) {
        return new FollowUpStory().then(tokyo(local), new LeadDelivered(SHIBUYA, DeliveryKind.AT_ONCE, null));
    }

    static FollowUpStory held(String local, String opensAt) {
        return new FollowUpStory().then(tokyo(local), new DeliveryHeld(SHIBUYA, tokyo(opensAt)));
    }

    FollowUpStory deliveredHeld(String local, String openedAt) {
        return then(tokyo(local), new LeadDelivered(SHIBUYA, DeliveryKind.HELD, tokyo(openedAt)));
    }

    FollowUpStory assigned(String local, String user) {
        return then(tokyo(local), new LeadAssigned(new UserId(user)));
    }

    FollowUpStory task(String local, TaskState state) {
        return task(tokyo(local), state);
    }

    FollowUpStory task(Instant at, TaskState state) {
        return then(at, new FollowUpTaskUpdated(state, ContactMeans.PHONE, null, InitialOutcome.REACHED, null));
    }

    FollowUpStory marked(String local) {
        return then(tokyo(local), new LeadMarkedOutOfScope("a duplicate"));
    }

    FollowUpStory commented(String local) {
        return then(tokyo(local), new LeadCommented("calls back"));
    }

    FollowUpStory then(String local, SalesEvent event) {
        return then(tokyo(local), event);
    }

    FollowUpStory then(Instant recordedAt, SalesEvent event) {
        events.add(new Recorded<>(
                (events.size() + 1L) * POSITION_STEP,
                events.size(),
                new UUID(3, events.size()),
                LEAD,
                "sales." + event.getClass().getSimpleName(),
                recordedAt,
                recordedAt,
                MANAGER,
                SHIBUYA.value(),
                event));
        return this;
    }

    List<Recorded<SalesEvent>> events() {
        return List.copyOf(events);
    }

    /** The verdict by the default policy as of a moment of local time. */
    SlaVerdict verdict(String asOf) {
        return verdict(SlaPolicy.DEFAULT, asOf);
    }

    SlaVerdict verdict(SlaPolicy policy, String asOf) {
        return FollowUpEvaluator.evaluate(events, policy, HOURS, tokyo(asOf)).orElseThrow();
    }
}
