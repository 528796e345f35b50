package leadledger.query.mail.content;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Month;
import java.time.Year;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneOffsetTransitionRule;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.fortuna.ical4j.model.ComponentList;
import net.fortuna.ical4j.model.Property;
import net.fortuna.ical4j.model.PropertyList;
import net.fortuna.ical4j.model.component.Daylight;
import net.fortuna.ical4j.model.component.Observance;
import net.fortuna.ical4j.model.component.Standard;
import net.fortuna.ical4j.model.component.VTimeZone;
import net.fortuna.ical4j.model.property.DtStart;
import net.fortuna.ical4j.model.property.RRule;
import net.fortuna.ical4j.model.property.TzId;
import net.fortuna.ical4j.model.property.TzOffsetFrom;
import net.fortuna.ical4j.model.property.TzOffsetTo;

/**
 * What a local clock does around an appointment, as a calendar is told it ({@code VTIMEZONE}). Made from the rules that Java
 * knows, by which the local time was reckoned, too; ical4j's own definitions may be of another year, and it would look for
 * newer ones in the network.
 */
final class ZoneDefinition {

    /** Where clocks are never moved any more, the definition holds from here on; RFC 5545 wants some beginning. */
    private static final LocalDateTime LONG_AGO = LocalDateTime.of(1970, 1, 1, 0, 0);

    private static final int DAYS_OF_WEEK = 7;

    private ZoneDefinition() {}

    /** A definition that holds at least from one moment to another. */
    static VTimeZone of(ZoneId zone, Instant from, Instant to) {
        ZoneRules rules = zone.getRules();
        return new VTimeZone(
                new PropertyList(List.of(new TzId(zone.getId()))),
                new ComponentList<>(yearly(rules, from).orElseGet(() -> singly(rules, from, to))));
    }

    /** Rules for every year, where such are in force and can be told; many calendars understand only these. */
    private static Optional<List<Observance>> yearly(ZoneRules rules, Instant from) {
        List<ZoneOffsetTransitionRule> everyYear = rules.getTransitionRules();
        if (everyYear.isEmpty() || !everyYear.stream().allMatch(ZoneDefinition::canBeTold)) {
            return Optional.empty();
        }
        int year = Year.from(from.atZone(rules.getOffset(from))).getValue() - 1;
        List<ZoneOffsetTransition> first =
                everyYear.stream().map(rule -> rule.createTransition(year)).toList();
        // Before these rules were in force there was something else.
        boolean inForce = first.stream()
                .allMatch(transition -> transition.equals(
                        rules.nextTransition(transition.getInstant().minusSeconds(1))));
        if (!inForce) {
            return Optional.empty();
        }
        List<Observance> observances = new ArrayList<>();
        for (int i = 0; i < first.size(); i++) {
            observances.add(observance(rules, first.get(i), Optional.of(recurrence(everyYear.get(i)))));
        }
        return Optional.of(observances);
    }

    /** Each time that clocks are moved, from the last one before up to the end. */
    private static List<Observance> singly(ZoneRules rules, Instant from, Instant to) {
        List<Observance> observances = new ArrayList<>();
        ZoneOffsetTransition transition = rules.previousTransition(from.plusNanos(1));
        if (transition == null || rules.nextTransition(from) == null) {
            ZoneOffset offset = rules.getOffset(from);
            return List.of(observance(rules.isDaylightSavings(from), LONG_AGO, offset, offset, Optional.empty()));
        }
        while (transition != null && !transition.getInstant().isAfter(to)) {
            observances.add(observance(rules, transition, Optional.empty()));
            transition = rules.nextTransition(transition.getInstant());
        }
        return observances;
    }

    private static Observance observance(
            ZoneRules rules, ZoneOffsetTransition transition, Optional<RRule<LocalDateTime>> recurrence) {
        return observance(
                rules.isDaylightSavings(transition.getInstant()),
                transition.getDateTimeBefore(),
                transition.getOffsetBefore(),
                transition.getOffsetAfter(),
                recurrence);
    }

    private static Observance observance(
            boolean daylight,
            LocalDateTime onset,
            ZoneOffset before,
            ZoneOffset after,
            Optional<RRule<LocalDateTime>> recurrence) {
        List<Property> properties =
                new ArrayList<>(List.of(new DtStart<>(onset), new TzOffsetFrom(before), new TzOffsetTo(after)));
        recurrence.ifPresent(properties::add);
        PropertyList list = new PropertyList(properties);
        return daylight ? new Daylight(list) : new Standard(list);
    }

    /** The last such weekday of a month, or one counted from its beginning, on which the local day is certain. */
    private static boolean canBeTold(ZoneOffsetTransitionRule rule) {
        LocalDateTime wall = rule.createTransition(2000).getDateTimeBefore();
        return rule.getDayOfWeek() != null
                && wall.getDayOfWeek() == rule.getDayOfWeek()
                && (isLastOfMonth(rule) || rule.getDayOfMonthIndicator() % DAYS_OF_WEEK == 1);
    }

    /** Java knows the last Sunday of March as the first one from the 25th on. */
    private static boolean isLastOfMonth(ZoneOffsetTransitionRule rule) {
        int day = rule.getDayOfMonthIndicator();
        return day == -1
                || (rule.getMonth() != Month.FEBRUARY && day == rule.getMonth().maxLength() - DAYS_OF_WEEK + 1);
    }

    private static RRule<LocalDateTime> recurrence(ZoneOffsetTransitionRule rule) {
        int week = isLastOfMonth(rule) ? -1 : rule.getDayOfMonthIndicator() / DAYS_OF_WEEK + 1;
        return new RRule<>("FREQ=YEARLY;BYMONTH=" + rule.getMonth().getValue() + ";BYDAY=" + week
                + rule.getDayOfWeek().name().substring(0, 2));
    }
}
