package leadledger.query.reference;

import java.util.function.Function;
import leadledger.events.ledger.ReferenceFeed;
import leadledger.events.reference.ReferenceBook;
import leadledger.events.shared.Actor;
import leadledger.events.shared.Refusal;
import leadledger.events.shared.RefusedException;
import leadledger.query.lead.LeadReader;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads the book of reference data, for those who may, and as late as they ask for. */
@Component
final class ReferenceReading {

    private final ReferenceFeed feed;
    private final LeadReader leads;

    ReferenceReading(ReferenceFeed feed, LeadReader leads) {
        this.feed = feed;
        this.leads = leads;
    }

    /**
     * What was read.
     *
     * @param value what was asked for
     * @param position everything up to here is in it, and perhaps more
     */
    record Read<T>(T value, long position) {}

    /** Reads from the book once it has come to a position (the header's value); none: does not wait. */
    <T> Read<T> read(@Nullable String minPosition, Function<ReferenceBook, T> asked) {
        leads.awaitPosition(minPosition);
        if (minPosition != null) {
            feed.refreshNow();
        }
        // The position first: a book may hold more than is said, never less.
        long position = feed.position();
        return new Read<>(asked.apply(feed.book()), position);
    }

    /** What leads of either process refer to is for everybody who may look at leads (AC-01). */
    static void mayLookAtLeads(Actor reader) {
        switch (reader.role()) {
            case AFTERSALES_AGENT,
                    AFTERSALES_MANAGER,
                    CALL_CENTER,
                    OUTLET_MANAGER,
                    SALES_STAFF,
                    SALES_ASSISTANT,
                    HQ,
                    AUDITOR -> {}
            case INTAKE, PRIVACY_OFFICER, ADMIN, SYSTEM -> throw new RefusedException(Refusal.ofRole("AC-01"));
        }
    }
}
