package leadledger.query.leadlist;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import leadledger.events.ledger.LedgerJson;
import leadledger.events.reference.ReferenceBook;
import leadledger.events.shared.Actor;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.Role;
import leadledger.query.access.ReadScope;
import leadledger.query.access.ReadScopes;
import leadledger.query.access.ReaderRole;
import leadledger.query.access.RowSecurity;
import leadledger.query.access.ScopedReads;
import leadledger.query.accesslog.AccessAction;
import leadledger.query.accesslog.AccessEntry;
import leadledger.query.accesslog.AccessLog;
import leadledger.query.accesslog.Disclosure;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;

/**
 * The list views on a table of any size, filled directly: three years of leads, spread evenly over the dealers, those of the
 * last sixty days open for the most part. Reads as the service does, in a transaction for each answer.
 */
public final class ListViewsProbe {

    private static final int PAGE = 50;
    private static final Disclosure READER =
            new Disclosure(Actor.of("probe", Role.AUDITOR), AccessAction.READ_LIST, null);

    private final JdbcClient owner;
    private final LeadLists lists;
    private final Instant now;
    private final int dealers;

    private ListViewsProbe(DataSource owner, DataSource dataSource, Instant now, int dealers) {
        this.owner = JdbcClient.create(owner);
        JdbcClient jdbc = JdbcClient.create(dataSource);
        lists = new LeadLists(new ScopedReads(new DataSourceTransactionManager(dataSource), jdbc, ReaderRole.DEFAULT));
        this.now = now;
        this.dealers = dealers;
    }

    /** Makes the table anew with so many leads. */
    public static ListViewsProbe fill(DataSource owner, DataSource reader, int leads, int dealers, Instant now)
            throws SQLException {
        LeadListProjection projection = new LeadListProjection(LedgerJson.catalog());
        String table = "query." + LeadListProjection.TABLE;
        try (Connection connection = owner.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("drop table if exists " + table);
            statement.execute(projection.createTable(table));
            statement.execute(rows(table, leads, dealers, now));
            for (String index : projection.createIndexes(table)) {
                statement.execute(index);
            }
            for (String security : RowSecurity.protect(table, RowSecurity.OF_DEALER, ReaderRole.DEFAULT)) {
                statement.execute(security);
            }
            statement.execute("vacuum (analyze) " + table);
        }
        return new ListViewsProbe(owner, reader, now, dealers);
    }

    private static String rows(String table, int leads, int dealers, Instant now) {
        return """
                insert into %1$s
                select gen_random_uuid(), 3, 'D-' || (i %% %2$d), 'AL-' || i, family || ' ' || i, lower(family) || ' ' || i,
                       lower(family) || ' ' || i || chr(10) || lower(vin), vin, status,
                       status <> 'ASSIGNED_TO_DEALER' and (status <> 'BOOKED' or age > interval '60 days'),
                       case when i %% 5 < 2 then 'HQ_DRIVEN' else 'CUSTOMER_DRIVEN' end, 'CRM', 'SERVICE',
                       moment, moment, case when i %% 3 = 0 then 0 else 1 + i %% 4 end, null,
                       case when status like 'CLOSED%%' then moment + interval '4 days' end,
                       case when status = 'CLOSED_WITHOUT_SALE' then 'NO_INTEREST' end,
                       case when status = 'CLOSED_WITHOUT_SALE' then 'NOT_INTERESTED' end, i %% 20 = 0
                  from (select g.*, timestamptz '%3$s' - age as moment,
                               (array['Sato','Suzuki','Rossi','Tanaka','Bianchi','Yamada','Conti'])[1 + i %% 7] as family,
                               'ZAM57XSA0E' || lpad(i::text, 7, '0') as vin,
                               case when age < interval '60 days' and i %% 4 < 3 then
                                         case when i %% 3 = 1 then 'BOOKED' else 'ASSIGNED_TO_DEALER' end
                                    else (array['CLOSED_WITH_SALE','CLOSED_WITHOUT_SALE','SALES_LOST','BOOKED'])[1 + i %% 4]
                               end as status
                          from (select i, interval '3 years' * ((i::bigint * 7919 %% %4$d)::float8 / %4$d) as age
                                  from generate_series(1, %4$d) i) g) x
                """.formatted(table, dealers, now, leads);
    }

    /** Paths of all views. */
    public static List<String> views() {
        return Arrays.stream(View.values()).map(View::path).toList();
    }

    /** The dealer with this number. */
    public DealerId dealer(int number) {
        return new DealerId("D-" + Math.floorMod(number, dealers));
    }

    /** The first page of a view, newest first; returns its number of rows. */
    public int firstPage(String view, DealerId dealer) {
        return page(view, dealer, null, null);
    }

    /** A page after a lead. */
    public int pageAfter(String view, DealerId dealer, UUID lead) {
        return page(view, dealer, lead, null);
    }

    /** The first page of what is found by part of a name or VIN. */
    public int search(DealerId dealer, String text) {
        return page(View.RECENT.path(), dealer, null, text);
    }

    /** The counts of all views. */
    public int counts(DealerId dealer) {
        Map<View, Integer> counts = lists.counts(scope(dealer), now);
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    private static ReadScope scope(DealerId dealer) {
        return new ReadScopes(ReferenceBook.EMPTY).of(Actor.ofDealer("bench", Role.AFTERSALES_AGENT, dealer));
    }

    private static final class NoLog implements AccessLog {
        @Override
        public void commit(AccessEntry reading) {}

        @Override
        public void refused(AccessEntry refusal) {}
    }

    private int page(String path, DealerId dealer, @Nullable UUID after, @Nullable String search) {
        View view = View.byPath(path).orElseThrow();
        return new NoLog()
                .release(
                        lists.read(
                                new LeadListQuery(
                                        scope(dealer),
                                        view,
                                        Sort.NEWEST,
                                        PAGE,
                                        after,
                                        null,
                                        null,
                                        null,
                                        null,
                                        null,
                                        null,
                                        search),
                                now),
                        READER,
                        page -> 0)
                .rows()
                .size();
    }

    /** A lead in the middle of a dealer's list. */
    public UUID middle(DealerId dealer) {
        return owner.sql("select lead_id from query." + LeadListProjection.TABLE
                        + " where dealer = ? order by created_at desc limit 1 offset"
                        + " (select count(*) / 2 from query." + LeadListProjection.TABLE + " where dealer = ?)")
                .params(dealer.value(), dealer.value())
                .query(UUID.class)
                .single();
    }
}
