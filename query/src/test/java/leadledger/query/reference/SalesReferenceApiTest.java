package leadledger.query.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import leadledger.events.calendar.Shift;
import leadledger.events.calendar.SpecialDay;
import leadledger.events.ledger.EventCatalog;
import leadledger.events.ledger.PostgresLedger;
import leadledger.events.ledger.ReferenceFeed;
import leadledger.events.ledger.testing.Appends;
import leadledger.events.reference.ReferenceEvent;
import leadledger.events.reference.ReferenceEvent.BusinessHoursDefined;
import leadledger.events.reference.ReferenceEvent.DealerDefined;
import leadledger.events.reference.ReferenceEvent.OutletDefined;
import leadledger.events.reference.ReferenceEvent.Post;
import leadledger.events.reference.ReferenceEvent.UserDefined;
import leadledger.events.reference.ReferenceStreams;
import leadledger.events.shared.Actor;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.MarketId;
import leadledger.events.shared.OutletId;
import leadledger.events.shared.Refusal;
import leadledger.events.shared.RefusedException;
import leadledger.events.shared.Role;
import leadledger.events.shared.UserId;
import leadledger.query.accesslog.AccessAction;
import leadledger.query.accesslog.AccessEntry;
import leadledger.query.lead.LeadReader;
import leadledger.query.lead.LeadReaderAccess;
import leadledger.query.masking.Mask;
import leadledger.query.projection.ProjectionFixture;
import leadledger.query.reference.OutletApi.DayWithShifts;
import leadledger.query.reference.OutletApi.Hours;
import leadledger.query.reference.OutletApi.Outlet;
import leadledger.query.reference.OutletApi.ShiftOfDay;
import leadledger.query.reference.UserApi.User;
import leadledger.query.reference.UserApi.UserPost;
import leadledger.query.reference.UserApi.Users;
import leadledger.query.testing.KeptAccess;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code GET /reference/outlets}, {@code …/business-hours} and {@code …/users}: who sees what of the sales network. */
class SalesReferenceApiTest {

    private static final OutletId SHIBUYA = new OutletId("JP-TOKYO.SHIBUYA");
    private static final OutletId GINZA = new OutletId("JP-TOKYO.GINZA");
    private static final OutletId NAMBA = new OutletId("JP-OSAKA.NAMBA");
    private static final OutletId CENTRO = new OutletId("IT-MILANO.CENTRO");
    private static final Actor HQ = Actor.ofHeadquarters("u-1", new MarketId("JP"));
    private static final Actor CALL_CENTER = Actor.ofCallCenter("u-2", new MarketId("JP"));
    private static final Actor MANAGER = Actor.ofOutlets("u-3", Role.OUTLET_MANAGER, Set.of(SHIBUYA, GINZA));
    private static final Actor STAFF = Actor.ofOutlets("u-4", Role.SALES_STAFF, Set.of(SHIBUYA));
    private static final Actor AUDITOR = Actor.of("u-5", Role.AUDITOR);

    @RegisterExtension
    final ProjectionFixture fixture = new ProjectionFixture();

    private final KeptAccess log = new KeptAccess();
    private PostgresLedger ledger;
    private ReferenceFeed feed;
    private OutletApi outlets;
    private UserApi users;
    private String position = "0";

    @BeforeEach
    void follow() {
        ledger = fixture.ledger();
        EventCatalog catalog = fixture.catalog();
        feed = new ReferenceFeed(ledger, catalog);
        feed.start();
        LeadReader reader = LeadReaderAccess.reader(ledger, catalog, log);
        ReferenceReading reading = new ReferenceReading(feed, reader);
        outlets = new OutletApi(reading);
        users = new UserApi(reading, log);
        Stream.of("JP-TOKYO", "JP-OSAKA", "IT-MILANO").forEach(this::dealer);
        Stream.of(SHIBUYA, GINZA, NAMBA, CENTRO).forEach(outlet -> outlet(outlet, true));
    }

