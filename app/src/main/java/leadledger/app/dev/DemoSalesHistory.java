package leadledger.app.dev;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import leadledger.app.dev.DemoHistory.Deed;
import leadledger.app.dev.DemoHistory.OutletOpens;
import leadledger.app.dev.DemoHistory.Step;
import leadledger.command.decision.CustomerEdit;
import leadledger.command.decision.Input;
import leadledger.command.sales.SalesCaller;
import leadledger.command.sales.SalesCommand;
import leadledger.command.sales.SalesNetwork;
import leadledger.command.sales.WishesEdit;
import leadledger.command.sales.activity.PlanActivity;
import leadledger.command.sales.appraisal.RecordAppraisal;
import leadledger.command.sales.assignlead.AssignLead;
import leadledger.command.sales.capturelead.CaptureLead;
import leadledger.command.sales.completelead.CompleteLead;
import leadledger.command.sales.contract.RecordContract;
import leadledger.command.sales.conversion.ConvertLead;
import leadledger.command.sales.currentcar.SaveCurrentCar;
import leadledger.command.sales.deliverlead.DeliverLead;
import leadledger.command.sales.feedback.GiveFeedback;
import leadledger.command.sales.followuptask.UpdateFollowUpTask;
import leadledger.command.sales.notconverted.CloseNotConverted;
import leadledger.command.sales.outofscope.MarkOutOfScope;
import leadledger.command.sales.outofscope.TakeMarkBack;
import leadledger.command.sales.testdrive.RecordTestDrive;
import leadledger.events.calendar.OutletCalendar;
import leadledger.events.reference.ReferenceBook;
import leadledger.events.reference.ReferenceEvent.CampaignDefined;
import leadledger.events.reference.ReferenceEvent.OutletDefined;
import leadledger.events.reference.ReferenceEvent.UserDefined;
import leadledger.events.sales.ActivityKind;
import leadledger.events.sales.ContactMeans;
import leadledger.events.sales.ContractResult;
import leadledger.events.sales.CurrentCar;
import leadledger.events.sales.InitialOutcome;
import leadledger.events.sales.LeadQueue;
import leadledger.events.sales.Powertrain;
import leadledger.events.sales.Proposal;
import leadledger.events.sales.PurchaseHorizon;
import leadledger.events.sales.TaskState;
import leadledger.events.sales.Utm;
import leadledger.events.sales.Wishes;
import leadledger.events.shared.Actor;
import leadledger.events.shared.Consents;
import leadledger.events.shared.Customer;
import leadledger.events.shared.LeadId;
import leadledger.events.shared.MarketId;
import leadledger.events.shared.OutletId;
import leadledger.events.shared.Role;
import leadledger.events.shared.UserId;
import org.jspecify.annotations.Nullable;

/**
 * Three months of sales leads for the same network, planned from a fixed seed: who applied for what, when the call centre
 * delivered it where or an outlet pulled it, and how the outlet's people followed it up.
 */
final class DemoSalesHistory {

    private static final long SEED = 20_221_123;
    private static final List<String> SOURCES = List.of("WEB_FORM", "BRAND_SITE");
    private static final List<String> CAMPAIGNS =
            DemoReference.SALES_CAMPAIGNS.stream().map(CampaignDefined::code).toList();
    private static final List<String> ALFA_MODELS = List.of("Giulia", "Stelvio", "Tonale", "Junior");
    private static final List<String> JEEP_MODELS = List.of("Wrangler", "Compass", "Avenger", "Renegade");
    private static final List<String> OTHER_MAKERS = List.of("アルファ ロメオ", "ジープ", "プジョー", "フィアット");

    private final Random random = new Random(SEED);
    private final DemoNames names = new DemoNames(random);
    private final List<Step> steps = new ArrayList<>();
    private final ReferenceBook book;
    private final List<OutletDefined> outlets;
    private final Instant begin;
    private final Instant end;
    private @Nullable Applicant former;

    /** Somebody who has applied before, and for what. */
    private record Applicant(Customer customer, @Nullable String campaign, LeadQueue queue) {}

