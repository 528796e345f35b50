package leadledger.app.wiring;

import java.sql.SQLException;
import leadledger.app.console.CannotStartException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.server.PortInUseException;

/**
 * What a failed start is called at the terminal.
 *
 * @param sentence for the person who started the service
 * @param expected whether the sentence says it all; otherwise the stack trace belongs in the log
 */
public record StartFailure(String sentence, boolean expected) {

    private static final String CONNECTION_EXCEPTION_CLASS = "08";
    private static final String INVALID_AUTHORIZATION_CLASS = "28";

    /** Finds the nearest cause that a person can do something about. */
    public static StartFailure of(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String sentence = sentence(cause);
            if (sentence != null) {
                return new StartFailure(sentence, true);
            }
        }
        Throwable root = rootOf(failure);
        return new StartFailure(
                "The service could not start: " + root.getClass().getSimpleName() + ": " + root.getMessage(), false);
    }

    private static @Nullable String sentence(Throwable cause) {
        return switch (cause) {
            case CannotStartException cannotStart -> cannotStart.sentence();
            case PortInUseException inUse -> portInUse(inUse.getPort());
            case SQLException refused
            when hasState(refused, CONNECTION_EXCEPTION_CLASS) ->
                "The database cannot be reached: check spring.datasource.url and that the server runs.";
            case SQLException refused
            when hasState(refused, INVALID_AUTHORIZATION_CLASS) ->
                "The database refuses the login: check spring.datasource.username and spring.datasource.password.";
            default -> null;
        };
    }

    /** The sentence for a port that somebody else has. */
    public static String portInUse(int port) {
        return "Port " + port + " is in use by another program: end that one, or choose another port with --port.";
    }

    private static boolean hasState(SQLException exception, String stateClass) {
        String state = exception.getSQLState();
        return state != null && state.startsWith(stateClass);
    }

    private static Throwable rootOf(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}
