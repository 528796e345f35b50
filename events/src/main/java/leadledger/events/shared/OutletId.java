package leadledger.events.shared;

import java.util.regex.Pattern;

/**
 * An outlet's code (拠点), for example {@code JP-TOKYO.SHIBUYA}: the code of the dealer that runs it, and the place. No
 * dealer's code has a point in it, so that what belongs to an outlet is never taken for a dealer's.
 *
 * @param value the dealer's code, a point, and 1 to 24 capital letters, digits and hyphens
 */
public record OutletId(String value) {

    private static final Pattern FORM = Pattern.compile("([A-Z0-9][A-Z0-9-]{1,31})\\.[A-Z0-9][A-Z0-9-]{0,23}");

    public OutletId {
        if (!isWellFormed(value)) {
            throw new IllegalArgumentException("not an outlet code");
        }
    }

    /** Whether the text could be an outlet's code; asked before input becomes an {@code OutletId}. */
    public static boolean isWellFormed(String value) {
        return FORM.matcher(value).matches();
    }

    /** The dealer that runs it. */
    public DealerId dealer() {
        return new DealerId(value.substring(0, value.indexOf('.')));
    }

    @Override
    public String toString() {
        return value;
    }
}
