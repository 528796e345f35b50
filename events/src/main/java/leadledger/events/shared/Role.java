package leadledger.events.shared;

/** Who a person or machine is to the service; what each may do stands in {@code docs/model.md}. */
public enum Role {
    /** Works the aftersales leads of its own dealer. */
    AFTERSALES_AGENT,
    /** As the agent, and sees the dealer's service-level page and exports. */
    AFTERSALES_MANAGER,
    /** A machine that creates customer-driven leads, captures sales leads, and reads nothing back but its own answers. */
    INTAKE,
    /** Captures, completes and delivers sales leads of a market (コールセンター). */
    CALL_CENTER,
    /** Manages the sales leads of the outlets it is responsible for (店長 / セールスマネージャー). */
    OUTLET_MANAGER,
    /** Follows up the sales leads that it owns (セールススタッフ). */
    SALES_STAFF,
    /** Reads the sales leads of its outlets (セールスアシスタント); never owns one (SA-21). */
    SALES_ASSISTANT,
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
        return this == HQ || this == CALL_CENTER;
    }

    /** Whether the role belongs to outlets, so that it always carries at least one {@link OutletId}. */
    public boolean isOutlets() {
        return this == OUTLET_MANAGER || this == SALES_STAFF || this == SALES_ASSISTANT;
    }
}
