package leadledger.query.bell;

/** No further stream can be opened now. */
public final class TooManyStreamsException extends RuntimeException {

    private final boolean ofThisUser;

    TooManyStreamsException(boolean ofThisUser) {
        super(ofThisUser ? "too many streams of one user" : "too many streams of this node");
        this.ofThisUser = ofThisUser;
    }

    /** Whether the user has too many; otherwise the node has. */
    public boolean isOfThisUser() {
        return ofThisUser;
    }
}
