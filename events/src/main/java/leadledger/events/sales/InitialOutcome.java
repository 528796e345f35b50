package leadledger.events.sales;

/** Result of a contact: フォローアップステータスへの変更時の初期実施事項 (SA-31). */
public enum InitialOutcome {
    /** 連絡が取れた. */
    REACHED,
    /** 連絡が取れなかった. */
    NOT_REACHED,
    /** 伝言・メッセージを残した. */
    MESSAGE_LEFT,
    /** アポイント獲得. */
    APPOINTMENT_AGREED,
    /** 興味なし. */
    NOT_INTERESTED
}
