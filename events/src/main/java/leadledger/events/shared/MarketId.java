package leadledger.events.shared;

import java.util.regex.Pattern;

/**
 * A market (市場): the country that a dealer belongs to, and whose headquarters look after it (AC-01).
 *
 * @param value ISO 3166-1 alpha-2
 */
public record MarketId(String value) {

    private static final Pattern CODE = Pattern.compile("[A-Z]{2}");

    public MarketId {
        if (!isWellFormed(value)) {
            throw new IllegalArgumentException("not a market");
        }
    }

    /** Whether a text has the form of a market's code. */
    public static boolean isWellFormed(String code) {
        return CODE.matcher(code).matches();
    }

    @Override
    public String toString() {
        return value;
    }
}
