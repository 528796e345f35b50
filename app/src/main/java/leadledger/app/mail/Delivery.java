package leadledger.app.mail;

import leadledger.events.mail.GiveUpReason;

/** What a mail server made of an e-mail. */
sealed interface Delivery {

    /** It took it. */
    record Taken() implements Delivery {}

    /**
     * It will never take it.
     *
     * @param reason why
     * @param failure the same for operators, as a code
     */
    record Refused(GiveUpReason reason, String failure) implements Delivery {}

    /**
     * It did not take it now.
     *
     * @param failure why, for operators, as a code
     * @param serverIsAway whether others would fare no better now
     */
    record Delayed(String failure, boolean serverIsAway) implements Delivery {}
}
