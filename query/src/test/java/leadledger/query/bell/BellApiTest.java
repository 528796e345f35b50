package leadledger.query.bell;

import static leadledger.query.bell.BellFixture.AGENT;
import static leadledger.query.bell.BellFixture.HQ;
import static leadledger.query.bell.BellFixture.OSAKA;
import static leadledger.query.bell.BellFixture.TOKYO;
import static leadledger.query.bell.BellFixture.agent;
import static leadledger.query.bell.BellFixture.ids;
import static leadledger.query.bell.BellFixture.kinds;
import static leadledger.query.bell.BellFixture.ofSeveral;
import static leadledger.query.bell.BellFixture.reader;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import leadledger.events.shared.Actor;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.MarketId;
import leadledger.events.shared.Refusal;
import leadledger.events.shared.RefusedException;
import leadledger.events.shared.Role;
import leadledger.query.access.RowSecurity;
import leadledger.query.bell.BellApi.NotificationBody;
import leadledger.query.bell.BellApi.NotificationList;
import leadledger.query.bell.BellApi.OutletsBody;
import leadledger.query.bell.BellApi.ReadBody;
import leadledger.query.bell.BellApi.Unread;
import leadledger.query.testing.LeadDraft;
import leadledger.query.testing.Scopes;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code /notifications}: who is told what, what is read, what is selected (SA-12, AS-52, AS-65). */
class BellApiTest {

    @RegisterExtension
    final BellFixture bell = new BellFixture();

    @Test
    @DisplayName("AS-04: a dealer is told of leads that headquarters or intake made for it, and not of its own")
    void newLeads() {
        UUID byIntake = bell.newLead("JP-OSAKA");
        bell.scribe().as(AGENT).create(LeadDraft.of("JP-OSAKA"));
        UUID byHeadquarters = bell.scribe().as(HQ).create(LeadDraft.of("JP-OSAKA"));

        NotificationList list = bell.list(OSAKA);

        assertThat(list.notifications())
                .extracting(NotificationBody::kind, NotificationBody::leadId, NotificationBody::position)
                .containsExactly(
                        tuple(NotificationKind.NEW_LEAD, byHeadquarters, 3L),
                        tuple(NotificationKind.NEW_LEAD, byIntake, 1L));
        NotificationBody newest = list.notifications().getFirst();
        assertThat(newest.reference())
                .isEqualTo("AL-2026-" + byHeadquarters.toString().substring(30));
        assertThat(newest.dealer()).isEqualTo("JP-OSAKA");
        assertThat(newest.read()).isFalse();
        assertThat(newest.at())
                .isEqualTo(bell.ledger().readAfter(2, 1).getFirst().recordedAt());
        assertThat(newest.id().version()).isEqualTo(7);
        assertThat(newest.id().variant()).isEqualTo(2);
        assertThat(list.unread()).isEqualTo(new Unread(2, false));
        assertThat(list.position()).isGreaterThanOrEqualTo(3);
    }

    @Test
    @DisplayName("AS-52: a dealer is told once that a re-contact's lead exists")
    void recontact() {
        UUID lead = bell.recontactLead("JP-OSAKA");

        assertThat(bell.list(OSAKA).notifications()).singleElement().satisfies(told -> {
            assertThat(told.kind()).isEqualTo(NotificationKind.RECONTACT_LEAD);
            assertThat(told.leadId()).isEqualTo(lead);
        });
    }

    @Test
    @DisplayName("AS-65: the new dealer is told which lead came, the former one only that one went")
    void moved() {
        UUID lead = bell.scribe().as(AGENT).create(LeadDraft.of("JP-OSAKA"));
        bell.move(lead, "JP-TOKYO");

        assertThat(bell.list(TOKYO).notifications()).singleElement().satisfies(told -> {
            assertThat(told.kind()).isEqualTo(NotificationKind.LEAD_MOVED_HERE);
            assertThat(told.leadId()).isEqualTo(lead);
            assertThat(told.dealer()).isEqualTo("JP-TOKYO");
        });
        assertThat(bell.list(OSAKA).notifications()).singleElement().satisfies(told -> {
            assertThat(told.kind()).isEqualTo(NotificationKind.LEAD_MOVED_AWAY);
            assertThat(told.leadId()).isNull();
            assertThat(told.reference()).isNull();
            assertThat(told.position()).isEqualTo(2);
        });
        assertThat(ids(bell.list(TOKYO))).doesNotContainAnyElementsOf(ids(bell.list(OSAKA)));
    }