    private DemoSalesHistory(ReferenceBook book, Instant end) {
        this.book = book;
        this.outlets = book.outlets().stream().filter(OutletDefined::active).toList();
        this.begin = end.minus(DemoHistory.LENGTH);
        this.end = end;
    }

    /** The plan, not yet in order, all of it before {@code end}. */
    static List<Step> plan(int leads, ReferenceBook book, Instant end) {
        DemoSalesHistory history = new DemoSalesHistory(book, end);
        for (int number = 0; number < leads; number++) {
            history.planLead();
        }
        return history.steps;
    }

    private void planLead() {
        OutletDefined outlet = names.one(outlets);
        MarketId market = book.marketOf(outlet.outlet().dealer()).orElseThrow();
        Instant captured = begin.plusMillis(
                (long) (random.nextDouble() * DemoHistory.LENGTH.minusMinutes(5).toMillis()));
        LeadId lead = new LeadId(new UUID(
                captured.toEpochMilli() << 16 | 0x7000 | random.nextInt(4_096), 1L << 63 | random.nextLong() >>> 2));
        SalesCaller callCenter = caller(Actor.ofCallCenter("demo-call-center", market));
        capture(lead, outlet, market, captured, callCenter);
        if (random.nextInt(100) < 4) {
            return;
        }
        Instant delivered = deliver(lead, outlet, captured, callCenter);
        if (delivered.isAfter(end)) {
            return;
        }
        new AtOutlet(lead, outlet, delivered).plan();
    }

    private void capture(LeadId lead, OutletDefined outlet, MarketId market, Instant captured, SalesCaller callCenter) {
        Applicant again = former;
        boolean repeated = again != null
                && again.queue().market().equals(market)
                && outlet.sells(again.queue().brand())
                && random.nextInt(8) == 0;
        Applicant applicant = repeated && again != null
                ? again
                : new Applicant(
                        names.customer(market.value()).customer(),
                        random.nextInt(5) == 0 ? null : names.one(CAMPAIGNS),
                        new LeadQueue(market, names.one(outlet.brands())));
        former = applicant;
        boolean byPhone = random.nextInt(4) == 0;
        SalesCaller by = byPhone ? callCenter : caller(Actor.of("demo-web-form", Role.INTAKE));
        CaptureLead.NewLead wanted = new CaptureLead.NewLead(
                applicant.queue(),
                byPhone ? "CALL_CENTER" : names.one(SOURCES),
                applicant.campaign(),
                byPhone ? Utm.NONE : new Utm("fair-2026", "newsletter", "email", null, null),
                applicant.customer(),
                wishes(applicant.queue().brand()),
                null,
                random.nextInt(3) == 0 ? car() : null,
                Consents.NONE,
                null,
                List.of(),
                List.of());
        add(captured, at -> new CaptureLead(lead, by, at, "", Input.of(wanted)));
        if (random.nextInt(3) == 0) {
            add(
                    captured.plusSeconds(60 + random.nextInt(200)),
                    at -> new CompleteLead(
                            lead,
                            callCenter,
                            at,
                            Input.of(new CompleteLead.Completion(
                                    "電話で確認済み。週末の来店を希望。", CustomerEdit.NOTHING, WishesEdit.NOTHING, Consents.NONE))));
        }
    }

    private static Wishes ofModel(
            String model, @Nullable Powertrain powertrain, PurchaseHorizon horizon, boolean drive) {
        return new Wishes(
                drive ? "試乗を希望します。" : "カタログを送ってください。",
                drive,
                drive ? "週末の午前中を希望" : null,
                horizon,
                model,
                powertrain,
                null);
    }

    private Wishes wishes(String brand) {
        return ofModel(
                names.one(brand.equals("ALFA") ? ALFA_MODELS : JEEP_MODELS),
                random.nextBoolean() ? names.one(List.of(Powertrain.values())) : null,
                names.one(List.of(PurchaseHorizon.values())),
                random.nextInt(3) > 0);
    }