    @AfterEach
    void close() {
        feed.close();
    }

    private void define(java.util.UUID stream, ReferenceEvent event) {
        EventCatalog.Encoded encoded = fixture.catalog().encode(event);
        position = Long.toString(ledger.append(Appends.to(stream)
                        .kind(ReferenceStreams.KIND)
                        .type(encoded.type(), encoded.revision())
                        .payloads(encoded.payload())
                        .build())
                .lastPosition());
    }

    private void dealer(String code) {
        DealerId dealer = new DealerId(code);
        define(
                ReferenceStreams.ofDealer(dealer),
                new DealerDefined(dealer, code, code.substring(0, 2), ZoneId.of("Asia/Tokyo"), null, true));
    }

    private void outlet(OutletId outlet, boolean active) {
        define(
                ReferenceStreams.ofOutlet(outlet),
                new OutletDefined(outlet, outlet.value(), List.of("ALFA", "JEEP"), ZoneId.of("Asia/Tokyo"), active));
    }

    private void user(String id, String name, boolean active, Post... posts) {
        UserId user = new UserId(id);
        define(
                ReferenceStreams.ofUser(user),
                new UserDefined(user, name, id + "@tokyo.example", "ja", List.of(posts), active));
    }

    private static Post staff(OutletId outlet) {
        return new Post(outlet, Role.SALES_STAFF);
    }

    private static Post manager(OutletId outlet) {
        return new Post(outlet, Role.OUTLET_MANAGER);
    }

    private List<String> outletsFor(Actor actor) {
        return outlets.outlets(false, position, actor).items().stream()
                .map(Outlet::outlet)
                .toList();
    }

    @Test
    @DisplayName(
            "AC-01: people of outlets are shown their own, call centre and headquarters their market's, auditors all")
    void whoSeesWhichOutlets() {
        assertThat(outletsFor(STAFF)).containsExactly("JP-TOKYO.SHIBUYA");
        assertThat(outletsFor(MANAGER)).containsExactly("JP-TOKYO.GINZA", "JP-TOKYO.SHIBUYA");
        assertThat(outletsFor(CALL_CENTER))
                .containsExactly("JP-OSAKA.NAMBA", "JP-TOKYO.GINZA", "JP-TOKYO.SHIBUYA")
                .isEqualTo(outletsFor(HQ));
        assertThat(outletsFor(AUDITOR)).hasSize(4);
    }

    @Test
    void outletsInUseUnlessAll() {
        OutletId closed = new OutletId("JP-TOKYO.AOYAMA");
        outlet(closed, false);

        assertThat(outletsFor(HQ)).doesNotContain("JP-TOKYO.AOYAMA");
        assertThat(outlets.outlets(true, position, HQ).items())
                .contains(new Outlet(
                        "JP-TOKYO.AOYAMA",
                        "JP-TOKYO",
                        "JP-TOKYO.AOYAMA",
                        List.of("ALFA", "JEEP"),
                        "Asia/Tokyo",
                        false));
    }

    @Test
    @DisplayName("SA-10: hours are shown by the wall clock, of the outlets that the reader sees")
    void hours() {
        for (OutletId outlet : List.of(SHIBUYA, NAMBA)) {
            define(
                    ReferenceStreams.ofBusinessHours(outlet),
                    new BusinessHoursDefined(
                            outlet,
                            Map.of(DayOfWeek.SATURDAY, List.of(new Shift(545, 720), new Shift(780, 1_440))),
                            List.of(new SpecialDay(LocalDate.of(2027, 1, 1), List.of()))));
        }

        assertThat(outlets.businessHours(false, null, position, STAFF).items())
                .containsExactly(new Hours(
                        "JP-TOKYO.SHIBUYA",
                        "Asia/Tokyo",
                        Map.of(
                                DayOfWeek.SATURDAY,
                                List.of(new ShiftOfDay("09:05", "12:00"), new ShiftOfDay("13:00", "24:00"))),
                        List.of(new DayWithShifts(LocalDate.of(2027, 1, 1), List.of()))));
        assertThat(outlets.businessHours(false, null, position, CALL_CENTER).items())
                .hasSize(2);
        assertThat(outlets.businessHours(false, "JP-OSAKA.NAMBA", position, CALL_CENTER)
                        .items())
                .hasSize(1);
        assertThat(outlets.businessHours(false, "JP-OSAKA.NAMBA", position, STAFF)
                        .items())
                .isEmpty();
    }

