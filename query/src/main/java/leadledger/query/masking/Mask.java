package leadledger.query.masking;

import java.util.Set;
import leadledger.events.aftersales.RequestDetails;
import leadledger.events.shared.Customer;
import org.jspecify.annotations.Nullable;

/** Masks personal data. The mask has the same length for every value, so that it tells nothing but that there is one. */
public final class Mask {

    /** Stands for any value. */
    public static final String VALUE = "＊＊＊";

    /** Of {@link RequestDetails}: tells nothing of who the customer is. All its other members are masked. */
    public static final Set<String> OPEN_REQUEST_FIELDS = Set.of("preferredLanguage", "preferredDateTimes");

    /** Of {@link Customer}: tells nothing of who the customer is. All its other members are masked. */
    public static final Set<String> OPEN_CUSTOMER_FIELDS = Set.of("preferredLanguage");

    private Mask() {}

    /** The mask, where there is a value. */
    public static @Nullable String text(@Nullable String value) {
        return value == null ? null : VALUE;
    }

    /** A customer of whom nothing is told but the language. */
    public static Customer of(Customer customer) {
        return new Customer(
                text(customer.firstName()),
                VALUE,
                text(customer.email()),
                text(customer.contactNumber()),
                text(customer.otherPhone()),
                customer.preferredLanguage(),
                text(customer.country()),
                text(customer.state()),
                text(customer.city()),
                text(customer.postalCode()));
    }

    /** Request details that tell nothing of who the customer is. */
    public static RequestDetails of(RequestDetails details) {
        return new RequestDetails(
                text(details.firstName()),
                VALUE,
                text(details.email()),
                text(details.contactNumber()),
                text(details.otherPhone()),
                details.preferredLanguage(),
                text(details.country()),
                text(details.state()),
                text(details.city()),
                text(details.postalCode()),
                text(details.inquiry()),
                text(details.request()),
                details.preferredDateTimes(),
                text(details.customerRemarks()),
                text(details.additionalServices()));
    }
}
