package leadledger.query.lead;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import leadledger.events.aftersales.AftersalesEvent;
import leadledger.events.aftersales.AftersalesEvent.ContactAttemptCorrected;
import leadledger.events.aftersales.AftersalesEvent.ContactAttemptRecorded;
import leadledger.events.aftersales.AftersalesEvent.LeadReassigned;
import leadledger.events.shared.Recorded;
import org.jspecify.annotations.Nullable;

/**
 * When events happened in the world, as far as is known (SL-20, SL-22): a contact attempt at its claimed moment as the newest
 * known correction has it (AS-13), a correction with the attempt that it corrects, and everything else when it was recorded.
 */
final class Happened {

    private Happened() {}

    /**
     * What had happened by a moment, in the order of recording. Nothing has happened in an assignment that had not begun.
     *
     * @param known what is known of a lead, in order
     */
    static List<Recorded<AftersalesEvent>> by(Instant effective, List<Recorded<AftersalesEvent>> known) {
        List<Map<Integer, Instant>> attempts = attempts(known);
        List<Recorded<AftersalesEvent>> happened = new ArrayList<>();
        int assignment = 0;
        for (Recorded<AftersalesEvent> recorded : known) {
            if (recorded.event() instanceof LeadReassigned) {
                assignment++;
                if (recorded.recordedAt().isAfter(effective)) {
                    break;
                }
            }
            Instant at = attempts.get(assignment).getOrDefault(attempt(recorded.event()), recorded.recordedAt());
            if (!at.isAfter(effective)) {
                happened.add(recorded);
            }
        }
        return happened;
    }

    /** When the attempts of each assignment were made, by number. */
    private static List<Map<Integer, Instant>> attempts(List<Recorded<AftersalesEvent>> known) {
        List<Map<Integer, Instant>> made = new ArrayList<>(List.of(new HashMap<>()));
        List<Map<Integer, Instant>> stamps = new ArrayList<>(List.of(new HashMap<>()));
        for (Recorded<AftersalesEvent> recorded : known) {
            switch (recorded.event()) {
                case LeadReassigned ignored -> {
                    made.add(new HashMap<>());
                    stamps.add(new HashMap<>());
                }
                case ContactAttemptRecorded attempt -> {
                    stamps.getLast().put(attempt.number(), recorded.recordedAt());
                    made.getLast().put(attempt.number(), claimed(attempt.madeAt(), recorded.recordedAt()));
                }
                case ContactAttemptCorrected correction -> {
                    Instant stamp = stamps.getLast().get(correction.number());
                    if (stamp != null) {
                        made.getLast().put(correction.number(), claimed(correction.madeAt(), stamp));
                    }
                }
                default -> {}
            }
        }
        return made;
    }

    private static Instant claimed(@Nullable Instant madeAt, Instant stamp) {
        return madeAt == null ? stamp : madeAt;
    }

    /** The number of the attempt that an event is or corrects; 0: of none. */
    private static int attempt(AftersalesEvent event) {
        return switch (event) {
            case ContactAttemptRecorded attempt -> attempt.number();
            case ContactAttemptCorrected correction -> correction.number();
            default -> 0;
        };
    }
}
