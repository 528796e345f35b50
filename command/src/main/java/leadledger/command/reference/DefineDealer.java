package leadledger.command.reference;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import leadledger.command.decision.Input;
import leadledger.events.reference.ReferenceEvent;
import leadledger.events.reference.ReferenceEvent.DealerDefined;
import leadledger.events.reference.ReferenceStreams;
import leadledger.events.shared.Actor;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * Headquarters define a dealer (ディーラー) of their market (AC-02): its name, market and local time.
 *
 * @param dealer the dealer
 * @param actor who defines it
 * @param at the server's time
 * @param input how it is to stand
 */
public record DefineDealer(DealerId dealer, Actor actor, Instant at, Input<DealerDefined> input)
        implements ReferenceCommand<DealerDefined> {

    @Override
    public UUID streamId() {
        return ReferenceStreams.ofDealer(dealer);
    }

    @Override
    public String code() {
        return dealer.value();
    }

    @Override
    public List<Refusal> faults(@Nullable ReferenceEvent current, DealerDefined wanted) {
        List<Refusal> faults = new ArrayList<>();
        if (isForeign(wanted)) {
            faults.add(Refusal.ofValue("AC-02", "field-not-yours-to-set", "market"));
        }
        // Otherwise a market could take another's dealer, and with it all its leads.
        if (current instanceof DealerDefined standing && isForeign(standing)) {
            faults.add(Refusal.ofValue("AC-02", "field-not-yours-to-set", "dealer"));
        }
        return faults;
    }

    private boolean isForeign(DealerDefined defined) {
        return !defined.market().equals(String.valueOf(actor.market()));
    }

    /**
     * Whether the text names a region of the IANA time zone database, such as {@code Asia/Tokyo}. A bare offset would be
     * wrong for half of the year wherever clocks are moved, and so would move the day of a re-contact (AS-50).
     */
    static boolean isRegionalZone(String id) {
        return id.contains("/")
                && !id.startsWith("Etc/")
                && !id.startsWith("SystemV/")
                && ZoneId.getAvailableZoneIds().contains(id);
    }
}
