package leadledger.events.sla;

import java.time.Instant;
import java.util.Optional;
import leadledger.events.dispute.DisputeOutcome;
import leadledger.events.sla.SlaVerdict.Result;
import org.jspecify.annotations.Nullable;

/**
 * What a verdict says, and what it would say if nothing had been decided in a dispute (SL-40, SL-41).
 *
 * @param result what it says
 * @param without what it would say
 * @param outcome what was decided and holds; none: nothing was
 */
public record Judgement(
        Result result, Result without, @Nullable DisputeOutcome outcome) {

    /** The judgement of a clock. */
    static Judgement of(SlaClock clock, Optional<Ruling> ruling, Instant asOf) {
        return new Judgement(
                clock.with(ruling).result(asOf),
                clock.result(asOf),
                ruling.map(Ruling::outcome).orElse(null));
    }

    /** Whether the lead leaves numerator and denominator of the rates. */
    public boolean isExcused() {
        return outcome == DisputeOutcome.EXCUSED;
    }
}
