package leadledger.command.desk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static leadledger.command.aftersales.LeadStory.AGENT;
import static leadledger.command.aftersales.LeadStory.AGENT_IN_OSAKA;
import static leadledger.command.aftersales.LeadStory.ASSIGNED;
import static leadledger.command.aftersales.LeadStory.DEADLINE;
import static leadledger.command.aftersales.LeadStory.HEADQUARTERS;
import static leadledger.command.aftersales.LeadStory.IS_FINAL;
import static leadledger.command.aftersales.LeadStory.JAPAN;
import static leadledger.command.aftersales.LeadStory.LEAD;
import static leadledger.command.aftersales.LeadStory.OSAKA;
import static leadledger.command.aftersales.LeadStory.REFERENCE;
import static leadledger.command.aftersales.LeadStory.REQUEST;
import static leadledger.command.aftersales.LeadStory.SYSTEM;
import static leadledger.command.aftersales.LeadStory.TOKYO;
import static leadledger.command.aftersales.LeadStory.actor;
import static leadledger.command.aftersales.LeadStory.minute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import leadledger.command.aftersales.Action;
import leadledger.command.aftersales.AftersalesCommand;
import leadledger.command.aftersales.bookappointment.BookAppointment;
import leadledger.command.aftersales.correctcontactattempt.CorrectContactAttempt;
import leadledger.command.aftersales.createlead.CreateLead;
import leadledger.command.aftersales.createlead.CreateLead.NewLead;
import leadledger.command.aftersales.lapse.RecordLapse;
import leadledger.command.aftersales.reassign.ReassignLead;
import leadledger.command.aftersales.reassign.ReassignLead.Move;
import leadledger.command.aftersales.recontact.CreateRecontactLead;
import leadledger.command.aftersales.recontact.LinkRecontactLead;
import leadledger.command.aftersales.recontact.Recontact;
import leadledger.command.aftersales.recordcontactattempt.RecordContactAttempt;
import leadledger.command.decision.Input;
import leadledger.command.desk.DeskFixture.Node;
import leadledger.command.desk.DeskFixture.Row;
import leadledger.events.aftersales.AftersalesEvent.LeadCreated;
import leadledger.events.aftersales.LeadType;
import leadledger.events.shared.Actor;
import leadledger.events.shared.Consents;
import leadledger.events.shared.LeadId;
import leadledger.events.shared.Refusal;
import leadledger.events.shared.RefusedException;
import leadledger.events.shared.Role;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("AS-64: the deadline decides; whoever comes after it has the lapse recorded first, and is refused then")
class LapseAtTheDeskTest {

    private static final Instant JUST_AFTER = DEADLINE.plusMillis(1);
    private static final Row LOST = new Row("aftersales.lead-lost", JUST_AFTER, AftersalesCommand.SERVICE.ledgerForm());
    private static final LeadId CHILD = CreateRecontactLead.childOf(LEAD);

    @RegisterExtension
    final DeskFixture fixture = new DeskFixture(ASSIGNED);

    private Node node = fixture.node();

    /** A lead of Tokyo's with one attempt. */
    @BeforeEach
    void aLead() {
        NewLead customerDriven = new NewLead(
                TOKYO, LeadType.CUSTOMER_DRIVEN, "WEB_FORM", "SERVICE_REMINDER", null, null, REQUEST, Consents.NONE);
        node.desk()
                .handle(
                        LEAD,
                        terms(null, null),
                        at -> new CreateLead(LEAD, actor(Role.INTAKE), at, REFERENCE, Input.of(customerDriven)));
        fixture.clock().set(minute(1));
        take(node, Action.RECORD_ATTEMPT);
    }

    private static CommandTerms terms(@Nullable Integer expectedVersion, @Nullable String key) {
        return CommandTerms.of(
                LEAD.value(),
                expectedVersion,
                key == null ? null : IdempotencyKey.of(AGENT, key, "POST …", "{}".getBytes(UTF_8)),
                JAPAN);
    }

    private static Answer take(Node node, Action action) {
        return take(node, action, terms(null, null));
    }

    private static Answer take(Node node, Action action, CommandTerms terms) {
        return node.desk().handle(LEAD, terms, action::at);
    }

    private static Answer take(Node node, Action action, Actor actor) {
        return node.desk().handle(LEAD, terms(null, null), at -> action.by(actor, at));
    }

