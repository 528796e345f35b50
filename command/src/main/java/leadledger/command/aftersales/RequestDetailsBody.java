package leadledger.command.aftersales;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import leadledger.command.aftersales.editlead.EditLead.RequestEdit;
import leadledger.command.desk.Fields;
import leadledger.events.aftersales.RequestDetails;
import org.jspecify.annotations.Nullable;

/**
 * Section <em>request details</em> as a client tells it; see {@link RequestDetails}.
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
 * @param inquiry inquiry
 * @param request what was asked for
 * @param preferredDateTimes up to three, RFC 3339, best first
 * @param customerRemarks the customer's own remarks
 * @param additionalServices additional services
 */
public record RequestDetailsBody(
        @Nullable String firstName,

        @Schema(maxLength = RequestDetailsBody.NAME) @Nullable
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
        @Nullable List<@Nullable String> preferredDateTimes,
        @Nullable String customerRemarks,
        @Nullable String additionalServices) {

    /** Most characters of a note or another free text. */
    public static final int NOTE = 4_000;

    private static final int NAME = 80;
    private static final int PHONE = 40;
    private static final int ADDRESS = 120;
    private static final int MOST_PREFERRED_DATE_TIMES = 3;
    /** An e-mail address, as far as can be told without writing to it. */
    public static final Pattern EMAIL =
            Pattern.compile("[^@\\p{C}\\p{Z}]{1,64}@[^@\\p{C}\\p{Z}]{1,180}\\.[^@\\p{C}\\p{Z}.]{2,63}");

    private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2}");
    private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");

    /** The request details of a new lead; null with faults in {@code fields} if they are incomplete. */
    public static @Nullable RequestDetails read(Fields fields, @Nullable RequestDetailsBody given) {
        if (given == null) {
            fields.fault("field-required", "request");
            return null;
        }
        String lastName = fields.requiredText("request.lastName", given.lastName, NAME);
        RequestDetails details = new RequestDetails(
                fields.text("request.firstName", given.firstName, NAME),
                lastName == null ? "" : lastName,
                fields.matching("request.email", given.email, EMAIL, "not-an-email-address"),
                fields.text("request.contactNumber", given.contactNumber, PHONE),
                fields.text("request.otherPhone", given.otherPhone, PHONE),
                fields.matching("request.preferredLanguage", given.preferredLanguage, LANGUAGE, "not-a-language-code"),
                fields.matching("request.country", given.country, COUNTRY, "not-a-country-code"),
                fields.text("request.state", given.state, ADDRESS),
                fields.text("request.city", given.city, ADDRESS),
                fields.text("request.postalCode", given.postalCode, PHONE),
                fields.text("request.inquiry", given.inquiry, NOTE),
                fields.text("request.request", given.request, NOTE),
                dateTimes(fields, given.preferredDateTimes),
                fields.text("request.customerRemarks", given.customerRemarks, NOTE),
                fields.text("request.additionalServices", given.additionalServices, NOTE));
        return lastName == null ? null : details;
    }

    /** What is to change in the request details of a lead (AS-70): what is absent stays, an empty text takes away. */
    public static RequestEdit readEdit(Fields fields, @Nullable RequestDetailsBody given) {
        RequestDetailsBody wanted = given == null
                ? new RequestDetailsBody(
                        null, null, null, null, null, null, null, null, null, null, null, null, null, null, null)
                : given;
        return new RequestEdit(
                edited(fields, "firstName", wanted.firstName, NAME),
                wanted.lastName == null ? null : fields.requiredText("request.lastName", wanted.lastName, NAME),
                edited(fields, "email", wanted.email, EMAIL, "not-an-email-address"),
                edited(fields, "contactNumber", wanted.contactNumber, PHONE),
                edited(fields, "otherPhone", wanted.otherPhone, PHONE),
                edited(fields, "preferredLanguage", wanted.preferredLanguage, LANGUAGE, "not-a-language-code"),
                edited(fields, "country", wanted.country, COUNTRY, "not-a-country-code"),
                edited(fields, "state", wanted.state, ADDRESS),
                edited(fields, "city", wanted.city, ADDRESS),
                edited(fields, "postalCode", wanted.postalCode, PHONE),
                edited(fields, "inquiry", wanted.inquiry, NOTE),
                edited(fields, "request", wanted.request, NOTE),
                wanted.preferredDateTimes == null ? null : dateTimes(fields, wanted.preferredDateTimes),
                edited(fields, "customerRemarks", wanted.customerRemarks, NOTE),
                edited(fields, "additionalServices", wanted.additionalServices, NOTE));
    }

    private static @Nullable String edited(Fields fields, String field, @Nullable String value, int mostCharacters) {
        return value == null || Fields.isBlank(value)
                ? cleared(value)
                : fields.text("request." + field, value, mostCharacters);
    }

    private static @Nullable String edited(
            Fields fields, String field, @Nullable String value, Pattern form, String faultCode) {
        return value == null || Fields.isBlank(value)
                ? cleared(value)
                : fields.matching("request." + field, value, form, faultCode);
    }

    private static @Nullable String cleared(@Nullable String value) {
        return value == null ? null : "";
    }

    private static List<Instant> dateTimes(Fields fields, @Nullable List<@Nullable String> given) {
        List<Instant> moments = new ArrayList<>();
        if (given == null) {
            return moments;
        }
        if (given.size() > MOST_PREFERRED_DATE_TIMES) {
            fields.fault("too-many-preferred-date-times", "request.preferredDateTimes");
            return moments;
        }
        for (int i = 0; i < given.size(); i++) {
            String field = "request.preferredDateTimes[" + i + "]";
            if (fields.required(field, given.get(i))) {
                Instant moment = fields.moment(field, given.get(i));
                if (moment != null) {
                    moments.add(moment);
                }
            }
        }
        return moments;
    }
}
