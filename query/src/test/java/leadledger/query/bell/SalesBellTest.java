package leadledger.query.bell;

import static leadledger.query.bell.BellFixture.MANAGER;
import static leadledger.query.bell.BellFixture.OSAKA;
import static leadledger.query.bell.BellFixture.ids;
import static leadledger.query.bell.BellFixture.reader;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.UUID;
import leadledger.events.shared.Actor;
import leadledger.events.shared.Refusal;
import leadledger.events.shared.RefusedException;
import leadledger.events.shared.Role;
import leadledger.query.access.ScopedReads;
import leadledger.query.bell.BellApi.NotificationBody;
import leadledger.query.bell.BellApi.NotificationList;
import leadledger.query.bell.BellApi.OutletsBody;
import leadledger.query.bell.BellApi.ReadBody;
import leadledger.query.testing.Scopes;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The bell of the people of outlets (SA-12, SA-20). */
class SalesBellTest {

    private static final String NAMBA = "JP-OSAKA.NAMBA";
    private static final String UMEDA = "JP-OSAKA.UMEDA";
    private static final String SHIBUYA = "JP-TOKYO.SHIBUYA";
    private static final Actor STAFF = Scopes.atOutlets("u-4", Role.SALES_STAFF, NAMBA);

    @RegisterExtension
    final BellFixture bell = new BellFixture();

    private static Actor manager(String subject, String... outlets) {
        return Scopes.atOutlets(subject, Role.OUTLET_MANAGER, outlets);
    }

    private List<UUID> leads(Actor actor) {
        return bell.list(actor).notifications().stream()
                .map(NotificationBody::leadId)
                .toList();
    }

    private void select(Actor actor, String... outlets) {
        assertThat(bell.api().select(new OutletsBody(List.of(outlets)), actor).outlets())
                .containsExactlyInAnyOrder(outlets);
    }

    @Test
    @DisplayName("SA-12: the managers of the outlet are told of a delivery, and nobody else")
    void delivered() {
        UUID lead = bell.delivered(NAMBA);

        assertThat(bell.list(MANAGER).notifications())
                .extracting(
                        NotificationBody::kind,
                        NotificationBody::leadId,
                        NotificationBody::reference,
                        NotificationBody::outlet,
                        NotificationBody::dealer,
                        NotificationBody::position)
                .containsExactly(tuple(
                        NotificationKind.SALES_LEAD_DELIVERED,
                        lead,
                        "SL-2026-" + lead.toString().substring(30),
                        NAMBA,
                        null,
                        2L));
        assertThat(leads(manager("u-12", NAMBA))).containsExactly(lead);
        for (Actor other : List.of(
                manager("u-13", UMEDA),
                manager("u-14", SHIBUYA),
                Scopes.atOutlets("u-4", Role.SALES_STAFF, NAMBA, UMEDA),
                OSAKA)) {
            assertThat(leads(other)).as(other.ledgerForm()).isEmpty();
            assertThat(bell.list(other).unread().value()).as(other.ledgerForm()).isZero();
        }
    }

    @Test
    @DisplayName("SA-10, SA-11: a held delivery is told, too, and so is a pull, also to the manager who pulled")
    void heldAndPulled() {
        UUID held = bell.sales().as("CALL_CENTER/u-9").capture("ALFA", "山田");
        bell.sales()
                .as("SYSTEM/deadlines")
                .deliverHeld(held, NAMBA, bell.ledger().instant());
        UUID pulled = bell.sales().capture("ALFA", "鈴木");
        bell.sales().as("OUTLET_MANAGER/u-11").deliver(pulled, NAMBA);

        assertThat(leads(MANAGER)).containsExactly(pulled, held);
    }

