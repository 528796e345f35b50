package leadledger.app.dev;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import javax.sql.DataSource;
import leadledger.app.deadlines.DeadlineEffects;
import leadledger.app.dev.DemoHistory.Deed;
import leadledger.app.dev.DemoHistory.DemoDealer;
import leadledger.app.dev.DemoHistory.OutletOpens;
import leadledger.app.dev.DemoHistory.RecontactDay;
import leadledger.app.dev.DemoHistory.SixtyDays;
import leadledger.app.dev.DemoHistory.Step;
import leadledger.app.wiring.CommandSide;
import leadledger.app.wiring.LedgerPreparation;
import leadledger.command.aftersales.createlead.CreateLead;
import leadledger.command.decision.LeadCommand;
import leadledger.command.desk.CommandDesk;
import leadledger.command.desk.CommandTerms;
import leadledger.command.desk.ReferenceNumbers;
import leadledger.command.desk.ReferenceNumbers.Series;
import leadledger.command.sales.capturelead.CaptureLead;
import leadledger.command.sales.conversion.ConvertLead;
import leadledger.events.aftersales.CloseReasons;
import leadledger.events.ledger.EventCatalog;
import leadledger.events.ledger.LedgerIds;
import leadledger.events.ledger.LedgerSettings;
import leadledger.events.ledger.PostgresLedger;
import leadledger.events.ledger.ReferenceFeed;
import leadledger.events.reference.ReferenceBook;
import leadledger.events.reference.ReferenceEvent.CampaignDefined;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.RefusedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Profile;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Gives the default run something to look at. An empty ledger gets the network's reference data and, if wanted, three
 * months of history, through the commands themselves and at the times at which they would have been sent: recorded time
 * never decreases, so this comes before anything else is recorded.
 */
@Component
@Profile("dev")
@Order(DemoData.FIRST)
class DemoData implements LedgerPreparation {

    static final int FIRST = 1;

    /** The dealer that has only just joined: no leads, so that whoever tries the service out finds its own alone. */
    private static final DealerId NEWCOMER = new DealerId("JP-KOBE");

    private static final Logger LOG = LoggerFactory.getLogger(DemoData.class);
    private static final int LEADS = 2_000;
    private static final int SALES_LEADS = 1_500;
    private static final int REPORT_EVERY_PERCENT = 25;

    private final DataSource dataSource;
    private final JdbcClient jdbc;
    private final EventCatalog catalog;
    private final PostgresLedger ledger;
    private final ReferenceFeed references;
    private final boolean withHistory;

    DemoData(
            DataSource dataSource,
            JdbcClient jdbc,
            EventCatalog catalog,
            PostgresLedger ledger,
            ReferenceFeed references,
            @Value("${lead-ledger.demo-data:FULL}") DemoDataAmount amount) {
        this.dataSource = dataSource;
        this.jdbc = jdbc;
        this.catalog = catalog;
        this.ledger = ledger;
        this.references = references;
        this.withHistory = amount == DemoDataAmount.FULL;
    }

    @Override
    public void prepare() {
        if (ledger.head() == 0) {
            record();
            references.refreshNow();
        }
    }

    private void record() {
        Instant end = ledger.instant();
        AtomicReference<Instant> time = new AtomicReference<>(
                withHistory ? end.minus(DemoHistory.LENGTH).minusSeconds(3_600) : end);
        InstantSource clock = time::get;
        try (PostgresLedger past = new PostgresLedger(dataSource, clock, LedgerSettings.DEFAULTS)) {
            past.start();
            try (CommandSide side = new CommandSide(past, catalog, jdbc);
                    ReferenceFeed book = new ReferenceFeed(past, catalog)) {
                ReferenceSeed.define(side.desk());
                book.refreshNow();
                if (withHistory) {
                    record(plan(book.book(), end), time, past, side.desk());
                }
            }
        }
    }

    /** What people did in both processes, in the order of time. */
    private static List<Step> plan(ReferenceBook book, Instant end) {
        return Stream.concat(aftersales(book, end).stream(), DemoSalesHistory.plan(SALES_LEADS, book, end).stream())
                .sorted(Comparator.comparing(Step::at))
                .toList();
    }

    private static List<Step> aftersales(ReferenceBook book, Instant end) {
        return DemoHistory.plan(
                LEADS,
                book.dealers().stream()
                        .filter(dealer -> !dealer.dealer().equals(NEWCOMER))
                        .map(dealer -> new DemoDealer(dealer.dealer(), dealer.market(), dealer.zone()))
                        .toList(),
                DemoReference.CAMPAIGNS.stream().map(CampaignDefined::code).toList(),
                book.closeReasons().stream()
                        .filter(reason -> !CloseReasons.needMore(reason.code()))
                        .map(reason -> new DemoHistory.Reason(reason.code(), reason.category()))
                        .toList(),
                end);
    }

    private void record(List<Step> steps, AtomicReference<Instant> time, PostgresLedger past, CommandDesk desk) {
        ReferenceNumbers numbers = new ReferenceNumbers(jdbc);
        DeadlineEffects deadlines = new DeadlineEffects(past, catalog, desk, numbers);
        int refused = 0;
        int reported = 0;
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            time.set(step.at());
            try {
                switch (step) {
                    case Deed deed -> carryOut(deed.command(), numbers, desk);
                    case SixtyDays lapse -> deadlines.lapse(lapse.lead());
                    case RecontactDay day -> deadlines.recontact(day.master());
                    case OutletOpens opens -> deadlines.deliver(opens.lead());
                }
            } catch (RefusedException e) {
                // People try what the rules refuse, here too.
                refused++;
            }
            int percent = 100 * (i + 1) / steps.size();
            if (percent >= reported + REPORT_EVERY_PERCENT) {
                reported = percent;
                LOG.info("demo data: {} %", percent);
            }
        }
        LOG.info(
                "demo data: {} leads; {} of {} attempted steps were refused by the rules",
                LEADS + SALES_LEADS,
                refused,
                steps.size());
    }

    private static void carryOut(LeadCommand<?, ?> planned, ReferenceNumbers numbers, CommandDesk desk) {
        LeadCommand<?, ?> command = switch (planned) {
            case CreateLead create -> create.under(numbers.next(Series.AFTERSALES_LEAD, create.at()));
            case CaptureLead capture -> capture.under(numbers.next(Series.SALES_LEAD, capture.at()));
            case ConvertLead convert -> convert.as(numbers.next(Series.OPPORTUNITY, convert.at()));
            default -> planned;
        };
        desk.handle(command.leadId(), CommandTerms.of(LedgerIds.next(), null, null), (Instant at) -> command);
    }
}
