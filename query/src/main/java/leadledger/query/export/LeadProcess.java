package leadledger.query.export;

import java.util.Locale;
import leadledger.events.aftersales.AftersalesEvent;
import leadledger.events.sales.SalesEvent;

/** The two processes of leads. */
enum LeadProcess {
    /** アフターセールス. */
    AFTERSALES(AftersalesEvent.STREAM_KIND, AftersalesEvent.class),
    /** セールス. */
    SALES(SalesEvent.STREAM_KIND, SalesEvent.class);

    private final String streamKind;
    private final Class<?> facts;

    LeadProcess(String streamKind, Class<?> facts) {
        this.streamKind = streamKind;
        this.facts = facts;
    }

    /** The process as parameters and exports call it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Kind of its leads' streams. */
    String streamKind() {
        return streamKind;
    }

    /** Its facts. */
    Class<?> facts() {
        return facts;
    }
}
