package leadledger.query.leadlist;

import static java.nio.charset.StandardCharsets.UTF_8;
import static leadledger.query.leadlist.LeadRows.NOON;
import static leadledger.query.leadlist.LeadRows.booked;
import static leadledger.query.leadlist.LeadRows.inProgress;
import static leadledger.query.leadlist.LeadRows.unmanaged;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import leadledger.events.aftersales.AftersalesEvent.BookingBecameFinal;
import leadledger.events.aftersales.AftersalesEvent.LeadLost;
import leadledger.events.aftersales.AftersalesEvent.RecontactAgreed;
import leadledger.events.aftersales.LeadType;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.RefusedException;
import leadledger.query.access.ReadScope;
import leadledger.query.listing.Cursor;
import leadledger.query.listing.ListMoment;
import leadledger.query.testing.KeptAccess;
import leadledger.query.testing.LeadDraft;
import leadledger.query.testing.Scopes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The list views (ビュー): which rows, in which order, page by page. */
class LeadListsTest {

    private static final DealerId OSAKA = new DealerId("JP-OSAKA");
    private static final ReadScope OF_OSAKA = Scopes.ofDealer(OSAKA.value());
    private static final ReadScope OF_ALL = Scopes.ofEverything();
    private static final int ALL = 200;

    @RegisterExtension
    final ListFixture fixture = new ListFixture();

    @Test
    @DisplayName("Each view shows the leads of its condition, and its number is theirs")
    void conditions() {
        UUID fresh = saved(unmanaged(osaka(), NOON));
        UUID tried = saved(inProgress(osaka(), NOON.minusSeconds(1)));
        UUID agreed = saved(booked(osaka(), NOON.minusSeconds(2)));
        UUID sold = saved(LeadRows.closedWithSale(osaka(), NOON.minusSeconds(3)));
        UUID unsold = saved(LeadRows.closedWithoutSale(osaka(), NOON.minusSeconds(4)));
        UUID later = saved(LeadRows.then(
                inProgress(osaka(), NOON.minusSeconds(5)), new RecontactAgreed(LocalDate.EPOCH, NOON), NOON));
        Instant longAgo = NOON.minus(Duration.ofDays(99));
        UUID agreedForGood = saved(LeadRows.finallyBooked(osaka(), longAgo));
        UUID lost = saved(LeadRows.lost(osaka(), longAgo.minusSeconds(1)));

        assertViews(
                NOON,
                Map.of(
                        View.ASSIGNED, List.of(fresh, tried),
                        View.UNMANAGED, List.of(fresh),
                        View.IN_PROGRESS, List.of(tried),
                        View.CLOSED_WITH_SALE, List.of(agreed, sold, agreedForGood),
                        View.CLOSED_WITHOUT_SALE, List.of(unsold, later),
                        View.SALES_LOST, List.of(lost),
                        View.RECENT, List.of(fresh, tried, agreed, sold, unsold, later, agreedForGood, lost),
                        View.OPEN, List.of(fresh, tried, agreed)));
    }

    @Test
    @DisplayName(
            "AS-63, AS-64: The very moment of the deadline is in time; a millisecond later every view shows the lapse,"
                    + " recorded or not")
    void lapse() {
        LeadListRow fresh = unmanaged(osaka(), NOON);
        LeadListRow tried = inProgress(osaka().named("やまだ"), NOON.plusMillis(1));
        LeadListRow agreed = booked(osaka(), NOON);
        LeadListRow agreedLater = booked(osaka(), NOON.plusMillis(1));
        List.of(fresh, tried, agreed, agreedLater).forEach(fixture::save);
        Instant deadline = NOON.plus(LeadRows.DAY_60);
        List<UUID> all = newestFirst(fresh, tried, agreed, agreedLater);
        List<UUID> bookings = newestFirst(agreed, agreedLater);

        assertViews(
                deadline,
                Map.of(
                        View.ASSIGNED,
                        newestFirst(fresh, tried),
                        View.UNMANAGED,
                        newestFirst(fresh),
                        View.IN_PROGRESS,
                        newestFirst(tried),
                        View.CLOSED_WITH_SALE,
                        bookings,
                        View.RECENT,
                        all,
                        View.OPEN,
                        all));
        Map<View, List<UUID>> lapsed = Map.of(
                View.ASSIGNED, newestFirst(tried),
                View.IN_PROGRESS, newestFirst(tried),
                View.CLOSED_WITH_SALE, bookings,
                View.SALES_LOST, newestFirst(fresh),
                View.RECENT, all,
                View.OPEN, newestFirst(tried, agreedLater));
        assertViews(deadline.plusMillis(1), lapsed);

        fixture.save(
                LeadRows.then(fresh, new LeadLost(), deadline.plusMillis(1)),
                LeadRows.then(agreed, new BookingBecameFinal(), deadline.plusMillis(1)));
        assertViews(deadline.plusMillis(1), lapsed);
    }

