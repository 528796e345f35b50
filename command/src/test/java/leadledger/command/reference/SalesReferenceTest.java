package leadledger.command.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import leadledger.command.decision.Input;
import leadledger.command.reference.BusinessHoursBody.ShiftBody;
import leadledger.command.reference.BusinessHoursBody.SpecialDayBody;
import leadledger.command.reference.ReferenceDecision.Defined;
import leadledger.command.reference.ReferenceDecision.Refused;
import leadledger.command.reference.ReferenceDecision.Unchanged;
import leadledger.command.reference.UserBody.PostBody;
import leadledger.events.calendar.Shift;
import leadledger.events.calendar.SpecialDay;
import leadledger.events.reference.KpiTargets;
import leadledger.events.reference.ReferenceEvent.BusinessHoursDefined;
import leadledger.events.reference.ReferenceEvent.KpiTargetsDefined;
import leadledger.events.reference.ReferenceEvent.OutletDefined;
import leadledger.events.reference.ReferenceEvent.Post;
import leadledger.events.reference.ReferenceEvent.UserDefined;
import leadledger.events.shared.Actor;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.MarketId;
import leadledger.events.shared.OutletId;
import leadledger.events.shared.Refusal;
import leadledger.events.shared.Role;
import leadledger.events.shared.UserId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("SA-10, SA-11, SA-20: outlets, who works there, when they are open, and what they are to reach")
class SalesReferenceTest {

    private static final Instant NOW = Instant.parse("2026-11-22T09:00:00Z");
    private static final Actor HQ = Actor.ofHeadquarters("hq-1", new MarketId("JP"));
    private static final OutletId SHIBUYA = new OutletId("JP-TOKYO.SHIBUYA");
    private static final OutletId NAMBA = new OutletId("JP-OSAKA.NAMBA");
    private static final OutletId MILANO = new OutletId("IT-MILANO.CENTRO");
    private static final Set<DealerId> DEALERS = Set.of(new DealerId("JP-TOKYO"), new DealerId("JP-OSAKA"));
    private static final Set<OutletId> OUTLETS = Set.of(SHIBUYA, NAMBA);
    private static final UserId SATO = new UserId("sato");

    private static OutletDefined outlet(OutletId code) {
        return new OutletDefined(code, "渋谷店", List.of("ALFA", "JEEP"), ZoneId.of("Asia/Tokyo"), true);
    }

    private static DefineOutlet define(Actor actor, OutletDefined outlet) {
        return new DefineOutlet(outlet.outlet(), actor, NOW, Input.of(outlet), DEALERS);
    }

    private static UserDefined user(OutletId... outlets) {
        return new UserDefined(
                SATO,
                "佐藤 健一",
                null,
                "ja",
                List.of(outlets).stream()
                        .map(at -> new Post(at, Role.SALES_STAFF))
                        .toList(),
                true);
    }

    private static DefineUser define(UserDefined user) {
        return new DefineUser(SATO, HQ, NOW, Input.of(user), OUTLETS);
    }

    private static BusinessHoursDefined hours(OutletId outlet) {
        return new BusinessHoursDefined(outlet, Map.of(DayOfWeek.MONDAY, List.of(new Shift(540, 720))), List.of());
    }

    private static DefineBusinessHours define(Actor actor, BusinessHoursDefined hours) {
        return new DefineBusinessHours(hours.outlet(), actor, NOW, Input.of(hours), OUTLETS);
    }

    private static SetKpiTargets targets(Actor actor, OutletId outlet, Set<OutletId> own) {
        return new SetKpiTargets(outlet, actor, NOW, Input.of(new KpiTargetsDefined(outlet, KpiTargets.DEFAULT)), own);
    }

    private static Actor actor(Role role) {
        return new Actor(
                "u-1",
                role,
                role.isDealer() ? new DealerId("JP-TOKYO") : null,
                role.isMarkets() ? new MarketId("JP") : null,
                role.isOutlets() ? Set.of(SHIBUYA) : Set.of());
    }

