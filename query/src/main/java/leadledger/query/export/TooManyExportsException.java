package leadledger.query.export;

/** As many exports run on this node as it may have. */
public final class TooManyExportsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** No place is left. */
    public TooManyExportsException() {
        super("too many exports of this node", null, false, false);
    }
}
