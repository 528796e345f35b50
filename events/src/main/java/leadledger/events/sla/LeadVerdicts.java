package leadledger.events.sla;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

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
