package leadledger.events.shared;

/** Who a person or machine is to the service; what each may do stands in {@code docs/model.md}. */
public enum Role {
    /** Works the aftersales leads of its own dealer. */
    AFTERSALES_AGENT,
    /** As the agent, and sees the dealer's service-level page and exports. */
    AFTERSALES_MANAGER,
    /** A machine that creates customer-driven leads and reads nothing back but its own answers. */
    INTAKE,
    /** Headquarters (本社) of a market. */
    HQ,
    /** Reads everything, changes nothing. */
    AUDITOR,
    /** Executes what data subjects (本人) may ask for: erasure and copies. Sees no lead data beside. */
    PRIVACY_OFFICER,
    /** Operates the service; sees no lead data. */
    ADMIN,
    /** The service itself, acting on a deadline. */
    SYSTEM;

    /** Whether the role belongs to one dealer, so that it always carries a {@link DealerId}. */
    public boolean isDealer() {
        return this == AFTERSALES_AGENT || this == AFTERSALES_MANAGER;
    }

    /** Whether the role belongs to one market, so that it always carries a {@link MarketId}. */
    public boolean isMarkets() {
        return this == HQ;
    }
}
