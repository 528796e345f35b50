package leadledger.app.dev;

import leadledger.events.shared.Role;
import org.jspecify.annotations.Nullable;

/** The people and machines of the default run. Each is a client of the embedded authorization server. */
public enum DemoLogin {
    TOKYO_AGENT("tokyo-agent", Role.AFTERSALES_AGENT, "JP-TOKYO", null),
    TOKYO_MANAGER("tokyo-manager", Role.AFTERSALES_MANAGER, "JP-TOKYO", null),
    MILANO_AGENT("milano-agent", Role.AFTERSALES_AGENT, "IT-MILANO", null),
    /** Of the dealer that has only just joined and has no leads yet. */
    KOBE_AGENT("kobe-agent", Role.AFTERSALES_AGENT, "JP-KOBE", null),
    WEB_FORM("web-form", Role.INTAKE, null, null),
    HQ("hq", Role.HQ, null, "JP"),
    HQ_ITALY("hq-italy", Role.HQ, null, "IT"),
    AUDITOR("auditor", Role.AUDITOR, null, null),
    ADMIN("admin", Role.ADMIN, null, null);

    /** The same for all: whoever can reach the default run may play every part. */
    public static final String SECRET = "demo";

    private final String clientId;
    private final Role role;
    private final @Nullable String dealer;
    private final @Nullable String market;

    DemoLogin(String clientId, Role role, @Nullable String dealer, @Nullable String market) {
        this.clientId = clientId;
        this.role = role;
        this.dealer = dealer;
        this.market = market;
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

    /** The market in its tokens, if the role is a market's. */
    public @Nullable String market() {
        return market;
    }
}
