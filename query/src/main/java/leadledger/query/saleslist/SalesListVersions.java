package leadledger.query.saleslist;

import static leadledger.query.saleslist.SalesListColumns.COLUMNS;

import java.util.List;
import java.util.stream.Stream;
import leadledger.query.projection.VersionsProjection;
import org.springframework.stereotype.Component;

/** The table behind the list views of sales leads as of past moments: {@code query.sales_list_version}. */
@Component
public final class SalesListVersions extends VersionsProjection<SalesListRow> {

    /** Name for operators and tokens. */
    public static final String NAME = "sales-list-versions";

    static final String TABLE = "sales_list_version";

    /** Keeps the versions of the lists' rows. */
    public SalesListVersions(SalesListProjection rows) {
        super(rows, COLUMNS);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String table() {
        return TABLE;
    }

    /**
     * The order by moment for each column by which somebody reads, and for readers of all. A past list is asked for seldom: in
     * other orders it is sorted, and what a view asks for is looked up where the order has led; but for a market and for all,
     * among which few leads may be in a view at a moment, each view has an order of its own. Possible duplicates are looked up
     * by equal keys, as in the live list.
     */
    @Override
    protected List<String> indexedBy() {
        String judged = " include (valid_from, valid_to, view, tenant, owner_tenant, market_tenant, present_tenant,"
                + " present_owner_tenant, present_market_tenant)";
        return Stream.concat(
                        Stream.of(
                                "(tenant, arrived_at, lead_id)" + judged.replace(" tenant,", ""),
                                "(owner_tenant, arrived_at, lead_id)" + judged.replace(" owner_tenant,", ""),
                                "(market_tenant, arrived_at, lead_id)" + judged.replace(" market_tenant,", ""),
                                "(market_tenant, view, arrived_at, lead_id)"
                                        + judged.replace(" view,", "").replace(" market_tenant,", ""),
                                "(arrived_at, lead_id)" + judged,
                                "(view, arrived_at, lead_id)" + judged.replace(" view,", "")),
                        SalesListProjection.DUPLICATE_KEYS.stream()
                                .map(key -> "(" + key + ") where " + key + " is not null"))
                .toList();
    }
}