    @Test
    @DisplayName(
            "AS-65: A moved lead is in the lists of its new dealer alone; the sixty days count from there, its age does"
                    + " not")
    void reassignment() {
        LeadListRow moved = LeadRows.moved(booked(osaka(), NOON), "JP-TOKYO", NOON.plus(Duration.ofDays(59)));
        LeadListRow newer = unmanaged(LeadDraft.of("JP-TOKYO"), NOON.plusSeconds(1));
        fixture.save(moved, newer);
        ReadScope tokyo = Scopes.ofDealer("JP-TOKYO");
        Instant now = NOON.plus(LeadRows.DAY_60).plusMillis(1);

        assertThat(fixture.lists().counts(OF_OSAKA, ListMoment.now(now, 0)).values())
                .containsOnly(0);
        assertThat(ids(query(tokyo, View.UNMANAGED, Sort.NEWEST, ALL, null), now))
                .containsExactly(newer.leadId(), moved.leadId());
        Instant lapsed = NOON.plus(Duration.ofDays(119)).plusMillis(1);
        assertThat(ids(query(tokyo, View.SALES_LOST, Sort.OLDEST, ALL, null), lapsed.minusMillis(1)))
                .containsExactly(newer.leadId());
        assertThat(ids(query(tokyo, View.SALES_LOST, Sort.OLDEST, ALL, null), lapsed))
                .containsExactly(moved.leadId(), newer.leadId());
    }

    private UUID saved(LeadListRow row) {
        fixture.save(row);
        return row.leadId();
    }

    private static List<UUID> newestFirst(LeadListRow... rows) {
        return Arrays.stream(rows)
                .sorted(order(Sort.NEWEST))
                .map(LeadListRow::leadId)
                .toList();
    }

    /** What each view holds at a moment, newest first; those not named hold nothing. */
    private void assertViews(Instant now, Map<View, List<UUID>> expected) {
        Map<View, Integer> counts = fixture.lists().counts(OF_OSAKA, ListMoment.now(now, 0));
        for (View view : View.values()) {
            List<UUID> leads = expected.getOrDefault(view, List.of());
            for (Sort sort : Sort.values()) {
                assertThat(ids(query(view, sort, ALL, null), now))
                        .as("%s by %s", view, sort)
                        .containsExactlyInAnyOrderElementsOf(leads);
            }
            assertThat(ids(query(view, Sort.NEWEST, ALL, null), now))
                    .as("%s", view)
                    .isEqualTo(leads);
            assertThat(counts).containsEntry(view, leads.size());
        }
    }

    @Test
    @DisplayName("A row comes back as it was written, times to the millisecond")
    void rowsAsWritten() {
        LeadListRow full = booked(osaka().named("髙橋\t😀").vin("JT2BF22K1W0123456"), NOON);
        LeadListRow sparse = unmanaged(osaka(), NOON.minusMillis(1));
        fixture.save(full, sparse);

        assertThat(read(query(View.RECENT, Sort.NEWEST, ALL, null)).rows()).containsExactly(full, sparse);
    }

    private List<UUID> ids(View view) {
        return ids(query(view, Sort.NEWEST, ALL, null));
    }

    private List<UUID> ids(LeadListQuery query) {
        return ids(query, NOON);
    }

    private List<UUID> ids(LeadListQuery query, Instant now) {
        LeadLists.Page page = KeptAccess.open(fixture.lists().read(query, ListMoment.now(now, 0)));
        assertThat(page.count()).isEqualTo(page.rows().size());
        return page.rows().stream().map(LeadListRow::leadId).toList();
    }

    private LeadLists.Page read(LeadListQuery query) {
        return KeptAccess.open(fixture.lists().read(query, ListMoment.now(NOON, 0)));
    }

    private static LeadDraft osaka() {
        return LeadDraft.of("JP-OSAKA");
    }

    private static LeadListQuery query(View view, Sort sort, int limit, @Nullable UUID after) {
        return query(OF_OSAKA, view, sort, limit, after);
    }

    private static LeadListQuery query(ReadScope scope, View view, Sort sort, int limit, @Nullable UUID after) {
        return new LeadListQuery(scope, view, sort, limit, after, null, null, null, null, null, null, null);
    }

