package leadledger.app.wiring;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import leadledger.command.sales.SalesActions;
import leadledger.command.sales.SalesCaller;
import leadledger.events.reference.ReferenceLookup;
import leadledger.events.sales.SalesEvent;
import leadledger.events.shared.Actor;
import leadledger.events.shared.Recorded;
import leadledger.query.lead.LeadActions;
import org.springframework.stereotype.Component;

/** Joins the page of a sales lead, on the reading side, with what decides its actions, on the writing side. */
@Component
class JoinedSalesActions implements LeadActions<SalesEvent> {

    private final ReferenceLookup references;
    private final ActionWords words;

    JoinedSalesActions(ReferenceLookup references, ActionWords words) {
        this.references = references;
        this.words = words;
    }

    @Override
    public List<ActionState> of(List<Recorded<SalesEvent>> events, Actor reader, Locale language, Instant at) {
        return words.of(SalesActions.probe(events, SalesCaller.of(reader, references), at, references), language);
    }
}
