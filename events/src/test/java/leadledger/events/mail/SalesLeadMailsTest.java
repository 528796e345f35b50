package leadledger.events.mail;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import leadledger.events.reference.ReferenceBook;
import leadledger.events.reference.ReferenceEvent;
import leadledger.events.reference.ReferenceEvent.OutletDefined;
import leadledger.events.reference.ReferenceEvent.Post;
import leadledger.events.reference.ReferenceEvent.UserDefined;
import leadledger.events.sales.DeliveryKind;
import leadledger.events.sales.LeadQueue;
import leadledger.events.sales.SalesEvent;
import leadledger.events.sales.SalesEvent.LeadAssigned;
import leadledger.events.sales.SalesEvent.LeadCaptured;
import leadledger.events.sales.SalesEvent.LeadConverted;
import leadledger.events.sales.SalesEvent.LeadDelivered;
import leadledger.events.sales.SalesEvent.LeadMarkedOutOfScope;
import leadledger.events.sales.SalesEvent.OutOfScopeMarkTakenBack;
import leadledger.events.sales.Utm;
import leadledger.events.sales.Wishes;
import leadledger.events.shared.Consents;
import leadledger.events.shared.Customer;
import leadledger.events.shared.LeadId;
import leadledger.events.shared.MarketId;
import leadledger.events.shared.OutletId;
import leadledger.events.shared.Recorded;
import leadledger.events.shared.Role;
import leadledger.events.shared.UserId;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** SA-12, SA-20: who is written to when a lead is delivered and assigned. */
class SalesLeadMailsTest {

    private static final OutletId NAMBA = new OutletId("JP-OSAKA.NAMBA");
    private static final OutletId UMEDA = new OutletId("JP-OSAKA.UMEDA");
    private static final LeadId LEAD = new LeadId(UUID.fromString("019abcde-0000-7000-8000-000000000001"));
    private static final Instant START = Instant.parse("2026-06-02T00:00:00Z");
    private static final Instant DELIVERED = START.plusSeconds(60);

    private final List<Recorded<SalesEvent>> events = new ArrayList<>();
    private ReferenceBook book = ReferenceBook.EMPTY.after(
            List.of(new OutletDefined(NAMBA, "Namba", List.of("ALFA"), ZoneId.of("Asia/Tokyo"), true)));

    private SalesLeadMailsTest user(Instant since, String id, boolean active, Post... posts) {
        ReferenceEvent event = new UserDefined(new UserId(id), id, id + "@example.jp", "ja", List.of(posts), active);
        book = book.afterRecorded(List.of(recorded(since, "ADMIN/u-0", event)));
        return this;
    }

    private static Post at(OutletId outlet, Role role) {
        return new Post(outlet, role);
    }

    private static Post manager(OutletId outlet) {
        return at(outlet, Role.OUTLET_MANAGER);
    }

    private <E> Recorded<E> recorded(Instant at, String actor, E event) {
        int sequence = events.size();
        return new Recorded<>(
                sequence + 1L, sequence, new UUID(7, sequence), LEAD.value(), "type", at, at, actor, "TENANT", event);
    }

    private void given(Instant at, String actor, SalesEvent event) {
        events.add(recorded(at, actor, event));
    }

    private void captured() {
        given(
                START,
                "CALL_CENTER/u-9",
                new LeadCaptured(
                        LEAD,
                        "SL-2026-000123",
                        new LeadQueue(new MarketId("JP"), "ALFA"),
                        "WEB_FORM",
                        null,
                        Utm.NONE,
                        new Customer(null, "山田", null, null, null, "ja", "JP", null, null, null),
                        Wishes.NONE,
                        null,
                        null,
                        Consents.NONE,
                        null,
                        List.of(),
                        List.of()));
    }

    private void delivered(String actor, DeliveryKind kind) {
        captured();
        given(DELIVERED, actor, new LeadDelivered(NAMBA, kind, kind == DeliveryKind.HELD ? START : null));
    }

    private List<MailCourse> courses() {
        return SalesLeadMails.courses(
                events,
                MailPolicy.DEFAULT,
                (outlet, moment) -> book.managersOf(outlet, moment).stream()
                        .map(UserDefined::user)
                        .toList());
    }

