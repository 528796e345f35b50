package leadledger.events.shared;

import java.util.regex.Pattern;

/**
 * A dealer's code in the maker's network (ディーラー), for example {@code JP-TOKYO}; the tenant of a lead (AC-02).
 *
 * @param value 2 to 32 capital letters, digits and hyphens
 */
public record DealerId(String value) {

    private static final Pattern FORM = Pattern.compile("[A-Z0-9][A-Z0-9-]{1,31}");

    public DealerId {
        if (!isWellFormed(value)) {
            throw new IllegalArgumentException("not a dealer code");
        }
    }

    /** Whether the text could be a dealer's code; asked before input becomes a {@code DealerId}. */
    public static boolean isWellFormed(String value) {
        return FORM.matcher(value).matches();
    }

    @Override
    public String toString() {
        return value;
    }
}
