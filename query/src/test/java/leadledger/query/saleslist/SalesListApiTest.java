package leadledger.query.saleslist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import leadledger.events.reference.ReferenceBook;
import leadledger.events.reference.ReferenceEvent.UserDefined;
import leadledger.events.sales.PurchaseHorizon;
import leadledger.events.sales.SalesEvent.DeliveryHeld;
import leadledger.events.sales.SalesEvent.LeadCaptured;
import leadledger.events.sales.SalesEvent.LeadConverted;
import leadledger.events.sales.SalesEvent.LeadMarkedOutOfScope;
import leadledger.events.sales.SalesEvent.LeadNotConverted;
import leadledger.events.sales.SalesStatus;
import leadledger.events.sales.TaskState;
import leadledger.events.sales.Wishes;
import leadledger.events.shared.Actor;
import leadledger.events.shared.Customer;
import leadledger.events.shared.MarketId;
import leadledger.events.shared.OutletId;
import leadledger.events.shared.Refusal;
import leadledger.events.shared.RefusedException;
import leadledger.events.shared.Role;
import leadledger.events.shared.UserId;
import leadledger.query.access.ReadScopes;
import leadledger.query.accesslog.AccessAction;
import leadledger.query.accesslog.AccessEntry;
import leadledger.query.listing.Count;
import leadledger.query.listing.Cursor;
import leadledger.query.listing.ListMoment;
import leadledger.query.listing.UpToDate;
import leadledger.query.listing.ViewCount;
import leadledger.query.listing.Views;
import leadledger.query.masking.Mask;
import leadledger.query.projection.NotYetVisibleException;
import leadledger.query.projection.ProjectionFixture;
import leadledger.query.projection.Projections;
import leadledger.query.saleslead.HeldDelivery;
import leadledger.query.saleslead.LeadOwner;
import leadledger.query.saleslist.SalesListApi.SalesRow;
import leadledger.query.saleslist.SalesListApi.SalesRows;
import leadledger.query.testing.KeptAccess;
import leadledger.query.testing.SalesScribe;
import leadledger.query.testing.Scopes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code GET /sales/views…}: what is asked for, by whom, and what comes back. */
class SalesListApiTest {

    private static final String NAMBA = "JP-OSAKA.NAMBA";
    private static final String UMEDA = "JP-OSAKA.UMEDA";
    private static final String SHIBUYA = "JP-TOKYO.SHIBUYA";
    private static final String ROMA = "IT-ROMA.CENTRO";
    private static final Instant OPENS = Instant.parse("2100-11-23T00:00:00Z");

    private static final Actor MANAGER = Scopes.atOutlets("m-1", Role.OUTLET_MANAGER, NAMBA, UMEDA);
    private static final Actor NAMBAS = Scopes.atOutlets("m-2", Role.OUTLET_MANAGER, NAMBA);
    private static final Actor SHIBUYAS = Scopes.atOutlets("m-3", Role.OUTLET_MANAGER, SHIBUYA);
    private static final Actor ASSISTANT = Scopes.atOutlets("a-1", Role.SALES_ASSISTANT, NAMBA);
    private static final Actor STAFF = Scopes.atOutlets("s-1", Role.SALES_STAFF, NAMBA);
    private static final Actor CALLS = Actor.ofCallCenter("c-1", new MarketId("JP"));
    private static final Actor HQ = Actor.ofHeadquarters("h-1", new MarketId("JP"));
    private static final Actor AUDITOR = Actor.of("x-1", Role.AUDITOR);

    private static final ReferenceBook BOOK =
            Scopes.BOOK.after(List.of(new UserDefined(new UserId("s-1"), "佐藤", null, "ja", List.of(), true)));

    @RegisterExtension
    final ProjectionFixture fixture = new ProjectionFixture();

    private final KeptAccess log = new KeptAccess();
    private SalesListApi api;
    private SalesScribe scribe;
    private Projections projections;

    @BeforeEach
    void follow() {
        scribe = new SalesScribe(fixture.ledger());
        SalesListProjection lists = new SalesListProjection(fixture.catalog());
        projections = fixture.node(lists, new SalesListVersions(lists));
        api = new SalesListApi(
                new SalesLists(Scopes.reads(fixture.database().app())),
                new ReadScopes(BOOK),
                BOOK,
                projections,
                fixture.ledger(),
                log);
    }

