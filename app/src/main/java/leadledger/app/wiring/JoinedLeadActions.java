package leadledger.app.wiring;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import leadledger.command.aftersales.AftersalesActions;
import leadledger.events.aftersales.AftersalesEvent;
import leadledger.events.ledger.ReferenceFeed;
import leadledger.events.shared.Actor;
import leadledger.events.shared.Recorded;
import leadledger.query.lead.LeadActions;
import org.springframework.stereotype.Component;

/** Joins the page of a lead, on the reading side, with what decides its actions, on the writing side. */
@Component
class JoinedLeadActions implements LeadActions<AftersalesEvent> {

    private final ActionWords words;
    private final ReferenceFeed references;

    JoinedLeadActions(ActionWords words, ReferenceFeed references) {
        this.words = words;
        this.references = references;
    }

    @Override
    public List<ActionState> of(List<Recorded<AftersalesEvent>> events, Actor reader, Locale language, Instant at) {
        return words.of(
                AftersalesActions.probe(
                        events, reader, at, references.upToDate().policies()),
                language);
    }
}
