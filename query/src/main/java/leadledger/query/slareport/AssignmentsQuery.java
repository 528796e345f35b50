package leadledger.query.slareport;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import leadledger.events.sla.Assignment;
import leadledger.events.sla.Ruling;
import leadledger.events.sla.Sla;
import leadledger.events.sla.SlaPolicy;
import leadledger.events.sla.SlaVerdict.Result;
import org.jspecify.annotations.Nullable;

/**
 * Which assignments behind a figure are asked for.
 *
 * @param figure the figure; its grouping does not matter here
 * @param at the past moment as of which is asked (SL-22), for {@link Sla#SLA3} the end of its window, which is the figure's
 *     moment then; none: now
 * @param result only those with this verdict; none: all
 * @param limit rows at most
 * @param after the last assignment of the page before; none: from the start
 */
record AssignmentsQuery(
        RatesQuery figure,
        @Nullable Instant at,
        @Nullable Result result,
        int limit,
        @Nullable Place after) {

    /**
     * A place in the list. The moment of an assignment never changes, so a place stays where it is, and it tells nothing of a
     * person: cursors stand in addresses (LG-22).
     *
     * @param assignedAt when the assignment began
     * @param lead the lead
     * @param number the number of the assignment
     */
    record Place(Instant assignedAt, UUID lead, int number) {

        String text() {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString((assignedAt.toEpochMilli() + "," + lead + "," + number).getBytes(UTF_8));
        }

        static Optional<Place> parse(String text) {
            try {
                String[] parts = new String(Base64.getUrlDecoder().decode(text), UTF_8).split(",", -1);
                return parts.length == 3 && parts[0].matches("\\d{1,15}")
                        ? Optional.of(new Place(
                                Instant.ofEpochMilli(Long.parseLong(parts[0])),
                                UUID.fromString(parts[1]),
                                Integer.parseInt(parts[2])))
                        : Optional.empty();
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }
    }

    /** When the clock stopped, as far as was known at the moment. */
    @Nullable
    Instant stoppedAt(Assignment assignment) {
        Assignment known = known(assignment);
        return figure.sla() == Sla.SLA3
                ? known.closedAt()
                : known.stoppedAt(
                        figure.sla(), policyOf(assignment), policyOf(assignment).basis());
    }

    /** When the lead was moved away, as far as was known at the moment. */
    @Nullable
    Instant withdrawnAt(Assignment assignment) {
        return known(assignment).withdrawnAt();
    }

    /** The policy that an assignment is measured by. */
    SlaPolicy policyOf(Assignment assignment) {
        return figure.policyOf(assignment);
    }

    /** Whether the figure counts an assignment that the database has picked, and the verdict is the one asked for. */
    boolean wants(Assignment assignment) {
        return figure.wants(known(assignment)) && (result == null || result(assignment) == result);
    }

    /** The verdict that the figure counts. */
    Result result(Assignment assignment) {
        return figure.judged(known(assignment)).result();
    }

    /** Whether the verdict was excused in a dispute, so that it is in no rate; what it says stays what it is. */
    boolean isExcused(Assignment assignment) {
        return figure.judged(known(assignment)).isExcused();
    }

    /** The newest dispute over the verdict that the figure counts. */
    Optional<Ruling> dispute(Assignment assignment) {
        return figure.dispute(known(assignment));
    }

    /**
     * What was known of an assignment at the moment: its moments are those of recording. A claim counts as it is corrected
     * by now; policies on recorded time do not ask for it.
     */
    private Assignment known(Assignment assignment) {
        return at == null ? assignment : assignment.asOf(at);
    }
}
