package leadledger.query.projection;

/** The read model has not come as far as the caller asked for within the time that a request may wait. */
public final class NotYetVisibleException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** With the name of what is behind. */
    public NotYetVisibleException(String projection) {
        super("projection " + projection + " is behind", null, false, false);
    }
}
