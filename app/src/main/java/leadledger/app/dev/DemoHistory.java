package leadledger.app.dev;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;
import leadledger.command.aftersales.AftersalesCommand;
import leadledger.command.aftersales.bookappointment.BookAppointment;
import leadledger.command.aftersales.bookappointment.BookAppointment.Appointment;
import leadledger.command.aftersales.closewithoutsale.CloseWithoutSale;
import leadledger.command.aftersales.closewithoutsale.CloseWithoutSale.Ending;
import leadledger.command.aftersales.closewithsale.CloseWithSale;
import leadledger.command.aftersales.closewithsale.CloseWithSale.Sale;
import leadledger.command.aftersales.correctcontactattempt.CorrectContactAttempt;
import leadledger.command.aftersales.correctcontactattempt.CorrectContactAttempt.Correction;
import leadledger.command.aftersales.createlead.CreateLead;
import leadledger.command.aftersales.createlead.CreateLead.NewLead;
import leadledger.command.aftersales.recontact.Recontact;
import leadledger.command.aftersales.recordcontactattempt.RecordContactAttempt;
import leadledger.command.aftersales.recordcontactattempt.RecordContactAttempt.Attempt;
import leadledger.command.decision.Input;
import leadledger.command.decision.LeadCommand;
import leadledger.events.aftersales.CloseReasons;
import leadledger.events.aftersales.ContactChannel;
import leadledger.events.aftersales.ContactOutcome;
import leadledger.events.aftersales.LeadType;
import leadledger.events.shared.Actor;
import leadledger.events.shared.Consents;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.LeadId;
import leadledger.events.shared.MarketId;
import leadledger.events.shared.Role;
import leadledger.events.shared.Vin;
import leadledger.events.sla.SlaPolicy;
import org.jspecify.annotations.Nullable;

/**
 * Three months of a believable network, planned from a fixed seed: who wanted what when, how dealers worked it, and some
 * who worked it for the figures (SL-21). The plan is only what people do; deadlines take effect by themselves.
 */
final class DemoHistory {

    /** How long before now the plan begins. */
    static final Duration LENGTH = Duration.ofDays(92);

    private static final long SEED = 20_221_122;
    private static final int TYPED_IN_CALLS = 6;
    private static final Actor WEB_FORM = Actor.of("demo-web-form", Role.INTAKE);
    private static final List<String> CUSTOMER_SOURCES = List.of("WEB_FORM", "OWNER_APP");

    private final Random random = new Random(SEED);
    private final DemoNames names = new DemoNames(random);
    private final List<Step> steps = new ArrayList<>();
    private final List<DemoDealer> dealers;
    private final List<String> campaigns;
    private final List<Reason> closeReasons;
    private final Instant begin;
    private final Instant end;

    /**
     * A dealer of the demo.
     *
     * @param dealer its code
     * @param market its market
     * @param zone its time zone
     */
    record DemoDealer(DealerId dealer, String market, ZoneId zone) {}

    /**
     * A close reason that needs nothing else.
     *
     * @param reason its code
     * @param category code of its category
     */
    record Reason(String reason, String category) {}

    /** Something that happens at a moment. */
    sealed interface Step {

        /** When. */
        Instant at();
    }

    /**
     * Somebody does something.
     *
     * @param at when
     * @param command what
     */
    record Deed(Instant at, LeadCommand<?, ?> command) implements Step {}

    /**
     * A lead's sixty days have just passed, if nothing ended it before.
     *
     * @param at when
     * @param lead the lead
     */
    record SixtyDays(Instant at, LeadId lead) implements Step {}

    /**
     * A re-contact day begins, if one was agreed.
     *
     * @param at when
     * @param master the lead
     */
    record RecontactDay(Instant at, LeadId master) implements Step {}

    /**
     * An outlet opens for which a delivery was held.
     *
     * @param at when
     * @param lead the lead
     */
    record OutletOpens(Instant at, LeadId lead) implements Step {}

    private DemoHistory(List<DemoDealer> dealers, List<String> campaigns, List<Reason> closeReasons, Instant end) {
        this.dealers = dealers;
        this.campaigns = campaigns;
        this.closeReasons = closeReasons;
        this.begin = end.minus(LENGTH);
        this.end = end;
    }

    /**
     * The plan, not yet in order, all of it before {@code end}.
     *
     * @param closeReasons those that need nothing else
     */
    static List<Step> plan(
            int leads, List<DemoDealer> dealers, List<String> campaigns, List<Reason> closeReasons, Instant end) {
        DemoHistory history = new DemoHistory(dealers, campaigns, closeReasons, end);
        for (int number = 0; number < leads; number++) {
            history.planLead(number);
        }
        history.planTypedInList(leads);
        return history.steps;
    }

