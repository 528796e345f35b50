package leadledger.events.reference;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import leadledger.events.calendar.OutletCalendar;
import leadledger.events.calendar.Shift;
import leadledger.events.calendar.SpecialDay;
import leadledger.events.reference.ReferenceEvent.BusinessHoursDefined;
import leadledger.events.reference.ReferenceEvent.DealerDefined;
import leadledger.events.reference.ReferenceEvent.KpiTargetsDefined;
import leadledger.events.reference.ReferenceEvent.OutletDefined;
import leadledger.events.reference.ReferenceEvent.Post;
import leadledger.events.reference.ReferenceEvent.UserDefined;
import leadledger.events.sales.LeadQueue;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.MarketId;
import leadledger.events.shared.OutletId;
import leadledger.events.shared.Recorded;
import leadledger.events.shared.Role;
import leadledger.events.shared.UserId;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName(
        "SA-10 to SA-20: outlets, their hours and their people are what the events say, each from when it was recorded")
class SalesReferenceBookTest {

    private static final MarketId JAPAN = new MarketId("JP");
    private static final OutletId SHIBUYA = new OutletId("JP-TOKYO.SHIBUYA");
    private static final OutletId NAMBA = new OutletId("JP-OSAKA.NAMBA");
    private static final OutletId CENTRO = new OutletId("IT-MILANO.CENTRO");

    /** A Monday, at 12:00 in Tokyo. */
    private static final Instant NOON = Instant.parse("2026-06-01T03:00:00Z");

    private final List<Recorded<ReferenceEvent>> recorded = new ArrayList<>();

    private SalesReferenceBookTest at(Instant moment, ReferenceEvent event) {
        recorded.add(recordedAt(moment, event));
        return this;
    }

    private static Recorded<ReferenceEvent> recordedAt(Instant moment, ReferenceEvent event) {
        UUID anything = new UUID(0, 1);
        return new Recorded<>(
                1, 0, anything, anything, "type", moment, moment, "HQ/hq", ReferenceStreams.TENANT, event);
    }

    private ReferenceBook book() {
        return ReferenceBook.EMPTY.afterRecorded(recorded);
    }

    private static DealerDefined dealer(String code) {
        return new DealerDefined(new DealerId(code), code, code.substring(0, 2), ZoneId.of("Asia/Tokyo"), null, true);
    }

    private static OutletDefined outlet(OutletId outlet, boolean active, String... brands) {
        return new OutletDefined(outlet, outlet.value(), List.of(brands), ZoneId.of("Asia/Tokyo"), active);
    }

    private static BusinessHoursDefined mondays(OutletId outlet, int opens, int closes) {
        return new BusinessHoursDefined(
                outlet, Map.of(DayOfWeek.MONDAY, List.of(new Shift(opens * 60, closes * 60))), List.of());
    }

    private static UserDefined user(String id, boolean active, Post... posts) {
        return new UserDefined(new UserId(id), id, null, "ja", List.of(posts), active);
    }

    private static Post manager(OutletId outlet) {
        return new Post(outlet, Role.OUTLET_MANAGER);
    }

    @Test
    void whatWasNeverDefinedIsNotFoundOrAsByDefault() {
        assertThat(ReferenceBook.EMPTY.outlet(SHIBUYA)).isEmpty();
        assertThat(ReferenceBook.EMPTY.user(new UserId("u-1"))).isEmpty();
        assertThat(ReferenceBook.EMPTY.calendarOf(SHIBUYA)).isEqualTo(OutletCalendar.ALWAYS_OPEN);
        assertThat(ReferenceBook.EMPTY.businessHours(SHIBUYA)).isEmpty();
        assertThat(ReferenceBook.EMPTY.targetsOf(SHIBUYA)).isEqualTo(KpiTargets.DEFAULT);
        assertThat(ReferenceBook.EMPTY.managersOf(SHIBUYA, NOON)).isEmpty();
        assertThat(ReferenceBook.EMPTY.outletsOf(JAPAN)).isEmpty();
    }

    @Test
    @DisplayName("SL-10: other hours change nothing that is past")
    void hoursHoldFromWhenTheyWereRecorded() {
        ReferenceBook book = at(NOON.minusSeconds(86_400), outlet(SHIBUYA, true, "JEEP"))
                .at(NOON.minusSeconds(80_000), mondays(SHIBUYA, 9, 18))
                .at(NOON, mondays(SHIBUYA, 15, 18))
                .book();

        OutletCalendar calendar = book.calendarOf(SHIBUYA);

        assertThat(calendar.isOpen(NOON.minusMillis(1))).isTrue();
        assertThat(calendar.isOpen(NOON)).isFalse();
        assertThat(calendar.opensAt(NOON)).contains(NOON.plusSeconds(3 * 3_600));
        assertThat(book.businessHours(SHIBUYA)).contains(mondays(SHIBUYA, 15, 18));
    }

