package leadledger.query.saleslist;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.HexFormat;
import java.util.Locale;
import leadledger.events.shared.Customer;
import leadledger.query.listing.SearchText;
import leadledger.query.masking.Mask;
import org.jspecify.annotations.Nullable;

/**
 * What possible duplicates are recognised by (SA-03): two leads of one campaign that have a key in common. Keys are hashed,
 * so that they tell nobody a number or an address. A key that is missing equals nothing, and a lead of no campaign has none.
 *
 * @param phone 連絡先番号
 * @param otherPhone その他の電話番号; may equal another lead's {@code phone}
 * @param email Eメールアドレス
 * @param person name and postal code together
 */
record DuplicateKeys(
        @Nullable String phone,
        @Nullable String otherPhone,
        @Nullable String email,
        @Nullable String person) {

    /** Equals nothing. */
    static final DuplicateKeys NONE = new DuplicateKeys(null, null, null, null);

    private static final String JAPAN = "+81";

    /** Of a customer who applied for a campaign; none: for no campaign. */
    static DuplicateKeys of(@Nullable String campaign, Customer customer) {
        return campaign == null
                ? NONE
                : new DuplicateKeys(
                        hashed(campaign, "phone", phone(customer.contactNumber())),
                        hashed(campaign, "phone", phone(customer.otherPhone())),
                        hashed(campaign, "email", email(customer.email())),
                        hashed(campaign, "person", person(customer)));
    }

    /** Keys that tell nothing but that there are some (AC-05). */
    DuplicateKeys masked() {
        return new DuplicateKeys(Mask.text(phone), Mask.text(otherPhone), Mask.text(email), Mask.text(person));
    }

    /** Digits alone, and a plus sign before those of another country: +81 90-1234-5678 = 090 1234 5678. */
    static @Nullable String phone(@Nullable String text) {
        String folded = Normalizer.normalize(text == null ? "" : text, Normalizer.Form.NFKC);
        StringBuilder digits = new StringBuilder();
        folded.codePoints().forEach(c -> {
            if (Character.isDigit(c)) {
                digits.append(Character.digit(c, 10));
            } else if (c == '+' && digits.isEmpty()) {
                digits.append('+');
            }
        });
        if (digits.toString().startsWith(JAPAN)) {
            // Some write the national zero behind the country's code too: +81 (0)3.
            boolean withZero = digits.length() > JAPAN.length() && digits.charAt(JAPAN.length()) == '0';
            digits.replace(0, JAPAN.length(), withZero ? "" : "0");
        }
        return digits.chars().anyMatch(Character::isDigit) ? digits.toString() : null;
    }

    /** Without blanks and differences of case and width; what has no name and no host is no address. */
    static @Nullable String email(@Nullable String text) {
        String folded = text == null ? "" : withoutBlanks(SearchText.fold(text));
        int at = folded.indexOf('@');
        return at > 0 && at < folded.length() - 1 ? folded : null;
    }

    /** Family name, first name and postal code; variant characters such as 髙 and 高 stay different. */
    static @Nullable String person(Customer customer) {
        String firstName = customer.firstName() == null ? "" : customer.firstName();
        String name = withoutBlanks(SearchText.fold(customer.lastName() + firstName));
        String code = postalCode(customer.postalCode());
        return name.isEmpty() || code.isEmpty() ? null : name + "\n" + code;
    }

    private static String postalCode(@Nullable String text) {
        StringBuilder code = new StringBuilder();
        Normalizer.normalize(text == null ? "" : text, Normalizer.Form.NFKC)
                .toUpperCase(Locale.ROOT)
                .codePoints()
                .filter(Character::isLetterOrDigit)
                .forEach(code::appendCodePoint);
        return code.toString();
    }

    private static String withoutBlanks(String text) {
        StringBuilder kept = new StringBuilder();
        text.codePoints()
                .filter(c -> !Character.isWhitespace(c) && !Character.isSpaceChar(c))
                .forEach(kept::appendCodePoint);
        return kept.toString();
    }

    private static @Nullable String hashed(String campaign, String kind, @Nullable String value) {
        if (value == null) {
            return null;
        }
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest((campaign + "\n" + kind + "\n" + value).getBytes(UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
