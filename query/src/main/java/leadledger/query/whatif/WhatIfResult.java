package leadledger.query.whatif;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import leadledger.events.sla.Share;
import leadledger.events.sla.Sla;
import leadledger.events.sla.SlaPolicy;
import leadledger.events.sla.SlaPolicy.Clock;
import leadledger.events.sla.SlaPolicy.TimeBasis;
import leadledger.events.sla.SlaVerdict.Result;
import org.jspecify.annotations.Nullable;

/**
 * What would be, were the policy asked for in force (SL-11).
 *
 * @param policy the policy asked for; its version is absent for one that was given with the question
 * @param asOf the moment as of which both judge; for {@code SLA3} the end of the window too
 * @param from assigned at or after; absent: from the start. Not for {@code SLA3}
 * @param to assigned before; absent: to the end. Not for {@code SLA3}
 * @param levels figures under both, by service level
 * @param differences verdicts that differ, in the order in which their leads begin in the ledger, in parts; absent where they
 *     were streamed
 * @param more verdicts that differ and are not told one by one
 * @param position every event up to here was looked at
 */
@Schema(name = "WhatIfResult")
record WhatIfResult(
        WhatIfPolicy policy,
        Instant asOf,
        @Nullable Instant from,
        @Nullable Instant to,
        List<WhatIfLevel> levels,
        @Nullable List<WhatIfDifference> differences,
        long more,
        long position) {

    /**
     * A policy that was asked for.
     *
     * @param name its name
     * @param version its version; absent: it was given with the question
     */
    record WhatIfPolicy(String name, @Nullable Integer version) {}

    /**
     * A service level under both.
     *
     * @param sla which service level
     * @param inForce figures under the policies in force
     * @param other figures under the policy asked for
     * @param differing how many verdicts differ
     */
    record WhatIfLevel(Sla sla, WhatIfCounts inForce, WhatIfCounts other, long differing) {}

    /**
     * Figures of a service level. What was decided in disputes counts under both policies.
     *
     * @param assigned all that are counted: met, breached and running
     * @param met met; for {@code SLA3} managed
     * @param breached breached; for {@code SLA3} not managed so far
     * @param running neither yet
     * @param withdrawn taken out before they fell; in no rate (AS-65, SA-22)
     * @param excused left out of numerator and denominator by a decision in a dispute (SL-40)
     * @param ofFallen met of met and breached; absent: there are none
     * @param ofAssigned met of all assigned; absent: there are none
     * @param targetPercent at least so many of 100 are to meet it; absent: policies with several targets are in force
     * @param targetReached whether the rate of the fallen reaches it exactly; absent: there is no rate, or no one target
     */
    record WhatIfCounts(
            long assigned,
            long met,
            long breached,
            long running,
            long withdrawn,
            long excused,
            @Nullable WhatIfFraction ofFallen,
            @Nullable WhatIfFraction ofAssigned,
            @Nullable Integer targetPercent,
            @Nullable Boolean targetReached) {

        static WhatIfCounts of(
                Sla sla,
                long met,
                long breached,
                long running,
                long withdrawn,
                long excused,
                @Nullable Integer target) {
            Share fallen = new Share(met, met + breached);
            return new WhatIfCounts(
                    met + breached + running,
                    met,
                    breached,
                    running,
                    withdrawn,
                    excused,
                    sla == Sla.SLA3 ? null : WhatIfFraction.of(fallen),
                    WhatIfFraction.of(new Share(met, met + breached + running)),
                    target,
                    (target != null && fallen.isRate()) ? fallen.reaches(target) : null);
        }
    }

    /**
     * An exact fraction.
     *
     * @param met the part
     * @param of the whole, at least 1
     */
    record WhatIfFraction(long met, long of) {

        static @Nullable WhatIfFraction of(Share share) {
            return share.isRate() ? new WhatIfFraction(share.met(), share.of()) : null;
        }
    }

    /**
     * A verdict that differs. No personal data.
     *
     * @param sla which service level
     * @param leadId the lead
     * @param reference short reference of the lead
     * @param assignment number of the assignment, from 1 (SL-07); for a sales lead 1
     * @param dealer the dealer
     * @param outlet the outlet; of a sales lead only
     * @param assignedAt when the clock started
     * @param inForce what the policy in force says
     * @param other what the policy asked for says
     * @param reasons the terms each of which alone makes the difference; where none does, all that differ
     */
    record WhatIfDifference(
            Sla sla,
            UUID leadId,
            String reference,
            int assignment,
            String dealer,
            @Nullable String outlet,
            Instant assignedAt,
            PolicyVerdict inForce,
            PolicyVerdict other,
            List<PolicyTerm> reasons) {}

    /**
     * What a policy says of an assignment.
     *
     * @param policy name of the policy
     * @param policyVersion its version; 0 for one that was given with the question
     * @param result the verdict; absent: outside the window of {@code SLA3}
     * @param limit how long the clock may run; for {@code SLA3} the window
     * @param clock which time passes; absent for {@code SLA3}
     * @param stop what stops the clock, as the policy calls it; for {@code FIRST_FOLLOW_UP} and {@code SLA3} absent
     * @param basis which of an event's two times counts
     * @param deadline the last moment in time; absent: none is in sight, or {@code SLA3}
     * @param stoppedAt when it was stopped, before any decision in a dispute; absent: it was not
     */
    record PolicyVerdict(
            String policy,
            int policyVersion,
            @Nullable Result result,
            Duration limit,
            @Nullable Clock clock,
            @Nullable String stop,
            TimeBasis basis,
            @Nullable Instant deadline,
            @Nullable Instant stoppedAt) {

        static PolicyVerdict of(
                Sla sla,
                SlaPolicy policy,
                @Nullable Result result,
                @Nullable Instant deadline,
                @Nullable Instant stoppedAt) {
            return new PolicyVerdict(
                    policy.name(),
                    policy.version(),
                    result,
                    sla == Sla.SLA3 ? policy.managedWindow() : policy.limit(sla),
                    sla == Sla.SLA3 ? null : policy.clock(sla),
                    switch (sla) {
                        case SLA1 -> policy.terms().firstContact().stop().name();
                        case SLA2 -> policy.terms().managementTime().stop().name();
                        case SLA3, FIRST_FOLLOW_UP -> null;
                    },
                    policy.basis(),
                    deadline,
                    stoppedAt);
        }
    }
}
