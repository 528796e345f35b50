package leadledger.app.dev;

import java.time.Duration;
import leadledger.app.console.CannotStartException;
import leadledger.app.wiring.LedgerPreparation;
import leadledger.app.wiring.ServiceClock;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Profile;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** As if the service had been stopped for so long: moves the demo's clock before anything looks at it. */
@Component
@Profile("dev")
@Order(ClockStepAtStart.AFTER_THE_DATA)
class ClockStepAtStart implements LedgerPreparation {

    /** The demo's history ends now, not then. */
    static final int AFTER_THE_DATA = DemoData.FIRST + 1;

    private final ServiceClock clock;
    private final String advance;

    ClockStepAtStart(ServiceClock clock, @Value("${leadledger.dev.advance:}") String advance) {
        this.clock = clock;
        this.advance = advance;
    }

    @Override
    public void prepare() {
        if (!advance.isEmpty()) {
            Duration step = StepForward.parse(advance, clock.instant())
                    .orElseThrow(() -> new CannotStartException("--advance is " + StepForward.FORM + "."));
            clock.advance(step);
        }
    }
}