    private static String text(MailCourse course) {
        PlannedMail mail = course.mail();
        return mail.kind() + " to " + mail.recipient() + " " + mail.user() + " " + course.standing();
    }

    private List<String> told() {
        return courses().stream().map(SalesLeadMailsTest::text).toList();
    }

    @Test
    @DisplayName("SA-12: a delivery is told to each manager of the outlet, and to nobody else")
    void managersOfTheOutlet() {
        user(START, "u-1", true, manager(NAMBA), manager(UMEDA));
        user(START, "u-2", true, manager(NAMBA), at(NAMBA, Role.SALES_STAFF));
        user(START, "u-3", true, manager(UMEDA));
        user(START, "u-4", true, at(NAMBA, Role.SALES_STAFF));
        user(START, "u-5", true, at(NAMBA, Role.SALES_ASSISTANT));
        user(START, "u-6", false, manager(NAMBA));
        delivered("CALL_CENTER/u-9", DeliveryKind.AT_ONCE);

        assertThat(told())
                .containsExactly(
                        "SALES_LEAD_DELIVERED to OUTLET_MANAGER u-1 STANDS",
                        "SALES_LEAD_DELIVERED to OUTLET_MANAGER u-2 STANDS");
        assertThat(courses()).extracting(MailCourse::mail).allSatisfy(mail -> {
            assertThat(mail.lead()).isEqualTo(LEAD);
            assertThat(mail.tenant()).isEqualTo("JP-OSAKA.NAMBA");
            assertThat(mail.dueAt()).isEqualTo(DELIVERED);
            assertThat(mail.expiresAt()).isEqualTo(DELIVERED.plus(Duration.ofDays(3)));
            assertThat(mail.appointmentAt()).isNull();
            assertThat(mail.invitation()).isNull();
        });
    }

    @Test
    @DisplayName("SA-12: who joined later gets none, who left later still does: the moment of the record decides")
    void directoryAtTheMoment() {
        user(DELIVERED, "u-just", true, manager(NAMBA));
        user(START, "u-leaves", true, manager(NAMBA));
        user(START, "u-moves", true, manager(NAMBA));
        user(START, "u-left", true, manager(NAMBA));
        user(DELIVERED, "u-left", false, manager(NAMBA));
        user(DELIVERED.plusMillis(1), "u-late", true, manager(NAMBA));
        user(DELIVERED.plusMillis(1), "u-leaves", false, manager(NAMBA));
        user(DELIVERED.plusMillis(1), "u-moves", true, manager(UMEDA));
        delivered("CALL_CENTER/u-9", DeliveryKind.AT_ONCE);

        assertThat(told())
                .containsExactly(
                        "SALES_LEAD_DELIVERED to OUTLET_MANAGER u-just STANDS",
                        "SALES_LEAD_DELIVERED to OUTLET_MANAGER u-leaves STANDS",
                        "SALES_LEAD_DELIVERED to OUTLET_MANAGER u-moves STANDS");
    }

    @Test
    @DisplayName("SA-10, SA-11: a held delivery and a pull are told, too, also to the manager who pulled")
    void heldAndPulled() {
        user(START, "u-1", true, manager(NAMBA));
        delivered("SYSTEM/deadlines", DeliveryKind.HELD);
        assertThat(told()).containsExactly("SALES_LEAD_DELIVERED to OUTLET_MANAGER u-1 STANDS");

        events.clear();
        delivered("OUTLET_MANAGER/u-1", DeliveryKind.PULLED);
        assertThat(told()).containsExactly("SALES_LEAD_DELIVERED to OUTLET_MANAGER u-1 STANDS");
    }