    private static Refused refused(Refusal refusal) {
        return new Refused(List.of(refusal));
    }

    @Test
    @DisplayName("AC-02: headquarters define outlets of their market's dealers, and of no other or unknown one")
    void outletsOfTheOwnMarket() {
        Refusal notYours = Refusal.ofValue("AC-02", "field-not-yours-to-set", "outlet");

        assertThat(define(HQ, outlet(SHIBUYA)).decide(null)).isEqualTo(new Defined(outlet(SHIBUYA)));
        assertThat(define(HQ, outlet(SHIBUYA)).decide(outlet(SHIBUYA))).isEqualTo(new Unchanged());
        assertThat(define(HQ, outlet(MILANO)).decide(null)).isEqualTo(refused(notYours));
        assertThat(define(HQ, outlet(new OutletId("JP-NOWHERE.X"))).decide(null))
                .isEqualTo(refused(notYours));
    }

    @Test
    @DisplayName("AC-02: somebody may have posts at several dealers of one market, and is taken from no other market")
    void usersOfTheOwnMarket() {
        Refusal posts = Refusal.ofValue("AC-02", "field-not-yours-to-set", "posts");
        Refusal user = Refusal.ofValue("AC-02", "field-not-yours-to-set", "user");

        assertThat(define(user(NAMBA, SHIBUYA)).decide(null)).isEqualTo(new Defined(user(NAMBA, SHIBUYA)));
        assertThat(define(user(SHIBUYA)).decide(user(NAMBA))).isEqualTo(new Defined(user(SHIBUYA)));
        assertThat(define(user(SHIBUYA, MILANO)).decide(null)).isEqualTo(refused(posts));
        assertThat(define(user(SHIBUYA)).decide(user(MILANO))).isEqualTo(refused(user));
        assertThat(define(user(MILANO)).decide(user(MILANO))).isEqualTo(new Refused(List.of(user, posts)));
    }

    @Test
    @DisplayName("SA-10: hours are of an outlet that is there and of the own market; another's is answered as none")
    void hoursOfAnOutletThatIsThere() {
        Refusal unknown = Refusal.ofValue("SA-10", "unknown-outlet", "outlet");

        assertThat(define(HQ, hours(SHIBUYA)).decide(null)).isEqualTo(new Defined(hours(SHIBUYA)));
        assertThat(define(HQ, hours(MILANO)).decide(null)).isEqualTo(refused(unknown));
        assertThat(define(HQ, hours(new OutletId("JP-TOKYO.NOWHERE"))).decide(null))
                .isEqualTo(refused(unknown));
    }

