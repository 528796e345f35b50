package leadledger.query.reference;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import leadledger.events.calendar.Shift;
import leadledger.events.reference.ReferenceBook;
import leadledger.events.reference.ReferenceEvent.BusinessHoursDefined;
import leadledger.events.reference.ReferenceEvent.OutletDefined;
import leadledger.events.shared.Actor;
import leadledger.query.lead.LeadReader;
import leadledger.query.reference.ReferenceApi.Items;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /reference/outlets} and {@code GET /reference/business-hours}. */
@RestController
@RequestMapping("/api/v1/reference")
@Tag(name = "Reference data")
class OutletApi {

    private static final String WHO = "People of outlets are shown their own (AC-01), the call centre and headquarters"
            + " their market's, auditors all.";

    private final ReferenceReading reading;

    OutletApi(ReferenceReading reading) {
        this.reading = reading;
    }

    @Operation(operationId = "outlets", summary = "Outlets, by code (SA-11)", description = WHO)
    @GetMapping("/outlets")
    Items<Outlet> outlets(
            @Parameter(description = ReferenceApi.ALL) @RequestParam(defaultValue = "false") boolean all,
            @RequestHeader(name = LeadReader.MIN_POSITION, required = false) @Nullable String minPosition,
            Actor actor) {
        SalesNetwork.mayKnowOutlets(actor);
        ReferenceReading.Read<List<Outlet>> read = reading.read(
                minPosition,
                book -> SalesNetwork.seenBy(actor, book)
                        .outlets()
                        .filter(all ? outlet -> true : OutletDefined::active)
                        .map(Outlet::of)
                        .toList());
        return new Items<>(read.value(), read.position());
    }

    @Operation(
            operationId = "businessHours",
            summary = "When outlets are open, by code of the outlet (SA-10)",
            description = "As last defined. An outlet that is not among them is open at all times. " + WHO)
    @GetMapping("/business-hours")
    Items<Hours> businessHours(
            @Parameter(description = ReferenceApi.ALL) @RequestParam(defaultValue = "false") boolean all,
            @Parameter(description = "Code of an outlet") @RequestParam(required = false) @Nullable String outlet,
            @RequestHeader(name = LeadReader.MIN_POSITION, required = false) @Nullable String minPosition,
            Actor actor) {
        SalesNetwork.mayKnowOutlets(actor);
        ReferenceReading.Read<List<Hours>> read = reading.read(
                minPosition,
                book -> SalesNetwork.seenBy(actor, book)
                        .hours()
                        .filter(hours -> all || isActive(book, hours))
                        .filter(hours ->
                                outlet == null || hours.outlet().value().equals(outlet))
                        .map(hours -> Hours.of(hours, book))
                        .toList());
        return new Items<>(read.value(), read.position());
    }

    private static boolean isActive(ReferenceBook book, BusinessHoursDefined hours) {
        return book.outlet(hours.outlet()).filter(OutletDefined::active).isPresent();
    }

    /**
     * An outlet.
     *
     * @param outlet its code
     * @param dealer code of the dealer that runs it
     * @param name its name
     * @param brands codes of the brands that it sells, in alphabetical order
     * @param zone its local time, a region of the IANA time zone database
     * @param active whether leads may be delivered to it
     */
    record Outlet(String outlet, String dealer, String name, List<String> brands, String zone, boolean active) {

        static Outlet of(OutletDefined defined) {
            return new Outlet(
                    defined.outlet().value(),
                    defined.outlet().dealer().value(),
                    defined.name(),
                    defined.brands(),
                    defined.zone().getId(),
                    defined.active());
        }
    }

    /**
     * When an outlet is open, in its local time.
     *
     * @param outlet its code
     * @param zone its local time, a region of the IANA time zone database
     * @param weekly shifts by day of the week; on a day that is absent it is closed
     * @param special holidays, and days with hours of their own, by date
     */
    @Schema(name = "BusinessHours")
    record Hours(String outlet, String zone, Map<DayOfWeek, List<ShiftOfDay>> weekly, List<DayWithShifts> special) {

        static Hours of(BusinessHoursDefined defined, ReferenceBook book) {
            Map<DayOfWeek, List<ShiftOfDay>> week = new EnumMap<>(DayOfWeek.class);
            defined.weekly().forEach((day, shifts) -> week.put(day, shifts(shifts)));
            OutletDefined place = book.outlet(defined.outlet()).orElseThrow();
            return new Hours(
                    defined.outlet().value(),
                    place.zone().getId(),
                    week,
                    defined.special().stream()
                            .map(day -> new DayWithShifts(day.on(), shifts(day.shifts())))
                            .toList());
        }

        private static List<ShiftOfDay> shifts(List<Shift> shifts) {
            return shifts.stream().map(ShiftOfDay::of).toList();
        }
    }

    /**
     * A shift.
     *
     * @param opens when it begins, such as `09:00`
     * @param closes when it has ended, such as `18:00`; `24:00` runs on into the next day
     */
    @Schema(name = "Shift")
    record ShiftOfDay(String opens, String closes) {

        static ShiftOfDay of(Shift shift) {
            return new ShiftOfDay(time(shift.opens()), time(shift.closes()));
        }

        private static String time(int minutes) {
            return String.format(Locale.ROOT, "%02d:%02d", minutes / 60, minutes % 60);
        }
    }

    /**
     * A day on which the weekly hours do not hold.
     *
     * @param on the day
     * @param shifts when it is open; none: it is closed
     */
    @Schema(name = "SpecialDay")
    record DayWithShifts(LocalDate on, List<ShiftOfDay> shifts) {}
}
