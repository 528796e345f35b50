package leadledger.app.dev;

import static java.time.DayOfWeek.FRIDAY;
import static java.time.DayOfWeek.MONDAY;
import static java.time.DayOfWeek.SATURDAY;
import static java.time.DayOfWeek.SUNDAY;
import static java.time.DayOfWeek.THURSDAY;
import static java.time.DayOfWeek.TUESDAY;
import static java.time.DayOfWeek.WEDNESDAY;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import leadledger.events.calendar.Shift;
import leadledger.events.calendar.SpecialDay;
import leadledger.events.reference.ReferenceEvent.BusinessHoursDefined;
import leadledger.events.reference.ReferenceEvent.OutletDefined;
import leadledger.events.reference.ReferenceEvent.Post;
import leadledger.events.reference.ReferenceEvent.UserDefined;
import leadledger.events.shared.OutletId;
import leadledger.events.shared.Role;
import leadledger.events.shared.UserId;

/**
 * The outlets that the default run begins with, when they are open and who works there. Nobody here is anybody: names are
 * common ones put together, and addresses are in domains that nobody can have.
 */
final class DemoOutlets {

    private static final ZoneId TOKYO_TIME = ZoneId.of("Asia/Tokyo");
    private static final ZoneId ROME_TIME = ZoneId.of("Europe/Rome");

    private static final OutletId SHIBUYA = new OutletId("JP-TOKYO.SHIBUYA");
    private static final OutletId GINZA = new OutletId("JP-TOKYO.GINZA");
    private static final OutletId IKEBUKURO = new OutletId("JP-TOKYO.IKEBUKURO");
    private static final OutletId MINATOMIRAI = new OutletId("JP-YOKOHAMA.MINATOMIRAI");
    private static final OutletId NAMBA = new OutletId("JP-OSAKA.NAMBA");
    private static final OutletId UMEDA = new OutletId("JP-OSAKA.UMEDA");
    private static final OutletId CENTRO = new OutletId("IT-MILANO.CENTRO");
    private static final OutletId NORD = new OutletId("IT-MILANO.NORD");

    static final List<OutletDefined> OUTLETS = List.of(
            inJapan(SHIBUYA, "渋谷店", "ALFA", "JEEP"),
            inJapan(GINZA, "銀座店", "JEEP"),
            inJapan(IKEBUKURO, "池袋店", "ALFA"),
            inJapan(MINATOMIRAI, "みなとみらい店", "ALFA", "JEEP"),
            inJapan(NAMBA, "なんば店", "ALFA", "JEEP"),
            inJapan(UMEDA, "梅田店", "JEEP"),
            inItaly(CENTRO, "Milano Centro", "ALFA", "JEEP"),
            inItaly(NORD, "Milano Nord", "JEEP"));

    static final List<UserDefined> USERS = List.of(
            user("shibuya-manager", "佐々木 誠", "makoto.sasaki", manager(SHIBUYA), manager(GINZA)),
            user("shibuya-staff", "小林 美咲", "misaki.kobayashi", staff(SHIBUYA)),
            user("shibuya-staff-2", "高橋 大輔", "daisuke.takahashi", staff(SHIBUYA)),
            user("shibuya-assistant", "森 恵子", "keiko.mori", new Post(SHIBUYA, Role.SALES_ASSISTANT)),
            user("staff-shibuya-3", "髙橋 由美", "yumi.takahashi", staff(SHIBUYA)),
            user("ginza-staff", "加藤 翔太", "shota.kato", staff(GINZA)),
            user("staff-ginza-2", "石川 真由美", "mayumi.ishikawa", staff(GINZA)),
            user("manager-ikebukuro-1", "山口 浩", "hiroshi.yamaguchi", manager(IKEBUKURO)),
            user("staff-ikebukuro-1", "阿部 拓也", "takuya.abe", staff(IKEBUKURO)),
            user("manager-minatomirai-1", "清水 裕子", "yuko.shimizu", manager(MINATOMIRAI), staff(MINATOMIRAI)),
            user("staff-minatomirai-1", "池田 直樹", "naoki.ikeda", staff(MINATOMIRAI)),
            user("staff-minatomirai-2", "前田 明美", "akemi.maeda", staff(MINATOMIRAI)),
            // Follows up leads beside managing, as managers of small outlets do (SA-20).
            user("namba-manager", "井上 健一", "kenichi.inoue", manager(NAMBA), staff(NAMBA)),
            user("namba-staff", "松本 陽子", "yoko.matsumoto", staff(NAMBA)),
            user("staff-namba-2", "岡田 達也", "tatsuya.okada", staff(NAMBA)),
            user("staff-namba-3", "藤田 智子", "tomoko.fujita", staff(NAMBA)),
            user("manager-umeda-1", "橋本 和也", "kazuya.hashimoto", manager(UMEDA)),
            user("staff-umeda-1", "小川 久美子", "kumiko.ogawa", staff(UMEDA)),
            user("milano-sales-manager", "Chiara Fontana", "chiara.fontana", manager(CENTRO), manager(NORD)),
            user("staff-milano-1", "Davide Marino", "davide.marino", staff(CENTRO)),
            user("staff-nord-1", "Elena Costa", "elena.costa", staff(NORD)));

