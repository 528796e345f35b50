package leadledger.events.sla;

import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import leadledger.events.shared.Recorded;
import leadledger.events.sla.SlaPolicy.TimeBasis;
import leadledger.events.sla.SlaVerdict.Counted;
import leadledger.events.sla.SlaVerdict.Evidence;
import leadledger.events.sla.SlaVerdict.Result;
import leadledger.events.sla.SlaVerdict.SetAside;
import leadledger.events.sla.SlaVerdict.SetAsideReason;
import org.jspecify.annotations.Nullable;

/**
 * What a process tells of one service level of one lead; the verdict with its evidence follows (SL-30). Every verdict of
 * every process is made here.
 *
 * @param sla which service level
 * @param clocks its clock, by which of an event's two times counts
 * @param start the event that started the clock
 * @param stop the event that stopped it; none: it has not stopped
 * @param endedBy the event that withdrew the lead; none: none did
 * @param setAside events that were looked at and did not count, in order
 * @param rulings the disputes over the lead's verdicts, in order
 */
record Measurement(
        Sla sla,
        Function<TimeBasis, SlaClock> clocks,
        Counted start,
        @Nullable Counted stop,
        @Nullable Counted endedBy,
        List<SetAside> setAside,
        List<Ruling> rulings) {

    SlaVerdict verdict(SlaPolicy policy, Instant asOf) {
        SlaClock undisputed = clocks.apply(policy.basis());
        SlaClock other = clocks.apply(policy.onOtherBasis().basis());
        SlaClock clock = undisputed.with(Ruling.inForce(rulings, sla));
        Evidence evidence = new Evidence(
                policy.name(),
                policy.version(),
                policy.basis(),
                clock.time().name(),
                start,
                stop == null || clock.equals(undisputed) ? stop : stop.countedAt(clock.stoppedAt()),
                endedBy,
                clock.limit(),
                clock.deadline(),
                clock.elapsed(asOf),
                clock.told(asOf),
                setAside);
        Result without = undisputed.result(asOf);
        return new SlaVerdict(
                sla,
                clock.result(asOf),
                without != other.result(asOf),
                asOf,
                evidence,
                rulings.stream()
                        .filter(ruling -> ruling.sla() == sla)
                        .reduce((earlier, later) -> later)
                        .map(newest -> new SlaVerdict.Disputed(
                                newest.dispute(), newest.outcome(), newest.decidedAt(), without))
                        .orElse(null));
    }

    /** An event whose stamp counts whatever the policy: nobody can claim another moment for it. */
    static Counted stamped(Recorded<?> event) {
        return countedAt(event, event.recordedAt());
    }

    /** An event that counts from a moment which follows from itself. */
    static Counted countedAt(Recorded<?> event, Instant moment) {
        return new Counted(
                event.position(),
                event.type(),
                event.recordedAt(),
                event.occurredAt(),
                moment,
                event.actor(),
                null,
                importedAt(event));
    }

    /** When the ledger took over an event that another system had recorded (LG-40). */
    static @Nullable Instant importedAt(Recorded<?> event) {
        return event.imported() == null ? null : event.ledgerRecordedAt();
    }

    static SetAside setAside(Recorded<?> event, SetAsideReason reason) {
        return new SetAside(event.position(), event.type(), event.recordedAt(), event.occurredAt(), reason);
    }
}
