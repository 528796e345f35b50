package leadledger.events.reference;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.UUID;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.MarketId;
import leadledger.events.shared.OutletId;
import leadledger.events.shared.UserId;
import leadledger.events.shared.Vin;

/**
 * The streams of reference data: one per item, with an id that follows from what the item is, so that every node finds it
 * without asking and nobody can make the same item twice.
 */
public final class ReferenceStreams {

    /** Kind of the streams of all reference data but vehicles, as stored; the ledger has an index for it. */
    public static final String KIND = "reference";

    /** Kind of the streams of vehicles, as stored: too many to be held in memory, and read one by one. */
    public static final String VEHICLE_KIND = "vehicle";

    /** The tenant of all these events: they are headquarters' and no dealer's. */
    public static final String TENANT = "HQ";

    private ReferenceStreams() {}

    /** The stream of a campaign. */
    public static UUID ofCampaign(String code) {
        return named("campaign", code);
    }

    /** The stream of a source. */
    public static UUID ofSource(String code) {
        return named("source", code);
    }

    /** The stream of a close reason. */
    public static UUID ofCloseReason(String code) {
        return named("close-reason", code);
    }

    /** The stream of a dealer's master data. */
    public static UUID ofDealer(DealerId dealer) {
        return named("dealer", dealer.value());
    }

    /** The stream of an outlet's master data. */
    public static UUID ofOutlet(OutletId outlet) {
        return named("outlet", outlet.value());
    }

    /** The stream of a user. */
    public static UUID ofUser(UserId user) {
        return named("user", user.value());
    }

    /** The stream of an outlet's business hours. */
    public static UUID ofBusinessHours(OutletId outlet) {
        return named("business-hours", outlet.value());
    }

    /** The stream of an outlet's targets. */
    public static UUID ofKpiTargets(OutletId outlet) {
        return named("kpi-targets", outlet.value());
    }

    /** The stream of a version of a market's policy. */
    public static UUID ofPolicy(MarketId market, int version) {
        return named("policy", market.value() + "/" + version);
    }

    /** The stream of a vehicle. */
    public static UUID ofVehicle(Vin vin) {
        return named(VEHICLE_KIND, vin.value());
    }

    /** Stored with every item: neither the prefix nor the names of kinds may ever change. */
    private static UUID named(String kind, String code) {
        return UUID.nameUUIDFromBytes(("leadledger/" + kind + "/" + code).getBytes(UTF_8));
    }
}
