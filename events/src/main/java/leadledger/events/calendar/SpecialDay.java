package leadledger.events.calendar;

import java.time.LocalDate;
import java.util.List;

/**
 * A day on which the weekly hours do not hold: a holiday (休業日), or a day with hours of its own.
 *
 * @param on the day, in the outlet's zone
 * @param shifts when it is open; none: it is closed
 */
public record SpecialDay(LocalDate on, List<Shift> shifts) {

    public SpecialDay {
        shifts = Shift.inOrder(shifts);
    }
}
