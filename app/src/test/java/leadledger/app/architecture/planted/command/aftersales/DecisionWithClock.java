package leadledger.app.architecture.planted.command.aftersales;

import java.time.Instant;

/** Planted: a decision that asks the clock. */
public record DecisionWithClock(Instant at) {

    /** Asks the clock. */
    public boolean isPast() {
        return at.isBefore(Instant.now());
    }
}
