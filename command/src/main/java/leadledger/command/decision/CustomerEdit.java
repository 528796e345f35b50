package leadledger.command.decision;

import leadledger.events.shared.Customer;
import org.jspecify.annotations.Nullable;

/**
 * What is to change in who the customer is, in both processes; the fields are those of {@link Customer}. What is absent stays
 * as it is; an empty text takes away what is there (AS-70, SA-02). The last name can be put right, not taken away.
 */
public record CustomerEdit(
        @Nullable String firstName,
        @Nullable String lastName,
        @Nullable String email,
        @Nullable String contactNumber,
        @Nullable String otherPhone,
        @Nullable String preferredLanguage,
        @Nullable String country,
        @Nullable String state,
        @Nullable String city,
        @Nullable String postalCode) {

    /** Everything stays. */
    public static final CustomerEdit NOTHING =
            new CustomerEdit(null, null, null, null, null, null, null, null, null, null);

    /** The customer after the edit. */
    public Customer of(Customer now) {
        return new Customer(
                text(firstName, now.firstName()),
                lastName == null ? now.lastName() : lastName,
                text(email, now.email()),
                text(contactNumber, now.contactNumber()),
                text(otherPhone, now.otherPhone()),
                text(preferredLanguage, now.preferredLanguage()),
                text(country, now.country()),
                text(state, now.state()),
                text(city, now.city()),
                text(postalCode, now.postalCode()));
    }

    /** A text after an edit: absent, it is as it was; empty, there is none from now on. */
    public static @Nullable String text(@Nullable String wanted, @Nullable String now) {
        return wanted == null ? now : wanted.isEmpty() ? null : wanted;
    }
}