    private Users usersFor(Actor actor, @Nullable String outlet, @Nullable String role, @Nullable String name) {
        return users.users(50, null, outlet, role, name, false, position, null, actor);
    }

    private List<String> idsFor(Actor actor, @Nullable String outlet, @Nullable String role, @Nullable String name) {
        return usersFor(actor, outlet, role, name).items().stream()
                .map(User::user)
                .toList();
    }

    private void people() {
        user("a-sato", "佐藤 健一", true, manager(SHIBUYA), staff(SHIBUYA), manager(NAMBA));
        user("b-yamada", "ﾔﾏﾀﾞ Hanako", true, staff(GINZA));
        user("c-gone", "高橋 誠", false, staff(SHIBUYA));
        user("d-namba", "髙橋 誠", true, staff(NAMBA));
        user("e-rossi", "Marco Rossi", true, staff(CENTRO));
    }

    @Test
    @DisplayName("AC-01: people of other outlets are not there, nor what one's own people do elsewhere")
    void whoSeesWhom() {
        people();

        assertThat(idsFor(MANAGER, null, null, null)).containsExactly("a-sato", "b-yamada");
        assertThat(usersFor(MANAGER, null, null, null).items())
                .first()
                .isEqualTo(new User(
                        "a-sato",
                        "佐藤 健一",
                        "a-sato@tokyo.example",
                        "ja",
                        List.of(
                                new UserPost("JP-TOKYO.SHIBUYA", "OUTLET_MANAGER"),
                                new UserPost("JP-TOKYO.SHIBUYA", "SALES_STAFF")),
                        true));
        assertThat(idsFor(HQ, null, null, null)).containsExactly("a-sato", "b-yamada", "d-namba");
        assertThat(idsFor(AUDITOR, null, null, null)).hasSize(4);
        assertThat(users.users(50, null, null, null, null, true, position, null, MANAGER)
                        .items())
                .extracting(User::user)
                .contains("c-gone");
    }

    @Test
    @DisplayName("staff know their colleagues by name, without addresses")
    void colleagues() {
        people();

        assertThat(usersFor(STAFF, null, null, null).items())
                .extracting(User::user, User::name, User::email)
                .containsExactly(tuple("a-sato", "佐藤 健一", null));
    }

    @Test
    @DisplayName("SA-20: found by name, whatever its width, case and spaces; variant characters stay different")
    void foundByName() {
        people();

        assertThat(idsFor(HQ, null, null, "ヤマダ")).containsExactly("b-yamada");
        assertThat(idsFor(HQ, null, null, "ＨＡＮＡ")).containsExactly("b-yamada");
        assertThat(idsFor(HQ, null, null, "佐藤健一")).containsExactly("a-sato");
        assertThat(idsFor(HQ, null, null, "佐藤　健")).containsExactly("a-sato");
        assertThat(idsFor(HQ, null, null, "高橋")).isEmpty();
        assertThat(idsFor(HQ, null, null, "髙橋")).containsExactly("d-namba");
        assertThat(idsFor(HQ, null, null, " ")).hasSize(3);
    }

    @Test
    void byOneAndTheSamePost() {
        people();

        assertThat(idsFor(HQ, "JP-TOKYO.SHIBUYA", "SALES_STAFF", null)).containsExactly("a-sato");
        assertThat(idsFor(HQ, "JP-OSAKA.NAMBA", "SALES_STAFF", null)).containsExactly("d-namba");
        assertThat(idsFor(MANAGER, "JP-OSAKA.NAMBA", null, null))
                .as("AC-01: as an outlet that does not exist")
                .isEmpty();
    }

