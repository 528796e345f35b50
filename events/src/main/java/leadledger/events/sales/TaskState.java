package leadledger.events.sales;

/** State of a task (ToDo の状況); goes forward only, in this order (SA-33). */
public enum TaskState {
    /** 新規. */
    NEW,
    /** 進行中. */
    IN_PROGRESS,
    /** 案件終了. */
    CLOSED
}
