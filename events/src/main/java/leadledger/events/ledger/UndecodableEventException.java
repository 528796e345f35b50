package leadledger.events.ledger;

import org.jspecify.annotations.Nullable;

/** A stored event that this version of the service cannot read; whoever follows the ledger parks it (LG-31). */
public final class UndecodableEventException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    // The cause's message may quote stored personal data (LG-22), so only its class is told.
    UndecodableEventException(String type, int revision, @Nullable Exception cause) {
        super("cannot read " + type + " revision " + revision
                + (cause == null ? "" : ": " + cause.getClass().getSimpleName()));
    }
}
