package leadledger.app.wiring;

import java.util.List;
import java.util.Locale;
import leadledger.events.sales.SalesEvent;
import leadledger.events.shared.Actor;
import leadledger.events.shared.Recorded;
import leadledger.query.lead.LeadActions;
import org.springframework.stereotype.Component;

/** Joins the page of a sales lead, on the reading side, with what decides its actions, on the writing side. */
@Component
class JoinedSalesActions implements LeadActions<SalesEvent> {

    @Override
    public List<ActionState> of(List<Recorded<SalesEvent>> events, Actor reader, Locale language) {
        return List.of();
    }
}