    private UUID queued(String market, String brand, String name) {
        return scribe.capture(SalesScribe.captured(market, brand, SalesScribe.customer(name)));
    }

    private UUID delivered(String name, String outlet) {
        UUID lead = queued(outlet.substring(0, 2), "ALFA", name);
        scribe.deliver(lead, outlet);
        return lead;
    }

    private UUID assigned(String name, String outlet, String user) {
        UUID lead = delivered(name, outlet);
        scribe.assign(lead, user);
        return lead;
    }

    private void awaitAll() {
        fixture.awaitAll(projections, SalesListProjection.NAME);
        fixture.awaitAll(projections, SalesListVersions.NAME);
    }

    private SalesRows rows(Actor actor, String view) {
        return rows(actor, view, null, null);
    }

    private SalesRows rows(Actor actor, String view, @Nullable String sort, @Nullable String outlet) {
        return api.rows(view, 50, null, sort, outlet, null, null, null, null, null, null, actor);
    }

    private List<String> names(Actor actor, String view) {
        return names(rows(actor, view));
    }

    private static List<String> names(SalesRows rows) {
        return rows.rows().stream().map(SalesRow::leadName).toList();
    }

    private static List<UUID> ids(SalesRows rows) {
        return rows.rows().stream().map(SalesRow::id).toList();
    }

    private List<Refusal> refusals(Actor actor, String view, @Nullable String sort, @Nullable String q) {
        return catchThrowableOfType(
                        RefusedException.class,
                        () -> api.rows(view, 50, null, sort, null, null, null, q, null, null, null, actor))
                .refusals();
    }

    @Test
    @DisplayName("A user reads what it wrote: with the position of its write, the row has every column")
    void readYourWrites() {
        LeadCaptured captured = SalesScribe.captured(
                "JP", "ALFA", new Customer("太郎", "山田", "t@example.jp", null, null, "ja", "JP", null, null, null));
        UUID lead = scribe.capture(new LeadCaptured(
                captured.leadId(),
                captured.reference(),
                captured.queue(),
                "WEB_FORM",
                "SPRING",
                captured.utm(),
                captured.customer(),
                new Wishes(null, null, null, PurchaseHorizon.WITHIN_3_MONTHS, "Giulia", null, null),
                null,
                null,
                captured.consents(),
                null,
                List.of(),
                List.of()));
        scribe.deliver(lead, NAMBA);
        scribe.assign(lead, "s-1");
        String position =
                Long.toString(scribe.followUp(lead, TaskState.IN_PROGRESS).lastPosition());

        SalesRows rows =
                api.rows("following-up", 50, null, null, null, null, null, null, null, position, null, MANAGER);

        assertThat(rows.count()).isEqualTo(new Count(1, false));
        assertThat(rows.nextCursor()).isNull();
        assertThat(rows.upToDate().position()).isGreaterThanOrEqualTo(4);
        SalesRow row = rows.rows().getFirst();
        assertThat(row)
                .isEqualTo(new SalesRow(
                        lead,
                        captured.reference(),
                        "山田 太郎",
                        SalesStatus.FOLLOWING_UP,
                        "ALFA",
                        NAMBA,
                        new LeadOwner("s-1", "佐藤"),
                        null,
                        row.createdAt(),
                        row.deliveredAt(),
                        row.followedUpAt(),
                        row.firstFollowUp(),
                        "WEB_FORM",
                        "SPRING",
                        "Giulia",
                        PurchaseHorizon.WITHIN_3_MONTHS,
                        false));
        assertThat(row.deliveredAt()).isAfterOrEqualTo(row.createdAt());
        assertThat(row.followedUpAt()).isAfterOrEqualTo(row.deliveredAt());
        assertThat(Objects.requireNonNull(row.firstFollowUp()).running()).isFalse();
    }

    @Test
    @DisplayName("A read model that does not come as far in time is no answer")
    void tooFarBehind() {
        queued("JP", "ALFA", "山田");
        projections.close();
        String position =
                Long.toString(scribe.deliver(queued("JP", "ALFA", "山田"), NAMBA).lastPosition());

        assertThatThrownBy(() -> api.views(null, null, position, MANAGER)).isInstanceOf(NotYetVisibleException.class);
    }

