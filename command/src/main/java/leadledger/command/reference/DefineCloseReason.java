package leadledger.command.reference;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import leadledger.command.decision.Input;
import leadledger.events.aftersales.CloseReasons;
import leadledger.events.reference.ReferenceEvent;
import leadledger.events.reference.ReferenceEvent.CloseReasonDefined;
import leadledger.events.reference.ReferenceStreams;
import leadledger.events.shared.Actor;
import leadledger.events.shared.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * Headquarters define a reason for closing without sale (販売なしで終了理由, AS-40). Reasons that rules speak of stay.
 *
 * @param code the code that closed leads refer to it by
 * @param actor who defines it
 * @param at the server's time
 * @param input how it is to stand
 */
public record DefineCloseReason(String code, Actor actor, Instant at, Input<CloseReasonDefined> input)
        implements ReferenceCommand<CloseReasonDefined> {

    @Override
    public UUID streamId() {
        return ReferenceStreams.ofCloseReason(code);
    }

    @Override
    public List<Refusal> faults(@Nullable ReferenceEvent current, CloseReasonDefined wanted) {
        List<Refusal> faults = new ArrayList<>();
        boolean recontact = code.equals(CloseReasons.RE_CONTACT);
        if (recontact && !wanted.category().equals(CloseReasons.NOT_INTERESTED_NOW)) {
            faults.add(Refusal.ofValue("AS-50", "category-fixed-by-rule", "category")
                    .with("category", CloseReasons.NOT_INTERESTED_NOW));
        }
        if (!wanted.active()) {
            switch (code) {
                case CloseReasons.RE_CONTACT -> faults.add(neededBy("AS-50"));
                case CloseReasons.OTHER -> faults.add(neededBy("AS-41"));
                case CloseReasons.NO_LONGER_OWNER -> faults.add(neededBy("AS-42"));
                default -> {
                    // No rule speaks of it.
                }
            }
        }
        return faults;
    }

    private static Refusal neededBy(String rule) {
        return Refusal.ofValue(rule, "close-reason-needed-by-rule", "active");
    }
}
