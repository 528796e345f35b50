package leadledger.query.deadlines;

import java.time.Instant;
import java.util.UUID;
import leadledger.query.deadlines.Deadline.Kind;
import org.jspecify.annotations.Nullable;

/**
 * What is due for a lead.
 *
 * @param leadId the lead
 * @param lastSequence sequence of the last event folded in
 * @param dealer whose lead it is, by the newest assignment; none: a sales lead
 * @param outlet for which outlet a delivery is held; none: none is
 * @param kind what there is to do; none: nothing any more
 * @param dueAt the deadline; none: nothing is due any more
 */
record DeadlineRow(
        UUID leadId,
        int lastSequence,
        @Nullable String dealer,
        @Nullable String outlet,
        @Nullable Kind kind,
        @Nullable Instant dueAt) {}