    /** Somebody telephones through a list and records all calls at once in the evening: a batch, which is no crime (SL-21). */
    private void planTypedInList(int number) {
        DemoDealer dealer = dealers.stream()
                .filter(each -> each.market().equals("JP"))
                .findFirst()
                .orElseThrow();
        Actor agent = agent(dealer, 1);
        Instant evening = end.minus(Duration.ofDays(3));
        for (int call = 0; call < TYPED_IN_CALLS; call++) {
            Instant created = evening.minus(hours(4, 20)).truncatedTo(ChronoUnit.MILLIS);
            LeadId lead = lead(created);
            create(number + call, dealer, lead, created);
            add(
                    evening.plusSeconds(8L * call),
                    at -> new RecordContactAttempt(
                            lead,
                            agent,
                            at,
                            Input.of(new Attempt(ContactChannel.PHONE, ContactOutcome.NOT_REACHED, null))));
        }
    }

    private LeadId lead(Instant created) {
        return new LeadId(new UUID(
                created.toEpochMilli() << 16 | 0x7000 | random.nextInt(4_096), 1L << 63 | random.nextLong() >>> 2));
    }

    private static Actor agent(DemoDealer dealer, int number) {
        return Actor.ofDealer(
                "demo-" + dealer.dealer().value().toLowerCase(Locale.ROOT) + "-" + number,
                Role.AFTERSALES_AGENT,
                dealer.dealer());
    }

    private void planLead(int number) {
        DemoDealer dealer = names.one(dealers);
        Instant created = begin.plusMillis(
                (long) (random.nextDouble() * LENGTH.minusHours(1).toMillis()));
        LeadId lead = lead(created);
        Vin vin = create(number, dealer, lead, created);
        Actor agent = agent(dealer, 1 + random.nextInt(3));
        addStep(new SixtyDays(SlaPolicy.lapsesAt(created).plusMillis(500), lead));
        int fate = random.nextInt(100);
        if (fate < 8) {
            return;
        }
        boolean gaming = dealers.indexOf(dealer) % 5 == 4;
        Instant attempted = attempts(lead, agent, created, gaming);
        Instant next = attempted.plus(hours(1, 72));
        if (fate < 25) {
            return;
        }
        if (fate < 60) {
            book(lead, agent, next);
            if (fate < 40) {
                add(next.plus(hours(24, 200)), at -> new CloseWithSale(lead, agent, at, sale(vin, "来店済み")));
            } else if (fate < 48) {
                add(next.plus(hours(24, 200)), at -> withoutSale(lead, agent, at, dealer));
            }
        } else if (fate < 72) {
            Instant closing = gaming ? created.plus(Duration.ofDays(10)).minusSeconds(60 + random.nextInt(600)) : next;
            add(later(closing, attempted), at -> new CloseWithSale(lead, agent, at, sale(vin, "Venduto al telefono")));
        } else if (fate < 88) {
            add(next, at -> withoutSale(lead, agent, at, dealer));
        } else {
            int days = 5 + random.nextInt(gaming ? 10 : 60);
            Instant day = LocalDate.ofInstant(next, dealer.zone())
                    .plusDays(days)
                    .atStartOfDay(dealer.zone())
                    .toInstant();
            addStep(new RecontactDay(day, lead));
            add(
                    next,
                    at -> new Recontact(
                            lead,
                            agent,
                            at,
                            dealer.zone(),
                            Input.of(LocalDate.ofInstant(at, dealer.zone()).plusDays(days))));
        }
    }

    private @Nullable Vin create(int number, DemoDealer dealer, LeadId lead, Instant created) {
        boolean byHeadquarters = random.nextInt(100) < 45;
        Vin vin = byHeadquarters ? names.vin() : names.vinOrNone();
        NewLead wanted = new NewLead(
                dealer.dealer(),
                byHeadquarters ? LeadType.HQ_DRIVEN : LeadType.CUSTOMER_DRIVEN,
                byHeadquarters ? "CRM" : names.one(CUSTOMER_SOURCES),
                names.one(campaigns),
                null,
                vin,
                names.customer(dealer.market()),
                consents(created));
        Actor headquarters = Actor.ofHeadquarters("demo-hq", new MarketId(dealer.market()));
        String reference = "AL-%d-%06d".formatted(created.atZone(dealer.zone()).getYear(), number + 1);
        add(
                created,
                at -> new CreateLead(lead, byHeadquarters ? headquarters : WEB_FORM, at, reference, Input.of(wanted)));
        return vin;
    }

