package leadledger.app.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import leadledger.app.testing.BareService;
import leadledger.app.testing.BareService.Node;
import leadledger.command.desk.CommandTerms;
import leadledger.command.mail.MailCommand.OrderMailRetry;
import leadledger.events.ledger.LedgerIds;
import leadledger.events.ledger.LedgerSettings;
import leadledger.events.ledger.LedgerUnavailableException;
import leadledger.events.ledger.PostgresLedger;
import leadledger.events.ledger.ReferenceFeed;
import leadledger.events.mail.MailEvent.MailRetryOrdered;
import leadledger.events.mail.MailStreams;
import leadledger.events.reference.ReferenceEvent.OutletDefined;
import leadledger.events.reference.ReferenceEvent.Post;
import leadledger.events.reference.ReferenceEvent.UserDefined;
import leadledger.events.sales.DeliveryKind;
import leadledger.events.sales.LeadQueue;
import leadledger.events.sales.SalesEvent.LeadAssigned;
import leadledger.events.sales.SalesEvent.LeadCaptured;
import leadledger.events.sales.SalesEvent.LeadDelivered;
import leadledger.events.sales.Utm;
import leadledger.events.sales.Wishes;
import leadledger.events.shared.Actor;
import leadledger.events.shared.Consents;
import leadledger.events.shared.Customer;
import leadledger.events.shared.LeadId;
import leadledger.events.shared.MarketId;
import leadledger.events.shared.OutletId;
import leadledger.events.shared.Recorded;
import leadledger.events.shared.Role;
import leadledger.events.shared.UserId;
import leadledger.query.mail.LeadMails;
import leadledger.query.mail.Outbox;
import leadledger.query.mail.OutboxRow;
import leadledger.query.mail.SalesMails;
import leadledger.query.mail.content.InvitationPolicy;
import leadledger.query.mail.content.MailComposer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/** SA-12, SA-20, LG-33: e-mails to the people of outlets, from the ledger to a mail server and back. */
class SalesMailDeliveryTest {

    private static final OutletId CENTRO = new OutletId("IT-MILANO.CENTRO");
    private static final OutletId NAVIGLI = new OutletId("IT-MILANO.NAVIGLI");
    private static final String CALL_CENTER = "CALL_CENTER/u-9";
    private static final String MANAGER = "OUTLET_MANAGER/u-1";

    private static GreenMail server;

    @RegisterExtension
    final BareService service = new BareService();

    private final JavaMailSenderImpl sender = new JavaMailSenderImpl();

    @BeforeAll
    static void startServer() {
        server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
    }

    @AfterAll
    static void stopServer() {
        server.stop();
    }

    /** Carla manages both outlets, Dario one of them, where Lucia and Marco sell; Dario has no address. */
    @BeforeEach
    void network() throws Exception {
        server.purgeEmailFromAllMailboxes();
        sender.setHost("127.0.0.1");
        sender.setPort(server.getSmtp().getPort());
        service.node();
        for (OutletId outlet : List.of(CENTRO, NAVIGLI)) {
            service.define(new OutletDefined(
                    outlet, "Alfa " + outlet.value(), List.of("ALFA"), ZoneId.of("Europe/Rome"), true));
        }
        user("u-1", "Carla", "carla@milano.example", manager(CENTRO), manager(NAVIGLI));
        user("u-2", "Dario", null, manager(CENTRO));
        user("u-4", "Lucia", "lucia@milano.example", new Post(CENTRO, Role.SALES_STAFF));
        user("u-5", "Marco", "marco@milano.example", new Post(CENTRO, Role.SALES_STAFF));
    }

    private static Post manager(OutletId outlet) {
        return new Post(outlet, Role.OUTLET_MANAGER);
    }

    private void user(String id, String name, @Nullable String email, Post... posts) {
        service.define(new UserDefined(new UserId(id), name, email, "it", List.of(posts), true));
    }

