package leadledger.command.aftersales;

import static org.axonframework.test.matchers.Matchers.matches;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import leadledger.command.aftersales.lapse.RecordLapse;
import leadledger.command.desk.CommandTerms;
import leadledger.command.desk.Outcome;
import leadledger.events.aftersales.AftersalesEvent;
import leadledger.events.aftersales.AftersalesEvent.AppointmentBooked;
import leadledger.events.aftersales.AftersalesEvent.ContactAttemptRecorded;
import leadledger.events.aftersales.AftersalesEvent.LeadClosedWithSale;
import leadledger.events.aftersales.AftersalesEvent.LeadCreated;
import leadledger.events.aftersales.AftersalesEvent.LeadEdited;
import leadledger.events.aftersales.AftersalesEvent.LeadReassigned;
import leadledger.events.aftersales.AftersalesEvent.RecontactAgreed;
import leadledger.events.aftersales.ContactChannel;
import leadledger.events.aftersales.ContactOutcome;
import leadledger.events.aftersales.LeadType;
import leadledger.events.aftersales.RequestDetails;
import leadledger.events.shared.Actor;
import leadledger.events.shared.Consents;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.LeadId;
import leadledger.events.shared.MarketId;
import leadledger.events.shared.OutletId;
import leadledger.events.shared.Recorded;
import leadledger.events.shared.Refusal;
import leadledger.events.shared.Role;
import leadledger.events.shared.Vin;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.modelling.command.VersionedAggregateIdentifier;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.axonframework.test.aggregate.ResultValidator;
import org.axonframework.test.aggregate.TestExecutor;
import org.jspecify.annotations.Nullable;

/** What has happened to a lead so far and when; then a command, and what comes of it. Runs through Axon's fixture. */
public final class LeadStory {

    public static final LeadId LEAD = new LeadId(UUID.fromString("0195e3a0-0000-7000-8000-000000000001"));
    public static final String REFERENCE = "AL-2026-000123";
    public static final DealerId TOKYO = new DealerId("JP-TOKYO");
    public static final DealerId OSAKA = new DealerId("JP-OSAKA");

    /** The dealers of the market whose headquarters are {@link #HEADQUARTERS}. */
    public static final Set<DealerId> JAPAN = Set.of(TOKYO, OSAKA, new DealerId("ONE"));

    public static final Actor AGENT = Actor.ofDealer("agent-1", Role.AFTERSALES_AGENT, TOKYO);
    public static final Actor MANAGER = Actor.ofDealer("manager-1", Role.AFTERSALES_MANAGER, TOKYO);
    public static final Actor AGENT_IN_OSAKA = Actor.ofDealer("agent-2", Role.AFTERSALES_AGENT, OSAKA);

    public static final Actor HEADQUARTERS = actor(Role.HQ);
    public static final Actor SYSTEM = actor(Role.SYSTEM);

    /** A car of which nothing is wrong. */
    public static final Vin CAR = new Vin("ZFA31200000123456");

    /** What the customer of every story asked. */
    public static final RequestDetails REQUEST = new RequestDetails(
            null, "Yamada", null, null, null, null, null, null, null, null, null, null, List.of(), null, null);

    /** The end of a lead, to everything that is asked of it (AS-60). */
    public static final Refusal IS_FINAL = Refusal.ofState("AS-60", "lead-is-final");

    /** No action that changes the status comes before one attempt (AS-12). */
    public static final Refusal NO_ATTEMPT = Refusal.ofState("AS-12", "no-contact-attempt-yet");

    /** When the lead was assigned to Tokyo. */
    public static final Instant ASSIGNED = Instant.parse("2026-03-02T09:00:00Z");

    /** Sixty days after: the last moment at which the lead is open (AS-63). */
    public static final Instant DEADLINE = ASSIGNED.plus(Duration.ofDays(60));

    private record Happened(AftersalesEvent event, Instant recordedAt, String actor) {}

    private final List<Happened> events;

    private LeadStory(List<Happened> events) {
        this.events = List.copyOf(events);
    }

    /** Somebody of no dealer. */
    public static Actor actor(Role role) {
        return new Actor(
                "somebody-1",
                role,
                null,
                role.isMarkets() ? new MarketId("JP") : null,
                role.isOutlets() ? Set.of(new OutletId("JP-OSAKA.NAMBA")) : Set.of());
    }

    /** So long after the assignment. */
    public static Instant after(Duration duration) {
        return ASSIGNED.plus(duration);
    }

    /** So many minutes after the assignment. */
    public static Instant minute(long minutes) {
        return after(Duration.ofMinutes(minutes));
    }

    /** No lead yet. */
    public static LeadStory nothing() {
        return new LeadStory(List.of());
    }

    /** A lead of the dealer in Tokyo. */
    public static LeadStory lead() {
        return leadAssignedAt(ASSIGNED);
    }

    /** A lead of the dealer in Tokyo, assigned at another moment. */
    public static LeadStory leadAssignedAt(Instant assignedAt) {
        return nothing()
                .and(
                        new LeadCreated(
                                LEAD,
                                REFERENCE,
                                TOKYO,
                                LeadType.CUSTOMER_DRIVEN,
                                "WEB_FORM",
                                "SERVICE_REMINDER",
                                null,
                                null,
                                REQUEST,
                                Consents.NONE),
                        assignedAt);
    }

