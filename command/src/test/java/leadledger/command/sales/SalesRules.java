package leadledger.command.sales;

import static leadledger.command.sales.SalesStory.ASSISTANT;
import static leadledger.command.sales.SalesStory.AUDITOR;
import static leadledger.command.sales.SalesStory.CALL_CENTER;
import static leadledger.command.sales.SalesStory.CALL_CENTER_IN_ITALY;
import static leadledger.command.sales.SalesStory.COLLEAGUE;
import static leadledger.command.sales.SalesStory.DEALERS_AGENT;
import static leadledger.command.sales.SalesStory.HEADQUARTERS;
import static leadledger.command.sales.SalesStory.HEADQUARTERS_IN_ITALY;
import static leadledger.command.sales.SalesStory.INTAKE;
import static leadledger.command.sales.SalesStory.MANAGER;
import static leadledger.command.sales.SalesStory.MANAGER_IN_GINZA;
import static leadledger.command.sales.SalesStory.MANAGER_IN_NAMBA;
import static leadledger.command.sales.SalesStory.OTHER_MANAGER;
import static leadledger.command.sales.SalesStory.STAFF;
import static leadledger.command.sales.SalesStory.STAFF_IN_NAMBA;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import leadledger.command.decision.Input;
import leadledger.events.shared.Actor;
import leadledger.events.shared.Refusal;
import leadledger.events.shared.Role;

/** What the tests of all commands on delivered leads expect alike: refusals, and who may ask. */
public final class SalesRules {

    public static final Refusal UNKNOWN = Refusal.ofUnknownLead();
    public static final Refusal WRONG_ROLE = Refusal.ofRole("AC-01");
    public static final Refusal IS_QUEUED = Refusal.ofState("SA-01", "lead-not-delivered");
    public static final Refusal IS_OUT_OF_SCOPE = Refusal.ofState("SA-22", "lead-out-of-scope");
    public static final Refusal IS_FINAL = Refusal.ofState("SA-42", "sales-lead-is-final");

    private static final SalesCaller ADMIN = SalesStory.of(Actor.of("admin-1", Role.ADMIN));
    private static final SalesCaller PRIVACY_OFFICER = SalesStory.of(Actor.of("officer-1", Role.PRIVACY_OFFICER));
    private static final SalesCaller DEALERS_MANAGER =
            SalesStory.of(Actor.ofDealer("agent-9", Role.AFTERSALES_MANAGER, SalesStory.SHIBUYA.dealer()));

    /** Do not see a delivered lead of Shibuya that {@link SalesStory#STAFF} owns. */
    static final List<SalesCaller> STRANGERS = List.of(
            COLLEAGUE,
            MANAGER_IN_NAMBA,
            STAFF_IN_NAMBA,
            MANAGER_IN_GINZA,
            CALL_CENTER,
            CALL_CENTER_IN_ITALY,
            HEADQUARTERS_IN_ITALY,
            INTAKE,
            DEALERS_AGENT,
            DEALERS_MANAGER,
            PRIVACY_OFFICER,
            ADMIN,
            SalesCaller.SERVICE);

    /** See it and do nothing on it. */
    static final List<SalesCaller> READERS = List.of(ASSISTANT, HEADQUARTERS, AUDITOR);

    private SalesRules() {}

    /** SA-21: the owner and the managers may; whoever sees the lead learns that its role may not, everybody else nothing. */
    public static void areForOwnerAndManagers(SalesStory story, Function<SalesCaller, SalesCommand> command) {
        areFor(List.of(STAFF, MANAGER, OTHER_MANAGER), List.of(), story, command);
    }

    /** SA-20, SA-22: the managers may, and the owner learns that its role may not. */
    public static void areForManagers(SalesStory story, Function<SalesCaller, SalesCommand> command) {
        areFor(List.of(MANAGER, OTHER_MANAGER), List.of(STAFF), story, command);
    }

    /** The managers may; nobody owns the lead, so no sales staff sees it. */
    public static void areForManagersAlone(SalesStory story, Function<SalesCaller, SalesCommand> command) {
        areFor(List.of(MANAGER, OTHER_MANAGER), List.of(), story, command);
        assertThat(refusals(story, command.apply(STAFF))).containsExactly(UNKNOWN);
    }

    private static void areFor(
            List<SalesCaller> who,
            List<SalesCaller> readersBeside,
            SalesStory story,
            Function<SalesCaller, SalesCommand> command) {
        List<SalesCaller> readers = new ArrayList<>(READERS);
        readers.addAll(readersBeside);
        Set<Role> tried = Stream.of(who, readers, STRANGERS)
                .flatMap(List::stream)
                .map(caller -> caller.actor().role())
                .collect(Collectors.toCollection(() -> EnumSet.of(Role.SALES_STAFF)));
        assertThat(tried).containsExactlyInAnyOrder(Role.values());
        who.forEach(caller -> assertThat(refusals(story, command.apply(caller)))
                .as("%s", caller)
                .isEmpty());
        readers.forEach(caller -> assertThat(refusals(story, command.apply(caller)))
                .as("%s", caller)
                .containsExactly(WRONG_ROLE));
        STRANGERS.forEach(caller -> assertThat(refusals(story, command.apply(caller)))
                .as("AC-01: %s", caller)
                .containsExactly(UNKNOWN));
    }

    private static List<Refusal> refusals(SalesStory story, SalesCommand command) {
        return story.when(command).outcome().refusals();
    }

    /** An input of which something is wrong: told only if the lead's state allows the action. */
    public static <T> Input<T> faulty() {
        return Input.faulty(List.of(FAULT));
    }

    /** What is wrong with it. */
    public static final Refusal FAULT = Refusal.ofValue("SA-31", "field-required", "state");

    /** All that is wrong with an input; nothing: it is sound. */
    public static List<Refusal> faults(Input<?> input) {
        return input instanceof Input.Faulty<?>(List<Refusal> faults) ? faults : List.of();
    }
}
