package leadledger.events.sla.watch;

/** What can stand on the watch list (要確認リスト, SL-21). */
public enum SignKind {
    /** A verdict that would be another one by the claimed time. */
    DIFFERS_BY_CLAIMED_TIME,
    /** An attempt, or a first follow-up, stamped in the very minute of the assignment or delivery. */
    ATTEMPT_IN_MINUTE_OF_ASSIGNMENT,
    /** Attempts, or follow-up updates, by one user on several leads in a short time. */
    BATCHED_ATTEMPTS,
    /** A clock that was stopped in the last hundredth of its limit. */
    CLOSED_JUST_BEFORE_DEADLINE,
    /** A chain of leads that came of each other by re-contact (SL-06). */
    RECONTACT_CHAIN,
    /** An attempt's time corrected after the limit had passed, to within the limit. */
    LATE_CORRECTION
}
