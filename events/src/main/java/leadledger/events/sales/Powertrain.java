package leadledger.events.sales;

/** パワートレイン (SA-01). */
public enum Powertrain {
    /** ガソリン. */
    PETROL,
    /** ディーゼル. */
    DIESEL,
    /** マイルドハイブリッド. */
    MILD_HYBRID,
    /** ハイブリッド. */
    HYBRID,
    /** プラグインハイブリッド. */
    PLUG_IN_HYBRID,
    /** 電気自動車. */
    ELECTRIC
}
