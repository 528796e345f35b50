package leadledger.query.saleslist;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.IntSupplier;
import javax.sql.DataSource;
import leadledger.events.ledger.LedgerJson;
import leadledger.events.reference.ReferenceBook;
import leadledger.events.shared.Actor;
import leadledger.events.shared.MarketId;
import leadledger.events.shared.OutletId;
import leadledger.events.shared.Role;
import leadledger.query.access.ReadScopes;
import leadledger.query.access.ReaderRole;
import leadledger.query.access.RowSecurity;
import leadledger.query.access.SalesScope;
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
 * The list views of sales leads as of past moments, on a table of versions of any size, filled directly: three years of leads,
 * spread evenly over the outlets, each captured, delivered, assigned, followed up, and most of them ended after five days.
 */
public final class PastSalesProbe {

    private static final int PAGE = 50;
    private static final String TABLE = "query." + SalesListVersions.TABLE;
    private static final Disclosure READER =
            new Disclosure(Actor.of("probe", Role.AUDITOR), AccessAction.READ_SALES_LIST, null);

    private final JdbcClient owner;
    private final SalesLists lists;
    private final Instant now;

    private PastSalesProbe(DataSource owner, DataSource reader, Instant now) {
        this.owner = JdbcClient.create(owner);
        this.lists = new SalesLists(new ScopedReads(
                new DataSourceTransactionManager(reader), JdbcClient.create(reader), ReaderRole.DEFAULT));
        this.now = now;
    }

    /** Makes the table anew with so many leads. */
    public static PastSalesProbe fill(DataSource owner, DataSource reader, int leads, int outlets, Instant now)
            throws SQLException {
        SalesListVersions projection = new SalesListVersions(new SalesListProjection(LedgerJson.catalog()));
        try (Connection connection = owner.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("drop table if exists " + TABLE);
            statement.execute(projection.createTable(TABLE));
            statement.execute(versions(leads, outlets, now));
            for (String index : projection.createIndexes(TABLE)) {
                statement.execute(index);
            }
            for (String security :
                    RowSecurity.protect(TABLE, projection.seenBy().orElseThrow(), ReaderRole.DEFAULT)) {
                statement.execute(security);
            }
            statement.execute("vacuum (analyze) " + TABLE);
        }
        return new PastSalesProbe(owner, reader, now);
    }

    private static String versions(int leads, int outlets, Instant now) {
        return """
                insert into %1$s
                select id, step,
                       case when step = 0 then 'QUEUE/JP/ALFA' else outlet end,
                       case when step = 0 then 'QUEUE/JP' when step > 1 then outlet || '/s-' || i %% 5 end,
                       'MARKET/JP',
                       (array['queue','new-unassigned','new-assigned','following-up','converted','not-converted'])
                           [1 + step + case when step = 4 then i %% 2 else 0 end],
                       step = 1, case when step = 0 then created else created + interval '2 hours' end,
                       lower(family) || ' ' || i, 'JP', 'ALFA', null, null,
                       case when step > 0 then outlet end, case when step > 1 then 's-' || i %% 5 end,
                       (array['QUEUED','NEW','NEW','FOLLOWING_UP','CONVERTED'])[1 + step],
                       'SL-' || i, family || ' ' || i, 'WEB', 'SPRING', null, null, created,
                       case when step > 0 then created + interval '2 hours' end,
                       case when step > 2 then created + interval '6 hours' end,
                       'p' || i %% (%2$d / 2), null, 'e' || i %% (%2$d / 2), 'n' || i,
                       max(case when step = 0 then 'QUEUE/JP/ALFA' else outlet end) filter (where last) over lead,
                       max(case when step = 0 then 'QUEUE/JP' when step > 1 then outlet || '/s-' || i %% 5 end)
                           filter (where last) over lead,
                       'MARKET/JP', valid_from,
                       coalesce(lead(valid_from) over (partition by i order by valid_from), %4$d)
                  from (select x.*, row_number() over (order by at, i, step) as valid_from,
                               step = max(step) over (partition by i) as last
                          from (select l.*, step, created + (array[0, 2, 4, 6, 120])[1 + step] * interval '1 hour' as at
                                  from (select i, gen_random_uuid() as id, 'D-' || i %% %3$d || '.O' as outlet,
                                               (array['Sato','Suzuki','Rossi','Tanaka','Yamada'])[1 + i %% 5] as family,
                                               timestamptz '%5$s'
                                                   - interval '3 years' * ((i::bigint * 7919 %% %2$d)::float8 / %2$d)
                                                   as created
                                          from generate_series(1, %2$d) i) l,
                                       generate_series(0, case when i %% 10 < 8 then 4 else 3 end) step) x
                         where at <= timestamptz '%5$s') y
                window lead as (partition by i)
                """.formatted(TABLE, leads, outlets, Long.MAX_VALUE, now);
    }

