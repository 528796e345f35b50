package leadledger.events.sla;

import java.util.List;

/** The service levels: three of the aftersales process, and one of the sales process. */
public enum Sla {
    /** First contact (最初のコンタクトの時間): from assignment to the first contact attempt. */
    SLA1,
    /** Management time (見込み評価/管理時間): from assignment to closure with or without sale. */
    SLA2,
    /** Fully managed (完全管理リード): how many leads are brought to an end. A rate over leads; no single lead has a verdict. */
    SLA3,
    /** First follow-up (初回のフォローアップ対応): from delivery to an outlet to the follow-up task's first move (SA-32). */
    FIRST_FOLLOW_UP;

    /** Those of the aftersales process. */
    public static final List<Sla> AFTERSALES = List.of(SLA1, SLA2, SLA3);
}