    /** A lead with attempts in the first minutes after its assignment, none with a claimed moment. */
    public static LeadStory leadWithAttempts(int attempts) {
        LeadStory story = lead();
        for (int minute = 1; minute <= attempts; minute++) {
            story = story.attempt(minute, null);
        }
        return story;
    }

    /** Then this happened. */
    public LeadStory and(AftersalesEvent event, Instant recordedAt) {
        return and(event, recordedAt, AGENT);
    }

    /** Then somebody did this. */
    public LeadStory and(AftersalesEvent event, Instant recordedAt, Actor actor) {
        List<Happened> more = new ArrayList<>(events);
        more.add(new Happened(event, recordedAt, actor.ledgerForm()));
        return new LeadStory(more);
    }

    /** What is measured of a lead in this state. */
    public static Measured measured(AftersalesLead state) {
        return ((AftersalesLead.Known) state).course().measured();
    }

    /** Then the next attempt was recorded, by phone and in vain, with or without a claimed moment. */
    public LeadStory attempt(long stampMinute, @Nullable Instant madeAt) {
        return attempt(minute(stampMinute), madeAt);
    }

    /** Then the next attempt was recorded at a moment. */
    public LeadStory attemptAt(Instant stampedAt) {
        return attempt(stampedAt, null);
    }

    private LeadStory attempt(Instant stampedAt, @Nullable Instant madeAt) {
        int number = 1;
        for (Happened happened : events) {
            number = happened.event() instanceof LeadReassigned
                    ? 1
                    : number + (happened.event() instanceof ContactAttemptRecorded ? 1 : 0);
        }
        return and(
                new ContactAttemptRecorded(number, ContactChannel.PHONE, ContactOutcome.NOT_REACHED, madeAt),
                stampedAt);
    }

    /** Then an appointment was booked. */
    public LeadStory booked(long stampMinute, Instant appointmentAt) {
        return and(new AppointmentBooked(appointmentAt, false), minute(stampMinute));
    }

    /** Then a re-contact was agreed, which closes the lead. */
    public LeadStory recontact(long stampMinute, LocalDate on, Instant dueAt) {
        return and(new RecontactAgreed(on, dueAt), minute(stampMinute));
    }

    /** Then headquarters moved it to another dealer. */
    public LeadStory movedTo(DealerId dealer, long stampMinute) {
        return and(new LeadReassigned(dealer, "no answer"), minute(stampMinute));
    }

    /** Then the dealer edited VIN and management note. */
    public LeadStory edited(long stampMinute, @Nullable Vin vin, @Nullable String managementNote) {
        return and(new LeadEdited(REQUEST, vin, managementNote), minute(stampMinute));
    }

    /** Then it was closed with sale. */
    public LeadStory sold(long stampMinute) {
        return and(new LeadClosedWithSale(CAR, "sold"), minute(stampMinute));
    }

    /** Its events, as a reader of the ledger finds them. */
    public List<Recorded<AftersalesEvent>> history() {
        List<Recorded<AftersalesEvent>> history = new ArrayList<>();
        for (Happened happened : events) {
            history.add(recorded(history.size(), happened));
        }
        return history;
    }

    private static Recorded<AftersalesEvent> recorded(int sequence, Happened happened) {
        return new Recorded<>(
                sequence + 1L,
                sequence,
                new UUID(0, sequence),
                LEAD.value(),
                happened.event().getClass().getSimpleName(),
                happened.recordedAt(),
                happened.recordedAt(),
                happened.actor(),
                TOKYO.value(),
                happened.event());
    }

    /** The lead as the rules see it. */
    public AftersalesLead state() {
        AftersalesLead lead = AftersalesLead.UNBORN;
        for (Happened happened : events) {
            lead = lead.evolve(happened.event(), happened.recordedAt(), happened.actor());
        }
        return lead;
    }

    /** A command is given, at its own time. */
    public Then when(AftersalesCommand command) {
        return when(command, Map.of("terms", CommandTerms.of(command.leadId().value(), null, null, JAPAN)));
    }

    /** A command is given with metadata. */
    public Then when(AftersalesCommand command, Map<String, ?> metaData) {
        FixtureConfiguration<AftersalesShell> fixture = new AggregateTestFixture<>(AftersalesShell.class);
        fixture.registerCommandTargetResolver(message -> new VersionedAggregateIdentifier(
                (Object) ((AftersalesCommand) message.getPayload()).leadId().toString(), null));
        TestExecutor<AftersalesShell> given = fixture.givenNoPriorActivity();
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
    public record Then(int versionBefore, ResultValidator<AftersalesShell> result) {

        /** It was accepted, and these things happened. */
        public void happened(AftersalesEvent... events) {
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

        /** Its sixty days had passed, so that the lapse is recorded first, and for these reasons it is refused then. */
        public void lapsedBefore(AftersalesCommand command, Refusal... refusals) {
            result.expectNoEvents()
                    .expectResultMessagePayload(Outcome.after(
                            new RecordLapse(command.leadId(), AftersalesCommand.SERVICE, command.at()),
                            versionBefore,
                            List.of(refusals)));
        }

        /** What the shell said, for comparison. */
        public Outcome outcome() {
            List<Outcome> said = new ArrayList<>();
            result.expectResultMessagePayloadMatching(matches((Outcome outcome) -> said.add(outcome)));
            return said.getFirst();
        }

        /** There is no such lead; {@code CommandDesk} answers it like a lead of another dealer. */
        public void notFound() {
            result.expectNoEvents().expectException(AggregateNotFoundException.class);
        }
    }
}
