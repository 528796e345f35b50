package leadledger.events.sla;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import leadledger.events.calendar.OutletCalendar;
import leadledger.events.dispute.DisputeStep;
import leadledger.events.sales.SalesEvent;
import leadledger.events.shared.OutletId;
import leadledger.events.shared.Recorded;
import leadledger.events.shared.UserId;
import org.jspecify.annotations.Nullable;

/**
 * What {@link Sla#FIRST_FOLLOW_UP} needs to know of a delivered lead (SA-32).
 *
 * @param outlet whose lead it is
 * @param deliveredAt when it became so: when the clock started
 * @param followedUpAt when the follow-up task first left <em>new</em>; none: it has not. Never changes afterwards
 * @param followedUpBy who owned the lead then; none: nobody did, so that a manager followed it up
 * @param outOfScopeAt when the mark was set that takes it out of follow-up scope now (SA-22); none: it is in scope
 * @param rulings the disputes over its verdict, in the order in which they were opened
 */
public record FirstFollowUp(
        OutletId outlet,
        Instant deliveredAt,
        @Nullable Instant followedUpAt,
        @Nullable UserId followedUpBy,
        @Nullable Instant outOfScopeAt,
        List<Ruling> rulings) {

    public FirstFollowUp {
        rulings = List.copyOf(rulings);
    }

    /** Without any dispute. */
    public FirstFollowUp(
            OutletId outlet,
            Instant deliveredAt,
            @Nullable Instant followedUpAt,
            @Nullable UserId followedUpBy,
            @Nullable Instant outOfScopeAt) {
        this(outlet, deliveredAt, followedUpAt, followedUpBy, outOfScopeAt, List.of());
    }

    /**
     * The facts of a history.
     *
     * @param history the lead's events in order
     * @param asOf those recorded after this moment are not looked at (SL-22)
     * @return empty if the lead had not been delivered by then; a held delivery takes place when the outlet opens (SA-10)
     */
    public static Optional<FirstFollowUp> of(List<Recorded<SalesEvent>> history, Instant asOf) {
        FollowUpFacts facts = FollowUpFacts.NONE;
        for (Recorded<SalesEvent> recorded : history) {
            if (!recorded.recordedAt().isAfter(asOf)) {
                facts = facts.evolve(recorded.event(), recorded.recordedAt());
            }
        }
        return facts.at(asOf);
    }

    static FirstFollowUp delivered(OutletId outlet, Instant deliveredAt) {
        return new FirstFollowUp(outlet, deliveredAt, null, null, null);
    }

    /**
     * The clock by a policy.
     *
     * @param calendar the outlet's, as it was known at the moment asked for
     */
    public SlaClock clock(SlaPolicy policy, OutletCalendar calendar) {
        return clock(policy.limit(Sla.FIRST_FOLLOW_UP), policy.time(Sla.FIRST_FOLLOW_UP, calendar));
    }

    /**
     * A clock with another limit, or on which other time passes. That a lead is marked out of scope withdraws it, unless its
     * verdict has fallen before; a mark that is taken back counts for nothing, so that nobody wins time by it.
     */
    public SlaClock clock(Duration limit, ClockTime time) {
        return new SlaClock(deliveredAt, followedUpAt, outOfScopeAt, limit, time);
    }

    /** How long the first follow-up took, exactly; none: it has not come. */
    public @Nullable Duration took(ClockTime time) {
        return followedUpAt == null ? null : time.between(deliveredAt, followedUpAt);
    }

    /**
     * 初回のフォローアップ対応までの時間(分): whole minutes, rounded down (SA-32).
     *
     * @param elapsed of all time
     * @param business of the outlet's open time
     */
    public record Minutes(long elapsed, long business) {}

    /** Time to first follow-up; empty: it has not come. */
    public Optional<Minutes> minutes(OutletCalendar calendar) {
        return Optional.ofNullable(followedUpAt)
                .map(moment -> new Minutes(
                        Duration.between(deliveredAt, moment).toMinutes(),
                        calendar.openBetween(deliveredAt, moment).toMinutes()));
    }

    FirstFollowUp followedUp(Instant recordedAt, @Nullable UserId owner) {
        return followedUpAt == null
                ? new FirstFollowUp(outlet, deliveredAt, recordedAt, owner, outOfScopeAt, rulings)
                : this;
    }

    FirstFollowUp marked(@Nullable Instant at) {
        return new FirstFollowUp(outlet, deliveredAt, followedUpAt, followedUpBy, at, rulings);
    }

    FirstFollowUp after(DisputeStep step, Instant recordedAt) {
        return new FirstFollowUp(
                outlet, deliveredAt, followedUpAt, followedUpBy, outOfScopeAt, Ruling.after(rulings, step, recordedAt));
    }

    /** The verdict, with what was decided in a dispute over it. */
    public Judgement judged(SlaPolicy policy, OutletCalendar calendar, Instant asOf) {
        return Judgement.of(clock(policy, calendar), Ruling.inForce(rulings, Sla.FIRST_FOLLOW_UP), asOf);
    }
}
