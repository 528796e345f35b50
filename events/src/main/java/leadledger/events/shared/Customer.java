package leadledger.events.shared;

import org.jspecify.annotations.Nullable;

/**
 * Who the customer is and how to reach the customer, in both processes. All of it is personal data (LG-20).
 *
 * @param firstName ファーストネーム
 * @param lastName 苗字
 * @param email Eメールアドレス
 * @param contactNumber 連絡先番号
 * @param otherPhone その他の電話番号
 * @param preferredLanguage 選択言語, ISO 639-1
 * @param country 国名, ISO 3166-1 alpha-2
 * @param state 州名 (state or prefecture)
 * @param city 都市名
 * @param postalCode 郵便番号
 */
public record Customer(
        @Nullable String firstName,
        String lastName,
        @Nullable String email,
        @Nullable String contactNumber,
        @Nullable String otherPhone,
        @Nullable String preferredLanguage,
        @Nullable String country,
        @Nullable String state,
        @Nullable String city,
        @Nullable String postalCode) {

    /** The name that lists and pages show: family name first where the customer's language is Japanese. */
    public String leadName() {
        if (firstName == null) {
            return lastName;
        }
        return "ja".equals(preferredLanguage) ? lastName + " " + firstName : firstName + " " + lastName;
    }
}