    @ParameterizedTest
    @EnumSource(Sort.class)
    @DisplayName(
            "A cursor walks the whole list in order, without doubles or gaps, also where many leads have equal keys")
    void cursorWalksTheList(Sort sort) {
        List<LeadListRow> mine = rows(new Random(11), "JP-OSAKA", 120);
        fixture.save(mine);
        fixture.save(rows(new Random(12), "JP-TOKYO", 60));
        List<UUID> expected =
                mine.stream().sorted(order(sort)).map(LeadListRow::leadId).toList();

        assertThat(ids(query(View.RECENT, sort, ALL, null))).isEqualTo(expected);
        for (int limit : List.of(1, 7, 40, 119, 120)) {
            assertThat(walk(View.RECENT, sort, limit, page -> {}))
                    .as("pages of %s", limit)
                    .isEqualTo(expected);
        }
    }

    /** Few distinct names and moments, so that most keys are equal to others. */
    private static List<LeadListRow> rows(Random random, String dealer, int count) {
        List<String> names = List.of("ヤマダ", "ﾔﾏﾀﾞ", "Rossi", "rossi", "髙橋", "高橋", "😀", "ｱ");
        return IntStream.range(0, count)
                .mapToObj(i -> unmanaged(
                        LeadDraft.of(dealer)
                                .named(names.get(random.nextInt(names.size())))
                                .type(random.nextBoolean() ? LeadType.CUSTOMER_DRIVEN : LeadType.HQ_DRIVEN),
                        NOON.plusMillis(random.nextInt(6))))
                .toList();
    }

    /** The order once more, in Java: names and ids by their bytes. */
    private static Comparator<LeadListRow> order(Sort sort) {
        Comparator<LeadListRow> byId = Comparator.comparing(row -> row.leadId().toString());
        Comparator<LeadListRow> byTime = Comparator.comparing(LeadListRow::createdAt);
        Comparator<LeadListRow> byName =
                Comparator.comparing(row -> row.nameKey().getBytes(UTF_8), Arrays::compareUnsigned);
        return switch (sort) {
            case NEWEST -> byTime.thenComparing(byId).reversed();
            case OLDEST -> byTime.thenComparing(byId);
            case NAME -> byName.thenComparing(byId);
            case NAME_BACKWARDS -> byName.thenComparing(byId).reversed();
            case LEAD_TYPE ->
                Comparator.comparing(LeadListRow::leadType)
                        .thenComparing(byTime)
                        .thenComparing(byId);
        };
    }

    @FunctionalInterface
    private interface BetweenPages {
        void after(LeadLists.Page page);
    }

    private List<UUID> walk(View view, Sort sort, int limit, BetweenPages between) {
        List<UUID> seen = new ArrayList<>();
        UUID after = null;
        while (true) {
            LeadLists.Page page = read(query(view, sort, limit, after));
            assertThat(page.rows()).hasSizeLessThanOrEqualTo(limit);
            page.rows().forEach(row -> seen.add(row.leadId()));
            if (!page.more()) {
                return seen;
            }
            assertThat(page.rows()).hasSize(limit);
            after = page.rows().getLast().leadId();
            between.after(page);
        }
    }

    @ParameterizedTest
    @EnumSource(Sort.class)
    @DisplayName("While leads come and others leave the view, those that stay are seen once each")
    void stableWhileRowsChange(Sort sort) {
        Random random = new Random(13);
        List<LeadListRow> start = rows(random, "JP-OSAKA", 90);
        fixture.save(start);
        List<LeadListRow> waiting = new ArrayList<>(start);
        Collections.shuffle(waiting, random);
        Set<UUID> left = new HashSet<>();

        List<UUID> seen = walk(View.UNMANAGED, sort, 9, page -> {
            fixture.save(rows(random, "JP-OSAKA", 5));
            // The cursor's own lead leaves as well: its place is still known.
            List<LeadListRow> leaving =
                    new ArrayList<>(List.of(page.rows().getLast(), waiting.removeLast(), waiting.removeLast()));
            leaving.forEach(row -> left.add(row.leadId()));
            fixture.save(leaving.stream()
                    .map(row -> LeadRows.attempted(row, NOON.plusSeconds(1)))
                    .toList());
        });

        assertThat(seen).doesNotHaveDuplicates();
        assertThat(seen)
                .containsAll(start.stream()
                        .map(LeadListRow::leadId)
                        .filter(id -> !left.contains(id))
                        .toList());
    }