    /** One to five attempts; returns when the first was recorded. */
    private Instant attempts(LeadId lead, Actor agent, Instant created, boolean gaming) {
        Instant first = gaming && random.nextBoolean()
                ? created.plusSeconds(5 + random.nextInt(50))
                : created.plus(hours(1, random.nextInt(100) < 72 ? 23 : 90));
        int count = 1 + random.nextInt(random.nextInt(4) + 1);
        Instant at = first;
        for (int i = 0; i < count; i++) {
            Instant recorded = at;
            // Only the first attempt claims another moment, so that attempts stay in order (AS-13).
            Instant claimed = i == 0 && random.nextInt(12) == 0 ? later(recorded.minus(hours(1, 20)), created) : null;
            boolean reached = i == count - 1;
            add(
                    recorded,
                    now -> new RecordContactAttempt(
                            lead,
                            agent,
                            now,
                            Input.of(new Attempt(
                                    random.nextInt(4) == 0 ? ContactChannel.EMAIL : ContactChannel.PHONE,
                                    reached ? ContactOutcome.REACHED : ContactOutcome.NOT_REACHED,
                                    claimed))));
            at = gaming ? at.plusSeconds(20) : at.plus(hours(2, 30));
        }
        if (random.nextInt(25) == 0) {
            Instant corrected = first.plus(hours(26, 60));
            Instant claim = later(first.minus(hours(2, 20)), created);
            add(
                    corrected,
                    now -> new CorrectContactAttempt(
                            lead,
                            agent,
                            now,
                            1,
                            Input.of(new Correction(ContactChannel.PHONE, ContactOutcome.REACHED, claim, "入力が遅れました")),
                            SlaPolicy.DEFAULT));
        }
        return at;
    }

    private void book(LeadId lead, Actor agent, Instant at) {
        Instant appointment = at.plus(hours(24, 240)).truncatedTo(ChronoUnit.HOURS);
        add(
                at,
                now -> new BookAppointment(
                        lead, agent, now, Input.of(new Appointment(appointment, random.nextBoolean()))));
        if (random.nextInt(5) == 0) {
            Instant again = appointment.plus(hours(24, 100)).truncatedTo(ChronoUnit.HOURS);
            add(
                    at.plus(hours(1, 20)),
                    now -> new BookAppointment(lead, agent, now, Input.of(new Appointment(again, true))));
        }
    }

    private Input<Sale> sale(@Nullable Vin known, String note) {
        return Input.of(new Sale(known == null ? names.vin() : null, note));
    }

    private CloseWithoutSale withoutSale(LeadId lead, Actor agent, Instant at, DemoDealer dealer) {
        int kind = random.nextInt(10);
        Ending ending = switch (kind) {
            case 0 -> new Ending(CloseReasons.OTHER, "OTHER", "連絡先が違います", null);
            case 1 ->
                new Ending(
                        CloseReasons.NO_LONGER_OWNER,
                        "NOT_REACHABLE",
                        null,
                        LocalDate.ofInstant(at, dealer.zone()).minusDays(random.nextInt(300)));
            default -> {
                Reason reason = names.one(closeReasons);
                yield new Ending(reason.reason(), reason.category(), null, null);
            }
        };
        return new CloseWithoutSale(lead, agent, at, dealer.zone(), Input.of(ending));
    }

    private Consents consents(Instant created) {
        Map<Consents.Kind, Consents.Consent> given = new EnumMap<>(Consents.Kind.class);
        LocalDate on = LocalDate.ofInstant(created, ZoneId.of("UTC")).minusDays(random.nextInt(400));
        for (Consents.Kind kind : Consents.Kind.values()) {
            if (random.nextInt(3) > 0) {
                given.put(kind, new Consents.Consent(random.nextInt(4) > 0, on));
            }
        }
        return new Consents(given);
    }

    private void add(Instant at, Function<Instant, AftersalesCommand> command) {
        Instant moment = at.truncatedTo(ChronoUnit.MILLIS);
        if (moment.isBefore(end)) {
            steps.add(new Deed(moment, command.apply(moment)));
        }
    }

    private void addStep(Step step) {
        if (step.at().isBefore(end)) {
            steps.add(step);
        }
    }

    private Duration hours(int from, int to) {
        return Duration.ofMinutes(from * 60L + random.nextInt(Math.max(1, (to - from) * 60)));
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
