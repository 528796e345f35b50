package leadledger.command.reference;

import java.time.Instant;
import java.util.UUID;
import leadledger.command.decision.Input;
import leadledger.events.reference.ReferenceEvent.SourceDefined;
import leadledger.events.reference.ReferenceStreams;
import leadledger.events.shared.Actor;

/**
 * Headquarters define a source (ソース, AS-02).
 *
 * @param code the code that leads refer to it by
 * @param actor who defines it
 * @param at the server's time
 * @param input how it is to stand
 */
public record DefineSource(String code, Actor actor, Instant at, Input<SourceDefined> input)
        implements ReferenceCommand<SourceDefined> {

    @Override
    public UUID streamId() {
        return ReferenceStreams.ofSource(code);
    }
}
