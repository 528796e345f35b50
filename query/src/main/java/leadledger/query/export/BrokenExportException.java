package leadledger.query.export;

/**
 * An export failed when part of it was given out already. Whoever gets this cuts the connection: ended in order, the part
 * would be taken for the whole.
 */
public final class BrokenExportException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** With what went wrong. */
    public BrokenExportException(Throwable cause) {
        super("an export broke off", cause);
    }
}
