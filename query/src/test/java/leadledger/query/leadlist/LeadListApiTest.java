package leadledger.query.leadlist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import leadledger.events.aftersales.LeadStatus;
import leadledger.events.reference.ReferenceBook;
import leadledger.events.shared.Actor;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.MarketId;
import leadledger.events.shared.Refusal;
import leadledger.events.shared.RefusedException;
import leadledger.events.shared.Role;
import leadledger.events.sla.PolicyTerms;
import leadledger.events.sla.SlaPolicy;
import leadledger.events.sla.SlaVerdict.Result;
import leadledger.query.accesslog.AccessAction;
import leadledger.query.accesslog.AccessEntry;
import leadledger.query.listing.Count;
import leadledger.query.listing.Cursor;
import leadledger.query.listing.UpToDate;
import leadledger.query.listing.Views;
import leadledger.query.projection.NotYetVisibleException;
import leadledger.query.projection.ProjectionFixture;
import leadledger.query.projection.Projections;
import leadledger.query.testing.KeptAccess;
import leadledger.query.testing.LeadDraft;
import leadledger.query.testing.LeadScribe;
import leadledger.query.testing.Scopes;
import org.assertj.core.api.ThrowableAssert;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code GET /aftersales/views…}: what is asked for, by whom, and what comes back. */
class LeadListApiTest {

    private static final Actor AGENT = Actor.ofDealer("u-1", Role.AFTERSALES_AGENT, new DealerId("JP-OSAKA"));
    private static final Actor HQ = Actor.ofHeadquarters("u-2", new MarketId("JP"));

    @RegisterExtension
    final ProjectionFixture fixture = new ProjectionFixture();

    private final KeptAccess log = new KeptAccess();
    private LeadListApi api;
    private LeadScribe scribe;
    private Projections projections;

    @BeforeEach
    void follow() {
        scribe = new LeadScribe(fixture.ledger());
        projections = fixture.node(LeadRows.PROJECTION, new LeadListVersions(LeadRows.PROJECTION));
        api = new LeadListApi(
                new LeadLists(Scopes.reads(fixture.database().app())),
                Scopes.NETWORK,
                projections,
                fixture.ledger(),
                log,
                ReferenceBook.EMPTY);
    }

    @Test
    @DisplayName("A user reads what it wrote: with the position of its write, the answer has it")
    void readYourWrites() {
        UUID lead = scribe.create(LeadDraft.of("JP-OSAKA").named("山田"));
        String position = Long.toString(scribe.attempt(lead).lastPosition());

        LeadListApi.Rows rows = rows("in-progress", 50, null, "-created", position, AGENT);

        assertThat(rows.view()).isEqualTo("in-progress");
        assertThat(rows.count()).isEqualTo(new Count(1, false));
        assertThat(rows.nextCursor()).isNull();
        assertThat(rows.upToDate().position()).isGreaterThanOrEqualTo(2);
        assertThat(rows.rows()).singleElement().satisfies(row -> {
            assertThat(row.id()).isEqualTo(lead);
            assertThat(row.leadName()).isEqualTo("山田");
            assertThat(row.dealer()).isEqualTo("JP-OSAKA");
            assertThat(row.status()).isEqualTo(LeadStatus.ASSIGNED_TO_DEALER);
            assertThat(row.contactAttempts()).isEqualTo(1);
            assertThat(row.daysSinceCreation()).isZero();
            assertThat(row.firstContact().result()).isEqualTo(Result.MET);
            assertThat(row.firstContact().left()).isNull();
            assertThat(row.firstContact().deadline()).isEqualTo(row.createdAt().plus(Duration.ofDays(1)));
        });
        Views views = api.views(null, position, AGENT);
        assertThat(views.views())
                .extracting(view -> view.view() + " " + view.count().value())
                .containsExactly(
                        "assigned 1",
                        "unmanaged 0",
                        "in-progress 1",
                        "closed-with-sale 0",
                        "closed-without-sale 0",
                        "sales-lost 0",
                        "recent 1",
                        "open 1");
    }