    /** How many versions there are. */
    public long versions() {
        return owner.sql("select count(*) from " + TABLE).query(Long.class).single();
    }

    /** The position that the ledger would have had at a moment: so many versions were made by then. */
    private ListMoment past(Duration ago) {
        Instant at = now.minus(ago);
        long position = owner.sql("select count(*) from " + TABLE + " where created_at"
                        + " + (array[0, 2, 4, 6, 120])[1 + last_sequence] * interval '1 hour' <= ?::timestamptz")
                .param(at.toString())
                .query(Long.class)
                .single();
        return ListMoment.past(at, position);
    }

    /**
     * Asks for all that readers can ask as of a past moment.
     *
     * @return what to run, by name; each returns a number of rows
     */
    public Map<String, IntSupplier> questions(Duration ago) {
        ListMoment moment = past(ago);
        Map<String, Actor> readers = new LinkedHashMap<>();
        readers.put("a manager", Actor.ofOutlets("m-1", Role.OUTLET_MANAGER, Set.of(new OutletId("D-7.O"))));
        readers.put("headquarters", Actor.ofHeadquarters("h-1", new MarketId("JP")));
        readers.put("an auditor", Actor.of("x-1", Role.AUDITOR));
        Map<String, IntSupplier> questions = new LinkedHashMap<>();
        readers.forEach((name, reader) -> {
            for (SalesView view : SalesView.values()) {
                questions.put(name + ": " + view.path(), () -> page(reader, view, usual(view), null, moment));
            }
            questions.put(name + ": all by name", () -> page(reader, SalesView.ALL, SalesSort.NAME, null, moment));
            questions.put(
                    name + ": all, unassigned first",
                    () -> page(reader, SalesView.ALL, SalesSort.UNASSIGNED, null, moment));
            questions.put(
                    name + ": search", () -> page(reader, SalesView.ALL, usual(SalesView.ALL), "tanaka 1", moment));
            questions.put(name + ": counts of all views", () -> counts(reader, moment));
        });
        return questions;
    }

    private static SalesSort usual(SalesView view) {
        return view == SalesView.QUEUE ? SalesSort.CREATED_FIRST : SalesSort.DELIVERED_LAST;
    }

    private int counts(Actor reader, ListMoment moment) {
        SalesScope scope = new ReadScopes(ReferenceBook.EMPTY).ofSales(reader);
        Map<SalesView, SalesPart> parts = new EnumMap<>(SalesView.class);
        for (SalesView view : SalesView.values()) {
            parts.put(view, SalesPart.of(reader, scope, view, null, ReferenceBook.EMPTY));
        }
        return lists.counts(scope, parts, moment).values().stream()
                .mapToInt(Integer::intValue)
                .sum();
    }

    private int page(Actor reader, SalesView view, SalesSort sort, @Nullable String search, ListMoment moment) {
        SalesScope scope = new ReadScopes(ReferenceBook.EMPTY).ofSales(reader);
        SalesListQuery query = new SalesListQuery(
                scope,
                SalesPart.of(reader, scope, view, null, ReferenceBook.EMPTY),
                view,
                sort,
                PAGE,
                null,
                null,
                null,
                search,
                false);
        return new NoLog()
                .release(lists.read(query, moment), READER, page -> 0)
                .rows()
                .size();
    }

    private static final class NoLog implements AccessLog {
        @Override
        public void commit(AccessEntry reading) {}

        @Override
        public void refused(AccessEntry refusal) {}
    }
}
