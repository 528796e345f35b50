package leadledger.query.whatif;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import leadledger.events.calendar.OutletCalendar;
import leadledger.events.dispute.DisputeOutcome;
import leadledger.events.shared.OutletId;
import leadledger.events.sla.Assignment;
import leadledger.events.sla.FirstFollowUp;
import leadledger.events.sla.ManagedRate;
import leadledger.events.sla.Ruling;
import leadledger.events.sla.Sla;
import leadledger.events.sla.SlaClock;
import leadledger.events.sla.SlaPolicy;
import leadledger.events.sla.SlaVerdict.Result;
import leadledger.query.whatif.WhatIfResult.PolicyVerdict;
import leadledger.query.whatif.WhatIfResult.WhatIfCounts;
import leadledger.query.whatif.WhatIfResult.WhatIfDifference;
import leadledger.query.whatif.WhatIfResult.WhatIfLevel;
import org.jspecify.annotations.Nullable;

/** Judges assignments by both policies and counts. Not for several threads. */
final class Comparison {

    private final WhatIfQuery query;
    private final Function<OutletId, OutletCalendar> calendars;
    private final Consumer<WhatIfDifference> differences;
    private final Map<Sla, Level> levels = new EnumMap<>(Sla.class);

    /**
     * Nothing compared yet.
     *
     * @param calendars when outlets are open, as it was known at the query's moment
     * @param differences takes each verdict that differs
     */
    Comparison(
            WhatIfQuery query, Function<OutletId, OutletCalendar> calendars, Consumer<WhatIfDifference> differences) {
        this.query = query;
        this.calendars = calendars;
        this.differences = differences;
        query.slas().forEach(sla -> levels.put(sla, new Level()));
    }

    /** What was counted of a service level. */
    private static final class Level {
        private final Tally inForce = new Tally();
        private final Tally other = new Tally();
        private final Set<Integer> targets = new TreeSet<>();
        private long differing;
    }

    private static final class Tally {
        private final Map<Result, Long> counts = new EnumMap<>(Result.class);
        private long excused;

        void add(@Nullable Judged judged) {
            if (judged == null) {
                return;
            }
            if (judged.excused) {
                excused++;
            } else {
                counts.merge(judged.result, 1L, Long::sum);
            }
        }

        WhatIfCounts counts(Sla sla, @Nullable Integer target) {
            return WhatIfCounts.of(
                    sla,
                    counts.getOrDefault(Result.MET, 0L),
                    counts.getOrDefault(Result.BREACHED, 0L),
                    counts.getOrDefault(Result.RUNNING, 0L),
                    counts.getOrDefault(Result.WITHDRAWN, 0L),
                    excused,
                    target);
        }
    }

    private record Judged(
            Result result,
            boolean excused,
            @Nullable Instant deadline,
            @Nullable Instant stoppedAt) {}

    /** Takes an aftersales lead's assignment. */
    void add(UUID lead, String reference, Assignment assignment) {
        if (!query.wants(assignment.dealer())) {
            return;
        }
        Instant assignedAt = assignment.assignedAt();
        if (query.isInPeriod(assignedAt)) {
            SlaPolicy inForce = query.inForce().of(assignment.dealer(), assignedAt);
            for (Sla sla : List.of(Sla.SLA1, Sla.SLA2)) {
                if (levels.containsKey(sla)) {
                    Start start = new Start(
                            lead,
                            reference,
                            assignment.number(),
                            assignment.dealer().value(),
                            null,
                            assignedAt);
                    compare(sla, start, inForce, policy -> judged(sla, assignment, policy));
                }
            }
        }
        if (levels.containsKey(Sla.SLA3) && assignment.withdrawnAt() == null) {
            Start start = new Start(
                    lead, reference, assignment.number(), assignment.dealer().value(), null, assignedAt);
            compare(
                    Sla.SLA3,
                    start,
                    query.inForce().of(assignment.dealer(), query.asOf()),
                    policy -> ManagedRate.isInWindow(assignedAt, policy, query.asOf())
                            ? new Judged(
                                    assignment.isManaged() ? Result.MET : Result.BREACHED,
                                    // Whose management time is excused, leaves this too (SL-40).
                                    assignment
                                            .ruling(Sla.SLA2)
                                            .map(Ruling::outcome)
                                            .filter(DisputeOutcome.EXCUSED::equals)
                                            .isPresent(),
                                    null,
                                    assignment.closedAt())
                            : null);
        }
    }

