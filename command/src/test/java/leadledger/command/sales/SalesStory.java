package leadledger.command.sales;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import leadledger.command.desk.CommandTerms;
import leadledger.command.desk.Outcome;
import leadledger.command.sales.deliverlead.RecordDelivery;
import leadledger.events.sales.ContactMeans;
import leadledger.events.sales.DeliveryKind;
import leadledger.events.sales.InitialOutcome;
import leadledger.events.sales.LeadQueue;
import leadledger.events.sales.SalesEvent;
import leadledger.events.sales.SalesEvent.DeliveryHeld;
import leadledger.events.sales.SalesEvent.FollowUpTaskUpdated;
import leadledger.events.sales.SalesEvent.LeadAssigned;
import leadledger.events.sales.SalesEvent.LeadCaptured;
import leadledger.events.sales.SalesEvent.LeadConverted;
import leadledger.events.sales.SalesEvent.LeadDelivered;
import leadledger.events.sales.SalesEvent.LeadMarkedOutOfScope;
import leadledger.events.sales.SalesEvent.LeadNotConverted;
import leadledger.events.sales.TaskState;
import leadledger.events.sales.Utm;
import leadledger.events.sales.Wishes;
import leadledger.events.shared.Actor;
import leadledger.events.shared.Consents;
import leadledger.events.shared.Customer;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.LeadId;
import leadledger.events.shared.MarketId;
import leadledger.events.shared.OutletId;
import leadledger.events.shared.Recorded;
import leadledger.events.shared.Refusal;
import leadledger.events.shared.Role;
import leadledger.events.shared.UserId;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.modelling.command.VersionedAggregateIdentifier;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.axonframework.test.aggregate.ResultValidator;
import org.axonframework.test.aggregate.TestExecutor;
import org.axonframework.test.matchers.Matchers;

/** What has happened to a sales lead so far, when and by whom; then a command, and what comes of it. By Axon's fixture. */
public final class SalesStory {

    public static final LeadId LEAD = new LeadId(UUID.fromString("0195e3a0-0000-7000-8000-000000000002"));
    public static final String REFERENCE = "SL-2026-000123";
    public static final MarketId JAPAN = new MarketId("JP");
    public static final LeadQueue QUEUE = new LeadQueue(JAPAN, "ALFA");

    /** Sells the brand. */
    public static final OutletId SHIBUYA = new OutletId("JP-TOKYO.SHIBUYA");
    /** Another dealer's outlet; sells the brand. */
    public static final OutletId NAMBA = new OutletId("JP-OSAKA.NAMBA");
    /** Sells another brand. */
    public static final OutletId GINZA = new OutletId("JP-TOKYO.GINZA");

    public static final SalesCaller MANAGER = at(SHIBUYA, "manager-1", Role.OUTLET_MANAGER);
    public static final SalesCaller OTHER_MANAGER = at(SHIBUYA, "manager-2", Role.OUTLET_MANAGER);
    public static final SalesCaller STAFF = at(SHIBUYA, "staff-1", Role.SALES_STAFF);
    public static final SalesCaller COLLEAGUE = at(SHIBUYA, "staff-2", Role.SALES_STAFF);
    public static final SalesCaller ASSISTANT = at(SHIBUYA, "assistant-1", Role.SALES_ASSISTANT);
    public static final SalesCaller MANAGER_IN_NAMBA = at(NAMBA, "manager-3", Role.OUTLET_MANAGER);
    public static final SalesCaller STAFF_IN_NAMBA = at(NAMBA, "staff-3", Role.SALES_STAFF);
    /** Does not see the queue: its outlet sells another brand. */
    public static final SalesCaller MANAGER_IN_GINZA =
            new SalesCaller(Actor.ofOutlets("manager-4", Role.OUTLET_MANAGER, Set.of(GINZA)), Set.of());

