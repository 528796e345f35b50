package leadledger.query.testing;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import leadledger.events.sales.ActivityKind;
import leadledger.events.sales.ContractResult;
import leadledger.events.sales.CurrentCar;
import leadledger.events.sales.DeliveryKind;
import leadledger.events.sales.Extra;
import leadledger.events.sales.LeadQueue;
import leadledger.events.sales.Powertrain;
import leadledger.events.sales.ProviderId;
import leadledger.events.sales.PurchaseHorizon;
import leadledger.events.sales.SalesEvent;
import leadledger.events.sales.SalesEvent.ActivityPlanned;
import leadledger.events.sales.SalesEvent.ActivityUpdated;
import leadledger.events.sales.SalesEvent.AppraisalDone;
import leadledger.events.sales.SalesEvent.CarDetailsSaved;
import leadledger.events.sales.SalesEvent.ContractRecorded;
import leadledger.events.sales.SalesEvent.DeliveryHeld;
import leadledger.events.sales.SalesEvent.FeedbackGiven;
import leadledger.events.sales.SalesEvent.FollowUpTaskUpdated;
import leadledger.events.sales.SalesEvent.HeldDeliveryCancelled;
import leadledger.events.sales.SalesEvent.HeldDeliveryMoved;
import leadledger.events.sales.SalesEvent.LeadAssigned;
import leadledger.events.sales.SalesEvent.LeadCaptured;
import leadledger.events.sales.SalesEvent.LeadCommented;
import leadledger.events.sales.SalesEvent.LeadCompleted;
import leadledger.events.sales.SalesEvent.LeadConverted;
import leadledger.events.sales.SalesEvent.LeadDelivered;
import leadledger.events.sales.SalesEvent.LeadMarkedOutOfScope;
import leadledger.events.sales.SalesEvent.LeadNotConverted;
import leadledger.events.sales.SalesEvent.OutOfScopeMarkTakenBack;
import leadledger.events.sales.TaskState;
import leadledger.events.sales.Utm;
import leadledger.events.sales.Wishes;
import leadledger.events.shared.Consents;
import leadledger.events.shared.Customer;
import leadledger.events.shared.LeadId;
import leadledger.events.shared.MarketId;
import leadledger.events.shared.OutletId;
import leadledger.events.shared.UserId;

/**
 * Random histories of sales leads, also such as no rules would allow. The same random numbers, the same histories. Outlets
 * and brands are those of {@link Scopes#BOOK}; few customers, so that they apply again.
 */
public final class RandomSales {

    /** Who can own a lead. */
    public static final List<String> USERS = List.of("u-1", "u-2", "u-3");

    private static final List<LeadQueue> QUEUES = List.of(
            new LeadQueue(new MarketId("JP"), "ALFA"),
            new LeadQueue(new MarketId("JP"), "JEEP"),
            new LeadQueue(new MarketId("IT"), "ALFA"));
    private static final List<String> OUTLETS =
            List.of("JP-OSAKA.NAMBA", "JP-OSAKA.UMEDA", "JP-TOKYO.SHIBUYA", "IT-ROMA.CENTRO");
    private static final List<String> PHONES = List.of("+81 90-1234-567", "0901234567", "０９０１２３４５", "06 9999 ");

    private final Random random;

    /** By these random numbers. */
    public RandomSales(Random random) {
        this.random = random;
    }

    /** So many leads, each with events up to so many after its capture. */
    public List<UUID> write(SalesScribe scribe, int leads, int mostEvents) {
        List<UUID> written = new ArrayList<>();
        goOn(scribe, written, leads, leads * mostEvents / 2);
        return written;
    }

    /** So many more leads beside those that there are, then so many events of any of them. */
    public void goOn(SalesScribe scribe, List<UUID> written, int leads, int events) {
        for (int i = 0; i < leads; i++) {
            written.add(scribe.capture(captured()));
        }
        for (int step = 0; step < events; step++) {
            scribe.append(written.get(random.nextInt(written.size())), event());
        }
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private LeadCaptured captured() {
        UUID id = new UUID(random.nextLong(), random.nextLong());
        return new LeadCaptured(
                new LeadId(id),
                "SL-2026-" + id.toString().substring(30),
                one(QUEUES),
                random.nextBoolean() ? "WEB\tFORM" : "CALL",
                random.nextInt(4) == 0 ? null : one(List.of("SPRING", "夏\\n")),
                new Utm("u", null, null, "t", null),
                customer(),
                wishes(),
                random.nextBoolean() ? "comment" : null,
                random.nextBoolean() ? details() : null,
                Consents.NONE,
                null,
                List.of(new ProviderId("p", "1")),
                List.of(new Extra("a/b", "c")));
    }

    private Customer customer() {
        int who = random.nextInt(6);
        return new Customer(
                random.nextBoolean() ? "太郎" : null,
                "山田" + who,
                random.nextBoolean() ? "Y" + who + "@Example.jp" : null,
                random.nextBoolean() ? one(PHONES) + who : null,
                random.nextInt(4) == 0 ? one(PHONES) + who : null,
                "ja",
                "JP",
                null,
                null,
                random.nextBoolean() ? "530-000" + who : null);
    }

    private Wishes wishes() {
        return new Wishes(
                "please",
                true,
                null,
                random.nextBoolean() ? one(List.of(PurchaseHorizon.values())) : null,
                random.nextBoolean() ? "Giulia\\" : null,
                Powertrain.PETROL,
                null);
    }

    private CurrentCar.Details details() {
        return new CurrentCar.Details("Maker" + random.nextInt(3), "Model", null, 2019, null, null, 1_000, null);
    }

    private SalesEvent event() {
        Instant moment = Instant.parse("2026-11-22T00:00:00Z").plusSeconds(60L * random.nextInt(10_000));
        OutletId outlet = new OutletId(one(OUTLETS));
        UserId user = new UserId(one(USERS));
        TaskState state = one(List.of(TaskState.values()));
        return switch (random.nextInt(24)) {
            case 0 -> new LeadCommented("comment " + random.nextInt(9));
            case 1, 2 -> new LeadCompleted(customer(), wishes(), new Consents(Map.of()));
            case 3, 4 -> new DeliveryHeld(outlet, moment);
            case 5 -> new HeldDeliveryMoved(moment);
            case 6 -> new HeldDeliveryCancelled();
            case 7, 8, 9 -> new LeadDelivered(outlet, DeliveryKind.AT_ONCE, null);
            case 10 -> new LeadDelivered(outlet, DeliveryKind.HELD, moment);
            case 11, 12, 13 -> new LeadAssigned(user);
            case 14 -> new LeadMarkedOutOfScope("sold already");
            case 15 -> new OutOfScopeMarkTakenBack();
            case 16, 17 -> new FollowUpTaskUpdated(state, null, null, null, "called");
            case 18 -> new ActivityPlanned(1 + random.nextInt(3), user, ActivityKind.TASK, "call", moment, null);
            case 19 -> new ActivityUpdated(1 + random.nextInt(3), state, "done");
            case 20 ->
                random.nextBoolean()
                        ? new CarDetailsSaved(details())
                        : new AppraisalDone(LocalDate.EPOCH, 1_000L, null);
            case 21 -> new FeedbackGiven("well done", null);
            case 22 -> random.nextBoolean() ? new LeadConverted("OP-2026-1") : new LeadNotConverted("no money");
            default -> new ContractRecorded(ContractResult.WON);
        };
    }
}
