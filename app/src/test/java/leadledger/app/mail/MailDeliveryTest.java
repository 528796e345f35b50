package leadledger.app.mail;

import static leadledger.app.testing.BareService.MILANO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import leadledger.app.testing.BareService;
import leadledger.app.testing.BareService.Node;
import leadledger.command.desk.CommandTerms;
import leadledger.command.mail.MailCommand.OrderMailRetry;
import leadledger.events.aftersales.AftersalesEvent.AppointmentBooked;
import leadledger.events.aftersales.AftersalesEvent.LeadClosedWithoutSale;
import leadledger.events.aftersales.AftersalesEvent.LeadCreated;
import leadledger.events.aftersales.AftersalesEvent.RecontactedFrom;
import leadledger.events.ledger.LedgerIds;
import leadledger.events.mail.MailEvent.MailRetryOrdered;
import leadledger.events.mail.MailPolicy;
import leadledger.events.mail.MailStreams;
import leadledger.events.mail.PlannedMail;
import leadledger.events.mail.Recipient;
import leadledger.events.shared.Actor;
import leadledger.events.shared.LeadId;
import leadledger.events.shared.Recorded;
import leadledger.events.shared.RefusedException;
import leadledger.events.shared.Role;
import leadledger.query.mail.Outbox;
import leadledger.query.mail.OutboxRow;
import leadledger.query.mail.OutboxRow.State;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/** AS-22, LG-33: from the ledger to a mail server and back. */
class MailDeliveryTest {

    private static final String CUSTOMER = "rossi@example.org";
    private static final String DEALER = "it-milano@dealers.example";
    private static final Instant APPOINTMENT = Instant.parse("2026-06-10T13:00:00Z");
    private static final Instant REMINDER_MOMENT = Instant.parse("2026-06-09T08:00:00Z");
    private static final String UNWRITABLE = "unwritable@example.org";
    private static final String GONE = "mails are gone";

    private static GreenMail server;

    @RegisterExtension
    final BareService service = new BareService();

    private JavaMailSenderImpl sender;

    @BeforeAll
    static void startServer() {
        server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
    }

    @AfterAll
    static void stopServer() {
        server.stop();
    }

    @BeforeEach
    void connect() throws Exception {
        server.purgeEmailFromAllMailboxes();
        sender = sender();
    }

    private static JavaMailSenderImpl sender() {
        return at(new JavaMailSenderImpl(), server.getSmtp().getPort());
    }

    private static JavaMailSenderImpl at(JavaMailSenderImpl sender, int port) {
        sender.setHost("127.0.0.1");
        sender.setPort(port);
        return sender;
    }

