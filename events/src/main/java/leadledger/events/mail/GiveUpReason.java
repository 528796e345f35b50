package leadledger.events.mail;

/** Why an e-mail is not tried any more. Stored: names never change. */
public enum GiveUpReason {
    /** The recipient has no address, or what stands there is none. */
    NO_ADDRESS,
    /** The mail server refused the recipient for good. */
    RECIPIENT_REFUSED,
    /** The mail server refused the e-mail itself for good. */
    MAIL_REFUSED,
    /** It was tried as often as the policy has it. */
    TRIES_EXHAUSTED
}
