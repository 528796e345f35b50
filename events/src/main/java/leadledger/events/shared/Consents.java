package leadledger.events.shared;

import java.time.LocalDate;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * What the customer agreed to or declined, each with its date (同意). A kind that is absent was never asked.
 *
 * @param given by kind, in the order of {@link Kind}
 */
public record Consents(Map<Kind, Consent> given) {

    /** Nothing was asked. */
    public static final Consents NONE = new Consents(Map.of());

    public Consents {
        Map<Kind, Consent> ordered = new EnumMap<>(Kind.class);
        ordered.putAll(given);
        given = Collections.unmodifiableMap(ordered);
    }

    /** The eight consents of the lead page, in its order. */
    public enum Kind {
        /** ダイレクト マーケティング. */
        DIRECT_MARKETING,
        /** プロファイリング. */
        PROFILING,
        /** 電子メール. */
        EMAIL,
        /** 電話. */
        PHONE,
        /** 郵便. */
        POST,
        /** テキストメッセージ. */
        TEXT_MESSAGE,
        /** ファックス. */
        FAX,
        /** ソーシャルメディア. */
        SOCIAL_MEDIA
    }

    /**
     * One answer.
     *
     * @param agreed yes or no
     * @param on the day on which the customer said so
     */
    public record Consent(boolean agreed, LocalDate on) {}
}