    private Judged judged(Sla sla, Assignment assignment, SlaPolicy policy) {
        var judgement = assignment.judged(sla, policy, query.asOf());
        SlaClock clock = assignment.clock(sla, policy, policy.basis());
        return new Judged(judgement.result(), judgement.isExcused(), clock.deadline(), clock.stoppedAt());
    }

    /** Takes a delivered sales lead. */
    void add(UUID lead, String reference, FirstFollowUp followUp) {
        OutletId outlet = followUp.outlet();
        if (!query.wants(outlet.dealer())
                || (query.outlet() != null && !query.outlet().equals(outlet))
                || !query.isInPeriod(followUp.deliveredAt())) {
            return;
        }
        OutletCalendar calendar = calendars.apply(outlet);
        compare(
                Sla.FIRST_FOLLOW_UP,
                new Start(lead, reference, 1, outlet.dealer().value(), outlet.value(), followUp.deliveredAt()),
                query.inForce().of(outlet.dealer(), followUp.deliveredAt()),
                policy -> {
                    var judgement = followUp.judged(policy, calendar, query.asOf());
                    return new Judged(
                            judgement.result(),
                            judgement.isExcused(),
                            followUp.clock(policy, calendar).deadline(),
                            followUp.followedUpAt());
                });
    }

    private record Start(
            UUID lead,
            String reference,
            int assignment,
            String dealer,
            @Nullable String outlet,
            Instant assignedAt) {}

    private void compare(Sla sla, Start start, SlaPolicy inForce, Function<SlaPolicy, @Nullable Judged> judging) {
        Level level = levels.get(sla);
        Judged now = judging.apply(inForce);
        Judged then = judging.apply(query.other());
        if (level == null || (now == null && then == null)) {
            return;
        }
        level.inForce.add(now);
        level.other.add(then);
        if (now != null) {
            level.targets.add(inForce.targetPercent(sla));
        }
        Result before = now == null ? null : now.result;
        if (before == (then == null ? null : then.result)) {
            return;
        }
        level.differing++;
        differences.accept(new WhatIfDifference(
                sla,
                start.lead,
                start.reference,
                start.assignment,
                start.dealer,
                start.outlet,
                start.assignedAt,
                told(sla, inForce, now),
                told(sla, query.other(), then),
                PolicyTerm.reasons(sla, inForce, query.other(), policy -> {
                    Judged judged = judging.apply(policy);
                    return (judged == null ? null : judged.result) != before;
                })));
    }

    private static PolicyVerdict told(Sla sla, SlaPolicy policy, @Nullable Judged judged) {
        return PolicyVerdict.of(
                sla,
                policy,
                judged == null ? null : judged.result,
                judged == null ? null : judged.deadline,
                judged == null ? null : judged.stoppedAt);
    }

    /** What came of it, service level by service level. */
    List<WhatIfLevel> levels() {
        return levels.entrySet().stream()
                .map(entry -> {
                    Sla sla = entry.getKey();
                    Level level = entry.getValue();
                    Integer target =
                            level.targets.size() == 1 ? level.targets.iterator().next() : null;
                    return new WhatIfLevel(
                            sla,
                            level.inForce.counts(sla, target),
                            level.other.counts(sla, query.other().targetPercent(sla)),
                            level.differing);
                })
                .toList();
    }
}