    @Test
    @DisplayName("AC-01, SA-11, SA-21: Each role sees the leads that are its own, in each view, with their numbers")
    void everyRole() {
        queued("JP", "ALFA", "queue-alfa");
        queued("JP", "JEEP", "queue-jeep");
        queued("IT", "ALFA", "queue-italy");
        delivered("namba", NAMBA);
        assigned("mine", NAMBA, "s-1");
        assigned("colleague", NAMBA, "s-2");
        delivered("umeda", UMEDA);
        delivered("shibuya", SHIBUYA);
        delivered("roma", ROMA);
        awaitAll();
        String hidden = Mask.VALUE;

        assertThat(names(MANAGER, "queue")).containsExactly(hidden, hidden);
        assertThat(names(MANAGER, "all")).containsExactly("umeda", "namba", "colleague", "mine");
        assertThat(names(NAMBAS, "all")).containsExactly("namba", "colleague", "mine");
        assertThat(names(MANAGER, "mine")).isEmpty();
        assertThat(names(SHIBUYAS, "queue")).as("sells one brand").containsExactly(hidden);
        assertThat(names(SHIBUYAS, "all")).containsExactly("shibuya");
        assertThat(names(ASSISTANT, "queue")).containsExactly(hidden, hidden);
        assertThat(names(ASSISTANT, "all")).containsExactly("namba", "colleague", "mine");
        assertThat(names(STAFF, "queue")).containsExactly(hidden, hidden);
        assertThat(names(STAFF, "all")).containsExactly("mine");
        assertThat(names(STAFF, "mine")).containsExactly("mine");
        assertThat(names(STAFF, "new-unassigned")).isEmpty();
        assertThat(names(STAFF, "new-assigned")).containsExactly("mine");
        assertThat(names(CALLS, "queue")).containsExactly("queue-alfa", "queue-jeep");
        assertThat(names(HQ, "queue")).containsExactly("queue-alfa", "queue-jeep");
        assertThat(names(HQ, "all")).containsExactly("shibuya", "umeda", "colleague", "mine", "namba");
        assertThat(names(AUDITOR, "queue")).containsExactly(hidden, hidden, hidden);
        assertThat(names(AUDITOR, "all")).hasSize(6).containsOnly(hidden);

        assertThat(counts(MANAGER)).containsExactly("queue 2", "new-unassigned 2", "new-assigned 2", "all 4");
        assertThat(counts(SHIBUYAS)).containsExactly("queue 1", "new-unassigned 1", "all 1");
        assertThat(counts(STAFF)).containsExactly("queue 2", "new-assigned 1", "all 1", "mine 1");
        assertThat(counts(CALLS)).containsExactly("queue 2");
        assertThat(counts(HQ)).containsExactly("queue 2", "new-unassigned 3", "new-assigned 2", "all 5");
        assertThat(counts(AUDITOR)).containsExactly("queue 3", "new-unassigned 4", "new-assigned 2", "all 6");
        for (Actor actor : List.of(MANAGER, SHIBUYAS, STAFF, HQ, AUDITOR)) {
            assertThat(rows(actor, "all").count().value())
                    .isEqualTo(rows(actor, "all").rows().size());
        }
    }

    private List<String> counts(Actor actor) {
        Views views = api.views(null, null, null, actor);
        return views.views().stream()
                .filter(view -> view.count().value() > 0)
                .map(view -> view.view() + " " + view.count().value())
                .toList();
    }

    @Test
    @DisplayName("A filter by outlet narrows what a reader sees, and another one's outlet has nothing for it")
    void byOutlet() {
        queued("JP", "JEEP", "queue-jeep");
        delivered("namba", NAMBA);
        delivered("umeda", UMEDA);
        delivered("shibuya", SHIBUYA);
        delivered("roma", ROMA);
        assigned("mine", NAMBA, "s-1");
        awaitAll();

        assertThat(names(rows(MANAGER, "new-unassigned", null, UMEDA))).containsExactly("umeda");
        assertThat(rows(MANAGER, "queue", null, UMEDA).rows()).hasSize(1);
        assertThat(rows(MANAGER, "all", null, SHIBUYA).rows()).isEmpty();
        assertThat(rows(MANAGER, "queue", null, SHIBUYA).rows()).isEmpty();
        assertThat(rows(MANAGER, "all", null, "JP-OSAKA.NOWHERE").rows()).isEmpty();
        assertThat(names(rows(STAFF, "all", null, NAMBA))).containsExactly("mine");
        assertThat(rows(STAFF, "all", null, UMEDA).rows()).isEmpty();
        assertThat(names(rows(HQ, "all", null, SHIBUYA))).containsExactly("shibuya");
        assertThat(rows(HQ, "all", null, ROMA).rows())
                .as("another market's outlet")
                .isEmpty();
        assertThat(rows(HQ, "all", null, ROMA).count().value()).isZero();
        assertThat(rows(HQ, "queue", null, SHIBUYA).rows()).as("sells no Jeep").isEmpty();
        assertThat(names(rows(CALLS, "queue", null, NAMBA))).containsExactly("queue-jeep");
        assertThat(rows(AUDITOR, "all", null, ROMA).rows()).hasSize(1);
        assertThat(api.views(SHIBUYA, null, null, MANAGER).views())
                .allMatch(view -> view.count().value() == 0);
        assertThat(catchThrowableOfType(RefusedException.class, () -> rows(HQ, "all", null, "nowhere"))
                        .refusals())
                .containsExactly(Refusal.ofValue("API-LIST", "not-a-code", "outlet"));
    }