    @Test
    @DisplayName(
            "AC-01: a dealer is told nothing of another's leads, and another's notification is one that does not exist")
    void tenancy() {
        bell.newLead("JP-OSAKA");
        UUID ofOsaka = ids(bell.list(OSAKA)).getFirst();

        NotificationList ofTokyo = bell.list(TOKYO);

        assertThat(ofTokyo.notifications()).isEmpty();
        assertThat(ofTokyo.unread()).isEqualTo(new Unread(0, false));
        assertThat(refusal(() -> bell.api().read(ofOsaka.toString(), TOKYO)))
                .isEqualTo(refusal(() -> bell.api().read(UUID.randomUUID().toString(), TOKYO)))
                .isEqualTo(refusal(() -> bell.api().read("no-uuid", TOKYO)))
                .isEqualTo("AC-01 UNKNOWN unknown-notification");
        assertThat(bell.list(OSAKA).unread().value()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            names = {"AFTERSALES_AGENT", "AFTERSALES_MANAGER", "OUTLET_MANAGER", "SALES_STAFF"},
            mode = EnumSource.Mode.EXCLUDE)
    @DisplayName("AC-01: only a dealer's people, an outlet's managers and its sales staff have a bell")
    void otherRoles(Role role) {
        Actor other = role.isOutlets()
                ? Scopes.atOutlets("u-9", role, "JP-OSAKA.NAMBA")
                : new Actor("u-9", role, null, role.isMarkets() ? new MarketId("JP") : null);
        List<Runnable> all = List.of(
                () -> bell.api().list(50, null, false, null, other),
                () -> bell.api().read(UUID.randomUUID().toString(), other),
                () -> bell.api().readUpTo(new ReadBody(0L), other),
                () -> bell.api().select(new OutletsBody(List.of()), other));
        assertThat(all).allSatisfy(request -> assertThat(refusal(request)).isEqualTo("AC-01 ROLE role-may-not"));
    }

    @Test
    @DisplayName("What one has read is read for this user alone, and once more changes nothing")
    void readOne() {
        bell.newLeads("JP-OSAKA", 3);
        List<UUID> all = ids(bell.list(OSAKA));

        bell.api().read(all.get(1).toString(), OSAKA);
        BellApi.Bell answer = bell.api().read(all.get(1).toString(), OSAKA);

        assertThat(answer.unread().value()).isEqualTo(2);
        assertThat(bell.list(OSAKA).notifications())
                .extracting(NotificationBody::read)
                .containsExactly(false, true, false);
        assertThat(ids(bell.list(OSAKA, 200, null, true))).containsExactly(all.get(0), all.get(2));
        assertThat(bell.list(agent("u-7", "JP-OSAKA")).unread().value()).isEqualTo(3);
    }

    @Test
    @DisplayName("What is read up to a position is read; an earlier position afterwards takes nothing back")
    void readUpTo() {
        bell.newLeads("JP-OSAKA", 4);
        List<UUID> all = ids(bell.list(OSAKA));
        bell.api().read(all.get(0).toString(), OSAKA);

        assertThat(bell.api().readUpTo(new ReadBody(3L), OSAKA).unread().value())
                .isZero();
        bell.newLead("JP-OSAKA");
        assertThat(bell.api().readUpTo(new ReadBody(1L), OSAKA)).isNotNull();

        assertThat(bell.list(OSAKA).notifications())
                .extracting(NotificationBody::read)
                .containsExactly(false, true, true, true, true);
        assertThat(bell.ledgers().column("select position from bell.read_mark")).containsExactly("4");
    }

    @Test
    @DisplayName("What is yet to come cannot be read")
    void readTooFar() {
        bell.newLead("JP-OSAKA");
        assertThat(refusal(() -> bell.api().readUpTo(new ReadBody(2L), OSAKA)))
                .isEqualTo("SA-12 VALUE position-not-reached");
        assertThat(refusal(() -> bell.api().readUpTo(new ReadBody(-1L), OSAKA)))
                .isEqualTo("SA-12 VALUE position-not-reached");
        assertThat(refusal(() -> bell.api().readUpTo(new ReadBody(null), OSAKA)))
                .isEqualTo("SA-12 VALUE field-required");
        assertThat(bell.api().readUpTo(new ReadBody(1L), OSAKA)).isNotNull();
    }

    @Test
    @DisplayName("Single marks are bounded: what is older than all that are kept counts as read")
    void marksAreBounded() {
        Reader reader = reader(OSAKA);
        LongStream.rangeClosed(1, ReaderStates.MOST_MARKS + 5)
                .forEach(position ->
                        bell.states().markRead(reader, reader.places().getFirst(), UUID.randomUUID(), 10 * position));

        assertThat(bell.ledgers().value("select count(*) from bell.read_mark"))
                .isEqualTo(Integer.toString(ReaderStates.MOST_MARKS));
        assertThat(bell.ledgers().value("select read_up_to from bell.reader")).isEqualTo("50");
    }

    @Test
    @DisplayName("SA-12: a user selects only what it may see; another's outlet is like none at all")
    void selectOnlyYours() {
        assertThat(bell.api()
                        .select(new OutletsBody(List.of("JP-OSAKA")), OSAKA)
                        .outlets())
                .containsExactly("JP-OSAKA");
        for (String other : List.of("JP-TOKYO", "XX-NOWHERE", "no code")) {
            assertThat(refusal(() -> bell.api().select(new OutletsBody(List.of("JP-OSAKA", other)), OSAKA)))
                    .isEqualTo("SA-12 VALUE outlet-not-yours");
        }
        assertThat(refusal(() -> bell.api().select(new OutletsBody(null), OSAKA)))
                .isEqualTo("SA-12 VALUE field-required");
        assertThat(bell.list(OSAKA).outlets()).containsExactly("JP-OSAKA");
        assertThat(bell.api().select(new OutletsBody(List.of()), OSAKA).outlets())
                .isEmpty();
    }

    @Test
    @DisplayName("SA-12: the bell counts and lists what is selected, also what came before; nothing selected: all")
    void selectionFilters() {
        bell.newLeads("JP-OSAKA", 1);
        bell.newLeads("JP-TOKYO", 2);
        bell.newLeads("IT-ROMA", 4);
        bell.list(OSAKA);
        Reader both = ofSeveral();

        assertThat(shown(both)).isEqualTo("3 of 3");
        bell.states().select(both, Set.of("JP-TOKYO"));
        assertThat(shown(both)).isEqualTo("2 of 2");
        assertThat(bell.notifications().between(both, 0, 3, 10)).hasSize(2);
        bell.states().select(both, Set.of("JP-OSAKA", "IT-ROMA"));
        assertThat(shown(both)).as("what one may no longer see is not shown").isEqualTo("1 of 1");
        bell.states().select(both, Set.of("JP-TOKYO", "IT-ROMA"));
        assertThat(shown(reader(OSAKA))).as("nothing of it is left: all").isEqualTo("1 of 1");
    }

    private String shown(Reader reader) {
        Notifications.Page page = bell.notifications().page(reader, NotificationCursor.START, 10, false);
        return page.items().size() + " of " + page.bell().unread();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @DisplayName("Pages show everything once, whatever comes and is read meanwhile")
    void cursor(boolean unread) {
        bell.newLeads("JP-OSAKA", 7);
        List<UUID> all = ids(bell.list(OSAKA));
        List<UUID> seen = new ArrayList<>();
        String cursor = null;
        do {
            NotificationList page = bell.list(OSAKA, 3, cursor, unread);
            seen.addAll(ids(page));
            ids(page).forEach(id -> bell.api().read(id.toString(), OSAKA));
            bell.newLeads("JP-OSAKA", 2);
            cursor = page.nextCursor();
        } while (cursor != null);

        assertThat(seen).isEqualTo(all);
        assertThat(bell.list(OSAKA).unread().value()).isEqualTo(6);
    }

    @Test
    @DisplayName("Several outlets' notifications are in one order")
    void severalOutlets() {
        IntStream.range(0, 9).forEach(i -> bell.newLead(i % 2 == 0 ? "JP-OSAKA" : "JP-TOKYO"));
        bell.list(OSAKA);
        Reader both = ofSeveral();

        Notifications.Page first = bell.notifications().page(both, NotificationCursor.START, 4, false);
        Notifications.Page second = bell.notifications()
                .page(both, NotificationCursor.after(first.items().getLast().notification()), 5, false);

        assertThat(first.more()).isTrue();
        assertThat(second.more()).isFalse();
        assertThat(List.of(first, second))
                .flatMap(Notifications.Page::items)
                .extracting(item -> item.notification().position())
                .containsExactly(9L, 8L, 7L, 6L, 5L, 4L, 3L, 2L, 1L);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 201})
    void limitIsBounded(int limit) {
        assertThat(refusal(() -> bell.api().list(limit, null, false, null, OSAKA)))
                .isEqualTo("API-LIST VALUE limit-out-of-range");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?", "MTI", "MSx4", "eCwwMTliMDAwMC0wMDAwLTcwMDAtODAwMC0wMDAwMDAwMDAwMDA"})
    void cursorsAreRead(String cursor) {
        assertThat(refusal(() -> bell.api().list(50, cursor, false, null, OSAKA)))
                .isEqualTo("API-LIST VALUE not-a-cursor");
    }

    @Test
    @DisplayName("Counting the unread stops at the most, and says so")
    void countIsCapped() throws SQLException {
        Addressee osaka = new Addressee.Dealer(new DealerId("JP-OSAKA"));
        UUID lead = UUID.randomUUID();
        List<Notification> many = LongStream.rangeClosed(1, Notifications.COUNTED_AT_MOST + 1)
                .mapToObj(position -> Notification.of(
                        NotificationKind.NEW_LEAD, osaka, lead, "AL-1", position, Instant.ofEpochMilli(position)))
                .toList();
        try (Connection connection = bell.ledgers().database().app().getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("select " + RowSecurity.FOLDING_ON);
            bell.projection()
                    .save(
                            connection,
                            "query." + BellProjection.TABLE,
                            List.of(new LeadNotifications(lead, 0, osaka.tenant(), "AL-1", many)));
            connection.commit();
        }

        assertThat(bell.list(OSAKA).unread()).isEqualTo(new Unread(Notifications.COUNTED_AT_MOST, true));
        bell.states().markAllRead(reader(OSAKA), reader(OSAKA).places(), 2);
        assertThat(bell.list(OSAKA).unread()).isEqualTo(new Unread(Notifications.COUNTED_AT_MOST - 1, false));
    }

    @Test
    @DisplayName("LG-30: a rebuild changes no notification, and nothing that was read or selected")
    void rebuild() {
        UUID lead = bell.newLead("JP-OSAKA");
        bell.move(lead, "JP-TOKYO");
        bell.move(lead, "JP-OSAKA");
        bell.recontactLead("JP-OSAKA");
        bell.api().read(ids(bell.list(OSAKA)).get(1).toString(), OSAKA);
        bell.api().select(new OutletsBody(List.of("JP-OSAKA")), OSAKA);
        NotificationList before = bell.list(OSAKA);
        assertThat(kinds(before))
                .containsExactly(
                        NotificationKind.RECONTACT_LEAD,
                        NotificationKind.LEAD_MOVED_HERE,
                        NotificationKind.LEAD_MOVED_AWAY,
                        NotificationKind.NEW_LEAD);

        bell.projections().rebuild(BellProjection.NAME);

        assertThat(bell.list(OSAKA)).isEqualTo(before);
        assertThat(before.notifications())
                .extracting(NotificationBody::read)
                .containsExactly(false, true, false, false);
    }

    private static String refusal(Runnable request) {
        Refusal refusal = catchThrowableOfType(RefusedException.class, request::run)
                .refusals()
                .getFirst();
        return refusal.rule() + " " + refusal.kind() + " " + refusal.code();
    }
}