    private static int portOfNobody() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private MailDelivery delivery(Node node, JavaMailSenderImpl by) {
        try {
            return new MailDelivery(
                    node.follower(),
                    node.outbox(),
                    node.mails(),
                    node.desk(),
                    MailDeliveryTest::write,
                    new Postman(by, new InternetAddress("leads@ledger.example")),
                    new MessageIds("ledger.example"),
                    service.clock(),
                    node.transactions());
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A node that has just been started looks once. */
    private void look() {
        delivery(service.node(), sender).run(() -> false);
    }

    private static Optional<OutgoingMail> write(PlannedMail mail, List<? extends Recorded<?>> history) {
        String customer = ((LeadCreated) history.getFirst().event()).request().email();
        if (UNWRITABLE.equals(customer)) {
            throw new IllegalArgumentException(UNWRITABLE);
        }
        String to = mail.recipient() == Recipient.DEALER ? DEALER : customer;
        return Optional.ofNullable(to)
                .map(address -> new OutgoingMail(
                        address,
                        mail.kind() + " 予約",
                        "text",
                        "<p>html</p>",
                        new OutgoingMail.Invitation("REQUEST", "BEGIN:VCALENDAR".getBytes(StandardCharsets.UTF_8))));
    }

    private LeadId booked() {
        LeadId lead = service.lead(CUSTOMER);
        service.record(lead, new AppointmentBooked(APPOINTMENT, true));
        return lead;
    }

    private static List<String> received() {
        return Arrays.stream(server.getReceivedMessages())
                .map(MailDeliveryTest::summary)
                .toList();
    }

    private static String summary(MimeMessage message) {
        try {
            return message.getSubject().replace(" 予約", "") + " to " + message.getAllRecipients()[0];
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> messageIds() {
        return Arrays.stream(server.getReceivedMessages())
                .map(message -> {
                    try {
                        return message.getMessageID();
                    } catch (MessagingException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .toList();
    }

    private List<String> outcomes() {
        return service.recordedTypes(MailStreams.KIND);
    }

    private Outbox.Counts counts() {
        return service.node().outbox().counts(service.clock().instant());
    }

    @Test
    @DisplayName("AS-22, AS-52: each kind of e-mail arrives once, under its own Message-ID, and is recorded")
    void everyKind() throws Exception {
        LeadId lead = booked();
        look();
        look();
        assertThat(received()).containsExactlyInAnyOrder("CONFIRMATION to " + CUSTOMER, "CONFIRMATION to " + DEALER);
        MimeMessage message = server.getReceivedMessages()[0];
        assertThat(message.getFrom()).containsExactly(new InternetAddress("leads@ledger.example"));
        assertThat(message.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(com.icegreen.greenmail.util.GreenMailUtil.getBody(message))
                .contains("multipart/alternative")
                .contains("text/calendar; charset=UTF-8; method=REQUEST")
                .contains("invite.ics");

        service.clock().set(REMINDER_MOMENT);
        look();
        assertThat(received()).contains("REMINDER to " + CUSTOMER, "REMINDER to " + DEALER);
        service.record(lead, new AppointmentBooked(APPOINTMENT.plus(Duration.ofDays(7)), true));
        look();
        service.record(lead, new LeadClosedWithoutSale("PRICE", "OFFER", null, null));
        LeadId child = service.lead(CUSTOMER);
        service.record(child, new RecontactedFrom(lead));
        look();
        look();

        assertThat(received()).hasSize(9).doesNotHaveDuplicates().contains("RECONTACT to " + DEALER);
        assertThat(messageIds()).doesNotHaveDuplicates().allMatch(id -> id.endsWith("@ledger.example>"));
        assertThat(outcomes()).hasSize(9).containsOnly("mail.sent");
        assertThat(counts().sent()).isEqualTo(9);
        assertThat(counts().waiting()).isZero();
    }

    @Test
    @DisplayName("A reminder is not sent before its moment")
    void notBefore() {
        booked();
        service.clock().set(REMINDER_MOMENT.minusMillis(1));
        look();
        assertThat(received()).noneMatch(mail -> mail.startsWith("REMINDER"));
    }

    @Test
    @DisplayName("Closing takes back what was not sent yet")
    void takenBack() {
        LeadId lead = booked();
        service.record(lead, new LeadClosedWithoutSale("PRICE", "OFFER", null, null));
        look();
        service.clock().set(REMINDER_MOMENT);
        look();
        assertThat(received()).containsExactlyInAnyOrder("CANCELLATION to " + CUSTOMER, "CANCELLATION to " + DEALER);
    }

    @Test
    @DisplayName("No mail server for an hour: tried again after growing pauses, then sent once")
    void serverDown() throws Exception {
        booked();
        at(sender, portOfNobody());
        for (int minute = 0; minute < 60; minute++) {
            look();
            service.clock().advance(Duration.ofMinutes(1));
        }
        assertThat(outcomes()).isEmpty();
        assertThat(counts().failing()).isEqualTo(2);
        assertThat(service.column("select max(tries)::text from mail.outbox"))
                .as("0, 1, 3, 7, 15 and 31 minutes after the first")
                .containsExactly("6");

        at(sender, server.getSmtp().getPort());
        for (int minute = 0; minute < 90; minute++) {
            look();
            service.clock().advance(Duration.ofMinutes(1));
        }
        assertThat(received()).containsExactlyInAnyOrder("CONFIRMATION to " + CUSTOMER, "CONFIRMATION to " + DEALER);
        assertThat(outcomes()).containsExactly("mail.sent", "mail.sent");
    }

    @Test
    @DisplayName("A recipient refused for good is given up at once, and can be seen")
    void recipientRefused() throws Exception {
        booked();
        try (GrumpyMailServer grumpy = new GrumpyMailServer("RCPT", "550 no such user")) {
            at(sender, grumpy.port());
            look();
        }
        assertThat(outcomes()).containsExactly("mail.given-up", "mail.given-up");
        assertThat(service.node().outbox().givenUp(10))
                .hasSize(2)
                .allMatch(row -> "RECIPIENT_REFUSED".equals(row.reason()) && "SMTP 550".equals(row.lastFailure()));
        at(sender, server.getSmtp().getPort());
        service.clock().advance(Duration.ofHours(3));
        look();
        assertThat(received()).isEmpty();
    }

    @Test
    @DisplayName("An e-mail refused for good after it was read is given up at once, too")
    void mailRefused() throws Exception {
        booked();
        try (GrumpyMailServer grumpy = new GrumpyMailServer("END", "554 looks like spam")) {
            at(sender, grumpy.port());
            look();
        }
        assertThat(service.node().outbox().givenUp(10))
                .hasSize(2)
                .allMatch(row -> "MAIL_REFUSED".equals(row.reason()) && "SMTP 554".equals(row.lastFailure()));
    }

    @Test
    @DisplayName("What is refused for now is tried again, at most as often as the policy has it, and then given up")
    void refusedForNow() throws Exception {
        booked();
        try (GrumpyMailServer grumpy = new GrumpyMailServer("RCPT", "451 later")) {
            at(sender, grumpy.port());
            look();
            assertThat(outcomes()).isEmpty();
            for (int tries = 1; tries < MailPolicy.DEFAULT.mostTries(); tries++) {
                assertThat(outcomes()).isEmpty();
                service.clock().advance(Duration.ofHours(2));
                look();
            }
        }
        assertThat(outcomes()).containsExactly("mail.given-up", "mail.given-up");
        assertThat(service.node().outbox().givenUp(10))
                .allMatch(row -> "TRIES_EXHAUSTED".equals(row.reason()) && "SMTP 451".equals(row.lastFailure()));
    }

    @Test
    @DisplayName("What is no address is given up at once")
    void noAddress() {
        LeadId lead = service.lead("not an address");
        service.record(lead, new AppointmentBooked(APPOINTMENT, false));
        look();
        assertThat(received()).containsExactly("CONFIRMATION to " + DEALER);
        assertThat(service.node().outbox().givenUp(10))
                .extracting(OutboxRow::reason)
                .containsExactly("NO_ADDRESS");
    }

    @Test
    @DisplayName("An operator has one that was given up tried again")
    void retried() throws Exception {
        booked();
        try (GrumpyMailServer grumpy = new GrumpyMailServer("RCPT", "550 no such user")) {
            at(sender, grumpy.port());
            look();
        }
        at(sender, server.getSmtp().getPort());
        OutboxRow row = service.node().outbox().givenUp(10).getFirst();
        OrderMailRetry order = new OrderMailRetry(
                Actor.of("ops", Role.ADMIN), row.tenant(), new MailRetryOrdered(row.lead(), row.mailId()));
        service.node().desk().handle(order.streamId(), terms(), (Instant at) -> order);
        service.node().desk().handle(order.streamId(), terms(), (Instant at) -> order);
        look();

        assertThat(received()).hasSize(1);
        assertThat(outcomes()).containsExactly("mail.given-up", "mail.given-up", "mail.retry-ordered", "mail.sent");
        assertThat(service.node().outbox().find(row.mailId()))
                .get()
                .extracting(OutboxRow::state)
                .isEqualTo(State.SENT);
        assertThatThrownBy(() -> service.node().desk().handle(order.streamId(), terms(), (Instant at) -> order))
                .isInstanceOf(RefusedException.class);
    }

    private static CommandTerms terms() {
        return CommandTerms.of(LedgerIds.next(), null, null);
    }

    @Test
    @DisplayName("A crash between sending and recording sends the same Message-ID once more, and then never again")
    void crash() {
        LeadId lead = service.lead(null);
        service.record(lead, new AppointmentBooked(APPOINTMENT, false));
        JavaMailSenderImpl crashing = at(
                new JavaMailSenderImpl() {
                    @Override
                    public void send(MimeMessage message) {
                        super.send(message);
                        throw new IllegalStateException(GONE);
                    }
                },
                server.getSmtp().getPort());
        assertThatThrownBy(() -> delivery(service.node(), crashing).run(() -> false))
                .hasMessage(GONE);
        assertThat(outcomes()).isEmpty();

        look();
        look();

        assertThat(messageIds()).hasSize(2);
        assertThat(messageIds().getFirst()).isEqualTo(messageIds().getLast());
        assertThat(outcomes()).containsExactly("mail.sent");
    }

    @Test
    @DisplayName("What was sent and could not be recorded is not sent again every second")
    void pausesAfterFailure() {
        booked();
        JavaMailSenderImpl crashing = at(
                new JavaMailSenderImpl() {
                    @Override
                    public void send(MimeMessage message) {
                        super.send(message);
                        throw new IllegalStateException(GONE);
                    }
                },
                server.getSmtp().getPort());
        MailDelivery node = delivery(service.node(), crashing);
        assertThatThrownBy(() -> node.run(() -> false)).hasMessage(GONE);
        node.run(() -> false);
        assertThat(received()).hasSize(1);
        service.clock().advance(Duration.ofMinutes(1));
        assertThatThrownBy(() -> node.run(() -> false)).hasMessage(GONE);
        assertThat(received()).hasSize(2);
    }

    @Test
    @DisplayName("An e-mail that cannot be written keeps no other waiting, and is tried again")
    void unwritable() {
        LeadId lead = service.lead(UNWRITABLE);
        service.record(lead, new AppointmentBooked(APPOINTMENT, false));
        booked();
        look();
        assertThat(received()).hasSize(2);
        assertThat(service.column("select distinct last_failure from mail.outbox where tries = 1"))
                .containsExactly("NOT_WRITTEN IllegalArgumentException");
    }

    @Test
    @DisplayName("LG-33: An outbox that is dropped is filled again, and nothing is sent a second time")
    void dropped() {
        booked();
        look();
        List<String> before = service.column("select mail_id || state || due_at from mail.outbox order by 1");
        service.execute("drop schema mail cascade");
        service.execute("drop schema query cascade");
        Outbox.SCHEMA.migrate(service.database().owner(), "ledger_app");

        look();

        assertThat(received()).hasSize(2);
        assertThat(service.column("select mail_id || state || due_at from mail.outbox order by 1"))
                .hasSize(4)
                .isEqualTo(before);
        service.clock().set(REMINDER_MOMENT);
        look();
        assertThat(received()).hasSize(4);
    }

    @Test
    @DisplayName("LG-33: What is 72 hours late is not sent, and nobody has to record that")
    void expired() {
        booked();
        service.clock().advance(Duration.ofDays(3));
        look();
        assertThat(received()).isEmpty();
        assertThat(outcomes()).isEmpty();
        assertThat(counts().expired()).isEqualTo(2);
        assertThat(counts().waiting()).isEqualTo(2);
    }

    @Test
    @DisplayName("A millisecond earlier, it is sent")
    void notYetExpired() {
        booked();
        service.clock().advance(Duration.ofDays(3).minusMillis(1));
        look();
        assertThat(received()).hasSize(2);
    }

    @Test
    @DisplayName("LG-06: Several nodes at once send each e-mail once")
    void severalNodes() {
        IntStream.range(0, 12).forEach(i -> booked());
        List<MailDelivery> nodes = Stream.of(service.node(), service.anotherNode(), service.anotherNode())
                .map(node -> delivery(node, sender()))
                .toList();
        nodes.stream()
                .map(node -> CompletableFuture.runAsync(() -> node.run(() -> false)))
                .toList()
                .forEach(CompletableFuture::join);

        assertThat(messageIds()).hasSize(24).doesNotHaveDuplicates();
        assertThat(outcomes()).hasSize(24);
    }

    @Test
    @DisplayName("Without a mail server the outbox is filled, and what is due waits until it expires")
    void noServer() {
        booked();
        Node node = service.node();
        new MailDelivery(
                        node.follower(),
                        node.outbox(),
                        node.mails(),
                        node.desk(),
                        MailDeliveryTest::write,
                        null,
                        new MessageIds("ledger.example"),
                        service.clock(),
                        node.transactions())
                .run(() -> false);
        assertThat(counts().waiting()).isEqualTo(4);
        assertThat(service.column("select tenant from mail.outbox")).containsOnly(MILANO.value());
    }

    @Test
    @DisplayName("LG-22: The outbox and what is recorded hold neither address nor name")
    void noPersonalData() {
        booked();
        look();
        assertThat(service.column("select o::text from mail.outbox o")).noneMatch(row -> row.contains("rossi"));
        assertThat(service.column("select convert_from(payload, 'UTF8') from ledger.event where stream_kind = 'mail'"))
                .hasSize(2)
                .noneMatch(event -> event.toLowerCase(java.util.Locale.ROOT).contains("rossi"));
    }

    @Test
    @DisplayName("An event of a later version holds up its own lead alone, and is looked at again after an upgrade")
    void unreadable() {
        LeadId later = booked();
        LeadId other = booked();
        service.execute("alter table ledger.event disable trigger all");
        service.execute("update ledger.event set type = 'aftersales.of-a-later-version' where stream_id = '" + later
                + "' and sequence = 1");
        look();
        assertThat(received()).hasSize(2);
        assertThat(service.column("select lead_id::text from mail.unreadable_lead"))
                .containsExactly(later.toString());

        service.execute("update ledger.event set type = 'aftersales.appointment-booked' where stream_id = '" + later
                + "' and sequence = 1");
        delivery(service.anotherNode(), sender).run(() -> false);
        assertThat(received()).hasSize(4);
        assertThat(UUID.fromString(
                        service.column("select lead_id::text from mail.outbox where lead_id = '" + other + "'")
                                .getFirst()))
                .isEqualTo(other.value());
    }
}