    @Test
    @DisplayName("There are more rows exactly when the next page has some")
    void more() {
        List<LeadListRow> rows = rows(new Random(1), "JP-OSAKA", 3);
        fixture.save(rows);

        assertThat(read(query(View.RECENT, Sort.NEWEST, 2, null)).more()).isTrue();
        assertThat(read(query(View.RECENT, Sort.NEWEST, 3, null)).more()).isFalse();
        assertThat(read(query(View.CLOSED_WITH_SALE, Sort.NEWEST, 3, null)).more())
                .isFalse();
    }

    @ParameterizedTest
    @EnumSource(View.class)
    @DisplayName("AC-02: A dealer never sees a lead of another dealer, whatever it asks for")
    void foreignLeadsAreNotSeen(View view) {
        LeadListRow foreign = booked(LeadDraft.of("JP-TOKYO").named("秘密"), NOON);
        fixture.save(
                foreign,
                unmanaged(LeadDraft.of("JP-TOKYO"), NOON),
                inProgress(LeadDraft.of("JP-TOKYO"), NOON.minusSeconds(1)));

        assertThat(ids(view)).isEmpty();
        assertThat(ids(filtered(OF_OSAKA, view, new DealerId("JP-TOKYO"), null, null, null, null, null, null)))
                .as("asking for the other dealer by name")
                .isEmpty();
        assertThat(ids(filtered(OF_OSAKA, view, null, null, null, null, null, null, "秘")))
                .isEmpty();
        assertThat(fixture.lists().counts(OF_OSAKA, ListMoment.now(NOON, 0)).values())
                .containsOnly(0);
        assertThat(ids(query(OF_ALL, View.RECENT, Sort.NEWEST, ALL, null))).hasSize(3);
    }

