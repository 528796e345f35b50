package leadledger.events.sla;

/** The service levels of the aftersales process. */
public enum Sla {
    /** First contact (最初のコンタクトの時間): from assignment to the first contact attempt. */
    SLA1,
    /** Management time (見込み評価/管理時間): from assignment to closure with or without sale. */
    SLA2,
    /** Fully managed (完全管理リード): how many leads are brought to an end. A rate over leads; no single lead has a verdict. */
    SLA3
}
