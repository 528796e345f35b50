package leadledger.app.console;

/** Why the service cannot start, in one sentence that says what to do about it. Not a bug: no stack trace is shown. */
public final class CannotStartException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** With the sentence for the person at the terminal. */
    public CannotStartException(String sentence) {
        super(sentence);
    }

    /** With the sentence for the person at the terminal, and what lies beneath. */
    public CannotStartException(String sentence, Throwable cause) {
        super(sentence, cause);
    }

    /** The sentence. */
    public String sentence() {
        return String.valueOf(getMessage());
    }
}