    public static final SalesCaller CALL_CENTER = of(Actor.ofCallCenter("agent-1", JAPAN));
    public static final SalesCaller CALL_CENTER_IN_ITALY = of(Actor.ofCallCenter("agent-2", new MarketId("IT")));
    public static final SalesCaller HEADQUARTERS = of(Actor.ofHeadquarters("hq-1", JAPAN));
    public static final SalesCaller HEADQUARTERS_IN_ITALY = of(Actor.ofHeadquarters("hq-2", new MarketId("IT")));
    public static final SalesCaller AUDITOR = of(Actor.of("auditor-1", Role.AUDITOR));
    public static final SalesCaller INTAKE = of(Actor.of("web-form-1", Role.INTAKE));
    public static final SalesCaller DEALERS_AGENT =
            of(Actor.ofDealer("agent-3", Role.AFTERSALES_AGENT, new DealerId("JP-TOKYO")));

    public static final UserId STAFF_ID = STAFF.actor().user();
    public static final UserId COLLEAGUE_ID = COLLEAGUE.actor().user();

    /** Who wanted what in every story. */
    public static final Customer CUSTOMER =
            new Customer("花子", "山田", "hanako@example.jp", "03-1234-5678", null, "ja", "JP", null, "渋谷区", "150-0001");

    /** A Monday, 09:00 in Tokyo: when the lead was captured. */
    public static final Instant CAPTURED = Instant.parse("2026-03-02T00:00:00Z");

    private record Happened(SalesEvent event, Instant recordedAt, String actor) {}

    private final List<Happened> events;

    private SalesStory(List<Happened> events) {
        this.events = List.copyOf(events);
    }

    /** Somebody at one outlet that sells the brand. */
    public static SalesCaller at(OutletId outlet, String subject, Role role) {
        return new SalesCaller(Actor.ofOutlets(subject, role, Set.of(outlet)), Set.of(QUEUE));
    }

    /** Somebody of no outlet. */
    public static SalesCaller of(Actor actor) {
        return new SalesCaller(actor, Set.of());
    }

    /** So many minutes after the capture. */
    public static Instant minute(long minutes) {
        return CAPTURED.plus(Duration.ofMinutes(minutes));
    }

    /** The fact of a capture. */
    public static LeadCaptured capture() {
        return new LeadCaptured(
                LEAD,
                REFERENCE,
                QUEUE,
                "WEB_FORM",
                "SPRING",
                Utm.NONE,
                CUSTOMER,
                Wishes.NONE,
                null,
                null,
                Consents.NONE,
                null,
                List.of(),
                List.of());
    }

    /** No lead yet. */
    public static SalesStory nothing() {
        return new SalesStory(List.of());
    }

    /** A lead in the queue. */
    public static SalesStory queued() {
        return nothing().and(capture(), CAPTURED, INTAKE);
    }

    /** A lead whose delivery to Shibuya is held until a minute after its capture. */
    public static SalesStory held(long opensAtMinute) {
        return queued().and(new DeliveryHeld(SHIBUYA, minute(opensAtMinute)), minute(1), CALL_CENTER);
    }

    /** A lead delivered to Shibuya in the tenth minute; nobody owns it. */
    public static SalesStory delivered() {
        return queued().and(new LeadDelivered(SHIBUYA, DeliveryKind.AT_ONCE, null), minute(10), CALL_CENTER);
    }

    /** A lead of Shibuya that {@link #STAFF} owns since the twentieth minute. */
    public static SalesStory assigned() {
        return delivered().and(new LeadAssigned(STAFF_ID), minute(20), MANAGER);
    }

    /** A lead of Shibuya that {@link #STAFF} follows up since the thirtieth minute. */
    public static SalesStory followedUp() {
        return assigned().and(followUp(TaskState.IN_PROGRESS), minute(30), STAFF);
    }

    /** A lead of Shibuya that {@link #MANAGER} set aside in the fifteenth minute. */
    public static SalesStory outOfScope() {
        return delivered().and(new LeadMarkedOutOfScope("applied five times"), minute(15), MANAGER);
    }

    /** A lead of Shibuya that {@link #STAFF} converted in the fortieth minute. */
    public static SalesStory converted() {
        return followedUp().and(new LeadConverted("OP-2026-000001"), minute(40), STAFF);
    }

    /** A lead of Shibuya that {@link #STAFF} closed in the fortieth minute. */
    public static SalesStory notConverted() {
        return followedUp().and(new LeadNotConverted("bought elsewhere"), minute(40), STAFF);
    }