    @Test
    @DisplayName("SA-20: the new owner alone is told of an assignment; who assigns a lead to itself is not")
    void assigned() {
        UUID lead = bell.delivered(NAMBA);
        bell.sales().as("OUTLET_MANAGER/u-11").assign(lead, "u-4");
        bell.sales().as("OUTLET_MANAGER/u-12").assign(lead, "u-11");
        bell.sales().as("OUTLET_MANAGER/u-11").assign(lead, "u-11");

        assertThat(bell.list(STAFF).notifications()).singleElement().satisfies(told -> {
            assertThat(told.kind()).isEqualTo(NotificationKind.SALES_LEAD_ASSIGNED);
            assertThat(told.leadId()).isEqualTo(lead);
            assertThat(told.outlet()).isEqualTo(NAMBA);
        });
        assertThat(bell.list(MANAGER).notifications())
                .extracting(NotificationBody::kind, NotificationBody::position)
                .containsExactly(
                        tuple(NotificationKind.SALES_LEAD_ASSIGNED, 4L),
                        tuple(NotificationKind.SALES_LEAD_DELIVERED, 2L));
        assertThat(leads(Scopes.atOutlets("u-5", Role.SALES_STAFF, NAMBA))).isEmpty();
        assertThat(leads(manager("u-12", NAMBA))).hasSize(1);
        assertThat(leads(Scopes.atOutlets("u-4", Role.SALES_STAFF, UMEDA)))
                .as("the token's outlets decide (AC-02)")
                .isEmpty();
    }

    @Test
    @DisplayName("SA-12: what is selected is counted and listed, also what came before; nothing selected: all")
    void selection() {
        UUID namba = bell.delivered(NAMBA);
        UUID umeda = bell.delivered(UMEDA);

        select(MANAGER, UMEDA);
        UUID later = bell.delivered(UMEDA);
        UUID unseen = bell.delivered(NAMBA);

        assertThat(leads(MANAGER)).containsExactly(later, umeda);
        assertThat(bell.list(MANAGER).unread().value()).isEqualTo(2);
        assertThat(bell.list(MANAGER).outlets()).containsExactly(UMEDA);
        assertThat(leads(manager("u-12", NAMBA, UMEDA))).as("another's").hasSize(4);
        select(MANAGER, NAMBA, UMEDA);
        assertThat(leads(MANAGER)).containsExactly(unseen, later, umeda, namba);
        select(MANAGER, NAMBA);
        assertThat(leads(MANAGER)).containsExactly(unseen, namba);
        select(MANAGER);
        assertThat(leads(MANAGER)).hasSize(4);
    }

    @Test
    @DisplayName("SA-12: what the token no longer has drops out of the selection; nothing left of it: all")
    void droppedOut() {
        bell.delivered(NAMBA);
        UUID umeda = bell.delivered(UMEDA);
        select(MANAGER, NAMBA);

        Actor moved = manager("u-11", UMEDA, SHIBUYA);
        assertThat(leads(moved)).containsExactly(umeda);
        assertThat(bell.list(moved).outlets()).isEmpty();
        assertThat(bell.list(manager("u-11", NAMBA, SHIBUYA)).outlets()).containsExactly(NAMBA);
    }

    @Test
    @DisplayName("SA-12, AC-01: only the token's outlets can be selected; another's is like none at all")
    void selectOnlyYours() {
        for (String other : List.of(SHIBUYA, "XX-NOWHERE.X", "JP-OSAKA", NAMBA + "/u-11", "no code")) {
            RefusedException refused = catchThrowableOfType(
                    RefusedException.class, () -> bell.api().select(new OutletsBody(List.of(NAMBA, other)), MANAGER));
            assertThat(refused.refusals()).extracting(Refusal::code).containsExactly("outlet-not-yours");
        }
        assertThat(bell.list(MANAGER).outlets()).isEmpty();
    }

    @Test
    @DisplayName("SA-12: what was not shown is not read by reading all")
    void readWhatIsShown() {
        bell.delivered(NAMBA);
        UUID umeda = bell.delivered(UMEDA);
        select(MANAGER, UMEDA);
        NotificationList shown = bell.list(MANAGER);
        bell.api().read(ids(shown).getFirst().toString(), MANAGER);
        assertThat(bell.api()
                        .readUpTo(new ReadBody(shown.position()), MANAGER)
                        .unread()
                        .value())
                .isZero();

        select(MANAGER);
        assertThat(bell.list(MANAGER).notifications())
                .extracting(NotificationBody::leadId, NotificationBody::read)
                .contains(tuple(umeda, true))
                .hasSize(2);
        assertThat(bell.list(MANAGER).unread().value()).isEqualTo(1);
    }