    @Test
    void anOutletsZoneIsThatOfItsHours() {
        ReferenceBook book = at(NOON, mondays(SHIBUYA, 9, 18))
                .at(NOON.plusSeconds(1), outlet(SHIBUYA, true, "JEEP"))
                .at(
                        NOON.plusSeconds(2),
                        new OutletDefined(SHIBUYA, "new name", List.of("JEEP"), ZoneId.of("Asia/Tokyo"), true))
                .at(
                        NOON.plusSeconds(3),
                        new OutletDefined(SHIBUYA, "moved", List.of("JEEP"), ZoneId.of("Europe/Rome"), true))
                .book();

        assertThat(book.calendarOf(SHIBUYA).versions())
                .as("a new name changes no hours")
                .extracting(
                        OutletCalendar.Version::since,
                        version -> version.hours().zone().getId())
                .containsExactly(tuple(NOON.plusSeconds(1), "Asia/Tokyo"), tuple(NOON.plusSeconds(3), "Europe/Rome"));
    }

    @Test
    void theBookBeforeStaysAsItWas() {
        ReferenceBook before = at(NOON, outlet(SHIBUYA, true, "JEEP"))
                .at(NOON, mondays(SHIBUYA, 9, 18))
                .at(NOON, user("a", true, manager(SHIBUYA)))
                .book();

        ReferenceBook after = before.afterRecorded(List.of(
                recordedAt(NOON.plusSeconds(1), mondays(SHIBUYA, 10, 11)),
                recordedAt(NOON.plusSeconds(1), user("a", false, manager(SHIBUYA)))));

        assertThat(before.calendarOf(SHIBUYA).versions()).hasSize(1);
        assertThat(after.calendarOf(SHIBUYA).versions()).hasSize(2);
        assertThat(before.managersOf(SHIBUYA, NOON.plusSeconds(2))).hasSize(1);
        assertThat(after.managersOf(SHIBUYA, NOON.plusSeconds(2))).isEmpty();
    }

    @Test
    @DisplayName("SA-12: who managed an outlet is asked of a moment")
    void managersAtAMoment() {
        ReferenceBook book = at(NOON, user("b", true, manager(SHIBUYA), manager(NAMBA)))
                .at(NOON, user("a", true, manager(SHIBUYA)))
                .at(NOON, user("c", true, new Post(SHIBUYA, Role.SALES_STAFF)))
                .at(NOON.plusSeconds(10), user("b", true, manager(NAMBA)))
                .at(NOON.plusSeconds(20), user("a", false, manager(SHIBUYA)))
                .book();

        assertThat(ids(book.managersOf(SHIBUYA, NOON.minusMillis(1)))).isEmpty();
        assertThat(ids(book.managersOf(SHIBUYA, NOON))).containsExactly("a", "b");
        assertThat(ids(book.managersOf(SHIBUYA, NOON.plusSeconds(10)))).containsExactly("a");
        assertThat(ids(book.managersOf(SHIBUYA, NOON.plusSeconds(20)))).isEmpty();
        assertThat(ids(book.managersOf(NAMBA, NOON.plusSeconds(20)))).containsExactly("b");
        assertThat(book.users()).extracting(UserDefined::active).containsExactly(false, true, true);
    }

    private static List<String> ids(List<UserDefined> users) {
        return users.stream().map(user -> user.user().value()).toList();
    }

