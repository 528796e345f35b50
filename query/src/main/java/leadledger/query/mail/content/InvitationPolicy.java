package leadledger.query.mail.content;

import java.time.Duration;

/**
 * What calendar invitations say that no event tells.
 *
 * @param length how long an appointment takes: nobody agrees on its end
 * @param sender the service's own address, the organizer where the dealer has none
 */
public record InvitationPolicy(Duration length, String sender) {

    /** An hour. */
    public static final Duration DEFAULT_LENGTH = Duration.ofHours(1);

    public InvitationPolicy {
        if (!length.isPositive()) {
            throw new IllegalArgumentException("an appointment takes some time");
        }
    }
}
