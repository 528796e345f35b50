package leadledger.command.reference;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import leadledger.command.decision.Input;
import leadledger.events.reference.ReferenceEvent;
import leadledger.events.reference.ReferenceEvent.VehicleRegistered;
import leadledger.events.reference.ReferenceStreams;
import leadledger.events.shared.Actor;
import leadledger.events.shared.Refusal;
import leadledger.events.shared.Vin;
import org.jspecify.annotations.Nullable;

/**
 * Headquarters enter a car in the register, or what has changed of it (AS-70).
 *
 * @param vin the car
 * @param actor who enters it
 * @param at the server's time
 * @param input how it is to stand
 */
public record RegisterVehicle(Vin vin, Actor actor, Instant at, Input<VehicleRegistered> input)
        implements ReferenceCommand<VehicleRegistered> {

    /** Where a day begins first: a day that has begun nowhere yet is in the future for everybody. */
    private static final ZoneOffset EARLIEST = ZoneOffset.ofHours(14);

    @Override
    public UUID streamId() {
        return ReferenceStreams.ofVehicle(vin);
    }

    @Override
    public String code() {
        return vin.value();
    }

    @Override
    public List<Refusal> faults(@Nullable ReferenceEvent current, VehicleRegistered wanted) {
        List<Refusal> faults = new ArrayList<>();
        if (isBackwards(wanted.warrantyStart(), wanted.warrantyEnd())) {
            faults.add(Refusal.ofValue("AS-70", "period-ends-before-start", "warrantyEnd"));
        }
        if (isBackwards(wanted.currentWarrantyStart(), wanted.currentWarrantyEnd())) {
            faults.add(Refusal.ofValue("AS-70", "period-ends-before-start", "currentWarrantyEnd"));
        }
        LocalDate ended = wanted.ownershipEndedOn();
        if (ended != null && ended.isAfter(LocalDate.ofInstant(at, EARLIEST))) {
            faults.add(Refusal.ofValue("AS-42", "day-in-future", "ownershipEndedOn"));
        }
        return faults;
    }

    private static boolean isBackwards(@Nullable LocalDate start, @Nullable LocalDate end) {
        return start != null && end != null && end.isBefore(start);
    }
}
