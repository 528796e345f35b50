package leadledger.events.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import leadledger.events.calendar.OutletCalendar;
import leadledger.events.reference.KpiTargets;
import leadledger.events.reference.PolicyBook;
import leadledger.events.reference.ReferenceBook;
import leadledger.events.reference.ReferenceEvent;
import leadledger.events.reference.ReferenceEvent.CampaignDefined;
import leadledger.events.reference.ReferenceEvent.CloseReasonDefined;
import leadledger.events.reference.ReferenceEvent.DealerDefined;
import leadledger.events.reference.ReferenceEvent.OutletDefined;
import leadledger.events.reference.ReferenceEvent.SourceDefined;
import leadledger.events.reference.ReferenceEvent.UserDefined;
import leadledger.events.reference.ReferenceLookup;
import leadledger.events.reference.ReferenceStreams;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.MarketId;
import leadledger.events.shared.OutletId;
import leadledger.events.shared.Recorded;
import leadledger.events.shared.UserId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a node's {@link ReferenceBook} up with the ledger. While the ledger grows it looks for new reference data at most
 * every 200 ms, so another node's change takes effect here a little later than there. As a {@link ReferenceLookup} it asks
 * the ledger itself before it says no: what is unknown or no longer active here may just have been defined elsewhere.
 */
public final class ReferenceFeed implements ReferenceLookup, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ReferenceFeed.class);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);
    private static final Duration BETWEEN_FAILURES = Duration.ofSeconds(1);
    private static final Duration ENDLESS = Duration.ofDays(1);
    private static final Duration CLOSE_WAIT = Duration.ofSeconds(5);
    private static final int PAGE = 1_000;

    private final PostgresLedger ledger;
    private final EventCatalog catalog;
    private final Thread follower =
            Thread.ofPlatform().name("reference-feed").daemon(true).unstarted(this::follow);
    private volatile Seen seen = new Seen(0, ReferenceBook.EMPTY);

    private record Seen(long position, ReferenceBook book) {}

    /** A feed from a ledger that has been started. */
    public ReferenceFeed(PostgresLedger ledger, EventCatalog catalog) {
        this.ledger = ledger;
        this.catalog = catalog;
    }

    /** Reads what is there, then begins to follow. */
    public void start() {
        refreshNow();
        follower.start();
    }

    /** All reference data, as far as this node has come. */
    public ReferenceBook book() {
        return seen.book;
    }

    /** The book holds everything up to here, and perhaps more. */
    public long position() {
        return seen.position;
    }

    /** Brings the book up to everything that was committed before this call. */
    public synchronized void refreshNow() {
        // What is known before the first read cannot be missed by it: positions become visible in order (LG-03).
        long known = ledger.knownHead();
        long position = seen.position;
        List<Recorded<ReferenceEvent>> events = new ArrayList<>();
        List<StoredEvent> page;
        do {
            page = ledger.readKind(ReferenceStreams.KIND, position, PAGE);
            for (StoredEvent stored : page) {
                decode(stored).ifPresent(events::add);
                position = stored.position();
            }
        } while (page.size() == PAGE);
        seen = new Seen(Math.max(known, position), seen.book.afterRecorded(events));
    }

    /** An event of a later version of the service: the item stays as it was known, all others go on. */
    private Optional<Recorded<ReferenceEvent>> decode(StoredEvent stored) {
        try {
            return Optional.of(catalog.decode(stored, ReferenceEvent.class));
        } catch (UndecodableEventException e) {
            LOG.error(
                    "reference data at position {} cannot be read: {} revision {}",
                    stored.position(),
                    stored.type(),
                    stored.revision());
            return Optional.empty();
        }
    }

    private void follow() {
        try {
            while (true) {
                if (ledger.awaitBeyond(seen.position, ENDLESS)) {
                    Thread.sleep(tryToRefresh() ? BETWEEN_LOOKS : BETWEEN_FAILURES);
                }
            }
        } catch (InterruptedException e) {
            // Closing.
        }
    }

    private boolean tryToRefresh() {
        try {
            refreshNow();
            return true;
        } catch (LedgerUnavailableException e) {
            LOG.warn("reference data could not be read, trying again");
            return false;
        }
    }

    @Override
    public Optional<CampaignDefined> campaign(String code) {
        return find(lookup -> lookup.campaign(code), CampaignDefined::active);
    }

    @Override
    public Optional<SourceDefined> source(String code) {
        return find(lookup -> lookup.source(code), SourceDefined::active);
    }

    @Override
    public Optional<CloseReasonDefined> closeReason(String code) {
        return find(lookup -> lookup.closeReason(code), CloseReasonDefined::active);
    }

    @Override
    public Optional<DealerDefined> dealer(DealerId dealer) {
        return find(lookup -> lookup.dealer(dealer), DealerDefined::active);
    }

    @Override
    public Optional<OutletDefined> outlet(OutletId outlet) {
        return find(lookup -> lookup.outlet(outlet), OutletDefined::active);
    }

    @Override
    public Optional<UserDefined> user(UserId user) {
        return find(lookup -> lookup.user(user), UserDefined::active);
    }

    @Override
    public List<UserDefined> managersOf(OutletId outlet, Instant moment) {
        return upToDate().managersOf(outlet, moment);
    }

    @Override
    public OutletCalendar calendarOf(OutletId outlet) {
        return upToDate().calendarOf(outlet);
    }

    @Override
    public KpiTargets targetsOf(OutletId outlet) {
        return upToDate().targetsOf(outlet);
    }

    @Override
    public Set<OutletId> outletsOf(MarketId market) {
        return upToDate().outletsOf(market);
    }

    @Override
    public PolicyBook policyBook() {
        return upToDate().policyBook();
    }

    /** All reference data that this node can know of: what a decision is made by, which itself looks nothing up. */
    public ReferenceBook upToDate() {
        if (seen.position < ledger.knownHead()) {
            refreshNow();
        }
        return seen.book;
    }

    /** As it stands in the ledger as far as this node knows: a market's headquarters see a dealer as soon as its leads. */
    @Override
    public Set<DealerId> dealersOf(MarketId market) {
        return upToDate().dealersOf(market);
    }

    private <T> Optional<T> find(Function<ReferenceBook, Optional<T>> lookup, Predicate<T> active) {
        Optional<T> found = lookup.apply(seen.book);
        if (found.filter(active).isPresent()) {
            return found;
        }
        refreshNow();
        return lookup.apply(seen.book);
    }

    @Override
    public void close() {
        follower.interrupt();
        if (!follower.isAlive()) {
            return;
        }
        try {
            follower.join(CLOSE_WAIT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
