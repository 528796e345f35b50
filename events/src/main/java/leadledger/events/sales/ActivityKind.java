package leadledger.events.sales;

/** What somebody planned for itself (活動予定, SA-30). */
public enum ActivityKind {
    /** ToDo. */
    TASK,
    /** 行動. */
    APPOINTMENT
}
