package leadledger.app.deadlines;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import leadledger.app.scheduling.RecurringWork;
import leadledger.command.sales.deliverlead.MoveHeldDelivery;
import leadledger.events.reference.ReferenceLookup;
import leadledger.events.shared.LeadId;
import leadledger.query.deadlines.Deadline;
import leadledger.query.deadlines.DueDeadlines;
import leadledger.query.deadlines.DueDeadlines.HeldFor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Looks every second for deadlines that have come, and lets all of them take effect in the order in which they came due
 * (LG-33). What is due is read from events alone, so nothing is forgotten by a stop of any length. If two nodes should do so
 * at once, an effect takes place once all the same ({@link DeadlineEffects}).
 */
@Component
class DeadlineKeeper implements RecurringWork {

    private static final Logger LOG = LoggerFactory.getLogger(DeadlineKeeper.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
    private static final int AT_ONCE = 200;
    private static final int MOST_HELD = 2_000;

    private final DueDeadlines due;
    private final DeadlineEffects effects;
    private final ReferenceLookup outlets;
    private final InstantSource clock;

    DeadlineKeeper(DueDeadlines due, DeadlineEffects effects, ReferenceLookup outlets, InstantSource clock) {
        this.due = due;
        this.effects = effects;
        this.outlets = outlets;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "deadlines";
    }

    @Override
    public Duration pause() {
        return BETWEEN_LOOKS;
    }

    /** What fails stays due and is tried again the next time; this time all others come first. */
    @Override
    public void run(BooleanSupplier ending) {
        Instant now = clock.instant();
        moveHeldDeliveries(now, ending);
        int failed = 0;
        int taken = 0;
        @Nullable Deadline last = null;
        List<Deadline> deadlines;
        do {
            deadlines = due.dueBefore(now, last, AT_ONCE);
            for (Deadline deadline : deadlines) {
                if (ending.getAsBoolean()) {
                    return;
                }
                failed += takesEffect(deadline) ? 0 : 1;
                taken++;
                last = deadline;
            }
        } while (deadlines.size() == AT_ONCE);
        if (failed > 0) {
            LOG.warn("{} of {} deadlines did not take effect, trying again", failed, taken);
        }
    }

    /**
     * Held deliveries follow their outlets' calendars (SA-10), before anything is due by what they said earlier. Calendars are
     * looked at once for each outlet, not for each lead.
     */
    private void moveHeldDeliveries(Instant now, BooleanSupplier ending) {
        int failed = 0;
        for (HeldFor held : due.heldAfter(now, MOST_HELD)) {
            boolean isAsHeld = MoveHeldDelivery.takesPlaceAt(held.outlet(), now, outlets)
                    .filter(held.opensAt()::equals)
                    .isPresent();
            @Nullable UUID last = null;
            while (!isAsHeld && !ending.getAsBoolean()) {
                List<UUID> leads = due.heldFor(held, last, AT_ONCE);
                for (UUID lead : leads) {
                    failed += moves(new LeadId(lead)) ? 0 : 1;
                    last = lead;
                }
                isAsHeld = leads.size() < AT_ONCE;
            }
        }
        if (failed > 0) {
            LOG.warn("{} held deliveries were not moved, trying again", failed);
        }
    }

    private boolean moves(LeadId lead) {
        try {
            effects.moveHeldDelivery(lead, outlets);
            return true;
        } catch (RuntimeException e) {
            LOG.warn(
                    "the held delivery of lead {} failed to move ({})",
                    lead,
                    e.getClass().getSimpleName());
            return false;
        }
    }

    /** One that fails must not keep the others waiting. */
    private boolean takesEffect(Deadline deadline) {
        LeadId lead = new LeadId(deadline.leadId());
        try {
            switch (deadline.kind()) {
                case LAPSE -> effects.lapse(lead);
                case RE_CONTACT -> effects.recontact(lead);
                case HELD_DELIVERY -> effects.deliver(lead);
            }
            return true;
        } catch (RuntimeException e) {
            LOG.warn("the deadline of lead {} failed ({})", lead, e.getClass().getSimpleName());
            return false;
        }
    }
}