    private CurrentCar.Details car() {
        return new CurrentCar.Details(
                names.one(OTHER_MAKERS),
                null,
                null,
                2014 + random.nextInt(10),
                null,
                "白",
                5_000 * (1 + random.nextInt(20)),
                null);
    }

    /** Returns when the delivery takes place; after the end, if it does not or nobody sees it. */
    private Instant deliver(LeadId lead, OutletDefined outlet, Instant captured, SalesCaller callCenter) {
        if (random.nextInt(7) == 0) {
            Instant pulled = captured.plus(minutes(20, 400));
            SalesCaller manager =
                    caller(people(outlet.outlet(), Role.OUTLET_MANAGER), outlet.outlet(), Role.OUTLET_MANAGER);
            add(pulled, at -> deliverTo(lead, manager, at, outlet.outlet()));
            return pulled;
        }
        Instant wanted = captured.plus(minutes(5, 180));
        OutletCalendar calendar = book.calendarOf(outlet.outlet());
        add(wanted, at -> deliverTo(lead, callCenter, at, outlet.outlet()));
        Instant opens = calendar.opensAt(wanted.truncatedTo(ChronoUnit.MILLIS)).orElse(end);
        if (opens.isAfter(wanted) && opens.isBefore(end)) {
            steps.add(new OutletOpens(opens, lead));
        }
        return opens;
    }

    private DeliverLead deliverTo(LeadId lead, SalesCaller caller, Instant at, OutletId outlet) {
        return new DeliverLead(lead, caller, at, Input.of(new DeliverLead.Destination(outlet)), book);
    }

    /** What an outlet's people do with a lead from its delivery on. */
    private final class AtOutlet {

        private final LeadId lead;
        private final OutletDefined outlet;
        private final Instant delivered;
        private final SalesNetwork network = SalesNetwork.of(book);
        private final SalesCaller manager;
        private final UserId owner;
        private final SalesCaller staff;

        AtOutlet(LeadId lead, OutletDefined outlet, Instant delivered) {
            this.lead = lead;
            this.outlet = outlet;
            this.delivered = delivered;
            this.manager = caller(people(outlet.outlet(), Role.OUTLET_MANAGER), outlet.outlet(), Role.OUTLET_MANAGER);
            this.owner = people(outlet.outlet(), Role.SALES_STAFF);
            this.staff = caller(owner, outlet.outlet(), Role.SALES_STAFF);
        }

        void plan() {
            int fate = random.nextInt(100);
            Instant looked = whenOpen(delivered.plus(minutes(3, 240)));
            if (fate < 6) {
                add(looked, at -> new MarkOutOfScope(lead, manager, at, Input.of("同じキャンペーンに何度も応募")));
                if (fate == 0) {
                    add(looked.plus(minutes(5, 60)), at -> new TakeMarkBack(lead, manager, at));
                }
                return;
            }
            if (fate < 9) {
                return;
            }
            add(looked, at -> new AssignLead(lead, manager, at, network, Input.of(owner)));
            if (fate < 13) {
                return;
            }
            boolean prompt = random.nextInt(100) < 70;
            Instant followed = whenOpen(looked.plus(prompt ? minutes(2, 50) : minutes(60, 3_000)));
            followUp(followed);
            if (fate < 30) {
                return;
            }
            Instant next = work(followed.plus(minutes(60, 6_000)));
            if (fate < 60) {
                add(next, at -> new CloseNotConverted(lead, staff, at, Input.of("他社で購入")));
            } else {
                convert(next, fate);
            }
        }

