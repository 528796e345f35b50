package leadledger.query.leadlist;

import java.time.Instant;
import java.util.UUID;
import leadledger.events.aftersales.LeadType;
import leadledger.events.shared.DealerId;
import leadledger.query.access.ReadScope;
import org.jspecify.annotations.Nullable;

/**
 * What part of a list is asked for.
 *
 * @param scope whose leads the reader may see; required, so that no list is read without one (AC-02)
 * @param view the list view
 * @param sort the order
 * @param limit rows at most
 * @param afterLead the last lead of the page before; none: from the start
 * @param dealer only this dealer's, for readers of several dealers
 * @param source only from this source
 * @param campaign only of this campaign
 * @param leadType only of this type
 * @param createdFrom created at or after
 * @param createdBefore created before
 * @param search part of name or VIN
 */
record LeadListQuery(
        ReadScope scope,
        View view,
        Sort sort,
        int limit,
        @Nullable UUID afterLead,
        @Nullable DealerId dealer,
        @Nullable String source,
        @Nullable String campaign,
        @Nullable LeadType leadType,
        @Nullable Instant createdFrom,
        @Nullable Instant createdBefore,
        @Nullable String search) {}
