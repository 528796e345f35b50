package leadledger.query.watchlist;

import java.util.List;
import java.util.UUID;
import leadledger.events.sla.Sla;
import leadledger.events.sla.watch.Figures;
import leadledger.events.sla.watch.SignKind;
import leadledger.events.sla.watch.Trace;
import org.jspecify.annotations.Nullable;

/**
 * A sign as it is listed.
 *
 * @param kind what it is
 * @param place where it stands in the list, and so when it arose
 * @param process which process
 * @param dealer at which dealer
 * @param outlet at which outlet; none: of an aftersales lead
 * @param sla which service level it is about; none: about none alone
 * @param assignment number of the assignment; none: about several leads
 * @param user whose moves make the batch; only for one
 * @param figures the arithmetic; none: a sign over several leads
 * @param leads what it rests on, lead by lead: each with its event, at most {@link WatchList#MOST_TOLD}
 * @param leadCount on how many leads it is
 */
record Watched(
        SignKind kind,
        WatchQuery.Place place,
        WatchedProcess process,
        @Nullable String dealer,
        @Nullable String outlet,
        @Nullable Sla sla,
        @Nullable Integer assignment,
        @Nullable String user,
        @Nullable Figures figures,
        List<OnLead> leads,
        int leadCount) {

    /**
     * An event on a lead.
     *
     * @param lead the lead
     * @param reference its short reference
     * @param trace the event; none: a lead that evidence names without an event of it
     */
    record OnLead(UUID lead, String reference, @Nullable Trace trace) {}

    Watched with(List<OnLead> others, int count) {
        return new Watched(kind, place, process, dealer, outlet, sla, assignment, user, figures, others, count);
    }
}
