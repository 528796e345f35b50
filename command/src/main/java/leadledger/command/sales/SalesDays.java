package leadledger.command.sales;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import leadledger.command.sales.SalesLead.Course;
import leadledger.events.shared.Refusal;

/** On which days something can have been done on a lead (SA-41). */
public final class SalesDays {

    private SalesDays() {}

    /**
     * What speaks against a day: it is of the outlet's zone, not before the lead was the outlet's, and not after today.
     *
     * @param at the moment at which it is told
     */
    public static Optional<Refusal> refusal(LocalDate on, Instant at, Course course, SalesNetwork network) {
        ZoneId zone = network.zoneOf(course.outlet());
        if (on.isAfter(LocalDate.ofInstant(at, zone))) {
            return Optional.of(Refusal.ofValue("SA-41", "day-in-future", "on"));
        }
        return on.isBefore(LocalDate.ofInstant(course.deliveredAt(), zone))
                ? Optional.of(Refusal.ofValue("SA-41", "day-before-delivery", "on"))
                : Optional.empty();
    }
}
