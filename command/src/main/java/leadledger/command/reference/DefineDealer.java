package leadledger.command.reference;

import java.time.Instant;
import java.time.ZoneId;
import java.util.UUID;
import leadledger.command.aftersales.Input;
import leadledger.events.reference.ReferenceEvent.DealerDefined;
import leadledger.events.reference.ReferenceStreams;
import leadledger.events.shared.Actor;
import leadledger.events.shared.DealerId;

/**
 * Headquarters define a dealer (ディーラー): its name, market and local time.
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