    private LeadId delivered(OutletId outlet) {
        LeadId lead = new LeadId(UUID.randomUUID());
        service.record(
                CALL_CENTER,
                lead,
                new LeadCaptured(
                        lead,
                        "SL-2026-000123",
                        new LeadQueue(new MarketId("IT"), "ALFA"),
                        "WEB_FORM",
                        "SPRING",
                        Utm.NONE,
                        new Customer(null, "Verdi", "verdi@customer.example", null, null, "it", "IT", null, null, null),
                        Wishes.NONE,
                        null,
                        null,
                        Consents.NONE,
                        null,
                        List.of(),
                        List.of()));
        service.record(CALL_CENTER, lead, new LeadDelivered(outlet, DeliveryKind.AT_ONCE, null));
        return lead;
    }

    private void assigned(LeadId lead, String user) {
        service.record(MANAGER, lead, new LeadAssigned(new UserId(user)));
    }

    private void look() throws MessagingException {
        look(service.node());
    }

    private void look(Node node) throws MessagingException {
        new MailDelivery(
                        node.follower(),
                        node.outbox(),
                        node.mails(),
                        node.desk(),
                        new ComposedMails(
                                new MailComposer(
                                        new InvitationPolicy(InvitationPolicy.DEFAULT_LENGTH, "leads@ledger.example")),
                                node.mails()),
                        new Postman(sender, new InternetAddress("leads@ledger.example")),
                        new MessageIds("ledger.example"),
                        service.clock(),
                        node.transactions())
                .run(() -> false);
    }

    private static List<String> received() {
        return Arrays.stream(server.getReceivedMessages())
                .map(SalesMailDeliveryTest::summary)
                .toList();
    }