    @Test
    @DisplayName("Marks are the user's own, outlet by outlet, whichever of its profiles it has picked")
    void marks() {
        UUID lead = bell.delivered(NAMBA);
        bell.sales().as("OUTLET_MANAGER/u-12").assign(lead, "u-11");
        UUID assigned = ids(bell.list(MANAGER)).getFirst();
        bell.api().read(assigned.toString(), MANAGER);
        bell.delivered(NAMBA);

        assertThat(bell.list(MANAGER).notifications())
                .extracting(NotificationBody::read)
                .containsExactly(false, true, false);
        assertThat(bell.list(Scopes.atOutlets("u-11", Role.SALES_STAFF, NAMBA)).notifications())
                .extracting(NotificationBody::read)
                .containsExactly(true);
        assertThat(bell.list(manager("u-12", NAMBA)).unread().value()).isEqualTo(2);
        assertThat(bell.ledgers().column("select concat_ws(' ', tenant, subject) from bell.read_mark"))
                .containsExactly("JP-OSAKA.NAMBA/u-11 u-11");
    }

    @Test
    @DisplayName("AC-01: another's notification is one that does not exist, to read it, too")
    void anothers() {
        UUID lead = bell.delivered(NAMBA);
        bell.sales().as("OUTLET_MANAGER/u-11").assign(lead, "u-4");
        UUID delivery = ids(bell.list(MANAGER)).getFirst();
        UUID assignment = ids(bell.list(STAFF)).getFirst();

        assertThat(unknown(delivery, STAFF)).isEqualTo("unknown-notification");
        assertThat(unknown(assignment, MANAGER)).isEqualTo("unknown-notification");
        assertThat(unknown(delivery, manager("u-13", UMEDA))).isEqualTo("unknown-notification");
        assertThat(unknown(delivery, OSAKA)).isEqualTo("unknown-notification");
    }

    private String unknown(UUID id, Actor actor) {
        return catchThrowableOfType(RefusedException.class, () -> bell.api().read(id.toString(), actor))
                .refusals()
                .getFirst()
                .code();
    }

    @Test
    @DisplayName(
            "AC-03: the database shows a manager its outlets' and its own rows, and staff its own, whatever is asked")
    void rowSecurity() {
        UUID namba = bell.delivered(NAMBA);
        bell.sales().as("OUTLET_MANAGER/u-11").assign(namba, "u-4");
        UUID shibuya = bell.delivered(SHIBUYA);
        bell.sales().as("OUTLET_MANAGER/u-14").assign(shibuya, "u-4");
        bell.newLead("JP-OSAKA");
        select(MANAGER, NAMBA);
        bell.list(MANAGER);

        assertThat(allRows(MANAGER)).containsExactly("2 JP-OSAKA.NAMBA");
        assertThat(allRows(STAFF)).containsExactly("3 JP-OSAKA.NAMBA/u-4");
        assertThat(allRows(manager("u-14", SHIBUYA))).containsExactly("5 JP-TOKYO.SHIBUYA");
        assertThat(allRows(OSAKA)).containsExactly("7 JP-OSAKA");
        assertThat(kept(MANAGER)).containsExactly("JP-OSAKA.NAMBA/u-11", "JP-OSAKA.UMEDA/u-11");
        assertThat(kept(STAFF)).isEmpty();
        assertThat(kept(manager("u-12", NAMBA))).isEmpty();
    }

    private List<String> allRows(Actor actor) {
        return read(
                actor,
                "select concat_ws(' ', position, tenant) from query.bell_notification where kind is not null"
                        + " order by position");
    }

    private List<String> kept(Actor actor) {
        return read(actor, "select tenant from bell.reader order by tenant");
    }

    private List<String> read(Actor actor, String sql) {
        ScopedReads reads = Scopes.reads(bell.ledgers().database().app());
        Reader reader = reader(actor);
        return reads.read(
                reader.scope(),
                reader.subject(),
                reading -> reading.sql(sql).query(String.class).list());
    }

    @Test
    @DisplayName("LG-30: a rebuild changes no notification, and nothing that was read or selected")
    void rebuild() {
        UUID lead = bell.delivered(NAMBA);
        bell.sales().as("OUTLET_MANAGER/u-12").assign(lead, "u-11");
        bell.newLead("JP-OSAKA");
        bell.api().read(ids(bell.list(MANAGER)).getFirst().toString(), MANAGER);
        select(MANAGER, NAMBA);
        NotificationList before = bell.list(MANAGER);
        assertThat(before.notifications()).extracting(NotificationBody::read).containsExactly(true, false);

        bell.projections().rebuild(BellProjection.NAME);

        assertThat(bell.list(MANAGER)).isEqualTo(before);
        bell.projections().verify(BellProjection.NAME);
        assertThat(bell.ledgers().value("select differing from query.rebuild")).isEqualTo("0");
    }
}
