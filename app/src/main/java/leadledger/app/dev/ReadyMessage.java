package leadledger.app.dev;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a newcomer needs to know once the default run is ready. */
public final class ReadyMessage {

    private ReadyMessage() {}

    /** The lines for the terminal; {@code joined} is the address of the node whose database is used, if it is another's. */
    public static List<String> lines(String baseUrl, String dataFolder, @Nullable String joined) {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add("Lead Ledger is ready: " + baseUrl);
        lines.add("  API browser   " + baseUrl + "/api");
        lines.add("  OpenAPI       " + baseUrl + "/openapi");
        lines.add("  Inbox         " + baseUrl + "/demo/inbox");
        lines.add("  Data          " + dataFolder);
        if (joined != null) {
            lines.add("  Joined        " + joined + ", which runs the database: when it ends, this node ends too");
        }
        lines.add("");
        lines.add(
                "Demo users (this machine only; never in production), password and client secret: " + DemoUser.SECRET);
        lines.add(row("user", "role", "dealer, market or outlets"));
        for (DemoUser user : DemoUser.ALL) {
            String name = user.id();
            for (DemoProfile profile : user.profiles()) {
                lines.add(row(name, profile.role().name(), profile.place()));
                name = "";
            }
        }
        lines.add("");
        lines.add("In the browser: Authorize in the API browser, client id " + DemoClients.BROWSER + ".");
        lines.add("A token for a script:");
        lines.add("  curl -s -u " + DemoUser.TOKYO_AGENT.id() + ":" + DemoUser.SECRET
                + " -d grant_type=client_credentials " + baseUrl + "/oauth2/token");
        lines.add("");
        lines.add("Ctrl-C ends it; what is recorded stays.");
        return lines;
    }

    private static String row(String user, String role, String place) {
        return String.format(Locale.ROOT, "  %-20s %-18s %s", user, role, place).stripTrailing();
    }
}
