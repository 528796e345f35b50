package leadledger.events.sla;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import leadledger.events.shared.DealerId;
import leadledger.events.sla.SlaVerdict.SetAside;
import leadledger.events.sla.SlaVerdict.SetAsideReason;

/**
 * All verdicts of a lead as of a moment, assignment by assignment (SL-07).
 *
 * @param asOf the moment as of which they hold
 * @param facts what they follow from
 * @param assignments one for each assignment, in order; none before the lead's creation
 */
public record LeadVerdicts(Instant asOf, SlaFacts facts, List<OfAssignment> assignments) {

    public LeadVerdicts {
        assignments = List.copyOf(assignments);
    }

    /**
     * The verdicts of one assignment.
     *
     * @param assignment its facts
     * @param firstContact {@link Sla#SLA1}
     * @param managementTime {@link Sla#SLA2}
     */
    public record OfAssignment(Assignment assignment, SlaVerdict firstContact, SlaVerdict managementTime) {

        /** Both. */
        public List<SlaVerdict> all() {
            return List.of(firstContact, managementTime);
        }

        private OfAssignment with(Predicate<SetAside> setAside) {
            return new OfAssignment(assignment, firstContact.with(setAside), managementTime.with(setAside));
        }
    }

    /**
     * What a dealer is told: the verdicts of its own assignments, with nothing in their evidence that was recorded while the
     * lead was with another dealer (AC-01, AS-65), but the disputes over its own verdicts, which stay reachable to it. The
     * customer's wait stays that of all dealers.
     */
    public LeadVerdicts seenBy(DealerId dealer) {
        List<OfAssignment> own = assignments.stream()
                .filter(assignment -> assignment.assignment().dealer().equals(dealer))
                .map(assignment -> assignment.with(entry -> entry.reason() == SetAsideReason.DISPUTE
                        || assignmentAt(entry.position()).dealer().equals(dealer)))
                .toList();
        return new LeadVerdicts(asOf, facts, own);
    }

    /** The assignment to which an event at this position belongs; the one that makes an assignment belongs to it. */
    private Assignment assignmentAt(long position) {
        Assignment found = assignments.getFirst().assignment();
        for (OfAssignment assignment : assignments) {
            if (assignment.firstContact().evidence().start().position() <= position) {
                found = assignment.assignment();
            }
        }
        return found;
    }

    /** The lead's verdicts: those of its newest assignment; none before its creation. */
    public List<SlaVerdict> newest() {
        return assignments.isEmpty() ? List.of() : assignments.getLast().all();
    }

    /** The assignments to former dealers, in order. */
    public List<OfAssignment> earlier() {
        return assignments.isEmpty() ? List.of() : assignments.subList(0, assignments.size() - 1);
    }

    /**
     * The customer's total wait (AS-65): from the first assignment to the first contact attempt of any dealer, by recorded
     * time, or up to the moment if there was none.
     *
     * @return empty before the lead's creation
     */
    public Optional<Duration> totalWait() {
        return facts.assignments().stream().findFirst().map(first -> {
            Instant attemptedAt = facts.assignments().stream()
                    .<Instant>mapMulti((assignment, moments) -> {
                        if (assignment.firstAttemptAt() != null) {
                            moments.accept(assignment.firstAttemptAt());
                        }
                    })
                    .findFirst()
                    .orElse(asOf);
            return Duration.between(first.assignedAt(), attemptedAt);
        });
    }
}
