package leadledger.app.dev;

import leadledger.events.shared.Role;
import org.jspecify.annotations.Nullable;

/** The people and machines of the default run. Each is a client of the embedded authorization server. */
public enum DemoLogin {
    TOKYO_AGENT("tokyo-agent", Role.AFTERSALES_AGENT, "JP-TOKYO"),
    TOKYO_MANAGER("tokyo-manager", Role.AFTERSALES_MANAGER, "JP-TOKYO"),
    MILANO_AGENT("milano-agent", Role.AFTERSALES_AGENT, "IT-MILANO"),
    /** Of the dealer that has only just joined and has no leads yet. */
    KOBE_AGENT("kobe-agent", Role.AFTERSALES_AGENT, "JP-KOBE"),
    WEB_FORM("web-form", Role.INTAKE, null),
    HQ("hq", Role.HQ, null),
    AUDITOR("auditor", Role.AUDITOR, null),
    ADMIN("admin", Role.ADMIN, null);

    /** The same for all: whoever can reach the default run may play every part. */
    public static final String SECRET = "demo";

    private final String clientId;
    private final Role role;
    private final @Nullable String dealer;

    DemoLogin(String clientId, Role role, @Nullable String dealer) {
        this.clientId = clientId;
        this.role = role;
        this.dealer = dealer;
    }

    /** Login name, and the subject of its tokens. */
    public String clientId() {
        return clientId;
    }

    /** The role in its tokens. */
    public Role role() {
        return role;
    }

    /** The dealer in its tokens, if the role is a dealer's. */
    public @Nullable String dealer() {
        return dealer;
    }
}
