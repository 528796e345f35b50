package leadledger.command.reference;

import java.time.Instant;
import java.util.UUID;
import leadledger.command.decision.Input;
import leadledger.events.reference.ReferenceEvent.CampaignDefined;
import leadledger.events.reference.ReferenceStreams;
import leadledger.events.shared.Actor;

/**
 * Headquarters define a campaign (アフターセールス キャンペーン, AS-02).
 *
 * @param code the code that leads refer to it by
 * @param actor who defines it
 * @param at the server's time
 * @param input how it is to stand
 */
public record DefineCampaign(String code, Actor actor, Instant at, Input<CampaignDefined> input)
        implements ReferenceCommand<CampaignDefined> {

    @Override
    public UUID streamId() {
        return ReferenceStreams.ofCampaign(code);
    }
}
