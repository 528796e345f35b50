package leadledger.events.sales;

import org.jspecify.annotations.Nullable;

/**
 * How the customer came to the web form, by the parameters of its address (SA-01).
 *
 * @param campaign UTMキャンペーン名
 * @param source {@code utm_source}
 * @param medium {@code utm_medium}
 * @param term {@code utm_term}
 * @param content {@code utm_content}
 */
public record Utm(
        @Nullable String campaign,
        @Nullable String source,
        @Nullable String medium,
        @Nullable String term,
        @Nullable String content) {

    /** Nothing is known of it. */
    public static final Utm NONE = new Utm(null, null, null, null, null);
}
