package leadledger.app.benchmark;

import javax.sql.DataSource;

/** Whether what was measured was the right work. */
final class Soundness {

    private Soundness() {}

    /** Positions 1…n without gaps, the head at n, streams contiguous from 0, recorded time that never decreases. */
    static void requireLedger(DataSource dataSource, long events) {
        Database.require(
                Database.number(
                                dataSource,
                                "select count(*) from ledger.event having count(*) = max(position) and min(position) = 1")
                        == events,
                events + " events at positions without gaps");
        Database.require(
                Database.number(dataSource, "select position from ledger.head") == events,
                "the head at the last event");
        Database.require(
                Database.number(
                                dataSource,
                                "select count(*) from (select from ledger.event group by stream_id"
                                        + " having count(*) <> max(sequence) + 1 or min(sequence) <> 0) as broken")
                        == 0,
                "contiguous streams");
        Database.require(
                Database.number(
                                dataSource,
                                "select count(*) from (select recorded_at < lag(recorded_at) over (order by position)"
                                        + " as decreases from ledger.event) as pairs where decreases")
                        == 0,
                "recorded time that never decreases");
    }
}
