package leadledger.events.reference;

import java.util.Objects;

/**
 * What an item is called on the screen.
 *
 * @param ja in Japanese
 * @param en in English
 * @param it in Italian
 */
public record Names(String ja, String en, String it) {

    public Names {
        Objects.requireNonNull(ja, "ja");
        Objects.requireNonNull(en, "en");
        Objects.requireNonNull(it, "it");
    }
}
