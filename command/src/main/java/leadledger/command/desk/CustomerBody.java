package leadledger.command.desk;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.regex.Pattern;
import leadledger.command.decision.CustomerEdit;
import leadledger.events.shared.Customer;
import org.jspecify.annotations.Nullable;

/**
 * A customer as a client tells it, in both processes; see {@link Customer}.
 *
 * @param firstName given name
 * @param lastName family name, or the company's; required of a new lead
 * @param email e-mail address
 * @param contactNumber phone
 * @param otherPhone other phone
 * @param preferredLanguage ISO 639-1, lower case
 * @param country ISO 3166-1 alpha-2, upper case
 * @param state state or prefecture
 * @param city city
 * @param postalCode postal code
 */
public record CustomerBody(
        @Schema(maxLength = CustomerBody.NAME) @Nullable String firstName,
        @Schema(maxLength = CustomerBody.NAME) @Nullable String lastName,
        @Nullable String email,
        @Schema(maxLength = CustomerBody.PHONE) @Nullable String contactNumber,
        @Schema(maxLength = CustomerBody.PHONE) @Nullable String otherPhone,
        @Schema(pattern = "[a-z]{2}") @Nullable String preferredLanguage,
        @Schema(pattern = "[A-Z]{2}") @Nullable String country,
        @Schema(maxLength = CustomerBody.ADDRESS) @Nullable String state,
        @Schema(maxLength = CustomerBody.ADDRESS) @Nullable String city,
        @Schema(maxLength = CustomerBody.PHONE) @Nullable String postalCode) {

    /** Nothing is said of the customer. */
    public static final CustomerBody NOTHING =
            new CustomerBody(null, null, null, null, null, null, null, null, null, null);

    /** Most characters of a name. */
    public static final int NAME = 80;
    /** Most characters of a phone number or a postal code. */
    public static final int PHONE = 40;
    /** Most characters of a part of an address. */
    public static final int ADDRESS = 120;

    /** An e-mail address, as far as can be told without writing to it. */
    public static final Pattern EMAIL =
            Pattern.compile("[^@\\p{C}\\p{Z}]{1,64}@[^@\\p{C}\\p{Z}]{1,180}\\.[^@\\p{C}\\p{Z}.]{2,63}");

    private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2}");
    private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");

    /**
     * The customer of a new lead; null with faults in {@code fields} if there is no name.
     *
     * @param at the member of the request that it is, as faults name it
     */
    public @Nullable Customer read(Fields fields, String at) {
        String name = fields.requiredText(at + ".lastName", lastName, NAME);
        Customer customer = new Customer(
                fields.text(at + ".firstName", firstName, NAME),
                name == null ? "" : name,
                fields.matching(at + ".email", email, EMAIL, "not-an-email-address"),
                fields.text(at + ".contactNumber", contactNumber, PHONE),
                fields.text(at + ".otherPhone", otherPhone, PHONE),
                fields.matching(at + ".preferredLanguage", preferredLanguage, LANGUAGE, "not-a-language-code"),
                fields.matching(at + ".country", country, COUNTRY, "not-a-country-code"),
                fields.text(at + ".state", state, ADDRESS),
                fields.text(at + ".city", city, ADDRESS),
                fields.text(at + ".postalCode", postalCode, PHONE));
        return name == null ? null : customer;
    }

    /**
     * What is to change: what is absent stays, an empty text takes away.
     *
     * @param at the member of the request that it is, as faults name it
     */
    public CustomerEdit readEdit(Fields fields, String at) {
        return new CustomerEdit(
                fields.editedText(at + ".firstName", firstName, NAME),
                lastName == null ? null : fields.requiredText(at + ".lastName", lastName, NAME),
                fields.editedMatching(at + ".email", email, EMAIL, "not-an-email-address"),
                fields.editedText(at + ".contactNumber", contactNumber, PHONE),
                fields.editedText(at + ".otherPhone", otherPhone, PHONE),
                fields.editedMatching(at + ".preferredLanguage", preferredLanguage, LANGUAGE, "not-a-language-code"),
                fields.editedMatching(at + ".country", country, COUNTRY, "not-a-country-code"),
                fields.editedText(at + ".state", state, ADDRESS),
                fields.editedText(at + ".city", city, ADDRESS),
                fields.editedText(at + ".postalCode", postalCode, PHONE));
    }
}
