package leadledger.query.saleslist;

import leadledger.query.access.SalesScope;
import leadledger.query.listing.Cursor;
import org.jspecify.annotations.Nullable;

/**
 * What part of a list is asked for.
 *
 * @param scope whose leads the reader may see; required, so that no list is read without one (AC-02)
 * @param part where in the table they lie
 * @param view the list view
 * @param sort the order
 * @param limit rows at most
 * @param after where the page before ended; none: from the start
 * @param source only from this source
 * @param campaign only of this campaign
 * @param search part of the name
 * @param hidesQueue whether who is in the queue is hidden from the reader (SA-11)
 */
record SalesListQuery(
        SalesScope scope,
        SalesPart part,
        SalesView view,
        SalesSort sort,
        int limit,
        @Nullable Cursor after,
        @Nullable String source,
        @Nullable String campaign,
        @Nullable String search,
        boolean hidesQueue) {}
