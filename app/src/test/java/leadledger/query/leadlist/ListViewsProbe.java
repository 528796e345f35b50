package leadledger.query.leadlist;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.IntSupplier;
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
import leadledger.query.listing.ListMoment;
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

    /**
     * Makes the table of versions anew from the table as it was filled: each lead's creation, its attempts every six hours, its
     * appointment after two days, its end after four or sixty days.
     *
     * @return how many versions there are
     */
    public long fillVersions(DataSource owningSource) throws SQLException {
        LeadListVersions projection = new LeadListVersions(new LeadListProjection(LedgerJson.catalog()));
        String table = "query." + LeadListVersions.TABLE;
        try (Connection connection = owningSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("drop table if exists " + table);
            statement.execute(projection.createTable(table));
            statement.execute(versions(table));
            for (String index : projection.createIndexes(table)) {
                statement.execute(index);
            }
            for (String security :
                    RowSecurity.protect(table, projection.seenBy().orElseThrow(), ReaderRole.DEFAULT)) {
                statement.execute(security);
            }
            statement.execute("vacuum (analyze) " + table);
        }
        return owner.sql("select count(*) from " + table).query(Long.class).single();
    }

    private String versions(String table) {
        return """
                insert into %1$s
                select lead_id, step, dealer, reference, lead_name, name_key, search_text, vin,
                       case when last and ended then status when booked and step > attempts then 'BOOKED'
                            else 'ASSIGNED_TO_DEALER' end,
                       last and ended, lead_type, source, campaign, created_at, assigned_at, least(step, attempts),
                       first_attempt_at, case when last then closed_at end, case when last then close_reason end,
                       case when last then close_category end, recontacted, dealer, valid_from,
                       coalesce(lead(valid_from) over (partition by lead_id order by valid_from), %3$d)
                  from (select x.*, row_number() over (order by at, lead_id, step) as valid_from
                          from (select l.*, step, step = steps as last,
                                       case when step <= attempts then created_at + step * interval '6 hours'
                                            when booked and step = attempts + 1 then created_at + interval '2 days'
                                            else coalesce(closed_at, created_at + interval '60 days 1 millisecond') end as at
                                  from (select t.*, status in ('BOOKED', 'CLOSED_WITH_SALE') as booked,
                                               attempts + (status in ('BOOKED', 'CLOSED_WITH_SALE'))::int + ended::int
                                                   as steps
                                          from query.%4$s t) l,
                                       generate_series(0, steps) step) x
                         where at <= timestamptz '%2$s') y
                """.formatted(table, now, Long.MAX_VALUE, LeadListProjection.TABLE);
    }

    /** The position that the ledger would have had at a moment. */
    private ListMoment past(Duration ago) {
        Instant at = now.minus(ago);
        // A version's place in the order of all is its position: so many were made by then.
        long position = owner.sql("select count(*) from query." + LeadListVersions.TABLE
                        + " where case when ended then coalesce(closed_at, created_at + interval '60 days 1 millisecond')"
                        + " when status = 'BOOKED' then created_at + interval '2 days'"
                        + " else created_at + last_sequence * interval '6 hours' end <= ?::timestamptz")
                .param(at.toString())
                .query(Long.class)
                .single();
        return ListMoment.past(at, position);
    }

    /**
     * Asks for all that a reader of several dealers, or of one, can ask as of a past moment.
     *
     * @param dealer none: everything
     * @return what to run, by name; each returns a number of rows
     */
    public Map<String, IntSupplier> pastQuestions(Duration ago, @Nullable DealerId dealer) {
        ListMoment moment = past(ago);
        ReadScope asking = dealer == null
                ? new ReadScopes(ReferenceBook.EMPTY).of(Actor.of("bench", Role.AUDITOR))
                : scope(dealer);
        Map<String, IntSupplier> questions = new LinkedHashMap<>();
        for (View view : View.values()) {
            questions.put(view.path(), () -> page(view, asking, Sort.NEWEST, null, null, moment));
        }
        questions.put("recent by name", () -> page(View.RECENT, asking, Sort.NAME, null, null, moment));
        questions.put("search", () -> page(View.RECENT, asking, Sort.NEWEST, null, "tanaka 1", moment));
        questions.put(
                "counts of all views",
                () -> lists.counts(asking, moment).values().stream()
                        .mapToInt(Integer::intValue)
                        .sum());
        return questions;
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
        Map<View, Integer> counts = lists.counts(scope(dealer), ListMoment.now(now, 0));
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
        return page(View.byPath(path).orElseThrow(), scope(dealer), Sort.NEWEST, after, search, ListMoment.now(now, 0));
    }

    private int page(
            View view, ReadScope scope, Sort sort, @Nullable UUID after, @Nullable String search, ListMoment moment) {
        LeadListQuery query =
                new LeadListQuery(scope, view, sort, PAGE, after, null, null, null, null, null, null, search);
        return new NoLog()
                .release(lists.read(query, moment), READER, page -> 0)
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
