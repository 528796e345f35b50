package leadledger.command.aftersales;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import leadledger.command.aftersales.editlead.EditLead.RequestEdit;
import leadledger.command.decision.CustomerEdit;
import leadledger.command.desk.CustomerBody;
import leadledger.command.desk.Fields;
import leadledger.events.aftersales.RequestDetails;
import leadledger.events.shared.Customer;
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

        @Schema(maxLength = CustomerBody.NAME) @Nullable String lastName,

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

    /** An e-mail address, as far as can be told without writing to it. */
    public static final Pattern EMAIL = CustomerBody.EMAIL;

    private static final int MOST_PREFERRED_DATE_TIMES = 3;

    /** The request details of a new lead; null with faults in {@code fields} if they are incomplete. */
    public static @Nullable RequestDetails read(Fields fields, @Nullable RequestDetailsBody given) {
        if (given == null) {
            fields.fault("field-required", "request");
            return null;
        }
        Customer customer = given.customer().read(fields, "request");
        String inquiry = fields.text("request.inquiry", given.inquiry, NOTE);
        String request = fields.text("request.request", given.request, NOTE);
        List<Instant> preferred = dateTimes(fields, given.preferredDateTimes);
        String remarks = fields.text("request.customerRemarks", given.customerRemarks, NOTE);
        String services = fields.text("request.additionalServices", given.additionalServices, NOTE);
        return customer == null
                ? null
                : new RequestDetails(
                        customer.firstName(),
                        customer.lastName(),
                        customer.email(),
                        customer.contactNumber(),
                        customer.otherPhone(),
                        customer.preferredLanguage(),
                        customer.country(),
                        customer.state(),
                        customer.city(),
                        customer.postalCode(),
                        inquiry,
                        request,
                        preferred,
                        remarks,
                        services);
    }

    /** What is to change in the request details of a lead (AS-70): what is absent stays, an empty text takes away. */
    public static RequestEdit readEdit(Fields fields, @Nullable RequestDetailsBody given) {
        RequestDetailsBody wanted = given == null
                ? new RequestDetailsBody(
                        null, null, null, null, null, null, null, null, null, null, null, null, null, null, null)
                : given;
        CustomerEdit customer = wanted.customer().readEdit(fields, "request");
        return new RequestEdit(
                customer.firstName(),
                customer.lastName(),
                customer.email(),
                customer.contactNumber(),
                customer.otherPhone(),
                customer.preferredLanguage(),
                customer.country(),
                customer.state(),
                customer.city(),
                customer.postalCode(),
                fields.editedText("request.inquiry", wanted.inquiry, NOTE),
                fields.editedText("request.request", wanted.request, NOTE),
                wanted.preferredDateTimes == null ? null : dateTimes(fields, wanted.preferredDateTimes),
                fields.editedText("request.customerRemarks", wanted.customerRemarks, NOTE),
                fields.editedText("request.additionalServices", wanted.additionalServices, NOTE));
    }

    private CustomerBody customer() {
        return new CustomerBody(
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
