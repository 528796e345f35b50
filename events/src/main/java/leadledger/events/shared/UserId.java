package leadledger.events.shared;

import java.util.regex.Pattern;

/**
 * A person who works with leads: the subject of the person's tokens, so a pseudonymous id, never a name or an e-mail
 * address (LG-22). The name stands in the reference data.
 *
 * @param value 1 to 128 of letters, digits and {@code . _ : | -}
 */
public record UserId(String value) {

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._:|-]{1,128}");

    public UserId {
        if (!isWellFormed(value)) {
            throw new IllegalArgumentException("a user id has 1 to 128 letters, digits or . _ : | -");
        }
    }

    /** Whether the text could be a user's id; asked before input becomes a {@code UserId}. */
    public static boolean isWellFormed(String value) {
        return FORM.matcher(value).matches();
    }

    @Override
    public String toString() {
        return value;
    }
}
