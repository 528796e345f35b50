package leadledger.events.aftersales;

/** Who wanted the lead (アフターセールス リードタイプ, AS-02). */
public enum LeadType {
    /** The customer asked, by web form, owner app or at the dealer; worked first. */
    CUSTOMER_DRIVEN,
    /** Headquarters' analysis of the car park, by campaign. */
    HQ_DRIVEN
}
