package leadledger.events.ledger;

/** The ledger did not take a command's events; nothing of them was stored. */
public final class AppendRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Reason reason;

    AppendRefusedException(Reason reason) {
        super(reason.name(), null, false, false);
        this.reason = reason;
    }

    /** Why the events were not taken. */
    public Reason reason() {
        return reason;
    }

    /** Why events are not taken. */
    public enum Reason {
        /** The stream has grown since the decision: decide again. */
        STALE,
        /** Recorded time has passed the moment until which the decision held: decide again. */
        LATE,
        /** The idempotency key has an answer already: give that one. */
        REPEATED
    }
}