    @Test
    @DisplayName("SA-20: somebody is at an outlet in a role while it works there")
    void posts() {
        UserDefined user = user("a", true, manager(SHIBUYA));

        assertThat(user.isAt(SHIBUYA, Role.OUTLET_MANAGER)).isTrue();
        assertThat(user.isAt(SHIBUYA, Role.SALES_STAFF)).isFalse();
        assertThat(user.isAt(NAMBA, Role.OUTLET_MANAGER)).isFalse();
        assertThat(user("a", false, manager(SHIBUYA)).isAt(SHIBUYA, Role.OUTLET_MANAGER))
                .isFalse();
        assertThatThrownBy(() -> new Post(SHIBUYA, Role.HQ)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @DisplayName("AC-01: a market's outlets are those of its dealers, in use or not")
    void outletsOfAMarket() {
        ReferenceBook book = ReferenceBook.EMPTY.after(List.of(
                outlet(SHIBUYA, false, "JEEP"),
                dealer("JP-TOKYO"),
                dealer("IT-MILANO"),
                outlet(CENTRO, true, "JEEP"),
                outlet(NAMBA, true, "JEEP")));

        assertThat(book.outletsOf(JAPAN)).as("Osaka is no dealer yet").containsExactly(SHIBUYA);
        assertThat(book.after(List.of(dealer("JP-OSAKA"))).outletsOf(JAPAN)).containsExactlyInAnyOrder(SHIBUYA, NAMBA);
        assertThat(book.outletsOf(new MarketId("IT"))).containsExactly(CENTRO);
        assertThat(book.outlets()).extracting(OutletDefined::outlet).containsExactly(CENTRO, NAMBA, SHIBUYA);
    }

    @Test
    @DisplayName("SA-11: an outlet sees the queues of the brands that it sells, in its market, as long as it is active")
    void queues() {
        ReferenceBook book = ReferenceBook.EMPTY.after(Stream.of(
                        dealer("JP-TOKYO"),
                        dealer("IT-MILANO"),
                        outlet(SHIBUYA, true, "ALFA", "JEEP"),
                        outlet(NAMBA, true, "FIAT"),
                        outlet(CENTRO, true, "JEEP"),
                        outlet(new OutletId("JP-TOKYO.CLOSED"), false, "FIAT"))
                .map(ReferenceEvent.class::cast)
                .toList());

        assertThat(LeadQueues.seenFrom(Set.of(SHIBUYA), book))
                .containsExactlyInAnyOrder(new LeadQueue(JAPAN, "ALFA"), new LeadQueue(JAPAN, "JEEP"));
        assertThat(LeadQueues.seenFrom(Set.of(SHIBUYA, CENTRO), book))
                .hasSize(3)
                .contains(new LeadQueue(new MarketId("IT"), "JEEP"));
        assertThat(LeadQueues.seenFrom(Set.of(new OutletId("JP-TOKYO.CLOSED")), book))
                .isEmpty();
        assertThat(LeadQueues.seenFrom(Set.of(NAMBA), book))
                .as("its dealer is unknown")
                .isEmpty();
        assertThat(LeadQueues.seenFrom(Set.of(new OutletId("JP-TOKYO.NOWHERE")), book))
                .isEmpty();
        assertThat(LeadQueues.seenFrom(Set.of(), book)).isEmpty();
    }

    @Test
    void targetsAreAsTheyWereSetLast() {
        KpiTargets ours = new KpiTargets(90, 45, 80, null, null, null, null);
        ReferenceBook book = ReferenceBook.EMPTY.after(
                List.of(new KpiTargetsDefined(SHIBUYA, KpiTargets.DEFAULT), new KpiTargetsDefined(SHIBUYA, ours)));

        assertThat(book.targetsOf(SHIBUYA)).isEqualTo(ours);
        assertThat(book.targetsOf(NAMBA)).isEqualTo(KpiTargets.DEFAULT);
    }

    @Test
    @DisplayName("hours of which no calendar could be made are no fact, so that none can stop a node that reads it")
    void hoursAreSound() {
        Shift shift = new Shift(540, 720);
        SpecialDay day = new SpecialDay(LocalDate.of(2027, 1, 1), List.of());
        Map<DayOfWeek, List<Shift>> twice = Map.of(DayOfWeek.MONDAY, List.of(shift, shift));

        assertThatThrownBy(() -> new BusinessHoursDefined(SHIBUYA, twice, List.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new BusinessHoursDefined(SHIBUYA, Map.of(), List.of(day, day)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @DisplayName("an item's stream never changes: its id is stored with its events")
    void streamsAreFixed() {
        assertThat(Set.of(
                        ReferenceStreams.ofOutlet(SHIBUYA),
                        ReferenceStreams.ofBusinessHours(SHIBUYA),
                        ReferenceStreams.ofKpiTargets(SHIBUYA),
                        ReferenceStreams.ofUser(new UserId(SHIBUYA.value()))))
                .hasSize(4);
        assertThat(ReferenceStreams.ofOutlet(SHIBUYA)).isEqualTo(named("outlet/JP-TOKYO.SHIBUYA"));
        assertThat(ReferenceStreams.ofBusinessHours(SHIBUYA)).isEqualTo(named("business-hours/JP-TOKYO.SHIBUYA"));
        assertThat(ReferenceStreams.ofKpiTargets(SHIBUYA)).isEqualTo(named("kpi-targets/JP-TOKYO.SHIBUYA"));
        assertThat(ReferenceStreams.ofUser(new UserId("u-1"))).isEqualTo(named("user/u-1"));
    }

    private static UUID named(String item) {
        return UUID.nameUUIDFromBytes(("leadledger/" + item).getBytes(UTF_8));
    }
}
