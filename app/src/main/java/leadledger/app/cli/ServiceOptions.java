package leadledger.app.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which service is asked, as whom, and in which language. */
final class ServiceOptions {

    static final String SERVER_VARIABLE = "LEAD_LEDGER_SERVER";
    static final String TOKEN_VARIABLE = "LEAD_LEDGER_TOKEN";
    private static final String DEFAULT_SERVER = "http://localhost:8080";
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final int LONGEST_TOKEN = 16 * 1024;
    private static final int LONGEST_TIMEOUT_SECONDS = 3600;

    /** Languages that the service speaks. */
    enum Language {
        ja,
        en,
        it
    }

    @Option(
            names = "--server",
            paramLabel = "URL",
            description = "The service (default: " + SERVER_VARIABLE + ", or " + DEFAULT_SERVER + ").")
    private @Nullable String server;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "File with the access token (default: the token in " + TOKEN_VARIABLE
                    + "). It is never given as an option: others on the machine can read those.")
    private @Nullable Path tokenFile;

    @Option(
            names = "--language",
            paramLabel = "LANGUAGE",
            defaultValue = "en",
            description = "Of problems and texts of the service: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Language language = Language.en;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "How long the service may be silent, 1 to 3600 (default: ${DEFAULT-VALUE}).")
    private int timeout;

    @Option(
            names = "--allow-http",
            description = "Sends the token to another machine without TLS, where everybody on the way can read it.")
    private boolean allowHttp;

    String language() {
        return language.name();
    }

    Duration timeout() {
        if (timeout < 1 || timeout > LONGEST_TIMEOUT_SECONDS) {
            throw FailedException.ofUsage(
                    "--timeout is a number of seconds from 1 to " + LONGEST_TIMEOUT_SECONDS + ".");
        }
        return Duration.ofSeconds(timeout);
    }

    /** Where the service is, without a slash at the end. */
    URI server(Surroundings around) {
        String given = server != null ? server : around.environment().apply(SERVER_VARIABLE);
        String address = given == null || given.isBlank() ? DEFAULT_SERVER : given.strip();
        URI uri;
        try {
            uri = URI.create(address.replaceAll("/+$", ""));
        } catch (IllegalArgumentException e) {
            throw noAddress();
        }
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        boolean plain = scheme.equals("http");
        if (!(plain || scheme.equals("https"))
                || uri.getHost() == null
                || uri.getRawUserInfo() != null
                || uri.getRawQuery() != null
                || uri.getRawFragment() != null) {
            throw noAddress();
        }
        if (plain && !allowHttp && !LOOPBACK.contains(uri.getHost())) {
            throw FailedException.ofUsage("Everybody on the way to " + uri.getHost()
                    + " could read the token: give an https address, or --allow-http.");
        }
        return uri;
    }

    private static FailedException noAddress() {
        return FailedException.ofUsage(
                "--server or " + SERVER_VARIABLE + " is no address such as https://ledger.example.");
    }

    /** The token. What is wrong with it is said without it. */
    String token(Surroundings around) {
        String token =
                tokenFile != null ? read(tokenFile) : around.environment().apply(TOKEN_VARIABLE);
        if (token == null || token.isBlank()) {
            throw FailedException.ofUsage(
                    "An access token is needed, in " + TOKEN_VARIABLE + " or in a file given by --token-file.");
        }
        String stripped = token.strip();
        if (stripped.length() > LONGEST_TOKEN || !stripped.matches("[!-~]+")) {
            throw FailedException.ofUsage("What is given as access token is none.");
        }
        return stripped;
    }

    private static String read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(LONGEST_TOKEN + 2), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw FailedException.ofUsage(file + " cannot be read.");
        }
    }
}
