package leadledger.app.benchmark;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import leadledger.events.aftersales.AftersalesEvent;
import leadledger.events.aftersales.AftersalesEvent.ContactAttemptCorrected;
import leadledger.events.aftersales.ContactChannel;
import leadledger.events.aftersales.ContactOutcome;
import leadledger.events.ledger.NewEvents;
import org.axonframework.eventhandling.DomainEventMessage;

/**
 * A history of many leads, the events of each spread over days among those of others. Goes by ticks of three hours; what
 * happens in one tick is recorded at one moment. Some leads are called too late, some claim another moment for the call.
 */
final class History {

    private static final int EVENTS_EACH = 4;
    private static final int EVENTS_PER_TICK = 500;
    private static final int LONGEST_PAUSE = 10;
    private static final Duration TICK = Duration.ofHours(3);
    private static final Instant BEGIN = Instant.parse("2026-01-05T00:00:00Z");

    private final Leads leads;
    private final List<List<Step>> ticks = new ArrayList<>();

    private record Step(int lead, int sequence) {}

    History(int events) {
        leads = Leads.of(events / EVENTS_EACH);
        int growing = Math.max(1, events / EVENTS_PER_TICK);
        for (int tick = 0; tick < growing + EVENTS_EACH * LONGEST_PAUSE; tick++) {
            ticks.add(new ArrayList<>());
        }
        Random random = new Random(20_260_314);
        for (int lead = 0; lead < leads.ids().size(); lead++) {
            int tick = (int) ((long) lead * growing / leads.ids().size());
            for (int sequence = 0; sequence < EVENTS_EACH; sequence++) {
                ticks.get(tick).add(new Step(lead, sequence));
                tick += 1 + random.nextInt(LONGEST_PAUSE);
            }
        }
    }

    int leads() {
        return leads.ids().size();
    }

    int events() {
        return leads() * EVENTS_EACH;
    }

    /** A moment at which some clocks run, some are stopped and some leads do not exist yet. */
    Instant middle() {
        return at(ticks.size() / 2);
    }

    Instant end() {
        return at(ticks.size());
    }

    private static Instant at(int tick) {
        return BEGIN.plus(TICK.multipliedBy(tick));
    }

    private AftersalesEvent event(Step step, Instant at) {
        return switch (step.sequence) {
            case 0 -> Samples.created(leads.id(step.lead), step.lead);
            case 1 -> Samples.attempt(1, step.lead % 5 == 0 ? at.minus(Duration.ofMinutes(40)) : null);
            case 2 -> Samples.attempt(2, null);
            default ->
                new ContactAttemptCorrected(
                        2, ContactChannel.EMAIL, ContactOutcome.NOT_REACHED, null, "the wrong button");
        };
    }

    /** Writes it into the ledger of a node whose clock is the given one. */
    void write(OurNode node, AtomicReference<Instant> clock) {
        for (int tick = 0; tick < ticks.size(); tick++) {
            Instant at = at(tick);
            clock.set(at);
            List<Callable<Long>> appends = new ArrayList<>();
            for (Step step : ticks.get(tick)) {
                appends.add(() -> node.ledger()
                        .append(new NewEvents(
                                leads.id(step.lead).value(),
                                List.of(Leads.newEvent(node.catalog(), step.lead, step.sequence, event(step, at))),
                                null,
                                null))
                        .lastPosition());
            }
            Load.onVirtualThreads(appends);
        }
    }

    /** Writes it into stock Axon's table. */
    void write(StockNode node) {
        for (int tick = 0; tick < ticks.size(); tick++) {
            List<DomainEventMessage<?>> batch = new ArrayList<>();
            for (Step step : ticks.get(tick)) {
                batch.add(
                        Leads.message(leads.id(step.lead), step.lead, step.sequence, event(step, at(tick)), at(tick)));
            }
            if (!batch.isEmpty()) {
                node.engine().appendEvents(batch);
            }
        }
    }
}
