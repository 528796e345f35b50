package leadledger.app.deadlines;

import java.time.InstantSource;
import java.util.List;
import leadledger.events.shared.LeadId;
import leadledger.query.deadlines.Deadline;
import leadledger.query.deadlines.DueDeadlines;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Looks every second for deadlines that have come, and lets them take effect in the order in which they came due (LG-33).
 * What is due is read from events alone, so nothing is forgotten by a stop of any length. Several nodes may do the same at
 * once: an effect takes place once ({@link DeadlineEffects}).
 */
@Component
class DeadlineKeeper {

    private static final Logger LOG = LoggerFactory.getLogger(DeadlineKeeper.class);
    private static final int AT_ONCE = 200;

    private final DueDeadlines due;
    private final DeadlineEffects effects;
    private final InstantSource clock;

    DeadlineKeeper(DueDeadlines due, DeadlineEffects effects, InstantSource clock) {
        this.due = due;
        this.effects = effects;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "PT1S", initialDelayString = "PT1S")
    void keep() {
        List<Deadline> deadlines;
        try {
            deadlines = due.dueBefore(clock.instant(), AT_ONCE);
        } catch (RuntimeException e) {
            LOG.warn(
                    "deadlines could not be read ({}), trying again",
                    e.getClass().getSimpleName());
            return;
        }
        int failed = 0;
        for (Deadline deadline : deadlines) {
            if (!takesEffect(deadline)) {
                failed++;
            }
        }
        if (failed > 0) {
            LOG.warn("{} of {} deadlines did not take effect, trying again", failed, deadlines.size());
        }
    }

    /** One that fails must not keep the others waiting. */
    private boolean takesEffect(Deadline deadline) {
        LeadId lead = new LeadId(deadline.leadId());
        try {
            switch (deadline.kind()) {
                case LAPSE -> effects.lapse(lead);
                case RE_CONTACT -> effects.recontact(lead);
            }
            return true;
        } catch (RuntimeException e) {
            LOG.warn("the deadline of lead {} failed ({})", lead, e.getClass().getSimpleName());
            return false;
        }
    }
}
