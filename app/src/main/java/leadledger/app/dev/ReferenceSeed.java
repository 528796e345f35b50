package leadledger.app.dev;

import java.time.Instant;
import java.util.UUID;
import java.util.function.Function;
import leadledger.command.aftersales.Input;
import leadledger.command.desk.CommandDesk;
import leadledger.command.desk.CommandTerms;
import leadledger.command.reference.DefineCampaign;
import leadledger.command.reference.DefineCloseReason;
import leadledger.command.reference.DefineDealer;
import leadledger.command.reference.DefineSource;
import leadledger.command.reference.ReferenceCommand;
import leadledger.command.reference.RegisterVehicle;
import leadledger.events.ledger.LedgerIds;
import leadledger.events.ledger.PostgresLedger;
import leadledger.events.ledger.ReferenceFeed;
import leadledger.events.shared.Actor;
import leadledger.events.shared.Role;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * Defines {@link DemoReference} at the first start of the default run, by the same commands as headquarters would. Done
 * before the web server listens, so that nobody meets a service without dealers. What is there already is left alone, even
 * if it has been changed since.
 */
@Component
@Profile("dev")
class ReferenceSeed implements SmartInitializingSingleton {

    private static final Actor HEADQUARTERS = new Actor("demo-seed", Role.HQ, null);

    private final CommandDesk desk;
    private final PostgresLedger ledger;
    private final ReferenceFeed feed;

    ReferenceSeed(CommandDesk desk, PostgresLedger ledger, ReferenceFeed feed) {
        this.desk = desk;
        this.ledger = ledger;
        this.feed = feed;
    }

    @Override
    public void afterSingletonsInstantiated() {
        DemoReference.DEALERS.forEach(
                dealer -> define(at -> new DefineDealer(dealer.dealer(), HEADQUARTERS, at, Input.of(dealer))));
        DemoReference.SOURCES.forEach(
                source -> define(at -> new DefineSource(source.code(), HEADQUARTERS, at, Input.of(source))));
        DemoReference.CAMPAIGNS.forEach(
                campaign -> define(at -> new DefineCampaign(campaign.code(), HEADQUARTERS, at, Input.of(campaign))));
        DemoReference.CLOSE_REASONS.forEach(
                reason -> define(at -> new DefineCloseReason(reason.code(), HEADQUARTERS, at, Input.of(reason))));
        DemoReference.VEHICLES.forEach(
                vehicle -> define(at -> new RegisterVehicle(vehicle.vin(), HEADQUARTERS, at, Input.of(vehicle))));
        feed.refreshNow();
    }

    private void define(Function<Instant, ReferenceCommand<?>> command) {
        UUID streamId = command.apply(Instant.EPOCH).streamId();
        if (ledger.lastSequence(streamId).isEmpty()) {
            desk.handle(streamId, CommandTerms.of(LedgerIds.next(), null, null), command::apply);
        }
    }
}