    @Test
    @DisplayName("A read model that does not come as far in time is no answer")
    void tooFarBehind() {
        scribe.create(LeadDraft.of("JP-OSAKA"));
        projections.close();
        String position = Long.toString(
                scribe.attempt(scribe.create(LeadDraft.of("JP-OSAKA"))).lastPosition());

        assertThatThrownBy(() -> api.views(null, position, AGENT)).isInstanceOf(NotYetVisibleException.class);
    }

    @Test
    @DisplayName("The cursor of a page reads on where it ended; it names no personal data")
    void cursor() {
        List<UUID> created = new ArrayList<>();
        String position = "0";
        for (int i = 0; i < 5; i++) {
            created.add(scribe.create(LeadDraft.of("JP-OSAKA").named("山田" + i)));
            position = Long.toString(scribe.attempt(created.getLast()).lastPosition());
        }

        LeadListApi.Rows first = rows("recent", 2, null, "name", position, AGENT);
        LeadListApi.Rows second = rows("recent", 2, first.nextCursor(), "name", position, AGENT);
        LeadListApi.Rows third = rows("recent", 2, second.nextCursor(), "name", position, AGENT);

        assertThat(third.nextCursor()).isNull();
        List<UUID> seen = new ArrayList<>();
        List.of(first, second, third).forEach(page -> page.rows().forEach(row -> seen.add(row.id())));
        assertThat(seen).isEqualTo(created);
        assertThat(first.count()).isEqualTo(third.count()).isEqualTo(new Count(5, false));
        assertThat(Cursor.parse(first.nextCursor())).contains(new Cursor("name", created.get(1)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "!!!",
                "bmFtZQ",
                "bmFtZSxub3QtYS11dWlk",
                "LWNyZWF0ZWQsMDE5YTAwMDAtMDAwMC03MDAwLTgwMDAtMDAwMDAwMDAwMDAw"
            })
    @DisplayName("A cursor that is none, or of another sort order, is refused")
    void notACursor(String text) {
        assertThat(faults(50, text, "name", null, null, null, null, null)).containsExactly("not-a-cursor@cursor");
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 201, Integer.MAX_VALUE})
    @DisplayName("A limit below 1 or above 200 is refused")
    void limitOutOfRange(int limit) {
        assertThat(faults(limit, null, "-created", null, null, null, null, null))
                .containsExactly("limit-out-of-range@limit");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 200})
    @DisplayName("Limits of 1 and 200 are taken")
    void limitInRange(int limit) {
        assertThat(rows("recent", limit, null, "-created", null, AGENT).rows()).isEmpty();
    }

    @Test
    @DisplayName("All faults of a request are told at once")
    void allFaultsAtOnce() {
        assertThat(faults(0, "x", "size", "no dealer", "CUSTOMER", "yesterday", "2026-01-01", "x".repeat(101)))
                .containsExactlyInAnyOrder(
                        "not-a-sort@sort",
                        "limit-out-of-range@limit",
                        "not-a-cursor@cursor",
                        "not-a-dealer-code@dealer",
                        "not-one-of@leadType",
                        "not-a-moment@createdFrom",
                        "not-a-moment@createdBefore",
                        "text-too-long@q");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"+999999999-01-01T00:00:00Z", "-4800-01-01T00:00:00Z", "2026-13-01T00:00:00Z", "2026-11-22"})
    @DisplayName("A moment that nobody can mean, or the database cannot hold, is refused as a value")
    void notAMoment(String text) {
        assertThat(faults(50, null, "-created", null, null, text, null, null))
                .containsExactly("not-a-moment@createdFrom");
    }

    @Test
    @DisplayName("Texts that PostgreSQL cannot hold are refused as values")
    void nulCharacters() {
        assertThat(catchThrowableOfType(
                                RefusedException.class,
                                () -> api.rows(
                                        "recent",
                                        50,
                                        null,
                                        "-created",
                                        null,
                                        "a\0",
                                        "b\0",
                                        null,
                                        null,
                                        null,
                                        "c\0d",
                                        null,
                                        null,
                                        null,
                                        AGENT))
                        .refusals())
                .extracting(LeadListApiTest::shortly)
                .containsExactlyInAnyOrder("not-a-code@source", "not-a-code@campaign", "characters-not-allowed@q");
    }

    private List<String> faults(
            int limit,
            @Nullable String cursor,
            String sort,
            @Nullable String dealer,
            @Nullable String leadType,
            @Nullable String createdFrom,
            @Nullable String createdBefore,
            @Nullable String q) {
        RefusedException refused = catchThrowableOfType(
                RefusedException.class,
                () -> api.rows(
                        "recent",
                        limit,
                        cursor,
                        sort,
                        dealer,
                        null,
                        null,
                        leadType,
                        createdFrom,
                        createdBefore,
                        q,
                        null,
                        null,
                        null,
                        AGENT));
        return refused.refusals().stream().map(LeadListApiTest::shortly).toList();
    }

    private static String shortly(Refusal refusal) {
        return refusal.code() + "@" + refusal.field();
    }

    private LeadListApi.Rows rows(
            String view, int limit, @Nullable String cursor, String sort, @Nullable String position, Actor actor) {
        return api.rows(
                view, limit, cursor, sort, null, null, null, null, null, null, null, null, position, null, actor);
    }

    private static final Actor AUDITOR = Actor.of("u-3", Role.AUDITOR);

    private LeadListApi.Rows audited(String sort, @Nullable String q, @Nullable String reason) {
        return api.rows("recent", 50, null, sort, null, null, null, null, null, null, q, null, null, reason, AUDITOR);
    }

    @Test
    @DisplayName("AC-05: An auditor sees no names, unless it says why")
    void masked() {
        scribe.create(LeadDraft.of("JP-OSAKA").named("山田"));
        fixture.awaitAll(projections, LeadListProjection.NAME);

        assertThat(audited("-created", null, null).rows())
                .singleElement()
                .extracting(LeadListApi.Row::leadName)
                .isEqualTo("＊＊＊");
        assertThat(audited("name", "山", "%E8%8B%A6%E6%83%85 4711").rows())
                .singleElement()
                .extracting(LeadListApi.Row::leadName)
                .isEqualTo("山田");
        assertThat(log.entries())
                .extracting(AccessEntry::action, AccessEntry::rows, AccessEntry::inClear, AccessEntry::reason)
                .containsExactly(
                        tuple(AccessAction.READ_LIST, 1, false, null),
                        tuple(AccessAction.READ_LIST, 1, true, "苦情 4711"));
    }

    @ParameterizedTest
    @CsvSource({"name, , sort", "-name, , sort", "-created, 山, q", "-created, '\0', q"})
    @DisplayName("AC-05: Who sees no names learns none by searching or sorting")
    void maskedSearch(String sort, @Nullable String q, String field) {
        assertThatThrownBy(() -> audited(sort, q, null))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        e -> assertThat(e.refusals())
                                .contains(Refusal.ofValue("AC-05", "personal-data-masked", field)));
        assertThat(log.entries()).isEmpty();
    }

    @Test
    @DisplayName("AC-05: A list is given out only when its reading is logged")
    void notLogged() {
        LeadListApi blind = new LeadListApi(
                new LeadLists(Scopes.reads(fixture.database().app())),
                Scopes.NETWORK,
                projections,
                fixture.ledger(),
                KeptAccess.unavailable(),
                ReferenceBook.EMPTY);

        assertThatThrownBy(() -> blind.rows(
                        "recent",
                        50,
                        null,
                        "-created",
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        AGENT))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    @DisplayName("A view that does not exist is unknown")
    void unknownView() {
        assertThatThrownBy(() -> rows("everything", 50, null, "-created", null, AGENT))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        e -> assertThat(e.refusals()).extracting(Refusal::kind).containsExactly(Refusal.Kind.UNKNOWN));
    }

    @ParameterizedTest
    @EnumSource(names = {"INTAKE", "ADMIN", "SYSTEM"})
    @DisplayName("AC-01: Roles without business with leads see no list")
    void rolesWithoutBusiness(Role role) {
        Actor actor = Actor.of("m-1", role);

        assertThatThrownBy(() -> rows("recent", 50, null, "-created", null, actor))
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.refusals()).containsExactly(Refusal.ofRole("AC-01")));
        assertThatThrownBy(() -> api.views(null, null, actor)).isInstanceOf(RefusedException.class);
    }

    @Test
    @DisplayName("AC-02: A dealer sees its own leads only, headquarters their market's, auditors all; or one dealer's")
    void scopes() {
        UUID own = scribe.create(LeadDraft.of("JP-OSAKA"));
        UUID foreign = scribe.create(LeadDraft.of("JP-TOKYO"));
        UUID italian = scribe.create(LeadDraft.of("IT-ROMA"));
        fixture.awaitAll(projections, LeadListProjection.NAME);

        assertThat(ids(rows("recent", 50, null, "created", null, AGENT))).containsExactly(own);
        assertThat(ids(rows("recent", 50, null, "created", null, HQ))).containsExactlyInAnyOrder(own, foreign);
        Actor auditor = Actor.of("u-3", Role.AUDITOR);
        assertThat(ids(rows("recent", 50, null, "created", null, auditor)))
                .containsExactlyInAnyOrder(own, foreign, italian);
        assertThat(rows("recent", 50, null, "created", null, HQ).count().value())
                .isEqualTo(2);
        assertThat(recent(api.views(null, null, AGENT))).isEqualTo(1);
        assertThat(recent(api.views(null, null, HQ))).isEqualTo(2);
        assertThat(recent(api.views(null, null, auditor))).isEqualTo(3);
        assertThat(ids(api.rows(
                        "recent", 50, null, "created", "IT-ROMA", null, null, null, null, null, null, null, null, null,
                        HQ)))
                .isEmpty();
        assertThat(ids(api.rows(
                        "recent",
                        50,
                        null,
                        "created",
                        "JP-TOKYO",
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        HQ)))
                .containsExactly(foreign);
        assertThat(ids(api.rows(
                        "recent",
                        50,
                        null,
                        "created",
                        "JP-TOKYO",
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        AGENT)))
                .isEmpty();
        String foreignCursor = new Cursor("created", foreign).text();
        assertThatThrownBy(() -> rows("recent", 50, foreignCursor, "created", null, AGENT))
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.refusals()).containsExactly(Cursor.UNKNOWN));
    }

    private static int recent(Views views) {
        return views.views().stream()
                .filter(view -> view.view().equals("recent"))
                .mapToInt(view -> view.count().value())
                .sum();
    }

    private static List<UUID> ids(LeadListApi.Rows rows) {
        return rows.rows().stream().map(LeadListApi.Row::id).toList();
    }

    @Test
    @DisplayName(
            "SL-01: The clock of the first contact runs to its deadline, equal is in time, and stops at the first attempt")
    void clock() {
        Instant assigned = LeadRows.NOON;
        Instant deadline = assigned.plus(Duration.ofHours(24));
        LeadListRow open = LeadRows.unmanaged(LeadDraft.of("JP-OSAKA"), assigned);

        assertThat(LeadListApi.Row.of(open, SlaPolicy.DEFAULT, assigned.plus(Duration.ofHours(5)))
                        .firstContact())
                .isEqualTo(new LeadListApi.Clock(Result.RUNNING, deadline, Duration.ofHours(19)));
        assertThat(LeadListApi.Row.of(open, SlaPolicy.DEFAULT, deadline).firstContact())
                .isEqualTo(new LeadListApi.Clock(Result.RUNNING, deadline, Duration.ZERO));
        assertThat(LeadListApi.Row.of(open, SlaPolicy.DEFAULT, deadline.plusMillis(1))
                        .firstContact())
                .isEqualTo(new LeadListApi.Clock(Result.BREACHED, deadline, null));
        assertThat(LeadListApi.Row.of(LeadRows.attempted(open, deadline), SlaPolicy.DEFAULT, deadline.plusSeconds(99))
                        .firstContact())
                .isEqualTo(new LeadListApi.Clock(Result.MET, deadline, null));
        assertThat(LeadListApi.Row.of(
                                LeadRows.attempted(open, deadline.plusMillis(1)),
                                SlaPolicy.DEFAULT,
                                deadline.plusSeconds(99))
                        .firstContact())
                .isEqualTo(new LeadListApi.Clock(Result.BREACHED, deadline, null));
        assertThat(LeadListApi.Row.of(open, SlaPolicy.DEFAULT, deadline.minusMillis(1))
                        .daysSinceCreation())
                .isZero();
        assertThat(LeadListApi.Row.of(open, SlaPolicy.DEFAULT, deadline).daysSinceCreation())
                .isEqualTo(1);
    }

    @Test
    @DisplayName(
            "SL-02: The clock of the management time runs until the lead is closed; neither booking nor lapse stops it")
    void managementClock() {
        Instant deadline = LeadRows.NOON.plus(Duration.ofDays(10));
        LeadListRow booked = LeadRows.booked(LeadDraft.of("JP-OSAKA"), LeadRows.NOON);
        LeadListRow sold = LeadRows.closedWithSale(LeadDraft.of("JP-OSAKA"), LeadRows.NOON);
        LeadListRow lost = LeadRows.lost(LeadDraft.of("JP-OSAKA"), LeadRows.NOON);

        assertThat(LeadListApi.Row.of(booked, SlaPolicy.DEFAULT, deadline.minusSeconds(5))
                        .management())
                .isEqualTo(new LeadListApi.Clock(Result.RUNNING, deadline, Duration.ofSeconds(5)));
        assertThat(LeadListApi.Row.of(booked, SlaPolicy.DEFAULT, deadline.plusMillis(1))
                        .management())
                .isEqualTo(new LeadListApi.Clock(Result.BREACHED, deadline, null));
        assertThat(LeadListApi.Row.of(sold, SlaPolicy.DEFAULT, deadline.plusMillis(1))
                        .management())
                .isEqualTo(new LeadListApi.Clock(Result.MET, deadline, null));
        assertThat(LeadListApi.Row.of(lost, SlaPolicy.DEFAULT, LeadRows.NOON.plus(Duration.ofDays(61)))
                        .management())
                .isEqualTo(new LeadListApi.Clock(Result.BREACHED, deadline, null));
    }

    @Test
    @DisplayName("AS-64: A row shows the status of the moment, whether or not the lapse is recorded")
    void statusOfTheMoment() {
        Instant deadline = LeadRows.NOON.plus(LeadRows.DAY_60);
        LeadListRow open = LeadRows.unmanaged(LeadDraft.of("JP-OSAKA"), LeadRows.NOON);
        LeadListRow booked = LeadRows.booked(LeadDraft.of("JP-OSAKA"), LeadRows.NOON);

        assertThat(LeadListApi.Row.of(open, SlaPolicy.DEFAULT, deadline).status())
                .isEqualTo(LeadStatus.ASSIGNED_TO_DEALER);
        assertThat(LeadListApi.Row.of(open, SlaPolicy.DEFAULT, deadline).ended())
                .isFalse();
        assertThat(LeadListApi.Row.of(open, SlaPolicy.DEFAULT, deadline.plusMillis(1))
                        .status())
                .isEqualTo(LeadStatus.SALES_LOST);
        assertThat(LeadListApi.Row.of(booked, SlaPolicy.DEFAULT, deadline.plusMillis(1))
                        .status())
                .isEqualTo(LeadStatus.BOOKED);
        assertThat(LeadListApi.Row.of(booked, SlaPolicy.DEFAULT, deadline.plusMillis(1))
                        .ended())
                .isTrue();
    }

    @Test
    @DisplayName("AS-65: Of a moved lead clocks and attempts count from the newest assignment, days from the creation")
    void movedLead() {
        Instant movedAt = LeadRows.NOON.plus(Duration.ofDays(3));
        LeadListRow moved =
                LeadRows.moved(LeadRows.inProgress(LeadDraft.of("JP-OSAKA"), LeadRows.NOON), "JP-TOKYO", movedAt);

        LeadListApi.Row row = LeadListApi.Row.of(moved, SlaPolicy.DEFAULT, movedAt.plusSeconds(60));

        assertThat(row.createdAt()).isEqualTo(LeadRows.NOON);
        assertThat(row.assignedAt()).isEqualTo(movedAt);
        assertThat(row.daysSinceCreation()).isEqualTo(3);
        assertThat(row.contactAttempts()).isZero();
        assertThat(row.firstContact())
                .isEqualTo(new LeadListApi.Clock(
                        Result.RUNNING,
                        movedAt.plus(Duration.ofDays(1)),
                        Duration.ofDays(1).minusSeconds(60)));
        assertThat(row.management().deadline()).isEqualTo(movedAt.plus(Duration.ofDays(10)));
    }

    @Test
    @DisplayName("A count at the cap says that there may be more")
    void countCap() {
        assertThat(Count.of(LeadLists.COUNTED_AT_MOST - 1)).isEqualTo(new Count(LeadLists.COUNTED_AT_MOST - 1, false));
        assertThat(Count.of(LeadLists.COUNTED_AT_MOST)).isEqualTo(new Count(LeadLists.COUNTED_AT_MOST, true));
    }

    private LeadListApi.Rows recentAsOf(@Nullable String asOf, @Nullable String position, Actor actor) {
        return api.rows(
                "recent", 50, null, "created", null, null, null, null, null, null, null, asOf, position, null, actor);
    }

    @Test
    @DisplayName(
            "SL-22, AS-65: Given a past moment, then rows and counts are those of then, of leads that are still the"
                    + " reader's; as of now they are the live ones")
    void asOf() {
        UUID kept = scribe.create(LeadDraft.of("JP-OSAKA"));
        UUID moved = scribe.create(LeadDraft.of("JP-OSAKA"));
        Instant then = fixture.ledger().instant();
        await().until(() -> fixture.ledger().instant().isAfter(then));
        scribe.attempt(kept);
        String position = Long.toString(scribe.reassign(moved, "JP-TOKYO").lastPosition());

        LeadListApi.Rows past = recentAsOf(then.toString(), position, AGENT);

        assertThat(past.upToDate()).isEqualTo(new UpToDate(2, then));
        assertThat(past.rows()).singleElement().satisfies(row -> {
            assertThat(row.id()).isEqualTo(kept);
            assertThat(row.contactAttempts()).isZero();
            assertThat(row.firstContact().result()).isEqualTo(Result.RUNNING);
        });
        assertThat(recentAsOf(then.toString(), null, HQ).rows())
                .extracting(LeadListApi.Row::id, LeadListApi.Row::dealer)
                .containsExactly(tuple(kept, "JP-OSAKA"), tuple(moved, "JP-OSAKA"));
        assertThat(recentAsOf(
                                then.toString(),
                                null,
                                Actor.ofDealer("u-9", Role.AFTERSALES_AGENT, new DealerId("JP-TOKYO")))
                        .rows())
                .as("Tokyo has the lead now, and had not then")
                .isEmpty();
        assertThat(recent(api.views(then.toString(), position, AGENT))).isEqualTo(1);
        assertThat(recentAsOf("1999-01-01T00:00:00Z", null, HQ).rows()).isEmpty();
        String now = fixture.ledger().instant().toString();
        LeadListApi.Rows live = recentAsOf(null, position, HQ);
        assertThat(recentAsOf(now, position, HQ).rows())
                .usingRecursiveComparison()
                .ignoringFieldsOfTypes(Duration.class)
                .isEqualTo(live.rows());
        assertThat(api.views(now, position, HQ).views())
                .isEqualTo(api.views(null, position, HQ).views());
        assertThat(log.entries()).extracting(AccessEntry::action).containsOnly(AccessAction.READ_LIST);
    }

    @Test
    @DisplayName(
            "SL-22: A future moment is refused as a value, one that is none as malformed, for rows and counts alike")
    void asOfNoPastMoment() {
        for (ThrowableAssert.ThrowingCallable asking : List.<ThrowableAssert.ThrowingCallable>of(
                () -> recentAsOf("2999-01-01T00:00:00Z", null, AGENT),
                () -> api.views("2999-01-01T00:00:00Z", null, AGENT))) {
            assertThat(catchThrowableOfType(RefusedException.class, asking).refusals())
                    .containsExactly(Refusal.ofValue("SL-22", "moment-in-future", "asOf"));
        }
        assertThat(catchThrowableOfType(RefusedException.class, () -> api.views("yesterday", null, AGENT))
                        .refusals())
                .extracting(Refusal::kind, Refusal::code, Refusal::field)
                .containsExactly(tuple(Refusal.Kind.MALFORMED, "not-a-moment", "asOf"));
    }

    @Test
    @DisplayName("SL-22: An answer as of a past moment waits until all that was recorded by then is there")
    void asOfIsNeverApproximate() {
        scribe.create(LeadDraft.of("JP-OSAKA"));
        projections.close();
        scribe.create(LeadDraft.of("JP-OSAKA"));
        String now = fixture.ledger().instant().toString();

        assertThatThrownBy(() -> recentAsOf(now, null, AGENT)).isInstanceOf(NotYetVisibleException.class);
    }

    @Test
    @DisplayName("LG-30: Given random histories, then a rebuild makes the same versions, byte for byte")
    void versionsRebuilt() {
        Random random = new Random(20261126);
        scribe.randomSteps(random, 150);
        fixture.awaitAll(projections, LeadListVersions.NAME);
        scribe.randomSteps(random, 250);
        fixture.awaitAll(projections, LeadListVersions.NAME);
        List<String> live = fixture.rows("query." + LeadListVersions.TABLE);

        assertThat(projections.rebuild(LeadListVersions.NAME)).isTrue();

        assertThat(fixture.rows("query." + LeadListVersions.TABLE)).isEqualTo(live);
        assertThat(live.size())
                .as("versions")
                .isGreaterThan(
                        2 * fixture.rows("query." + LeadListProjection.TABLE).size())
                .isLessThan(400);
        assertThat(projections.verify(LeadListVersions.NAME)).isTrue();
        assertThat(fixture.value(
                        "select differing from query.rebuild where projection = '" + LeadListVersions.NAME + "'"))
                .isEqualTo("0");
    }

    @Test
    @DisplayName("SL-10: a row's clocks stop by what the lead's policy says, and run for as long as it says")
    void clocksByPolicy() {
        PolicyTerms otherwise = PolicyTerms.DEFAULT;
        SlaPolicy policy = new SlaPolicy(
                "other",
                2,
                new PolicyTerms(
                        new PolicyTerms.FirstContact(
                                Duration.ofHours(2),
                                70,
                                SlaPolicy.Clock.ELAPSED,
                                PolicyTerms.FirstContactStop.CUSTOMER_REACHED),
                        new PolicyTerms.ManagementTime(
                                Duration.ofMinutes(2),
                                70,
                                SlaPolicy.Clock.ELAPSED,
                                PolicyTerms.ManagementStop.CLOSURE_OR_BOOKING),
                        otherwise.managed(),
                        otherwise.firstFollowUp(),
                        otherwise.disputeWindow(),
                        otherwise.basis(),
                        null));
        // Tried after a minute, and not reached; booked after two.
        LeadListRow booked = LeadRows.booked(LeadDraft.of("JP-OSAKA"), LeadRows.NOON);
        Instant later = LeadRows.NOON.plus(Duration.ofHours(1));
        Instant deadline = LeadRows.NOON.plus(Duration.ofHours(2));

        LeadListApi.Row row = LeadListApi.Row.of(booked, policy, later);
        assertThat(row.firstContact()).isEqualTo(new LeadListApi.Clock(Result.RUNNING, deadline, Duration.ofHours(1)));
        assertThat(row.management())
                .isEqualTo(new LeadListApi.Clock(Result.MET, LeadRows.NOON.plus(Duration.ofMinutes(2)), null));
        assertThat(LeadListApi.Row.of(booked, policy, deadline.plusMillis(1))
                        .firstContact()
                        .result())
                .isEqualTo(Result.BREACHED);
        assertThat(LeadListApi.Row.of(booked, SlaPolicy.DEFAULT, later)
                        .firstContact()
                        .result())
                .isEqualTo(Result.MET);
    }
}
