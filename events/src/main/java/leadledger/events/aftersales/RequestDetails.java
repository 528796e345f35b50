package leadledger.events.aftersales;

import java.time.Instant;
import java.util.List;
import leadledger.events.shared.Customer;
import org.jspecify.annotations.Nullable;

/**
 * What the customer asked and how to reach the customer: section <em>request details</em> (依頼内容). All of it is
 * personal data (LG-20), which is why it is kept together and apart from what service levels need.
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
 * @param inquiry お問い合わせ
 * @param request 依頼内容
 * @param preferredDateTimes 希望の日時 1 to 3, in the customer's order
 * @param customerRemarks お客様備考
 * @param additionalServices 追加サービス
 */
public record RequestDetails(
        @Nullable String firstName,
        String lastName,
        @Nullable String email,
        @Nullable String contactNumber,
        @Nullable String otherPhone,
        @Nullable String preferredLanguage,
        @Nullable String country,
        @Nullable String state,
        @Nullable String city,
        @Nullable String postalCode,
        @Nullable String inquiry,
        @Nullable String request,
        List<Instant> preferredDateTimes,
        @Nullable String customerRemarks,
        @Nullable String additionalServices) {

    public RequestDetails {
        preferredDateTimes = List.copyOf(preferredDateTimes);
    }

    /** Who asked. */
    public Customer customer() {
        return new Customer(
                firstName,
                lastName,
                email,
                contactNumber,
                otherPhone,
                preferredLanguage,
                country,
                state,
                city,
                postalCode);
    }

    /** The lead's name (アフターセールス リード名). */
    public String leadName() {
        return customer().leadName();
    }
}