    private DemoOutlets() {}

    private static OutletDefined inJapan(OutletId outlet, String name, String... brands) {
        return new OutletDefined(outlet, name, List.of(brands), TOKYO_TIME, true);
    }

    private static OutletDefined inItaly(OutletId outlet, String name, String... brands) {
        return new OutletDefined(outlet, name, List.of(brands), ROME_TIME, true);
    }

    /** Market of an outlet of the demo. */
    static String marketOf(OutletId outlet) {
        return outlet.value().substring(0, 2);
    }

    private static UserDefined user(String id, String name, String mailbox, Post... posts) {
        String market = marketOf(posts[0].outlet());
        return new UserDefined(
                new UserId(id),
                name,
                mailbox + (market.equals("JP") ? "@hanbai.example" : "@vendite.example"),
                market.equals("JP") ? "ja" : "it",
                List.of(posts),
                true);
    }

    private static Post manager(OutletId outlet) {
        return new Post(outlet, Role.OUTLET_MANAGER);
    }

    private static Post staff(OutletId outlet) {
        return new Post(outlet, Role.SALES_STAFF);
    }

    /** When the outlets are open, with the holidays of the years around a moment. */
    static List<BusinessHoursDefined> hoursAbout(Instant moment) {
        List<SpecialDay> ofJapan = new ArrayList<>();
        List<SpecialDay> ofItaly = new ArrayList<>();
        int thisYear = LocalDate.ofInstant(moment, TOKYO_TIME).getYear();
        for (int year = thisYear - 1; year <= thisYear + 2; year++) {
            ofJapan.addAll(japaneseHolidays(year));
            ofItaly.addAll(italianHolidays(year));
        }
        return List.of(
                new BusinessHoursDefined(SHIBUYA, closedOn(List.of(TUESDAY), shift(10, 19)), ofJapan),
                new BusinessHoursDefined(GINZA, closedOn(List.of(WEDNESDAY), shift(10, 13), shift(14, 19)), ofJapan),
                new BusinessHoursDefined(IKEBUKURO, closedOn(List.of(WEDNESDAY), new Shift(570, 1_110)), ofJapan),
                new BusinessHoursDefined(MINATOMIRAI, longSaturdays(), ofJapan),
                new BusinessHoursDefined(NAMBA, closedOn(List.of(), shift(10, 20)), ofJapan),
                new BusinessHoursDefined(
                        UMEDA, closedOn(List.of(TUESDAY, WEDNESDAY), shift(10, 13), shift(14, 19)), ofJapan),
                new BusinessHoursDefined(
                        CENTRO, closedOn(List.of(SUNDAY), new Shift(540, 750), shift(15, 19)), ofItaly),
                new BusinessHoursDefined(NORD, closedOn(List.of(SUNDAY, MONDAY), shift(9, 18)), ofItaly));
    }

    private static Map<DayOfWeek, List<Shift>> closedOn(List<DayOfWeek> closed, Shift... shifts) {
        Map<DayOfWeek, List<Shift>> week = new EnumMap<>(DayOfWeek.class);
        for (DayOfWeek day : DayOfWeek.values()) {
            if (!closed.contains(day)) {
                week.put(day, List.of(shifts));
            }
        }
        return week;
    }

    /** On Saturdays to 24:00 and on for an hour. */
    private static Map<DayOfWeek, List<Shift>> longSaturdays() {
        Map<DayOfWeek, List<Shift>> week = new EnumMap<>(DayOfWeek.class);
        for (DayOfWeek day : List.of(MONDAY, WEDNESDAY, THURSDAY, FRIDAY)) {
            week.put(day, List.of(shift(11, 20)));
        }
        week.put(SATURDAY, List.of(shift(11, 24)));
        week.put(SUNDAY, List.of(shift(0, 1), shift(11, 20)));
        return week;
    }

    private static Shift shift(int opens, int closes) {
        return new Shift(opens * 60, closes * 60);
    }

    /** The turn of the year (年末年始) and Golden Week. */
    private static List<SpecialDay> japaneseHolidays(int year) {
        return List.of(
                closed(year, 1, 1),
                closed(year, 1, 2),
                closed(year, 1, 3),
                closed(year, 4, 29),
                closed(year, 5, 3),
                closed(year, 5, 4),
                closed(year, 5, 5),
                closed(year, 12, 30),
                closed(year, 12, 31));
    }

    private static List<SpecialDay> italianHolidays(int year) {
        return List.of(
                closed(year, 1, 1),
                closed(year, 4, 25),
                closed(year, 5, 1),
                closed(year, 8, 15),
                new SpecialDay(LocalDate.of(year, 12, 24), List.of(shift(9, 13))),
                closed(year, 12, 25),
                closed(year, 12, 26));
    }

    private static SpecialDay closed(int year, int month, int day) {
        return new SpecialDay(LocalDate.of(year, month, day), List.of());
    }
}
