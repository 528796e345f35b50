package leadledger.app.wiring;

import java.util.List;
import java.util.Locale;
import leadledger.app.problems.RefusalWords;
import leadledger.command.decision.Probed;
import leadledger.query.lead.LeadActions.ActionState;
import leadledger.query.lead.LeadActions.Reason;
import org.springframework.stereotype.Component;

/** Words what the writing side says of a lead's actions as the reading side shows it. */
@Component
class ActionStates {

    private final RefusalWords words;

    ActionStates(RefusalWords words) {
        this.words = words;
    }

    List<ActionState> of(List<Probed> probed, Locale language) {
        return probed.stream()
                .map(action -> new ActionState(
                        action.action(),
                        action.refusals().isEmpty(),
                        action.refusals().stream()
                                .map(r -> new Reason(r.rule(), r.code(), words.detail(r, language)))
                                .toList()))
                .toList();
    }
}
