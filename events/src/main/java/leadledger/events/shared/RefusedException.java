package leadledger.events.shared;

import java.util.List;

/**
 * Carries refusals out of an HTTP endpoint to the one place that words problems. Decisions never throw it: they return
 * {@link Refusal} values.
 */
public final class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Refusal> refusals;

    /** With at least one refusal, in the order of finding. */
    public RefusedException(List<Refusal> refusals) {
        super(refusals.getFirst().code(), null, false, false);
        this.refusals = List.copyOf(refusals);
    }

    /** With one refusal. */
    public RefusedException(Refusal refusal) {
        this(List.of(refusal));
    }

    /** All that was found. */
    public List<Refusal> refusals() {
        return refusals;
    }
}
