package leadledger.app.dev;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import leadledger.command.decision.Input;
import leadledger.command.desk.CommandDesk;
import leadledger.command.desk.CommandTerms;
import leadledger.command.reference.DefineBusinessHours;
import leadledger.command.reference.DefineCampaign;
import leadledger.command.reference.DefineCloseReason;
import leadledger.command.reference.DefineDealer;
import leadledger.command.reference.DefineOutlet;
import leadledger.command.reference.DefineSource;
import leadledger.command.reference.DefineUser;
import leadledger.command.reference.ReferenceCommand;
import leadledger.command.reference.RegisterVehicle;
import leadledger.events.ledger.LedgerIds;
import leadledger.events.reference.ReferenceEvent.BusinessHoursDefined;
import leadledger.events.reference.ReferenceEvent.DealerDefined;
import leadledger.events.reference.ReferenceEvent.OutletDefined;
import leadledger.events.shared.Actor;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.MarketId;
import leadledger.events.shared.OutletId;

/** Defines {@link DemoReference} and {@link DemoOutlets} by the same commands as headquarters would. */
final class ReferenceSeed {

    private static final Actor HEADQUARTERS = of("JP");

    private static final Set<DealerId> DEALERS =
            DemoReference.DEALERS.stream().map(DealerDefined::dealer).collect(Collectors.toUnmodifiableSet());
    private static final Set<OutletId> OUTLETS =
            DemoOutlets.OUTLETS.stream().map(OutletDefined::outlet).collect(Collectors.toUnmodifiableSet());

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
        Stream.concat(DemoReference.CAMPAIGNS.stream(), DemoReference.SALES_CAMPAIGNS.stream())
                .forEach(campaign ->
                        define(at -> new DefineCampaign(campaign.code(), HEADQUARTERS, at, Input.of(campaign))));
        DemoReference.CLOSE_REASONS.forEach(
                reason -> define(at -> new DefineCloseReason(reason.code(), HEADQUARTERS, at, Input.of(reason))));
        DemoReference.VEHICLES.forEach(
                vehicle -> define(at -> new RegisterVehicle(vehicle.vin(), HEADQUARTERS, at, Input.of(vehicle))));
        DemoOutlets.OUTLETS.forEach(outlet -> define(at ->
                new DefineOutlet(outlet.outlet(), headquartersOf(outlet.outlet()), at, Input.of(outlet), DEALERS)));
        // Hours know the holidays of the years around, so they are made for when they are defined.
        IntStream.range(0, DemoOutlets.OUTLETS.size())
                .forEach(i -> define(at -> {
                    BusinessHoursDefined hours = DemoOutlets.hoursAbout(at).get(i);
                    return new DefineBusinessHours(
                            hours.outlet(), headquartersOf(hours.outlet()), at, Input.of(hours), OUTLETS);
                }));
        DemoOutlets.USERS.forEach(user -> define(at -> new DefineUser(
                user.user(), headquartersOf(user.posts().getFirst().outlet()), at, Input.of(user), OUTLETS)));
    }

    private static Actor headquartersOf(OutletId outlet) {
        return of(DemoOutlets.marketOf(outlet));
    }

    private static Actor of(String market) {
        return Actor.ofHeadquarters("demo-seed", new MarketId(market));
    }

    private void define(Function<Instant, ReferenceCommand<?>> command) {
        UUID streamId = command.apply(Instant.EPOCH).streamId();
        desk.handle(streamId, CommandTerms.of(LedgerIds.next(), null, null), command::apply);
    }
}
