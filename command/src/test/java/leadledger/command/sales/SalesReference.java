package leadledger.command.sales;

import static leadledger.command.sales.SalesStory.GINZA;
import static leadledger.command.sales.SalesStory.NAMBA;
import static leadledger.command.sales.SalesStory.SHIBUYA;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import leadledger.events.calendar.Shift;
import leadledger.events.calendar.SpecialDay;
import leadledger.events.reference.Names;
import leadledger.events.reference.ReferenceBook;
import leadledger.events.reference.ReferenceEvent;
import leadledger.events.reference.ReferenceEvent.BusinessHoursDefined;
import leadledger.events.reference.ReferenceEvent.CampaignDefined;
import leadledger.events.reference.ReferenceEvent.DealerDefined;
import leadledger.events.reference.ReferenceEvent.OutletDefined;
import leadledger.events.reference.ReferenceEvent.SourceDefined;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.OutletId;
import leadledger.events.shared.Recorded;

/** The outlets of the stories of sales leads, and when they are open. */
public final class SalesReference {

    public static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");
    public static final OutletId MILANO = new OutletId("IT-MILANO.CENTRO");
    public static final OutletId CLOSED_DOWN = new OutletId("JP-TOKYO.SHINJUKU");

    private static final Names NAMES = new Names("和", "en", "it");

    /** Dealers, outlets, sources and campaigns; all outlets are always open. */
    public static final ReferenceBook OPEN = ReferenceBook.EMPTY.after(List.of(
            dealer("JP-TOKYO", "JP"),
            dealer("JP-OSAKA", "JP"),
            dealer("IT-MILANO", "IT"),
            outlet(SHIBUYA, "渋谷店", true, "ALFA"),
            outlet(NAMBA, "難波店", true, "ALFA", "JEEP"),
            outlet(GINZA, "銀座店", true, "JEEP"),
            outlet(CLOSED_DOWN, "新宿店", false, "ALFA", "PEUGEOT"),
            outlet(MILANO, "Centro", true, "ALFA", "FIAT"),
            new SourceDefined("WEB_FORM", NAMES, true),
            new SourceDefined("FAX", NAMES, false),
            new CampaignDefined("SPRING", NAMES, true),
            new CampaignDefined("WINTER", NAMES, false)));

    private SalesReference() {}

    private static DealerDefined dealer(String code, String market) {
        return new DealerDefined(new DealerId(code), code, market, TOKYO, null, true);
    }

    public static OutletDefined outlet(OutletId outlet, String name, boolean active, String... brands) {
        return new OutletDefined(outlet, name, List.of(brands), TOKYO, active);
    }

    /** The book with an outlet open on every day between two hours, but on these days closed. */
    public static ReferenceBook openDaily(
            ReferenceBook book, OutletId outlet, int fromHour, int toHour, LocalDate... holidays) {
        return hours(book, outlet, List.of(new Shift(60 * fromHour, 60 * toHour)), holidays);
    }

    /** The book with an outlet open on every day in these shifts, but on these days closed. */
    public static ReferenceBook hours(ReferenceBook book, OutletId outlet, List<Shift> shifts, LocalDate... holidays) {
        return book.after(List.of(defined(outlet, shifts, holidays)));
    }

    private static BusinessHoursDefined defined(OutletId outlet, List<Shift> shifts, LocalDate... holidays) {
        Map<DayOfWeek, List<Shift>> weekly = new EnumMap<>(DayOfWeek.class);
        if (!shifts.isEmpty()) {
            for (DayOfWeek day : DayOfWeek.values()) {
                weekly.put(day, shifts);
            }
        }
        return new BusinessHoursDefined(
                outlet,
                weekly,
                Arrays.stream(holidays)
                        .map(day -> new SpecialDay(day, List.of()))
                        .toList());
    }

    /** The book after an outlet's hours were changed at a moment. */
    public static ReferenceBook changed(ReferenceBook book, Instant at, OutletId outlet, int fromHour, int toHour) {
        return recorded(book, at, defined(outlet, List.of(new Shift(60 * fromHour, 60 * toHour))));
    }

    /** The book after something was defined at a moment. */
    public static ReferenceBook recorded(ReferenceBook book, Instant at, ReferenceEvent event) {
        List<Recorded<ReferenceEvent>> events = new ArrayList<>();
        events.add(new Recorded<>(1, 0, new UUID(0, 1), new UUID(0, 2), "TYPE", at, at, "HQ/hq-1", "REFERENCE", event));
        return book.afterRecorded(events);
    }
}
