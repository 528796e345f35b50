package leadledger.command.aftersales;

import static leadledger.command.aftersales.LeadStory.AGENT;
import static leadledger.command.aftersales.LeadStory.AGENT_IN_OSAKA;
import static leadledger.command.aftersales.LeadStory.ASSIGNED;
import static leadledger.command.aftersales.LeadStory.CAR;
import static leadledger.command.aftersales.LeadStory.HEADQUARTERS;
import static leadledger.command.aftersales.LeadStory.LEAD;
import static leadledger.command.aftersales.LeadStory.MANAGER;
import static leadledger.command.aftersales.LeadStory.OSAKA;
import static leadledger.command.aftersales.LeadStory.TOKYO;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import leadledger.command.aftersales.AftersalesLead.Course;
import leadledger.command.aftersales.AftersalesLead.Final;
import leadledger.command.aftersales.AftersalesLead.Known;
import leadledger.command.aftersales.bookappointment.BookAppointment;
import leadledger.command.aftersales.bookappointment.BookAppointment.Appointment;
import leadledger.command.aftersales.closewithoutsale.CloseWithoutSale;
import leadledger.command.aftersales.closewithoutsale.CloseWithoutSale.Ending;
import leadledger.command.aftersales.closewithsale.CloseWithSale;
import leadledger.command.aftersales.closewithsale.CloseWithSale.Sale;
import leadledger.command.aftersales.correctcontactattempt.CorrectContactAttempt;
import leadledger.command.aftersales.correctcontactattempt.CorrectContactAttempt.Correction;
import leadledger.command.aftersales.editlead.EditLead;
import leadledger.command.aftersales.editlead.EditLead.Edit;
import leadledger.command.aftersales.editlead.EditLead.RequestEdit;
import leadledger.command.aftersales.lapse.RecordLapse;
import leadledger.command.aftersales.reassign.ReassignLead;
import leadledger.command.aftersales.reassign.ReassignLead.Move;
import leadledger.command.aftersales.recontact.LinkRecontactLead;
import leadledger.command.aftersales.recontact.Recontact;
import leadledger.command.aftersales.recordcontactattempt.RecordContactAttempt;
import leadledger.command.aftersales.recordcontactattempt.RecordContactAttempt.Attempt;
import leadledger.command.decision.Access;
import leadledger.command.decision.Decision;
import leadledger.command.decision.Input;
import leadledger.events.aftersales.AftersalesEvent;
import leadledger.events.aftersales.ContactChannel;
import leadledger.events.aftersales.ContactOutcome;
import leadledger.events.shared.Actor;
import leadledger.events.shared.LeadId;
import leadledger.events.shared.Recorded;
import leadledger.events.shared.Refusal;
import leadledger.events.shared.Role;
import leadledger.events.sla.SlaPolicy;
import org.jspecify.annotations.Nullable;

/**
 * A lead to which commands come at random, sound and faulty, by whoever may and may not. Many moments are equal or
 * neighbours, and some lie at a limit, so that the rules' boundaries are met often. What it does with a command is what
 * the shell and the ledger do with it.
 */
final class RandomLead {

    /** The zone of both dealers. */
    static final ZoneId ZONE = ZoneId.of("Asia/Tokyo");

    private static final int SPREAD_MILLIS = 30;

    private final Random random;
    private LeadStory story = LeadStory.lead();
    private AftersalesLead lead = story.state();
    private Instant now = ASSIGNED;
    private final List<String> told = new ArrayList<>();

    RandomLead(Random random) {
        this.random = random;
    }

    /**
     * A command and what was recorded because of it.
     *
     * @param command the command
     * @param before the lead as it was recorded
     * @param events what was recorded; none if it was refused, or changed nothing
     * @param recordedAt when
     * @param after the lead as it is recorded now
     */
    record Step(
            AftersalesCommand command,
            AftersalesLead before,
            List<AftersalesEvent> events,
            Instant recordedAt,
            AftersalesLead after) {}

    Instant now() {
        return now;
    }

    AftersalesLead lead() {
        return lead;
    }

    List<Recorded<AftersalesEvent>> history() {
        return story.history();
    }

    /** Everything that was asked so far, for a failing test to tell. */
    List<String> story() {
        return told;
    }

    /** Time passes, and another command comes. */
    Step step() {
        now = nextMoment();
        AftersalesCommand command = command();
        told.add(command.toString());
        AftersalesLead before = lead;
        List<AftersalesEvent> events = carryOut(command);
        for (AftersalesEvent event : events) {
            story = story.and(event, now, command.actor());
            lead = lead.evolve(event, now, command.actor().ledgerForm());
        }
        return new Step(command, before, events, now, lead);
    }

    /** Why it would be refused now; none: it would not. */
    List<Refusal> refusals(AftersalesCommand command) {
        if (command.access(lead) instanceof Access.Denied denied) {
            return List.of(denied.refusal());
        }
        return command.decide(lead.at(command.at()))
                        instanceof Decision.Refused<AftersalesEvent>(List<Refusal> refusals)
                ? refusals
                : List.of();
    }

    private List<AftersalesEvent> carryOut(AftersalesCommand command) {
        if (command.access(lead) instanceof Access.Denied) {
            return List.of();
        }
        AftersalesCommand first =
                command instanceof RecordLapse || lead.at(command.at()).equals(lead)
                        ? command
                        : new RecordLapse(LEAD, AftersalesCommand.SERVICE, command.at());
        // Recording takes a while, and others may record at the same moment.
        now = now.plusMillis(random.nextInt(2));
        Instant limit = first.holdsUntil(lead);
        return first.decide(lead) instanceof Decision.Accepted<AftersalesEvent>(List<AftersalesEvent> events)
                        && (limit == null || !now.isAfter(limit))
                ? events
                : List.of();
    }