    @Test
    @DisplayName("SA-20: the new owner is told, and with the next one the former one no more")
    void assigned() {
        delivered("CALL_CENTER/u-9", DeliveryKind.AT_ONCE);
        given(DELIVERED.plusSeconds(1), "OUTLET_MANAGER/u-1", new LeadAssigned(new UserId("u-4")));
        given(DELIVERED.plusSeconds(2), "OUTLET_MANAGER/u-1", new LeadAssigned(new UserId("u-7")));

        assertThat(told())
                .containsExactly(
                        "SALES_LEAD_ASSIGNED to OWNER u-4 WITHDRAWN", "SALES_LEAD_ASSIGNED to OWNER u-7 STANDS");
        assertThat(courses().getFirst().since()).isEqualTo(DELIVERED.plusSeconds(2));
        assertThat(courses().getLast().mail().tenant()).isEqualTo("JP-OSAKA.NAMBA");
    }

    @Test
    @DisplayName("SA-20: who assigns a lead to itself is not written to; the former owner's is withdrawn all the same")
    void assignedToItself() {
        delivered("CALL_CENTER/u-9", DeliveryKind.AT_ONCE);
        given(DELIVERED.plusSeconds(1), "OUTLET_MANAGER/u-1", new LeadAssigned(new UserId("u-4")));
        given(DELIVERED.plusSeconds(2), "OUTLET_MANAGER/u-1", new LeadAssigned(new UserId("u-1")));
        // An id that ends like another's is another one.
        given(DELIVERED.plusSeconds(3), "OUTLET_MANAGER/xu-1", new LeadAssigned(new UserId("u-1")));

        assertThat(told())
                .containsExactly(
                        "SALES_LEAD_ASSIGNED to OWNER u-4 WITHDRAWN", "SALES_LEAD_ASSIGNED to OWNER u-1 STANDS");
    }

    @Test
    @DisplayName(
            "SA-22, SA-42: nobody is told to follow up a lead that is set aside or at its end; the delivery stays news")
    void ended() {
        user(START, "u-1", true, manager(NAMBA));
        delivered("CALL_CENTER/u-9", DeliveryKind.AT_ONCE);
        given(DELIVERED.plusSeconds(1), "OUTLET_MANAGER/u-1", new LeadMarkedOutOfScope("double"));
        given(DELIVERED.plusSeconds(2), "OUTLET_MANAGER/u-2", new OutOfScopeMarkTakenBack());
        given(DELIVERED.plusSeconds(3), "OUTLET_MANAGER/u-2", new LeadAssigned(new UserId("u-4")));
        assertThat(told())
                .containsExactly(
                        "SALES_LEAD_DELIVERED to OUTLET_MANAGER u-1 STANDS", "SALES_LEAD_ASSIGNED to OWNER u-4 STANDS");

        for (SalesEvent end : List.of(
                new LeadMarkedOutOfScope("double"),
                new LeadConverted("OP-2026-000001"),
                new SalesEvent.LeadNotConverted("bought elsewhere"))) {
            given(DELIVERED.plusSeconds(4), "OUTLET_MANAGER/u-2", end);
            assertThat(told())
                    .containsExactly(
                            "SALES_LEAD_DELIVERED to OUTLET_MANAGER u-1 STANDS",
                            "SALES_LEAD_ASSIGNED to OWNER u-4 WITHDRAWN");
            events.removeLast();
        }
    }

    @Test
    @DisplayName("LG-33: an e-mail's id follows from cause, kind, recipient and user, and is the same every time")
    void ids() {
        user(START, "u-1", true, manager(NAMBA));
        user(START, "u-2", true, manager(NAMBA));
        delivered("CALL_CENTER/u-9", DeliveryKind.AT_ONCE);
        given(DELIVERED.plusSeconds(1), "OUTLET_MANAGER/u-1", new LeadAssigned(new UserId("u-2")));

        List<UUID> ids =
                courses().stream().map(course -> course.mail().mailId()).toList();

        assertThat(ids).hasSize(3).doesNotHaveDuplicates();
        assertThat(courses().stream().map(course -> course.mail().mailId())).isEqualTo(ids);
        assertThat(ids.getFirst())
                .as("stored with every outcome, so it must never change")
                .isEqualTo(UUID.nameUUIDFromBytes(
                        ("leadledger/mail/" + new UUID(7, 1) + "/SALES_LEAD_DELIVERED/OUTLET_MANAGER/u-1")
                                .getBytes(US_ASCII)));
    }
}