    /** The follow-up task comes to a state after a phone call. */
    public static FollowUpTaskUpdated followUp(TaskState state) {
        return new FollowUpTaskUpdated(state, ContactMeans.PHONE, null, InitialOutcome.REACHED, null);
    }

    /** Then this happened. */
    public SalesStory and(SalesEvent event, Instant recordedAt, SalesCaller by) {
        List<Happened> more = new ArrayList<>(events);
        more.add(new Happened(event, recordedAt, by.actor().ledgerForm()));
        return new SalesStory(more);
    }

    /** Its events, as a reader of the ledger finds them. */
    public List<Recorded<SalesEvent>> history() {
        List<Recorded<SalesEvent>> history = new ArrayList<>();
        for (Happened happened : events) {
            history.add(new Recorded<>(
                    history.size() + 1L,
                    history.size(),
                    new UUID(0, history.size()),
                    LEAD.value(),
                    happened.event().getClass().getSimpleName(),
                    happened.recordedAt(),
                    happened.recordedAt(),
                    happened.actor(),
                    "TENANT",
                    happened.event()));
        }
        return history;
    }

    /** The lead as the rules see it. */
    public SalesLead state() {
        SalesLead lead = SalesLead.UNBORN;
        for (Happened happened : events) {
            lead = lead.evolve(happened.event(), happened.recordedAt(), happened.actor());
        }
        return lead;
    }

    /** A command is given, at its own time. */
    public Then when(SalesCommand command) {
        return when(command, Map.of("terms", CommandTerms.of(command.leadId().value(), null, null)));
    }

    /** A command is given with metadata. */
    public Then when(SalesCommand command, Map<String, ?> metaData) {
        FixtureConfiguration<SalesShell> fixture = new AggregateTestFixture<>(SalesShell.class);
        fixture.registerCommandTargetResolver(message -> new VersionedAggregateIdentifier(
                (Object) ((SalesCommand) message.getPayload()).leadId().toString(), null));
        TestExecutor<SalesShell> given = fixture.givenNoPriorActivity();
        for (Happened happened : events) {
            given = given.andGivenCurrentTime(happened.recordedAt())
                    .andGiven(new GenericEventMessage<>(happened.event(), Map.of("actor", happened.actor())));
        }
        return new Then(events.size(), given.andGivenCurrentTime(command.at()).when(command, metaData));
    }

    /**
     * What came of it.
     *
     * @param versionBefore how many events the lead had
     * @param result Axon's
     */
    public record Then(int versionBefore, ResultValidator<SalesShell> result) {

        /** It was accepted, and these things happened. */
        public void happened(SalesEvent... events) {
            result.expectSuccessfulHandlerExecution()
                    .expectResultMessagePayload(Outcome.accepted(versionBefore + events.length, REFERENCE))
                    .expectEvents((Object[]) events);
        }

        /** It was accepted, and nothing happened, since it had been so before. */
        public void nothingNew() {
            happened();
        }

        /** It was refused for these reasons and no others, and nothing happened. */
        public void refused(Refusal... refusals) {
            result.expectNoEvents().expectResultMessagePayload(Outcome.refused(versionBefore, List.of(refusals)));
        }

        /** The outlet had opened, so that the held delivery is recorded first, and for these reasons it is refused then. */
        public void deliveredBefore(SalesCommand command, Refusal... refusals) {
            result.expectNoEvents()
                    .expectResultMessagePayload(Outcome.after(
                            new RecordDelivery(command.leadId(), SalesCaller.SERVICE, command.at()),
                            versionBefore,
                            List.of(refusals)));
        }

        /** What the shell said, for comparison. */
        public Outcome outcome() {
            List<Outcome> said = new ArrayList<>();
            result.expectResultMessagePayloadMatching(Matchers.matches((Outcome outcome) -> said.add(outcome)));
            return said.getFirst();
        }

        /** There is no such lead; {@code CommandDesk} answers it like a lead of another outlet. */
        public void notFound() {
            result.expectNoEvents().expectException(AggregateNotFoundException.class);
        }
    }
}