    @Test
    @DisplayName("AC-02: A cursor that names a foreign lead or none is refused, without a difference")
    void foreignCursor() {
        LeadListRow foreign = unmanaged(LeadDraft.of("JP-TOKYO"), NOON);
        fixture.save(foreign, unmanaged(osaka(), NOON));

        assertThatThrownBy(() -> read(query(View.RECENT, Sort.NEWEST, ALL, foreign.leadId())))
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.refusals()).containsExactly(Cursor.UNKNOWN));
        assertThatThrownBy(() -> read(query(View.RECENT, Sort.NEWEST, ALL, UUID.randomUUID())))
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.refusals()).containsExactly(Cursor.UNKNOWN));
        assertThat(read(query(OF_ALL, View.RECENT, Sort.NEWEST, ALL, foreign.leadId()))
                        .count())
                .isEqualTo(2);
    }

    private static LeadListQuery filtered(
            ReadScope scope,
            View view,
            @Nullable DealerId dealer,
            @Nullable String source,
            @Nullable String campaign,
            @Nullable LeadType leadType,
            @Nullable Instant createdFrom,
            @Nullable Instant createdBefore,
            @Nullable String search) {
        return new LeadListQuery(
                scope,
                view,
                Sort.OLDEST,
                ALL,
                null,
                dealer,
                source,
                campaign,
                leadType,
                createdFrom,
                createdBefore,
                search);
    }

    @Test
    @DisplayName(
            "Source, campaign, lead type, dealer and date filter alone and together; from is included, before is not")
    void filters() {
        LeadListRow web = unmanaged(osaka().source("WEB").campaign("SPRING"), NOON);
        LeadListRow app =
                unmanaged(osaka().source("APP").campaign("SPRING").type(LeadType.HQ_DRIVEN), NOON.plusMillis(1));
        LeadListRow late = unmanaged(osaka().source("WEB").campaign("WINTER"), NOON.plusMillis(2));
        LeadListRow tokyo = unmanaged(LeadDraft.of("JP-TOKYO").source("WEB"), NOON.plusMillis(3));
        fixture.save(web, app, late, tokyo);

        assertThat(filteredIds("WEB", null, null, null, null)).containsExactly(web.leadId(), late.leadId());
        assertThat(filteredIds(null, "SPRING", null, null, null)).containsExactly(web.leadId(), app.leadId());
        assertThat(filteredIds(null, null, LeadType.HQ_DRIVEN, null, null)).containsExactly(app.leadId());
        assertThat(filteredIds("WEB", "SPRING", LeadType.CUSTOMER_DRIVEN, null, null))
                .containsExactly(web.leadId());
        assertThat(filteredIds("web", null, null, null, null))
                .as("codes are exact")
                .isEmpty();
        assertThat(filteredIds(null, null, null, NOON.plusMillis(1), null))
                .containsExactly(app.leadId(), late.leadId());
        assertThat(filteredIds(null, null, null, null, NOON.plusMillis(1))).containsExactly(web.leadId());
        assertThat(filteredIds(null, null, null, NOON, NOON)).isEmpty();
        assertThat(ids(filtered(OF_ALL, View.RECENT, new DealerId("JP-TOKYO"), null, null, null, null, null, null)))
                .containsExactly(tokyo.leadId());
    }

    private List<UUID> filteredIds(
            @Nullable String source,
            @Nullable String campaign,
            @Nullable LeadType leadType,
            @Nullable Instant createdFrom,
            @Nullable Instant createdBefore) {
        return ids(filtered(OF_OSAKA, View.RECENT, null, source, campaign, leadType, createdFrom, createdBefore, null));
    }

    @Test
    @DisplayName("Search finds part of a name or VIN, whatever its width and case, with wildcards taken literally")
    void search() {
        String withCar = "with car";
        Map<String, List<String>> foundBy = Map.of(
                "ヤマダ",
                List.of("ﾔﾏ", "ヤマダ"),
                "髙橋",
                List.of("髙"),
                "高橋",
                List.of("高", "高橋"),
                "Rossi",
                List.of("ROSS", "ｒｏｓｓｉ"),
                "100% Auto",
                List.of("100%", "％"),
                "a_b",
                List.of("_"),
                "a\\b",
                List.of("\\"),
                withCar,
                List.of("k1w0123", "ＪＴ２", "JT2BF22K1W0123456"));
        foundBy.keySet()
                .forEach(name -> fixture.save(
                        unmanaged(osaka().named(name).vin(name.equals(withCar) ? "JT2BF22K1W0123456" : null), NOON)));

        foundBy.forEach((name, texts) -> texts.forEach(
                text -> assertThat(read(filtered(OF_OSAKA, View.RECENT, null, null, null, null, null, null, text))
                                .rows())
                        .as("%s", text)
                        .extracting(LeadListRow::leadName)
                        .containsExactly(name)));
    }

    @Test
    @DisplayName("Rows and count of one answer are of one moment, whatever is committed between the two queries")
    void ofOneMoment() {
        fixture.save(rows(new Random(2), "JP-OSAKA", 4));
        AtomicBoolean once = new AtomicBoolean();
        fixture.tap().listen(sql -> {
            if (sql.contains(" order by ") && once.compareAndSet(false, true)) {
                fixture.save(rows(new Random(3), "JP-OSAKA", 3));
            }
        });

        LeadLists.Page page = read(query(View.RECENT, Sort.NEWEST, ALL, null));

        assertThat(once).isTrue();
        assertThat(page.count()).isEqualTo(4);
        assertThat(page.rows()).hasSize(4);
        assertThat(read(query(View.RECENT, Sort.NEWEST, ALL, null)).count()).isEqualTo(7);
    }

    @Test
    @DisplayName("A cursor page counts the whole list, not what is left of it")
    void countOfACursorPage() {
        List<LeadListRow> rows = rows(new Random(4), "JP-OSAKA", 10);
        fixture.save(rows);
        UUID last =
                read(query(View.RECENT, Sort.NEWEST, 8, null)).rows().getLast().leadId();

        assertThat(read(query(View.RECENT, Sort.NEWEST, 8, last)).count()).isEqualTo(10);
    }

    @Test
    @DisplayName("Counting stops at the cap, in views and in their menu")
    void countCap() {
        List<LeadListRow> rows = new ArrayList<>();
        for (int i = 0; i <= LeadLists.COUNTED_AT_MOST; i++) {
            rows.add(unmanaged(osaka(), NOON.minus(Duration.ofSeconds(i))));
        }
        fixture.bulkLoad(rows.subList(0, LeadLists.COUNTED_AT_MOST - 1));
        assertThat(read(query(View.UNMANAGED, Sort.NEWEST, 1, null)).count()).isEqualTo(LeadLists.COUNTED_AT_MOST - 1);

        fixture.save(rows.subList(LeadLists.COUNTED_AT_MOST - 1, rows.size()));

        assertThat(read(query(View.UNMANAGED, Sort.NEWEST, 1, null)).count()).isEqualTo(LeadLists.COUNTED_AT_MOST);
        assertThat(fixture.lists().counts(OF_OSAKA, ListMoment.now(NOON, 0)))
                .containsEntry(View.RECENT, LeadLists.COUNTED_AT_MOST);
    }
}