    @Test
    @DisplayName("AC-01: Roles without business with sales leads see no list")
    void rolesWithoutBusiness() {
        for (Role role : List.of(Role.INTAKE, Role.PRIVACY_OFFICER, Role.ADMIN, Role.SYSTEM)) {
            Actor actor = Actor.of("m-1", role);
            assertThat(refusals(actor, "queue", null, null)).containsExactly(Refusal.ofRole("AC-01"));
            assertThatThrownBy(() -> api.views(null, null, null, actor)).isInstanceOf(RefusedException.class);
        }
    }

    @Test
    @DisplayName("SA-11: The call centre has the queue only")
    void callCentre() {
        for (SalesView view : SalesView.values()) {
            if (view != SalesView.QUEUE) {
                assertThat(refusals(CALLS, view.path(), null, null)).containsExactly(Refusal.ofRole("SA-11"));
            }
        }
    }

    @Test
    @DisplayName("A view that does not exist is unknown")
    void unknownView() {
        assertThat(refusals(MANAGER, "everything", null, null))
                .extracting(Refusal::kind)
                .containsExactly(Refusal.Kind.UNKNOWN);
    }

    @Test
    @DisplayName("SA-11: In the queue who works at an outlet learns no names by searching or sorting")
    void maskedQueue() {
        Refusal search = Refusal.ofValue("SA-11", "personal-data-masked", "q");
        Refusal order = Refusal.ofValue("SA-11", "personal-data-masked", "sort");
        for (Actor actor : List.of(MANAGER, ASSISTANT, STAFF)) {
            assertThat(refusals(actor, "queue", "name", null)).containsExactly(order);
            assertThat(refusals(actor, "queue", "-name", null)).containsExactly(order);
            assertThat(refusals(actor, "queue", null, "山")).containsExactly(search);
            assertThat(refusals(actor, "queue", "created", "\0")).contains(search);
        }
        assertThat(log.entries()).isEmpty();
    }

    @Test
    @DisplayName("SA-11: The call centre and headquarters find and sort the queue by name, outlets what is delivered")
    void search() {
        queued("JP", "ALFA", "ﾔﾏﾀﾞ");
        queued("JP", "ALFA", "Rossi");
        delivered("ヤマモト", NAMBA);
        delivered("Bianchi", NAMBA);
        awaitAll();

        assertThat(names(api.rows("queue", 50, null, "name", null, null, null, null, null, null, null, CALLS)))
                .containsExactly("Rossi", "ﾔﾏﾀﾞ");
        assertThat(names(api.rows("queue", 50, null, null, null, null, null, "ヤマ", null, null, null, HQ)))
                .containsExactly("ﾔﾏﾀﾞ");
        assertThat(names(api.rows("all", 50, null, "-name", null, null, null, null, null, null, null, MANAGER)))
                .containsExactly("ヤマモト", "Bianchi");
        SalesRows found = api.rows("all", 50, null, null, null, null, null, "ﾔﾏ", null, null, null, MANAGER);
        assertThat(names(found)).containsExactly("ヤマモト");
        assertThat(found.count().value()).isEqualTo(1);
        assertThat(api.rows("all", 50, null, null, null, "CALL", null, null, null, null, null, MANAGER)
                        .rows())
                .isEmpty();
        assertThat(api.rows("all", 50, null, null, null, "WEB_FORM", "SPRING", null, null, null, null, MANAGER)
                        .rows())
                .hasSize(2);
    }

