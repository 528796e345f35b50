package leadledger.app.cli;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Why a command ends without what it was asked for, in a sentence for the person at the terminal. */
final class FailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int exitCode;
    private final transient @Nullable JsonNode problem;

    private FailedException(int exitCode, String sentence, @Nullable JsonNode problem) {
        super(sentence, null, false, false);
        this.exitCode = exitCode;
        this.problem = problem;
    }

    /** It cannot be done as it was asked. */
    static FailedException ofUsage(String sentence) {
        return new FailedException(ExitCodes.USAGE, sentence, null);
    }

    /** The service does not do its part. */
    static FailedException ofService(String sentence) {
        return new FailedException(ExitCodes.UNAVAILABLE, sentence, null);
    }

    /** The service refused, without a problem document. */
    static FailedException ofStatus(int status, String sentence) {
        return new FailedException(exitCode(status), sentence, null);
    }

    /** A problem document (RFC 9457). */
    static FailedException ofProblem(int status, JsonNode problem) {
        return new FailedException(exitCode(status), ProblemText.of(problem), problem);
    }

    private static int exitCode(int status) {
        return status >= 400 && status < 500 ? ExitCodes.REFUSED : ExitCodes.UNAVAILABLE;
    }

    int exitCode() {
        return exitCode;
    }

    String sentence() {
        return String.valueOf(getMessage());
    }

    /** The service's own words; absent: ours. */
    @Nullable
    JsonNode problem() {
        return problem;
    }
}
