package leadledger.app.dev;

import java.time.Instant;
import java.util.UUID;
import java.util.function.Function;
import leadledger.command.decision.Input;
import leadledger.command.desk.CommandDesk;
import leadledger.command.desk.CommandTerms;
import leadledger.command.reference.DefineCampaign;
import leadledger.command.reference.DefineCloseReason;
import leadledger.command.reference.DefineDealer;
import leadledger.command.reference.DefineSource;
import leadledger.command.reference.ReferenceCommand;
import leadledger.command.reference.RegisterVehicle;
import leadledger.events.ledger.LedgerIds;
import leadledger.events.shared.Actor;
import leadledger.events.shared.MarketId;

/** Defines {@link DemoReference} by the same commands as headquarters would. */
final class ReferenceSeed {

    private static final Actor HEADQUARTERS = of("JP");

    private final CommandDesk desk;

    private ReferenceSeed(CommandDesk desk) {
        this.desk = desk;
    }

    /** Defines all of it in a ledger that has none of it. */
    static void define(CommandDesk desk) {
        new ReferenceSeed(desk).define();
    }

    private void define() {
        DemoReference.DEALERS.forEach(
                dealer -> define(at -> new DefineDealer(dealer.dealer(), of(dealer.market()), at, Input.of(dealer))));
        DemoReference.SOURCES.forEach(
                source -> define(at -> new DefineSource(source.code(), HEADQUARTERS, at, Input.of(source))));
        DemoReference.CAMPAIGNS.forEach(
                campaign -> define(at -> new DefineCampaign(campaign.code(), HEADQUARTERS, at, Input.of(campaign))));
        DemoReference.CLOSE_REASONS.forEach(
                reason -> define(at -> new DefineCloseReason(reason.code(), HEADQUARTERS, at, Input.of(reason))));
        DemoReference.VEHICLES.forEach(
                vehicle -> define(at -> new RegisterVehicle(vehicle.vin(), HEADQUARTERS, at, Input.of(vehicle))));
    }

    private static Actor of(String market) {
        return Actor.ofHeadquarters("demo-seed", new MarketId(market));
    }

    private void define(Function<Instant, ReferenceCommand<?>> command) {
        UUID streamId = command.apply(Instant.EPOCH).streamId();
        desk.handle(streamId, CommandTerms.of(LedgerIds.next(), null, null), command::apply);
    }
}