    @Test
    @DisplayName("AC-05: An auditor sees and searches names only when it says why; what was in clear is logged")
    void auditor() {
        delivered("山田", NAMBA);
        queued("JP", "ALFA", "鈴木");
        awaitAll();

        assertThat(refusals(AUDITOR, "all", "name", null))
                .containsExactly(Refusal.ofValue("AC-05", "personal-data-masked", "sort"));
        rows(AUDITOR, "all");
        assertThat(names(api.rows("all", 50, null, "name", null, null, null, "山", null, null, "why", AUDITOR)))
                .containsExactly("山田");
        rows(MANAGER, "queue");
        rows(CALLS, "queue");

        assertThat(log.entries())
                .allMatch(entry -> entry.action() == AccessAction.READ_SALES_LIST && Objects.equals(entry.rows(), 1))
                .extracting(AccessEntry::inClear)
                .containsExactly(false, true, false, true);
    }

    @Test
    @DisplayName("An order that a view does not have is none")
    void unsuitedSort() {
        Refusal noSort = Refusal.ofValue("API-LIST", "not-a-sort", "sort");
        for (String sort : List.of("delivered", "-delivered", "unassigned", "size", "")) {
            assertThat(refusals(HQ, "queue", sort, null)).containsExactly(noSort);
        }
        for (String sort : List.of("created", "-created", "size")) {
            assertThat(refusals(HQ, "all", sort, null)).containsExactly(noSort);
        }
    }

    @Test
    @DisplayName("A cursor that is none, or of another order or lead, is refused; so is a limit out of range")
    void notACursor() {
        UUID unknown = UUID.fromString("019a0000-0000-7000-8000-000000000000");
        for (String cursor : List.of(
                "",
                "x",
                "bmFtZQ",
                new Cursor("delivered", unknown).text(),
                new Cursor("-delivered", unknown).text(),
                new Cursor("-delivered", unknown, List.of("x")).text(),
                new Cursor("-delivered", unknown, List.of("true", "1")).text(),
                new Cursor("-delivered", unknown, List.of("99999999999999999")).text())) {
            assertThat(catchThrowableOfType(
                                    RefusedException.class,
                                    () -> api.rows(
                                            "all",
                                            50,
                                            cursor,
                                            "-delivered",
                                            null,
                                            null,
                                            null,
                                            null,
                                            null,
                                            null,
                                            null,
                                            MANAGER))
                            .refusals())
                    .as(cursor)
                    .containsExactly(Cursor.UNKNOWN);
        }
        assertThat(catchThrowableOfType(
                                RefusedException.class,
                                () -> api.rows(
                                        "all",
                                        201,
                                        "x",
                                        "-delivered",
                                        null,
                                        null,
                                        null,
                                        null,
                                        null,
                                        null,
                                        null,
                                        MANAGER))
                        .refusals())
                .extracting(Refusal::code)
                .containsExactly("limit-out-of-range", "not-a-cursor");
    }

    @Test
    @DisplayName("Pages of several outlets, in every order, show each lead once, and the same as one page would")
    void pages() {
        for (int i = 0; i < 7; i++) {
            delivered("name" + (i * 5 % 7), i % 2 == 0 ? NAMBA : UMEDA);
            assigned("name" + (i * 3 % 7), i % 2 == 0 ? UMEDA : NAMBA, "s-1");
        }
        awaitAll();

        for (String sort : List.of("-delivered", "delivered", "unassigned", "name", "-name")) {
            List<UUID> whole = ids(rows(MANAGER, "all", sort, null));
            List<UUID> seen = new ArrayList<>();
            String cursor = null;
            do {
                SalesRows page = api.rows("all", 3, cursor, sort, null, null, null, null, null, null, null, MANAGER);
                assertThat(page.count()).isEqualTo(new Count(14, false));
                seen.addAll(ids(page));
                cursor = page.nextCursor();
            } while (cursor != null);
            assertThat(seen).as(sort).hasSize(14).isEqualTo(whole);
        }
        assertThat(rows(MANAGER, "all").rows().stream().map(row -> row.owner() == null))
                .as("unassigned first")
                .isEqualTo(Stream.concat(
                                Stream.generate(() -> true).limit(7),
                                Stream.generate(() -> false).limit(7))
                        .toList());
    }