    private static String summary(MimeMessage message) {
        try {
            return message.getAllRecipients()[0] + ": " + message.getSubject();
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<String> outcomes() {
        return service.recordedTypes(MailStreams.KIND);
    }

    private List<OutboxRow> givenUp() {
        return service.node().outbox().givenUp(10);
    }

    @Test
    @DisplayName("SA-12, SA-20: a delivery reaches the outlet's managers, an assignment the new owner, each once")
    void deliveredAndAssigned() throws Exception {
        LeadId lead = delivered(NAVIGLI);
        delivered(CENTRO);
        look();
        assignedAndLooked(lead);

        assertThat(received())
                .containsExactlyInAnyOrder(
                        "carla@milano.example: Nuovo lead per Alfa IT-MILANO.NAVIGLI (SL-2026-000123)",
                        "carla@milano.example: Nuovo lead per Alfa IT-MILANO.CENTRO (SL-2026-000123)",
                        "lucia@milano.example: Le è stato assegnato un lead (SL-2026-000123)");
        assertThat(outcomes()).containsOnly("mail.sent", "mail.given-up").hasSize(4);
        assertThat(Stream.of(server.getReceivedMessages()))
                .as("LG-22: nothing of the customer")
                .noneMatch(message -> com.icegreen.greenmail.util.GreenMailUtil.getWholeMessage(message)
                        .contains("Verdi"));
    }

    private void assignedAndLooked(LeadId lead) throws MessagingException {
        assigned(lead, "u-4");
        look();
        look();
    }

    @Test
    @DisplayName(
            "SA-12: who has no address is not written to, which operators see, with the id and no name; it can be retried")
    void noAddress() throws Exception {
        delivered(CENTRO);
        look();

        assertThat(received()).hasSize(1);
        assertThat(givenUp()).singleElement().satisfies(row -> {
            assertThat(row.tenant()).isEqualTo(CENTRO.value());
            assertThat(row.user()).isEqualTo(new UserId("u-2"));
            assertThat(row.reason()).isEqualTo("NO_ADDRESS");
        });
        user("u-2", "Dario", "dario@milano.example", manager(CENTRO));
        OutboxRow row = givenUp().getFirst();
        OrderMailRetry order = new OrderMailRetry(
                Actor.of("ops", Role.ADMIN), row.tenant(), new MailRetryOrdered(row.lead(), row.mailId()));
        service.node()
                .desk()
                .handle(order.streamId(), CommandTerms.of(LedgerIds.next(), null, null), (Instant at) -> order);
        look();

        assertThat(received()).anyMatch(mail -> mail.startsWith("dario@milano.example: "));
        assertThat(service.column("select o::text from mail.outbox o"))
                .hasSize(2)
                .noneMatch(text -> text.contains("dario") || text.contains("Dario"));
        assertThat(service.column("select convert_from(payload, 'UTF8') from ledger.event where stream_kind = 'mail'"))
                .hasSize(4)
                .noneMatch(event -> event.contains("dario@") || event.contains("carla@"));
    }

    @Test
    @DisplayName("SA-12: the directory at the moment of the delivery decides, however late the e-mail goes out")
    void directoryOfTheMoment() throws Exception {
        delivered(NAVIGLI);
        service.clock().advance(Duration.ofHours(1));
        user("u-1", "Carla", "carla@home.example", manager(CENTRO));
        user("u-7", "Elena", "elena@milano.example", manager(NAVIGLI));
        look();

        assertThat(received())
                .as("to where she is written to now")
                .containsExactly("carla@home.example: Nuovo lead per Alfa IT-MILANO.NAVIGLI (SL-2026-000123)");
    }

    @Test
    @DisplayName("SA-20: an e-mail of an assignment that is over before it went out is never sent")
    void reassigned() throws Exception {
        LeadId lead = delivered(NAVIGLI);
        assigned(lead, "u-4");
        assigned(lead, "u-5");
        look();

        assertThat(received())
                .anyMatch(mail -> mail.startsWith("marco@"))
                .noneMatch(mail -> mail.startsWith("lucia@"))
                .hasSize(2);
    }

    @Test
    @DisplayName("LG-33: an outbox that is dropped is filled again, and nothing is sent a second time")
    void dropped() throws Exception {
        LeadId lead = delivered(CENTRO);
        assigned(lead, "u-4");
        look();
        List<String> before = rows();
        service.execute("drop schema mail cascade");
        service.execute("drop schema query cascade");
        Outbox.SCHEMA.migrate(service.database().owner(), "ledger_app");

        look();

        assertThat(received()).hasSize(2);
        assertThat(rows()).hasSize(3).isEqualTo(before);
    }

    private List<String> rows() {
        return service.column("select concat_ws(' ', mail_id, tenant, recipient_user, state, due_at) from mail.outbox"
                + " order by 1");
    }

    @Test
    @DisplayName(
            "SA-12: a node that has not come as far as the lead's history plans nothing: it may not know a manager yet")
    void behind() {
        LeadId lead = delivered(NAVIGLI);
        Node node = service.node();
        List<Recorded<Object>> history = node.ledger().readStream(lead.value(), 0).stream()
                .map(node.catalog()::decode)
                .toList();
        try (PostgresLedger behind = new PostgresLedger(node.dataSource(), service.clock(), LedgerSettings.DEFAULTS);
                ReferenceFeed references = new ReferenceFeed(behind, node.catalog())) {
            LeadMails mails = new LeadMails(behind, node.catalog(), List.of(new SalesMails(references)));
            // So that it gives up waiting at once.
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> mails.of(lead, history, Instant.MAX))
                    .isInstanceOf(LedgerUnavailableException.class);
            assertThat(Thread.interrupted()).isTrue();
            behind.start();

            assertThat(mails.of(lead).courses()).hasSize(1);
        }
    }

    @Test
    @DisplayName("SA-12: a manager whom another node defined an instant before the delivery is not missed")
    void justDefined() throws Exception {
        Node another = service.anotherNode();
        for (int i = 1; i <= 5; i++) {
            user("u-1", "Carla", "carla-" + i + "@milano.example", manager(i % 2 == 0 ? NAVIGLI : CENTRO));
            user("n-" + i, "New", "new-" + i + "@milano.example", manager(NAVIGLI));
            delivered(NAVIGLI);
            look(another);
            service.clock().advance(Duration.ofMillis(1));
        }

        assertThat(received())
                .as("one more each time, and every other time Carla")
                .filteredOn(mail -> mail.startsWith("new-"))
                .hasSize(1 + 2 + 3 + 4 + 5);
        assertThat(received()).filteredOn(mail -> mail.startsWith("carla-")).hasSize(2);
    }
}
