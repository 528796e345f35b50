package leadledger.app.cli;

/** What the process ends with, the same for each command. */
final class ExitCodes {

    static final int OK = 0;

    /** Done, and what was found is not in order. */
    static final int FINDING = 1;

    /** It cannot be done as it was asked: an option, or a file that cannot be read or written. */
    static final int USAGE = 2;

    /** The service answered, and refused: a status of 400 to 499. */
    static final int REFUSED = 3;

    /** The service could not be reached, failed, broke off or took too long. */
    static final int UNAVAILABLE = 4;

    private ExitCodes() {}
}
