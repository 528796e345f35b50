package leadledger.events.sla;

/** The service levels of the aftersales process. */
public enum Sla {
    /** First contact (最初のコンタクトの時間): from assignment to the first contact attempt. */
    SLA1
}
