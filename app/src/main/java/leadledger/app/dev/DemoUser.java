package leadledger.app.dev;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import leadledger.events.shared.Role;

/**
 * A person or machine of the default run. People sign in at the embedded authorization server; scripts take the part of
 * any of them as a client of it.
 *
 * @param id login name, id as a client, and the subject of its tokens
 * @param profiles at least one; a client that cannot be asked acts in the first
 */
record DemoUser(String id, List<DemoProfile> profiles) implements Serializable {

    /** The same for all: whoever can reach the default run may play every part. */
    static final String SECRET = "demo";

    static final DemoUser TOKYO_AGENT = user("tokyo-agent", DemoProfile.ofDealer(Role.AFTERSALES_AGENT, "JP-TOKYO"));

    static final List<DemoUser> ALL = List.of(
            TOKYO_AGENT,
            user("tokyo-manager", DemoProfile.ofDealer(Role.AFTERSALES_MANAGER, "JP-TOKYO")),
            user("milano-agent", DemoProfile.ofDealer(Role.AFTERSALES_AGENT, "IT-MILANO")),
            user("milano-manager", DemoProfile.ofDealer(Role.AFTERSALES_MANAGER, "IT-MILANO")),
            // Of the dealer that has only just joined and has no leads yet.
            user("kobe-agent", DemoProfile.ofDealer(Role.AFTERSALES_AGENT, "JP-KOBE")),
            // Works for two dealers, so it must say for which.
            user(
                    "suzuki",
                    DemoProfile.ofDealer(Role.AFTERSALES_AGENT, "JP-TOKYO"),
                    DemoProfile.ofDealer(Role.AFTERSALES_MANAGER, "JP-YOKOHAMA")),
            user("hq", DemoProfile.ofMarket(Role.HQ, "JP")),
            // A colleague of the former: some things take two.
            user("hq-2", DemoProfile.ofMarket(Role.HQ, "JP")),
            user("hq-italy", DemoProfile.ofMarket(Role.HQ, "IT")),
            user("call-center", DemoProfile.ofMarket(Role.CALL_CENTER, "JP")),
            user("shibuya-manager", DemoProfile.ofOutlets(Role.OUTLET_MANAGER, "JP-TOKYO.SHIBUYA", "JP-TOKYO.GINZA")),
            user("shibuya-staff", DemoProfile.ofOutlets(Role.SALES_STAFF, "JP-TOKYO.SHIBUYA")),
            user("shibuya-staff-2", DemoProfile.ofOutlets(Role.SALES_STAFF, "JP-TOKYO.SHIBUYA")),
            user("shibuya-assistant", DemoProfile.ofOutlets(Role.SALES_ASSISTANT, "JP-TOKYO.SHIBUYA")),
            user("ginza-staff", DemoProfile.ofOutlets(Role.SALES_STAFF, "JP-TOKYO.GINZA")),
            user("namba-manager", DemoProfile.ofOutlets(Role.OUTLET_MANAGER, "JP-OSAKA.NAMBA")),
            user("namba-staff", DemoProfile.ofOutlets(Role.SALES_STAFF, "JP-OSAKA.NAMBA")),
            user(
                    "milano-sales-manager",
                    DemoProfile.ofOutlets(Role.OUTLET_MANAGER, "IT-MILANO.CENTRO", "IT-MILANO.NORD")),
            user("auditor", DemoProfile.of(Role.AUDITOR)),
            user("privacy-officer", DemoProfile.of(Role.PRIVACY_OFFICER)),
            user("admin", DemoProfile.of(Role.ADMIN)),
            user("web-form", DemoProfile.of(Role.INTAKE)));

    private static DemoUser user(String id, DemoProfile... profiles) {
        return new DemoUser(id, List.of(profiles));
    }

    /** The user with a login name. */
    static Optional<DemoUser> find(String id) {
        return ALL.stream().filter(user -> user.id.equals(id)).findAny();
    }

    /** Whether it can fill in a form; machines are clients only. */
    boolean isPerson() {
        return profiles.getFirst().role() != Role.INTAKE;
    }
}