    @ParameterizedTest
    @EnumSource(value = Role.class, mode = EnumSource.Mode.EXCLUDE, names = "HQ")
    @DisplayName("AS-02: nobody but headquarters defines outlets, users and hours")
    void headquartersOnly(Role role) {
        Refused refused = refused(Refusal.ofRole("AS-02"));

        assertThat(define(actor(role), outlet(SHIBUYA)).decide(null)).isEqualTo(refused);
        assertThat(define(actor(role), hours(SHIBUYA)).decide(null)).isEqualTo(refused);
        assertThat(new DefineUser(SATO, actor(role), NOW, Input.of(user(SHIBUYA)), OUTLETS).decide(null))
                .isEqualTo(refused);
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    @DisplayName("targets are set by headquarters and by managers, faulty or not")
    void whoSetsTargets(Role role) {
        ReferenceDecision decision = targets(actor(role), SHIBUYA, OUTLETS).decide(null);

        if (role == Role.HQ || role == Role.OUTLET_MANAGER) {
            assertThat(decision).isEqualTo(new Defined(new KpiTargetsDefined(SHIBUYA, KpiTargets.DEFAULT)));
        } else {
            assertThat(decision).isEqualTo(refused(Refusal.ofRole("SA-KPI")));
        }
    }

    @Test
    @DisplayName("AC-01: somebody else's outlet is answered as one that is not there")
    void targetsOfOwnOutlets() {
        Refusal unknown = Refusal.ofValue("SA-KPI", "unknown-outlet", "outlet");

        assertThat(targets(HQ, MILANO, OUTLETS).decide(null)).isEqualTo(refused(unknown));
        assertThat(targets(actor(Role.OUTLET_MANAGER), NAMBA, Set.of(SHIBUYA)).decide(null))
                .isEqualTo(refused(unknown));
    }

    @Test
    void anOutletIsReadWithItsBrandsInOrder() {
        OutletBody body =
                new OutletBody("JP-TOKYO.SHIBUYA", "渋谷店", List.of("JEEP", "ALFA", "JEEP"), "Asia/Tokyo", null);

        assertThat(body.read().input()).isEqualTo(Input.of(outlet(SHIBUYA)));
    }

    @Test
    void anOutletIsReadWithAllItsFaults() {
        List<@Nullable String> brands = Collections.nCopies(21, "JEEP");

        assertThat(new OutletBody("JP-TOKYO", " ", List.of("jeep"), "+09:00", null).read())
                .isEqualTo(new ReadBody<>(
                        null,
                        Input.faulty(List.of(
                                Refusal.ofValue("SA-10", "not-an-outlet-code", "outlet"),
                                Refusal.ofValue("SA-11", "field-required", "name"),
                                Refusal.ofValue("SA-11", "not-a-code", "brands[0]"),
                                Refusal.ofValue("SA-11", "not-a-time-zone", "zone")))));
        assertThat(new OutletBody("JP-TOKYO.X", "X", List.of(), "Asia/Tokyo", null)
                        .read()
                        .input())
                .isEqualTo(Input.faulty(List.of(Refusal.ofValue("SA-11", "field-required", "brands"))));
        assertThat(new OutletBody("JP-TOKYO.X", "X", brands, "Asia/Tokyo", null)
                        .read()
                        .input())
                .isEqualTo(Input.faulty(List.of(
                        Refusal.ofValue("SA-11", "too-many-entries", "brands").with("most", 20))));
    }

    @Test
    void aUserIsReadWithPostsInOrderEachOnce() {
        PostBody shibuya = new PostBody("JP-TOKYO.SHIBUYA", "SALES_STAFF");
        UserBody body = new UserBody(
                "sato",
                "佐藤 健一",
                null,
                "ja",
                List.of(shibuya, new PostBody("JP-OSAKA.NAMBA", "SALES_STAFF"), shibuya),
                null);

        assertThat(body.read().input()).isEqualTo(Input.of(user(NAMBA, SHIBUYA)));
    }

    @Test
    @DisplayName("LG-22: an e-mail address is no user id; a post has a role of outlets")
    void aUserIsReadWithAllItsFaults() {
        UserBody body = new UserBody(
                "sato@tokyo.example", "", "nowhere", "fr", Collections.singletonList(new PostBody("X", "HQ")), null);

        assertThat(body.read().input())
                .isEqualTo(Input.faulty(List.of(
                        Refusal.ofValue("SA-20", "not-a-user-id", "user"),
                        Refusal.ofValue("SA-20", "field-required", "name"),
                        Refusal.ofValue("SA-20", "not-an-email-address", "email"),
                        Refusal.ofValue("SA-20", "not-one-of", "language").with("allowed", "ja, en, it"),
                        Refusal.ofValue("SA-20", "not-an-outlet-code", "posts[0].outlet"),
                        Refusal.ofValue("SA-20", "not-one-of", "posts[0].role")
                                .with("allowed", "OUTLET_MANAGER, SALES_STAFF, SALES_ASSISTANT"))));
    }

    @Test
    @DisplayName("AC-06: fifty posts are taken, one more is not")
    void postsAreLimited() {
        assertThat(withPosts(50).faults()).isEmpty();
        assertThat(withPosts(51).faults())
                .containsExactly(
                        Refusal.ofValue("SA-20", "too-many-entries", "posts").with("most", 50));
        assertThat(withPosts(0).faults()).containsExactly(Refusal.ofValue("SA-20", "field-required", "posts"));
    }

    private record Faults(List<Refusal> faults) {}

    private static Faults withPosts(int number) {
        List<@Nullable PostBody> posts = IntStream.range(0, number)
                .<@Nullable PostBody>mapToObj(i -> new PostBody("JP-TOKYO.S" + i, "SALES_STAFF"))
                .toList();
        return faults(new UserBody("sato", "佐藤", null, "ja", posts, null).read().input());
    }

    private static Faults faults(Input<?> input) {
        return new Faults(input instanceof Input.Faulty<?>(List<Refusal> faults) ? faults : List.of());
    }

    @Test
    void hoursAreReadInOrderAndADayWithoutShiftsIsClosed() {
        Map<String, @Nullable List<@Nullable ShiftBody>> weekly = new HashMap<>();
        weekly.put("SATURDAY", List.of(new ShiftBody("13:00", "24:00"), new ShiftBody("00:00", "13:00")));
        weekly.put("SUNDAY", List.of());
        weekly.put("MONDAY", null);
        BusinessHoursBody body = new BusinessHoursBody(
                "JP-TOKYO.SHIBUYA",
                weekly,
                List.of(
                        new SpecialDayBody("2027-01-02", List.of(new ShiftBody("10:30", "15:00"))),
                        new SpecialDayBody("2027-01-01", null)));

        assertThat(body.read().input())
                .isEqualTo(Input.of(new BusinessHoursDefined(
                        SHIBUYA,
                        Map.of(DayOfWeek.SATURDAY, List.of(new Shift(0, 780), new Shift(780, 1_440))),
                        List.of(
                                new SpecialDay(LocalDate.of(2027, 1, 1), List.of()),
                                new SpecialDay(LocalDate.of(2027, 1, 2), List.of(new Shift(630, 900)))))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"24:00", "9:00", "09:60", "25:00", "09:00:00", "0900", "９:00", "-1:00"})
    @DisplayName("SA-10: a shift opens at a time of the day; only closing may be at 24:00")
    void timesOfOpening(String opens) {
        assertThat(monday(new ShiftBody(opens, "24:00")))
                .containsExactly(Refusal.ofValue("SA-10", "not-a-time-of-day", "weekly.MONDAY[0].opens"));
    }

    @Test
    void shiftsGoForwardAndDoNotOverlap() {
        assertThat(monday(new ShiftBody("10:00", "10:00")))
                .containsExactly(Refusal.ofValue("SA-10", "closes-before-it-opens", "weekly.MONDAY[0].closes"));
        assertThat(monday(new ShiftBody("10:00", "10:01"))).isEmpty();
        assertThat(monday(new ShiftBody("10:00", "12:00"), new ShiftBody("12:00", "14:00")))
                .isEmpty();
        assertThat(monday(new ShiftBody("10:00", "12:01"), new ShiftBody("12:00", "14:00")))
                .containsExactly(Refusal.ofValue("SA-10", "shifts-overlap", "weekly.MONDAY[1]"));
        assertThat(monday(new ShiftBody(null, "12:00")))
                .containsExactly(Refusal.ofValue("SA-10", "field-required", "weekly.MONDAY[0].opens"));
    }

    @Test
    @DisplayName("AC-06: six shifts of a day and four hundred special days are taken, one more is not")
    void hoursAreLimited() {
        ShiftBody[] seven = IntStream.range(0, 7)
                .mapToObj(i -> new ShiftBody("1" + i + ":00", "1" + i + ":30"))
                .toArray(ShiftBody[]::new);
        assertThat(monday(java.util.Arrays.copyOf(seven, 6))).isEmpty();
        assertThat(monday(seven))
                .containsExactly(Refusal.ofValue("SA-10", "too-many-entries", "weekly.MONDAY")
                        .with("most", 6));
        assertThat(special(400)).isEmpty();
        assertThat(special(401))
                .containsExactly(
                        Refusal.ofValue("SA-10", "too-many-entries", "special").with("most", 400));
    }

    @Test
    void daysAreDaysAndEachIsGivenOnce() {
        assertThat(read(Map.of("FUNDAY", List.of()), List.of()))
                .containsExactly(Refusal.ofValue("SA-10", "not-one-of", "weekly")
                        .with("allowed", "MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY"));
        assertThat(read(
                        Map.of(),
                        List.of(
                                new SpecialDayBody("2027-02-29", null),
                                new SpecialDayBody("2027-01-01", null),
                                new SpecialDayBody("2027-01-01", null))))
                .containsExactly(
                        Refusal.ofValue("SA-10", "not-a-day", "special[0].on"),
                        Refusal.ofValue("SA-10", "day-given-twice", "special[2].on"));
    }

    private static List<Refusal> monday(ShiftBody... shifts) {
        return read(Map.of("MONDAY", List.of(shifts)), List.of());
    }

    private static List<Refusal> special(int number) {
        return read(
                Map.of(),
                IntStream.range(0, number)
                        .<@Nullable SpecialDayBody>mapToObj(i -> new SpecialDayBody(
                                LocalDate.of(2027, 1, 1).plusDays(i).toString(), List.of()))
                        .toList());
    }

    private static List<Refusal> read(
            Map<String, @Nullable List<@Nullable ShiftBody>> weekly, List<@Nullable SpecialDayBody> special) {
        return faults(new BusinessHoursBody("JP-TOKYO.SHIBUYA", weekly, special)
                        .read()
                        .input())
                .faults();
    }

    @Test
    @DisplayName("a manager of one outlet need not say which; the default is sixty minutes")
    void targetsAreRead() {
        KpiTargetsBody bare = new KpiTargetsBody(null, null, null, null, null, null, null, null);

        assertThat(bare.read(actor(Role.OUTLET_MANAGER)).input())
                .isEqualTo(Input.of(new KpiTargetsDefined(SHIBUYA, KpiTargets.DEFAULT)));
        Refusal required = Refusal.ofValue("SA-KPI", "field-required", "outlet");
        assertThat(bare.read(HQ).input()).isEqualTo(Input.faulty(List.of(required)));
        assertThat(bare.read(Actor.ofOutlets("u", Role.OUTLET_MANAGER, OUTLETS)).input())
                .isEqualTo(Input.faulty(List.of(required)));
    }

    @Test
    void targetsAreSharesAndMinutesWithinAWeek() {
        assertThat(new KpiTargetsBody("JP-TOKYO.SHIBUYA", 100, 10_080, 0, 1, 2, 3, 4)
                        .read(HQ)
                        .input())
                .isEqualTo(Input.of(new KpiTargetsDefined(SHIBUYA, new KpiTargets(100, 10_080, 0, 1, 2, 3, 4))));
        assertThat(new KpiTargetsBody("JP-TOKYO.SHIBUYA", 101, 10_081, -1, null, null, null, null)
                        .read(HQ)
                        .input())
                .isEqualTo(Input.faulty(List.of(
                        Refusal.ofValue("SA-KPI", "not-within-a-week", "followUpMinutes")
                                .with("most", 10_080),
                        Refusal.ofValue("SA-KPI", "count-out-of-range", "inScopePercent")
                                .with("most", 100),
                        Refusal.ofValue("SA-KPI", "count-out-of-range", "followUpPercent")
                                .with("most", 100))));
        assertThat(new KpiTargetsBody("JP-TOKYO.SHIBUYA", null, 0, null, null, null, null, null)
                        .read(HQ)
                        .input())
                .isEqualTo(Input.faulty(List.of(Refusal.ofValue("SA-KPI", "not-within-a-week", "followUpMinutes")
                        .with("most", 10_080))));
    }
}