    private Instant nextMoment() {
        int kind = random.nextInt(40);
        if (kind < 30) {
            return now.plusMillis(random.nextInt(4));
        }
        if (kind < 38) {
            return now.plus(Duration.ofMinutes(random.nextInt(2_000)));
        }
        List<Instant> limits = limits();
        Instant near = limits.get(random.nextInt(limits.size())).plusMillis(random.nextInt(5) - 2);
        return near.isBefore(now) ? now : near;
    }

    private List<Instant> limits() {
        Course course = course();
        Instant limit = course.assignedAt().plus(Duration.ofDays(1));
        List<Instant> limits = new ArrayList<>(List.of(
                limit, limit.plus(Duration.ofDays(30)), course.assignedAt().plus(Duration.ofDays(60))));
        course.attempt(1).ifPresent(attempt -> limits.add(attempt.stampedAt().plus(Duration.ofDays(30))));
        if (lead instanceof Final ended && ended.recontact() != null) {
            limits.add(ended.recontact().dueAt());
        }
        return limits;
    }

    private AftersalesCommand command() {
        return switch (random.nextInt(18)) {
            case 0, 1, 2, 3 -> new RecordContactAttempt(LEAD, actor(), now, attempt());
            case 4, 5, 6 ->
                new CorrectContactAttempt(LEAD, actor(), now, random.nextInt(7), correction(), SlaPolicy.DEFAULT);
            case 7, 8 ->
                new BookAppointment(
                        LEAD,
                        actor(),
                        now,
                        input(new Appointment(now.plusMillis(random.nextInt(50)), random.nextBoolean())));
            case 9 -> new CloseWithSale(LEAD, actor(), now, input(new Sale(random.nextBoolean() ? CAR : null, note())));
            case 10 -> new CloseWithoutSale(LEAD, actor(), now, ZONE, input(ending()));
            case 11, 12 -> new Recontact(LEAD, actor(), now, ZONE, input(day()));
            case 13 ->
                new ReassignLead(
                        LEAD,
                        random.nextInt(4) == 0 ? actor() : HEADQUARTERS,
                        now,
                        input(new Move(random.nextBoolean() ? TOKYO : OSAKA, "why")));
            case 14, 15 -> new EditLead(LEAD, actor(), now, input(edit()));
            case 16 -> new RecordLapse(LEAD, systemOrNot(), now);
            default -> new LinkRecontactLead(LEAD, systemOrNot(), now, new LeadId(new UUID(0, random.nextInt(3))));
        };
    }

    private Input<Attempt> attempt() {
        return input(new Attempt(channel(), outcome(), claim()));
    }

    private Input<Correction> correction() {
        return input(new Correction(channel(), outcome(), claim(), "wrong"));
    }

    private Ending ending() {
        String reason = oneOf(new String[] {"OTHER", "NO_LONGER_OWNER", "RE_CONTACT", "TOO_EXPENSIVE"});
        LocalDate today = LocalDate.ofInstant(now, ZONE);
        return new Ending(
                reason, "CATEGORY", note(), random.nextBoolean() ? today.plusDays(random.nextInt(3) - 1) : null);
    }

    private LocalDate day() {
        LocalDate today = LocalDate.ofInstant(now, ZONE);
        return switch (random.nextInt(3)) {
            case 0 -> today.plusDays(random.nextInt(4) - 1);
            case 1 -> today.plusMonths(24).plusDays(random.nextInt(3) - 1);
            default -> today.plusDays(random.nextInt(60));
        };
    }

    private Edit edit() {
        String text = oneOf(new String[] {"", "a", "b"});
        return new Edit(
                new RequestEdit(
                        null, null, null, null, null, null, null, null, text, null, null, null, null, null, null),
                random.nextBoolean() ? CAR : null,
                random.nextBoolean() ? text : null);
    }

    private @Nullable String note() {
        return random.nextBoolean() ? "note" : null;
    }

    private <T> Input<T> input(T sound) {
        return random.nextInt(10) == 0
                ? Input.faulty(List.of(Refusal.ofValue("AS-10", "field-required", "channel")))
                : Input.of(sound);
    }

    private Actor actor() {
        return switch (random.nextInt(14)) {
            case 0 -> OSAKA.equals(course().dealer()) ? AGENT : AGENT_IN_OSAKA;
            case 1 -> LeadStory.actor(oneOf(new Role[] {Role.HQ, Role.AUDITOR, Role.INTAKE, Role.ADMIN, Role.SYSTEM}));
            case 2 -> MANAGER;
            default -> OSAKA.equals(course().dealer()) ? AGENT_IN_OSAKA : AGENT;
        };
    }

    private Actor systemOrNot() {
        return random.nextInt(4) == 0 ? actor() : AftersalesCommand.SERVICE;
    }

    private @Nullable Instant claim() {
        return random.nextInt(3) == 0 ? null : now.plusMillis(2).minusMillis(random.nextInt(SPREAD_MILLIS));
    }

    private ContactChannel channel() {
        return oneOf(ContactChannel.values());
    }

    private ContactOutcome outcome() {
        return oneOf(ContactOutcome.values());
    }

    private <T> T oneOf(T[] choice) {
        return choice[random.nextInt(choice.length)];
    }

    private Course course() {
        return ((Known) lead).course();
    }
}
