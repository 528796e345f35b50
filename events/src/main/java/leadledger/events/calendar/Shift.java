package leadledger.events.calendar;

import java.util.Comparator;
import java.util.List;

/**
 * A stretch of a day's local time, half-open (SA-10).
 *
 * @param opens minutes after the day's 00:00 at which it begins, 0 to 1,439
 * @param closes minutes after the day's 00:00 at which it has ended, more than {@code opens}; 1,440 is 24:00, which runs on
 *     into the next day's 00:00
 */
public record Shift(int opens, int closes) {

    /** Minutes of a day by the wall. */
    public static final int DAY = 24 * 60;

    public Shift {
        if (opens < 0 || closes <= opens || closes > DAY) {
            throw new IllegalArgumentException("a shift ends after it begins, on the same day or at its end");
        }
    }

    /**
     * The shifts of a day in the order in which they begin.
     *
     * @throws IllegalArgumentException when two of them overlap; where one ends another may begin
     */
    public static List<Shift> inOrder(List<Shift> shifts) {
        List<Shift> ordered =
                shifts.stream().sorted(Comparator.comparingInt(Shift::opens)).toList();
        for (int i = 1; i < ordered.size(); i++) {
            if (ordered.get(i).opens() < ordered.get(i - 1).closes()) {
                throw new IllegalArgumentException("shifts of a day do not overlap");
            }
        }
        return ordered;
    }
}
