package leadledger.query.access;

import java.util.List;

/**
 * PostgreSQL's row-level security on tables with leads (AC-03): a transaction sees the rows of the scope that it has set,
 * and none without one, whatever its query says. Only folding, which sets a sign of its own and is the owner's, sees and
 * writes all.
 *
 * <p>Where a setting is compared with a row, it stands in a sub-select, so that it is read once for a query.
 */
public final class RowSecurity {

    /** Call in a query's list of results: for the rest of the transaction its role, if the owner, may read and write all. */
    public static final String FOLDING_ON = "set_config('leadledger.folding', 'on', true)";

    /** Setting that says {@link #EVERYTHING} or nothing. */
    static final String SCOPE = "leadledger.scope";

    static final String EVERYTHING = "everything";

    /** Setting with the codes of those whose rows are seen; {@link #SEPARATOR} stands between them, and in none. */
    static final String DEALERS = "leadledger.dealers";

    static final String SEPARATOR = ",";

    /** Setting with the user for whom is read, where users keep something for themselves. */
    static final String SUBJECT = "leadledger.subject";

    private static final String CODES =
            "(select unnest(string_to_array(current_setting('" + DEALERS + "', true), '" + SEPARATOR + "')))";

    /** For tables whose rows are of the one dealer in column {@code dealer}. */
    public static final String OF_DEALER =
            "(select current_setting('" + SCOPE + "', true)) = '" + EVERYTHING + "'" + " or dealer in " + CODES;

    /** The same for tables that have the dealers before it in column {@code former_dealers}, who still see the row. */
    public static final String OF_DEALER_OR_FORMER = OF_DEALER
            + " or former_dealers && (select string_to_array(current_setting('" + DEALERS + "', true), '" + SEPARATOR
            + "'))";

    /** For tables whose rows are of the one in column {@code tenant}: a dealer, an outlet, or one person at an outlet. */
    public static final String OF_TENANT = OF_DEALER.replace("dealer in", "tenant in");

    /** For tables whose rows are of the one in column {@code tenant} and of the market in column {@code market_tenant}. */
    public static final String OF_TENANT_OR_MARKET = OF_TENANT + " or market_tenant in " + CODES;

    /** For tables with sales leads, in columns {@code tenant}, {@code owner_tenant} and {@code market_tenant}. */
    public static final String OF_SALES = OF_TENANT + " or owner_tenant in " + CODES + " or market_tenant in " + CODES;

    /** The same for tables that have all who ever owned the lead in column {@code owner_tenants}, who still see the row. */
    public static final String OF_SALES_OR_FORMER_OWNER = OF_SALES
            + " or owner_tenants && (select string_to_array(current_setting('" + DEALERS + "', true), '" + SEPARATOR
            + "'))";

    private static final String FOLDING = "current_setting('leadledger.folding', true) = 'on'";

    private RowSecurity() {}

    /**
     * For tables that keep what was: as the given condition, of the columns of then and of those of now alike. Whoever had a
     * row and has it no more does not see it as it was (AS-65).
     *
     * @param seen one of the conditions above
     * @param columns those that it compares
     * @param present their fellows that say the same of the present, in the same order
     */
    public static String thenAndNow(String seen, List<String> columns, List<String> present) {
        String now = seen;
        for (int i = 0; i < columns.size(); i++) {
            now = now.replaceAll("(?<![a-z_])" + columns.get(i) + "(?= in )", present.get(i));
        }
        return "(" + seen + ") and (" + now + ")";
    }

    /**
     * Statements that put a table under row-level security, its owner included. To be run by the owner, after the table was
     * loaded: COPY does not go with it.
     *
     * @param table full name
     * @param seen which rows a scope sees: one of the conditions of this class
     */
    public static List<String> protect(String table, String seen, ReaderRole reader) {
        return List.of(
                "alter table " + table + " enable row level security",
                "alter table " + table + " force row level security",
                "create policy folding on " + table + " to current_user using (" + FOLDING + ") with check (" + FOLDING
                        + ")",
                "create policy reading on " + table + " for select using (" + seen + ")",
                "grant select on " + table + " to " + reader.name());
    }
}
