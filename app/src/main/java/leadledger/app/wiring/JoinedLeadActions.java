package leadledger.app.wiring;

import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import leadledger.app.problems.RefusalWords;
import leadledger.command.aftersales.AftersalesActions;
import leadledger.events.aftersales.AftersalesEvent;
import leadledger.events.shared.Actor;
import leadledger.events.shared.Recorded;
import leadledger.query.lead.LeadActions;
import org.springframework.stereotype.Component;

/** Joins the page of a lead, on the reading side, with what decides its actions, on the writing side. */
@Component
class JoinedLeadActions implements LeadActions<AftersalesEvent> {

    private final InstantSource clock;
    private final RefusalWords words;

    JoinedLeadActions(InstantSource clock, RefusalWords words) {
        this.clock = clock;
        this.words = words;
    }

    @Override
    public List<ActionState> of(List<Recorded<AftersalesEvent>> events, Actor reader, Locale language) {
        return AftersalesActions.probe(events, reader, clock.instant()).stream()
                .map(action -> new ActionState(
                        action.action(),
                        action.refusals().isEmpty(),
                        action.refusals().stream()
                                .map(r -> new Reason(r.rule(), r.code(), words.detail(r, language)))
                                .toList()))
                .toList();
    }
}
