package leadledger.app.dev;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a newcomer needs to know once the default run is ready. */
public final class ReadyMessage {

    private ReadyMessage() {}

    /** The lines for the terminal. */
    public static List<String> lines(String baseUrl, String dataFolder) {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add("Lead Ledger is ready: " + baseUrl);
        lines.add("  API browser   " + baseUrl + "/api");
        lines.add("  OpenAPI       " + baseUrl + "/openapi");
        lines.add("  Data          " + dataFolder);
        lines.add("");
        lines.add("Demo logins (this machine only; never in production):");
        lines.add(row("client id", "secret", "role", "dealer"));
        for (DemoLogin login : DemoLogin.values()) {
            String dealer = login.dealer();
            lines.add(row(login.clientId(), DemoLogin.SECRET, login.role().name(), dealer == null ? "-" : dealer));
        }
        lines.add("");
        lines.add("A token:");
        lines.add("  curl -s -u " + DemoLogin.TOKYO_AGENT.clientId() + ":" + DemoLogin.SECRET
                + " -d grant_type=client_credentials " + baseUrl + "/oauth2/token");
        lines.add("");
        lines.add("Ctrl-C ends it; what is recorded stays.");
        return lines;
    }

    private static String row(String clientId, String secret, String role, String dealer) {
        return String.format(Locale.ROOT, "  %-15s %-8s %-20s %s", clientId, secret, role, dealer)
                .stripTrailing();
    }
}
