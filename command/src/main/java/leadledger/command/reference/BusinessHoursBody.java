package leadledger.command.reference;

import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import leadledger.command.decision.Input;
import leadledger.command.desk.Fields;
import leadledger.events.calendar.Shift;
import leadledger.events.calendar.SpecialDay;
import leadledger.events.reference.ReferenceEvent.BusinessHoursDefined;
import leadledger.events.shared.OutletId;
import org.jspecify.annotations.Nullable;

/**
 * An outlet's business hours as a client tells them.
 *
 * @param outlet code of the outlet
 * @param weekly its shifts by day of the week; a day that is absent or has none: closed
 * @param special holidays, and days with hours of their own; absent: none
 */
record BusinessHoursBody(
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED, pattern = OutletBody.FORM) @Nullable
        String outlet,

        @Schema(
                requiredMode = Schema.RequiredMode.REQUIRED,
                example =
                        "{\"MONDAY\":[{\"opens\":\"09:00\",\"closes\":\"12:00\"},{\"opens\":\"13:00\",\"closes\":\"24:00\"}]}")
        @Nullable
        Map<String, @Nullable List<@Nullable ShiftBody>> weekly,

        @ArraySchema(maxItems = BusinessHoursBody.MOST_SPECIAL_DAYS) @Nullable
        List<@Nullable SpecialDayBody> special) {

    /** Most days on which the weekly hours do not hold. */
    static final int MOST_SPECIAL_DAYS = 400;

    /** Most shifts of a day. */
    static final int MOST_SHIFTS = 6;

    private static final String RULE = "SA-10";
    private static final Pattern TIME = Pattern.compile("(?:[01][0-9]|2[0-3]):[0-5][0-9]");
    private static final String MIDNIGHT = "24:00";

    /**
     * A shift as a client tells it.
     *
     * @param opens when it begins, local time
     * @param closes when it has ended, local time; 24:00 runs on into the next day
     */
    @Schema(name = "ShiftBody")
    record ShiftBody(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED, example = "09:00") @Nullable
            String opens,

            @Schema(requiredMode = Schema.RequiredMode.REQUIRED, example = "24:00") @Nullable
            String closes) {}

    /**
     * A day on which the weekly hours do not hold, as a client tells it.
     *
     * @param on the day, local time
     * @param shifts when it is open; none: it is closed
     */
    @Schema(name = "SpecialDayBody")
    record SpecialDayBody(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED, example = "2027-01-01", format = "date") @Nullable
            String on,

            @ArraySchema(maxItems = BusinessHoursBody.MOST_SHIFTS) @Nullable
            List<@Nullable ShiftBody> shifts) {}

    ReadBody<BusinessHoursDefined> read() {
        Fields fields = new Fields(RULE);
        String code = OutletBody.code(fields, outlet);
        Map<DayOfWeek, List<Shift>> week = readWeek(fields, "", weekly);
        List<SpecialDay> days = readSpecial(fields, "", special);
        return new ReadBody<>(
                code,
                code == null || !fields.faults().isEmpty()
                        ? Input.faulty(fields.faults())
                        : Input.of(new BusinessHoursDefined(new OutletId(code), week, days)));
    }

    /**
     * Shifts by day of the week; those without fault.
     *
     * @param within name of the field that these hours are in, with a dot; empty: they are the body's own
     */
    static Map<DayOfWeek, List<Shift>> readWeek(
            Fields fields, String within, @Nullable Map<String, @Nullable List<@Nullable ShiftBody>> weekly) {
        Map<DayOfWeek, List<Shift>> week = new EnumMap<>(DayOfWeek.class);
        String whole = within + "weekly";
        if (weekly == null) {
            fields.fault("field-required", whole);
            return week;
        }
        for (Map.Entry<String, @Nullable List<@Nullable ShiftBody>> entry : weekly.entrySet()) {
            DayOfWeek day = fields.oneOf(whole, entry.getKey(), DayOfWeek.class);
            List<@Nullable ShiftBody> given = entry.getValue();
            if (day != null && given != null && !given.isEmpty()) {
                week.put(day, readShifts(fields, whole + "." + day, given));
            }
        }
        return week;
    }

    /** Days on which the weekly hours do not hold; as {@link #readWeek}. */
    static List<SpecialDay> readSpecial(
            Fields fields, String within, @Nullable List<@Nullable SpecialDayBody> special) {
        if (special == null) {
            return List.of();
        }
        if (special.size() > MOST_SPECIAL_DAYS) {
            fields.fault("too-many-entries", within + "special", "most", MOST_SPECIAL_DAYS);
            return List.of();
        }
        SortedMap<LocalDate, SpecialDay> days = new TreeMap<>();
        for (int i = 0; i < special.size(); i++) {
            String field = within + "special[" + i + "]";
            SpecialDayBody given = special.get(i);
            if (given == null) {
                fields.fault("field-required", field);
                continue;
            }
            LocalDate on = fields.requiredDay(field + ".on", given.on);
            List<Shift> shifts = given.shifts == null ? List.of() : readShifts(fields, field + ".shifts", given.shifts);
            if (on != null && days.put(on, new SpecialDay(on, shifts)) != null) {
                fields.fault("day-given-twice", field + ".on");
            }
        }
        return List.copyOf(days.values());
    }

    /** In order; none where they have a fault. */
    private static List<Shift> readShifts(Fields fields, String field, List<@Nullable ShiftBody> given) {
        if (given.size() > MOST_SHIFTS) {
            fields.fault("too-many-entries", field, "most", MOST_SHIFTS);
            return List.of();
        }
        List<Shift> shifts = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            Shift shift = readShift(fields, field + "[" + i + "]", given.get(i));
            if (shift != null && shifts.stream().anyMatch(other -> overlap(other, shift))) {
                fields.fault("shifts-overlap", field + "[" + i + "]");
            } else if (shift != null) {
                shifts.add(shift);
            }
        }
        return Shift.inOrder(shifts);
    }

    private static boolean overlap(Shift one, Shift other) {
        return one.opens() < other.closes() && other.opens() < one.closes();
    }

    private static @Nullable Shift readShift(Fields fields, String field, @Nullable ShiftBody given) {
        if (given == null) {
            fields.fault("field-required", field);
            return null;
        }
        Integer opens = minutes(fields, field + ".opens", given.opens, false);
        Integer closes = minutes(fields, field + ".closes", given.closes, true);
        if (opens == null || closes == null) {
            return null;
        }
        if (closes <= opens) {
            fields.fault("closes-before-it-opens", field + ".closes");
            return null;
        }
        return new Shift(opens, closes);
    }

    private static @Nullable Integer minutes(
            Fields fields, String field, @Nullable String given, boolean mayBeMidnight) {
        String time = fields.required(field, given)
                ? fields.matching(
                        field,
                        given,
                        text -> TIME.matcher(text).matches() || (mayBeMidnight && text.equals(MIDNIGHT)),
                        "not-a-time-of-day",
                        RULE)
                : null;
        return time == null
                ? null
                : Integer.valueOf(60 * Integer.parseInt(time.substring(0, 2)) + Integer.parseInt(time.substring(3)));
    }
}