    private static void refuses(Runnable command, Refusal... refusals) {
        assertThatThrownBy(command::run)
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.refusals()).containsExactly(refusals));
    }

    private List<String> types() {
        return types(LEAD);
    }

    private List<String> types(LeadId lead) {
        return fixture.rows(lead).stream()
                .map(row -> row.type().substring("aftersales.".length()))
                .toList();
    }

    @Test
    @DisplayName("AS-63: at the very moment of the deadline a command is carried out")
    void atTheDeadline() {
        fixture.clock().set(DEADLINE);
        Answer answer = take(node, Action.RECORD_ATTEMPT);
        assertThat(answer.version()).isEqualTo(3);
        assertThat(fixture.rows(LEAD).getLast().recordedAt()).isEqualTo(DEADLINE);
    }

    @Test
    void theLapseIsRecordedOnceAndEveryCommandRefused() {
        fixture.clock().set(JUST_AFTER);
        for (Action action : Action.values()) {
            refuses(() -> take(node, action), IS_FINAL);
        }
        fixture.clock().advance(Duration.ofDays(1));
        refuses(() -> take(fixture.node(), Action.BOOK), IS_FINAL);
        assertThat(types()).containsExactly("lead-created", "contact-attempt-recorded", "lead-lost");
        assertThat(fixture.rows(LEAD).getLast()).isEqualTo(LOST);
    }

    @Test
    @DisplayName("AS-62: a booked lead's booking becomes final instead")
    void aBookedLead() {
        take(node, Action.BOOK);
        fixture.clock().set(JUST_AFTER);
        refuses(() -> take(node, Action.CLOSE_WITH_SALE), IS_FINAL);
        refuses(() -> take(node, Action.BOOK), IS_FINAL);
        assertThat(types())
                .containsExactly(
                        "lead-created", "contact-attempt-recorded", "appointment-booked", "booking-became-final");
    }

    @Test
    @DisplayName("under an idempotency key the refusal is the answer for ever, and the lapse is recorded once")
    void underAKey() {
        fixture.clock().set(JUST_AFTER);
        for (int i = 0; i < 3; i++) {
            refuses(() -> take(node, Action.BOOK, terms(null, "key")), IS_FINAL);
            fixture.clock().advance(Duration.ofSeconds(1));
        }
        refuses(() -> take(fixture.node(), Action.BOOK, terms(null, "key")), IS_FINAL);
        assertThat(types()).containsExactly("lead-created", "contact-attempt-recorded", "lead-lost");
    }

    @Test
    @DisplayName("under a key whose command was carried out in time, that answer is given after the deadline too")
    void aKeyUsedInTime() {
        fixture.clock().set(DEADLINE);
        Answer first = take(node, Action.BOOK, terms(null, "key"));
        fixture.clock().set(JUST_AFTER);
        assertThat(take(node, Action.BOOK, terms(null, "key"))).isEqualTo(first);
        assertThat(types()).containsExactly("lead-created", "contact-attempt-recorded", "appointment-booked");
    }

    @Test
    @DisplayName("with If-Match: whoever saw this version hears of the end, whoever saw another one of that")
    void withAnExpectedVersion() {
        fixture.clock().set(JUST_AFTER);
        refuses(() -> take(node, Action.BOOK, terms(1, null)), CommandTerms.versionMismatch(2));
        assertThat(types()).doesNotContain("lead-lost");
        refuses(() -> take(node, Action.BOOK, terms(2, "key")), IS_FINAL);
        refuses(() -> take(node, Action.BOOK, terms(2, "key")), IS_FINAL);
        refuses(() -> take(node, Action.BOOK, terms(2, null)), CommandTerms.versionMismatch(3));
        refuses(() -> take(node, Action.BOOK, terms(3, null)), IS_FINAL);
        assertThat(types()).containsExactly("lead-created", "contact-attempt-recorded", "lead-lost");
    }

    @Test
    @DisplayName("AC-01: whoever may not ask does not have the lapse recorded")
    void accessComesFirst() {
        fixture.clock().set(JUST_AFTER);
        refuses(() -> take(node, Action.BOOK, AGENT_IN_OSAKA), Refusal.ofUnknownLead());
        refuses(() -> take(node, Action.BOOK, HEADQUARTERS), Refusal.ofRole("AC-01"));
        assertThat(types()).doesNotContain("lead-lost");
    }

    @Test
    @DisplayName("what was decided in time and would be recorded after it is decided again")
    void tooLateForTheLedger() {
        for (String key : new String[] {null, "key"}) {
            fixture.clock().set(DEADLINE);
            node.bus()
                    .beforeNext(
                            RecordContactAttempt.class, () -> fixture.clock().set(JUST_AFTER));
            refuses(() -> take(node, Action.RECORD_ATTEMPT, terms(null, key)), IS_FINAL);
        }
        assertThat(types()).containsExactly("lead-created", "contact-attempt-recorded", "lead-lost");
        assertThat(fixture.rows(LEAD).getLast()).isEqualTo(LOST);
        refuses(() -> take(node, Action.RECORD_ATTEMPT, terms(null, "key")), IS_FINAL);
    }

    @Test
    @DisplayName("SL-40: a correction decided in its window's last millisecond and recorded after it is refused")
    void tooLateForACorrection() {
        fixture.clock().set(minute(2));
        take(node, Action.CLOSE_WITHOUT_SALE);
        Instant last = minute(1).plus(Duration.ofDays(30));
        fixture.clock().set(last);
        node.bus().beforeNext(CorrectContactAttempt.class, () -> fixture.clock().set(last.plusMillis(1)));
        refuses(() -> take(node, Action.CORRECT_ATTEMPT), IS_FINAL);
        assertThat(types()).containsExactly("lead-created", "contact-attempt-recorded", "lead-closed-without-sale");
    }

    @Test
    @DisplayName("SL-40: a correction recorded in its window's last millisecond stands")
    void inTimeForACorrection() {
        fixture.clock().set(minute(2));
        take(node, Action.CLOSE_WITHOUT_SALE);
        fixture.clock().set(minute(1).plus(Duration.ofDays(30)));
        take(node, Action.CORRECT_ATTEMPT);
        assertThat(types()).endsWith("contact-attempt-corrected");
    }

    @Test
    @DisplayName("AS-52: a re-contact moved just before its day and recorded on it is refused")
    void tooLateForAMovedDay() {
        fixture.clock().set(minute(2));
        recontact("2026-04-01");
        Instant dueAt = Instant.parse("2026-03-31T15:00:00Z");
        fixture.clock().set(dueAt.minusMillis(1));
        recontact("2026-04-02");
        fixture.clock().set(dueAt.plus(Duration.ofDays(1)).minusMillis(1));
        node.bus().beforeNext(Recontact.class, () -> fixture.clock().advance(Duration.ofMillis(1)));
        refuses(() -> recontact("2026-04-03"), Refusal.ofState("AS-52", "re-contact-is-due"));
        assertThat(types())
                .containsExactly("lead-created", "contact-attempt-recorded", "recontact-agreed", "recontact-moved");
    }

    private Answer recontact(String on) {
        return node.desk()
                .handle(
                        LEAD,
                        terms(null, null),
                        at -> new Recontact(LEAD, AGENT, at, ZoneId.of("Asia/Tokyo"), Input.of(LocalDate.parse(on))));
    }

    @Test
    @DisplayName("AS-65: a node that has not heard of a move does not end the lead by its former deadline")
    void aStaleNode() {
        Node other = fixture.node();
        fixture.clock().set(DEADLINE.minus(Duration.ofDays(1)));
        move(other);
        fixture.clock().set(JUST_AFTER);
        refuses(() -> take(node, Action.RECORD_ATTEMPT), Refusal.ofUnknownLead());
        take(node, Action.RECORD_ATTEMPT, AGENT_IN_OSAKA);
        assertThat(types())
                .containsExactly(
                        "lead-created", "contact-attempt-recorded", "lead-reassigned", "contact-attempt-recorded");
    }

    private static void move(Node node) {
        node.desk()
                .handle(
                        LEAD,
                        terms(null, null),
                        at -> new ReassignLead(LEAD, HEADQUARTERS, at, Input.of(new Move(OSAKA, "no answer"))));
    }

    @Test
    @DisplayName("nor does one that hears of it between the decision and the lapse, also under a key")
    void aNodeThatHearsOfItJustThen() {
        Node other = fixture.node();
        fixture.clock().set(DEADLINE.minus(Duration.ofDays(1)));
        move(other);
        fixture.clock().set(JUST_AFTER);
        node.bus().beforeNext(RecordLapse.class, () -> node.cache().removeAll());
        take(node, Action.REASSIGN, terms(null, "key"));
        assertThat(types())
                .containsExactly("lead-created", "contact-attempt-recorded", "lead-reassigned", "lead-reassigned");
    }

    @Test
    @DisplayName("a lapse that another node has recorded meanwhile is not recorded again")
    void theLapseRecordedElsewhere() {
        Node other = fixture.node();
        fixture.clock().set(JUST_AFTER);
        node.bus().beforeNext(RecordLapse.class, () -> refuses(() -> take(other, Action.EDIT), IS_FINAL));
        refuses(() -> take(node, Action.BOOK), IS_FINAL);
        assertThat(types()).containsExactly("lead-created", "contact-attempt-recorded", "lead-lost");
    }

    @Test
    @DisplayName("the same key twice at once, once in time and once after: both hear the first answer")
    void theSameKeyTwiceAtOnce() {
        Node other = fixture.node();
        List<Answer> first = new ArrayList<>();
        fixture.clock().set(JUST_AFTER);
        node.bus().beforeNext(BookAppointment.class, () -> {
            // A node whose clock is a millisecond behind.
            fixture.clock().set(DEADLINE);
            first.add(take(other, Action.BOOK, terms(null, "key")));
            fixture.clock().set(JUST_AFTER);
        });
        Answer second = take(node, Action.BOOK, terms(null, "key"));
        assertThat(first).containsExactly(second);
    }

    @Test
    void manyAtOnceOnSeveralNodes() throws Exception {
        List<Node> nodes = List.of(node, fixture.node(), fixture.node());
        fixture.clock().set(JUST_AFTER);
        int callers = nodes.size() * Action.values().length;
        CyclicBarrier together = new CyclicBarrier(callers);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> answers = new ArrayList<>();
            for (Action action : Action.values()) {
                for (Node its : nodes) {
                    Callable<Boolean> call = () -> {
                        together.await();
                        refuses(() -> take(its, action), IS_FINAL);
                        return true;
                    };
                    answers.add(threads.submit(call));
                }
            }
            for (Future<Boolean> answer : answers) {
                assertThat(answer.get()).isTrue();
            }
        }
        assertThat(types()).containsExactly("lead-created", "contact-attempt-recorded", "lead-lost");
    }

    @Test
    @DisplayName("AS-51: exactly one child, and one link to it, whatever repeats, on whichever node")
    void oneChild() throws Exception {
        List<Node> nodes = List.of(node, fixture.node());
        fixture.clock().set(minute(2));
        recontact("2026-04-01");
        fixture.clock().set(Instant.parse("2026-03-31T15:00:00Z"));
        LeadCreated inherited = new LeadCreated(
                LEAD,
                REFERENCE,
                TOKYO,
                LeadType.CUSTOMER_DRIVEN,
                "WEB_FORM",
                "SERVICE_REMINDER",
                null,
                null,
                REQUEST,
                Consents.NONE);
        int callers = 12;
        CyclicBarrier together = new CyclicBarrier(callers);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Answer>> answers = new ArrayList<>();
            for (int i = 0; i < callers; i++) {
                Node its = nodes.get(i % nodes.size());
                String reference = "AL-2026-00020" + i % 2;
                Callable<Answer> call = () -> {
                    together.await();
                    its.desk()
                            .handle(
                                    CHILD,
                                    terms(null, null),
                                    at -> new CreateRecontactLead(CHILD, SYSTEM, at, reference, LEAD, inherited));
                    return its.desk()
                            .handle(LEAD, terms(null, null), at -> new LinkRecontactLead(LEAD, SYSTEM, at, CHILD));
                };
                answers.add(threads.submit(call));
            }
            for (Future<Answer> answer : answers) {
                assertThat(answer.get().version()).isEqualTo(4);
            }
        }
        assertThat(types(CHILD)).containsExactly("lead-created", "recontacted-from");
        assertThat(types())
                .containsExactly(
                        "lead-created", "contact-attempt-recorded", "recontact-agreed", "recontact-lead-created");
    }

    @Test
    @DisplayName("AS-51: making the child again after its own sixty days records its lapse and makes no other")
    void theChildAgainAfterItsOwnLapse() {
        fixture.clock().set(minute(2));
        recontact("2026-04-01");
        LeadCreated inherited = new LeadCreated(
                LEAD, REFERENCE, TOKYO, LeadType.CUSTOMER_DRIVEN, "A", "B", null, null, REQUEST, Consents.NONE);
        for (Duration later : List.of(Duration.ZERO, Duration.ofDays(60), Duration.ofDays(61))) {
            fixture.clock().set(Instant.parse("2026-03-31T15:00:00Z").plus(later));
            node.desk()
                    .handle(
                            CHILD,
                            terms(null, null),
                            at -> new CreateRecontactLead(CHILD, SYSTEM, at, REFERENCE, LEAD, inherited));
        }
        assertThat(types(CHILD)).containsExactly("lead-created", "recontacted-from", "lead-lost");
    }
}