    @Test
    @DisplayName("The queue is read on where the page ended although its last lead was delivered meanwhile")
    void cursorOfALeadThatLeft() {
        List<UUID> leads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            leads.add(queued("JP", "ALFA", "name" + i));
        }
        awaitAll();
        String cursor = api.rows("queue", 2, null, null, null, null, null, null, null, null, null, CALLS)
                .nextCursor();
        scribe.deliver(leads.get(1), SHIBUYA);
        awaitAll();

        assertThat(ids(api.rows("queue", 2, cursor, null, null, null, null, null, null, null, null, CALLS)))
                .containsExactly(leads.get(2), leads.get(3));
        assertThat(cursor).isNotNull();
    }

    @Test
    @DisplayName("AC-01: A cursor by name of a lead that the reader does not see is no cursor")
    void foreignCursor() {
        UUID foreign = delivered("foreign", SHIBUYA);
        awaitAll();
        String cursor = new Cursor("name", foreign).text();

        assertThatThrownBy(() -> api.rows("all", 50, cursor, "name", null, null, null, null, null, null, null, MANAGER))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        e -> assertThat(e.refusals()).extracting(Refusal::code).containsExactly("not-a-cursor"));
    }

    @Test
    @DisplayName(
            "SA-10, AC-01: Where a delivery waits for an outlet, that outlet and the call centre see it, others do not")
    void held() {
        UUID lead = queued("JP", "ALFA", "山田");
        scribe.append(lead, new DeliveryHeld(new OutletId(NAMBA), OPENS));
        awaitAll();
        HeldDelivery held = new HeldDelivery(NAMBA, OPENS);

        assertThat(rows(CALLS, "queue").rows())
                .singleElement()
                .extracting(SalesRow::held)
                .isEqualTo(held);
        assertThat(rows(HQ, "queue").rows())
                .singleElement()
                .extracting(SalesRow::held)
                .isEqualTo(held);
        assertThat(rows(NAMBAS, "queue").rows())
                .singleElement()
                .extracting(SalesRow::held)
                .isEqualTo(held);
        assertThat(rows(SHIBUYAS, "queue").rows())
                .singleElement()
                .extracting(SalesRow::held)
                .isNull();
    }

    @Test
    @DisplayName("SA-22, SA-42: Leads stand in the views of their status, whoever owns them")
    void statuses() {
        UUID marked = delivered("marked", NAMBA);
        scribe.append(marked, new LeadMarkedOutOfScope("sold"));
        UUID converted = assigned("converted", NAMBA, "s-1");
        scribe.followUp(converted, TaskState.CLOSED);
        scribe.append(converted, new LeadConverted("OP-2026-1"));
        UUID lost = assigned("lost", NAMBA, "s-1");
        scribe.followUp(lost, TaskState.CLOSED);
        scribe.append(lost, new LeadNotConverted("no money"));
        UUID followed = delivered("followed", NAMBA);
        scribe.followUp(followed, TaskState.IN_PROGRESS);
        awaitAll();

        assertThat(names(MANAGER, "out-of-scope")).containsExactly("marked");
        assertThat(names(MANAGER, "converted")).containsExactly("converted");
        assertThat(names(MANAGER, "not-converted")).containsExactly("lost");
        assertThat(names(MANAGER, "following-up")).containsExactly("followed");
        assertThat(rows(MANAGER, "all", "unassigned", null).rows().getFirst().id())
                .as("waits for an owner; what is set aside does not")
                .isEqualTo(followed);
        assertThat(rows(MANAGER, "out-of-scope").rows().getFirst().firstFollowUp())
                .isNull();
        assertThat(Objects.requireNonNull(
                                rows(MANAGER, "following-up").rows().getFirst().firstFollowUp())
                        .running())
                .isFalse();
    }

    private UUID applied(@Nullable String campaign, String phone, @Nullable String outlet) {
        LeadCaptured plain = SalesScribe.captured(
                "JP", "ALFA", new Customer(null, "山田", null, phone, null, "ja", "JP", null, null, null));
        UUID lead = scribe.capture(new LeadCaptured(
                plain.leadId(),
                plain.reference(),
                plain.queue(),
                plain.source(),
                campaign,
                plain.utm(),
                plain.customer(),
                plain.wishes(),
                null,
                null,
                plain.consents(),
                null,
                List.of(),
                List.of()));
        if (outlet != null) {
            scribe.deliver(lead, outlet);
        }
        return lead;
    }

    @Test
    @DisplayName("SA-03, AC-01: Possible duplicates are flagged and linked to readers who see both, and to nobody else")
    void duplicates() {
        UUID namba = applied("SPRING", "090-1234-5678", NAMBA);
        UUID shibuya = applied("SPRING", "+81 90 1234 5678", SHIBUYA);
        UUID other = applied("SUMMER", "090-1234-5678", NAMBA);
        applied(null, "090-1234-5678", NAMBA);
        applied(null, "090-1234-5678", NAMBA);
        UUID italian = applied("SPRING", "090-9999", ROMA);
        awaitAll();

        assertThat(flagged(HQ, "all")).containsExactlyInAnyOrder(namba, shibuya);
        assertThat(linked(HQ, namba, false)).containsExactly(shibuya);
        assertThat(flagged(MANAGER, "all"))
                .as("Shibuya's is not Osaka's to know")
                .isEmpty();
        assertThat(linked(MANAGER, namba, true)).isEmpty();
        assertThat(linked(HQ, other, false)).isEmpty();
        assertThat(linked(HQ, italian, false)).isEmpty();

        UUID again = applied("SPRING", "０９０１２３４５６７８", UMEDA);
        awaitAll();
        assertThat(flagged(MANAGER, "all")).containsExactlyInAnyOrder(namba, again);
        assertThat(linked(MANAGER, again, true)).containsExactly(namba);
        assertThat(linked(HQ, again, false)).containsExactly(namba, shibuya);
    }

    @Test
    @DisplayName(
            "SA-03, SA-11: An outlet is told neither that a customer of its own is in the queue too, nor who is; of two"
                    + " in the queue it is told")
    void duplicatesInTheQueue() {
        UUID own = applied("SPRING", "090-1", NAMBA);
        UUID queued = applied("SPRING", "090-1", null);
        awaitAll();

        assertThat(flagged(MANAGER, "all")).isEmpty();
        assertThat(flagged(MANAGER, "queue")).isEmpty();
        assertThat(linked(MANAGER, own, true)).isEmpty();
        assertThat(linked(MANAGER, queued, true)).isEmpty();
        assertThat(flagged(HQ, "all")).containsExactly(own);
        assertThat(flagged(HQ, "queue")).containsExactly(queued);
        assertThat(linked(HQ, queued, false)).containsExactly(own);
        assertThat(flagged(CALLS, "queue"))
                .as("what is delivered is not the call centre's to know")
                .isEmpty();

        UUID second = applied("SPRING", "090-1", null);
        awaitAll();
        assertThat(flagged(MANAGER, "queue")).containsExactly(queued, second);
        assertThat(linked(MANAGER, queued, true)).containsExactly(second);
        assertThat(flagged(CALLS, "queue")).containsExactly(queued, second);
    }

    private List<UUID> flagged(Actor actor, String view) {
        return rows(actor, view).rows().stream()
                .filter(SalesRow::possibleDuplicate)
                .map(SalesRow::id)
                .toList();
    }

    private List<UUID> linked(Actor actor, UUID lead, boolean hidesQueue) {
        return new PossibleDuplicates(Scopes.reads(fixture.database().app()))
                        .of(
                                lead,
                                new ReadScopes(BOOK).ofSales(actor),
                                hidesQueue,
                                ListMoment.now(fixture.ledger().instant(), 0))
                        .stream()
                        .map(PossibleDuplicates.PossibleDuplicate::id)
                        .toList();
    }

    @Test
    @DisplayName("AC-05: A list is given out only when its reading is logged")
    void notLogged() {
        SalesListApi blind = new SalesListApi(
                new SalesLists(Scopes.reads(fixture.database().app())),
                new ReadScopes(BOOK),
                BOOK,
                projections,
                fixture.ledger(),
                KeptAccess.unavailable());

        assertThatThrownBy(() -> blind.rows("all", 50, null, null, null, null, null, null, null, null, null, MANAGER))
                .isInstanceOf(IllegalStateException.class);
    }

    private SalesRows asOf(Actor actor, String view, Instant moment) {
        return api.rows(view, 50, null, null, null, null, null, null, moment.toString(), null, null, actor);
    }

    private void awaitNextMillisecond() {
        Instant reached = fixture.ledger().instant();
        await().until(() -> fixture.ledger().instant().isAfter(reached));
    }

    private Instant recorded(UUID lead) {
        return fixture.ledger().readStream(lead, 0).getLast().recordedAt();
    }

    @Test
    @DisplayName(
            "SL-22, AC-01: As of a moment rows, counts and clocks are those of then, of leads that the reader saw then and"
                    + " sees now; in the queue names stay hidden from outlets")
    void asOf() {
        UUID lead = queued("JP", "ALFA", "山田");
        Instant inQueue = recorded(lead);
        awaitNextMillisecond();
        scribe.deliver(lead, NAMBA);
        scribe.assign(lead, "s-1");
        Instant own = recorded(lead);
        awaitNextMillisecond();
        scribe.assign(lead, "s-2");
        scribe.followUp(lead, TaskState.IN_PROGRESS);
        awaitAll();

        assertThat(asOf(NAMBAS, "queue", inQueue).rows()).singleElement().satisfies(row -> {
            assertThat(row.leadName()).isEqualTo(Mask.VALUE);
            assertThat(row.deliveredAt()).isNull();
        });
        assertThat(ids(asOf(HQ, "queue", inQueue))).containsExactly(lead);
        assertThat(asOf(CALLS, "queue", inQueue).rows())
                .as("delivered since, and no more the call centre's")
                .isEmpty();
        assertThat(asOf(SHIBUYAS, "queue", inQueue).rows())
                .as("another outlet's now")
                .isEmpty();
        assertThat(asOf(NAMBAS, "new-assigned", own).rows()).singleElement().satisfies(row -> {
            assertThat(row.owner()).isEqualTo(new LeadOwner("s-1", "佐藤"));
            assertThat(row.followedUpAt()).isNull();
            assertThat(Objects.requireNonNull(row.firstFollowUp()).running()).isTrue();
        });
        assertThat(asOf(STAFF, "mine", own).rows()).as("a colleague's now").isEmpty();
        assertThat(asOf(Scopes.atOutlets("s-2", Role.SALES_STAFF, NAMBA), "all", own)
                        .rows())
                .as("a colleague's then")
                .isEmpty();
        assertThat(asOf(NAMBAS, "all", inQueue).rows()).isEmpty();
        Views then = api.views(null, own.toString(), null, NAMBAS);
        assertThat(then.upToDate()).isEqualTo(new UpToDate(3, own));
        assertThat(then.views())
                .filteredOn(view -> view.count().value() == 1)
                .extracting(ViewCount::view)
                .containsExactly("new-assigned", "all");
        assertThat(asOf(AUDITOR, "all", own).rows().getFirst().leadName()).isEqualTo(Mask.VALUE);
    }

    @Test
    @DisplayName("SL-22: A future moment, or a text that is none, is refused")
    void noMoment() {
        Instant future = fixture.ledger().instant().plusSeconds(3_600);
        for (String moment : List.of(future.toString(), "yesterday")) {
            assertThat(catchThrowableOfType(RefusedException.class, () -> api.views(null, moment, null, MANAGER))
                            .refusals())
                    .extracting(Refusal::code)
                    .containsExactly(moment.equals("yesterday") ? "not-a-moment" : "moment-in-future");
            assertThat(catchThrowableOfType(
                                    RefusedException.class,
                                    () -> api.rows(
                                            "all", 50, null, null, null, null, null, null, moment, null, null, MANAGER))
                            .refusals())
                    .hasSize(1);
        }
    }

    @Test
    @DisplayName(
            "SA-10, SL-22: A held delivery waits as of a moment before it is recorded, and has the moment of opening after")
    void heldAsOf() {
        UUID lead = queued("JP", "ALFA", "山田");
        Instant opens = fixture.ledger().instant();
        scribe.append(lead, new DeliveryHeld(new OutletId(NAMBA), opens));
        Instant waiting = recorded(lead);
        awaitNextMillisecond();
        scribe.deliverHeld(lead, NAMBA, opens);
        Instant delivered = recorded(lead);
        awaitAll();

        assertThat(asOf(NAMBAS, "queue", waiting).rows())
                .singleElement()
                .extracting(SalesRow::held)
                .isEqualTo(new HeldDelivery(NAMBA, opens));
        assertThat(asOf(NAMBAS, "new-unassigned", waiting).rows()).isEmpty();
        assertThat(asOf(NAMBAS, "new-unassigned", delivered).rows())
                .singleElement()
                .extracting(SalesRow::deliveredAt, SalesRow::held)
                .containsExactly(opens, null);
        assertThat(asOf(NAMBAS, "queue", delivered).rows()).isEmpty();
    }
}
