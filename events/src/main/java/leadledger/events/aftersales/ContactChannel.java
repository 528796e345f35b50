package leadledger.events.aftersales;

/** By which means a contact attempt was made (AS-10). */
public enum ContactChannel {
    /** 電話. */
    PHONE,
    /** 電子メール. */
    EMAIL,
    /** テキストメッセージ. */
    TEXT_MESSAGE,
    /** 他のメッセージング システム. */
    OTHER_MESSAGING
}