    @Test
    @DisplayName("AC-05: auditors see no names unless they say why, nor find anybody by one; every reading is logged")
    void auditors() {
        people();

        assertThat(usersFor(AUDITOR, null, null, null).items())
                .allMatch(user -> user.name().equals(Mask.VALUE) && Mask.VALUE.equals(user.email()));
        assertThat(refusals(() -> usersFor(AUDITOR, null, null, "佐藤")))
                .containsExactly(Refusal.ofValue("AC-05", "personal-data-masked", "name"));
        Users inClear = users.users(50, null, null, null, "佐藤", false, position, "complaint%204711", AUDITOR);
        assertThat(inClear.items()).extracting(User::email).containsExactly("a-sato@tokyo.example");
        assertThat(log.entries())
                .extracting(AccessEntry::action, AccessEntry::rows, AccessEntry::inClear, AccessEntry::reason)
                .containsExactly(
                        tuple(AccessAction.READ_USERS, 4, false, null),
                        tuple(AccessAction.READ_USERS, 1, true, "complaint 4711"));
    }

    @Test
    void pagesGoOnWhereTheLastEnded() {
        people();

        Users first = users.users(2, null, null, null, null, false, position, null, HQ);
        Users second = users.users(2, first.nextCursor(), null, null, null, false, position, null, HQ);

        assertThat(first.items()).extracting(User::user).containsExactly("a-sato", "b-yamada");
        assertThat(second.items()).extracting(User::user).containsExactly("d-namba");
        assertThat(second.nextCursor()).isNull();
        assertThat(users.users(3, null, null, null, null, false, position, null, HQ)
                        .nextCursor())
                .isNull();
    }

    @Test
    void faultsAreToldAtOnce() {
        assertThat(refusals(() -> users.users(201, "ü", "jp", "HQ", "n".repeat(101), false, null, null, HQ)))
                .containsExactly(
                        Refusal.ofValue("API-LIST", "limit-out-of-range", "limit")
                                .with("most", 200),
                        Refusal.ofValue("API-LIST", "not-a-cursor", "cursor"),
                        Refusal.ofValue("API-LIST", "not-an-outlet-code", "outlet"),
                        Refusal.ofValue("API-LIST", "not-one-of", "role")
                                .with("allowed", "OUTLET_MANAGER, SALES_STAFF, SALES_ASSISTANT"),
                        Refusal.ofValue("API-LIST", "text-too-long", "name").with("most", 100));
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    @DisplayName("AC-01: everybody else reads none of it")
    void otherRoles(Role role) {
        Actor actor = new Actor(
                "u-9",
                role,
                role.isDealer() ? new DealerId("JP-TOKYO") : null,
                role.isMarkets() ? new MarketId("JP") : null,
                role.isOutlets() ? Set.of(SHIBUYA) : Set.of());
        boolean ofSales = role.isOutlets() || role.isMarkets() || role == Role.AUDITOR;

        assertThat(refusals(() -> outlets.outlets(false, null, actor))).isEqualTo(refusedUnless(ofSales));
        assertThat(refusals(() -> outlets.businessHours(false, null, null, actor)))
                .isEqualTo(refusedUnless(ofSales));
        assertThat(refusals(() -> users.users(50, null, null, null, null, false, null, null, actor)))
                .isEqualTo(refusedUnless(ofSales && role != Role.CALL_CENTER));
    }

    private static List<Refusal> refusedUnless(boolean let) {
        return let ? List.of() : List.of(Refusal.ofRole("AC-01"));
    }

    private static List<Refusal> refusals(Runnable reading) {
        RefusedException refused = catchThrowableOfType(RefusedException.class, reading::run);
        return refused == null ? List.of() : refused.refusals();
    }
}
