package leadledger.app.wiring;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import leadledger.command.aftersales.AftersalesActions;
import leadledger.events.aftersales.AftersalesEvent;
import leadledger.events.reference.ReferenceLookup;
import leadledger.events.shared.Actor;
import leadledger.events.shared.Recorded;
import leadledger.query.lead.LeadActions;
import org.springframework.stereotype.Component;

/** Joins the page of a lead, on the reading side, with what decides its actions, on the writing side. */
@Component
class JoinedLeadActions implements LeadActions<AftersalesEvent> {

    private final ReferenceLookup references;
    private final ActionWords words;

    JoinedLeadActions(ReferenceLookup references, ActionWords words) {
        this.references = references;
        this.words = words;
    }

    @Override
    public List<ActionState> of(List<Recorded<AftersalesEvent>> events, Actor reader, Locale language, Instant at) {
        return words.of(AftersalesActions.probe(events, reader, at, references.policies()), language);
    }
}