        private void followUp(Instant first) {
            InitialOutcome outcome = names.one(List.of(InitialOutcome.values()));
            add(
                    first,
                    at -> new UpdateFollowUpTask(
                            lead,
                            staff,
                            at,
                            Input.of(new UpdateFollowUpTask.Update(
                                    TaskState.IN_PROGRESS,
                                    new UpdateFollowUpTask.Contact(
                                            names.one(List.of(
                                                    ContactMeans.PHONE, ContactMeans.EMAIL, ContactMeans.TEXT_MESSAGE)),
                                            outcome),
                                    names.one(List.of(Proposal.values())),
                                    "次回は週末に連絡"))));
            if (random.nextInt(3) == 0) {
                Instant due = first.plus(Duration.ofDays(2)).truncatedTo(ChronoUnit.HOURS);
                add(
                        first.plusSeconds(60),
                        at -> new PlanActivity(
                                lead,
                                staff,
                                at,
                                Input.of(new PlanActivity.Plan(ActivityKind.TASK, "資料を送る", due, null))));
            }
        }

        /** Test drive, appraisal, the current car, approval; returns when the next thing may happen. */
        private Instant work(Instant from) {
            Instant next = whenOpen(from);
            if (random.nextInt(100) < 45) {
                add(
                        next,
                        at -> new RecordTestDrive(
                                lead,
                                staff,
                                at,
                                network,
                                Input.of(new RecordTestDrive.TestDrive(day(at), null, "好感触"))));
                next = next.plus(minutes(10, 90));
            }
            if (random.nextInt(100) < 40) {
                long amount = 100_000L * (5 + random.nextInt(30));
                add(
                        next,
                        at -> new RecordAppraisal(
                                lead,
                                staff,
                                at,
                                network,
                                Input.of(new RecordAppraisal.Appraisal(day(at), amount, null))));
                add(
                        next.plusSeconds(90),
                        at -> new SaveCurrentCar(
                                lead,
                                staff,
                                at,
                                network,
                                Input.of(new SaveCurrentCar.PartC(
                                        new CurrentCar.Appraisal("良好", false, day(at), amount)))));
                next = next.plus(minutes(10, 90));
            }
            if (random.nextInt(6) == 0) {
                add(
                        next,
                        at -> feedback(
                                staff,
                                at,
                                GiveFeedback.Kind.APPROVAL_REQUEST,
                                new GiveFeedback.ApprovalRequest("値引きの承認をお願いします")));
                next = next.plus(minutes(10, 200));
                add(
                        next,
                        at -> feedback(
                                manager, at, GiveFeedback.Kind.FEEDBACK, new GiveFeedback.Feedback("承認します", true)));
            }
            return next.plus(minutes(30, 4_000));
        }

        private GiveFeedback feedback(
                SalesCaller by, Instant at, GiveFeedback.Kind kind, GiveFeedback.Message message) {
            return new GiveFeedback(lead, by, at, kind, Input.of(message));
        }

        private void convert(Instant converted, int fate) {
            add(converted, at -> new ConvertLead(lead, staff, at, ""));
            if (fate < 92) {
                ContractResult result = random.nextInt(100) < 60 ? ContractResult.WON : ContractResult.LOST;
                add(
                        converted.plus(minutes(600, 20_000)),
                        at -> new RecordContract(lead, staff, at, Input.of(new RecordContract.Contract(result, null))));
            }
        }

        private LocalDate day(Instant at) {
            return LocalDate.ofInstant(at, outlet.zone());
        }

        private Instant whenOpen(Instant moment) {
            return book.calendarOf(outlet.outlet()).opensAt(moment).orElse(moment);
        }
    }

    private UserId people(OutletId outlet, Role role) {
        List<UserId> there = book.users().stream()
                .filter(user -> user.isAt(outlet, role))
                .map(UserDefined::user)
                .toList();
        return names.one(there);
    }

    private SalesCaller caller(UserId user, OutletId outlet, Role role) {
        return caller(Actor.ofOutlets(user.value(), role, Set.of(outlet)));
    }

    private SalesCaller caller(Actor actor) {
        return SalesCaller.of(actor, book);
    }

    private void add(Instant at, Function<Instant, SalesCommand> command) {
        Instant moment = at.truncatedTo(ChronoUnit.MILLIS);
        if (moment.isBefore(end)) {
            steps.add(new Deed(moment, command.apply(moment)));
        }
    }

    private Duration minutes(int from, int to) {
        return Duration.ofSeconds(from * 60L + random.nextInt((to - from) * 60));
    }
}
