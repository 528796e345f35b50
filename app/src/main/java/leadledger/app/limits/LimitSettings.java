package leadledger.app.limits;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How many requests are taken (AC-06).
 *
 * @param user of one user, whatever the address
 * @param address from one address, whoever sends them
 * @param failedAuthentication requests from one address that nobody could be authenticated for
 */
@ConfigurationProperties("leadledger.limits")
public record LimitSettings(Rate user, Rate address, Rate failedAuthentication) {

    /**
     * A rate.
     *
     * @param perSecond requests for any length of time
     * @param burst requests at once, after a pause
     */
    public record Rate(int perSecond, int burst) {

        public Rate {
            if (perSecond < 1 || burst < perSecond) {
                throw new IllegalArgumentException(
                        "a limit takes at least one request per second, and at once at least as many as per second");
            }
        }
    }
}
