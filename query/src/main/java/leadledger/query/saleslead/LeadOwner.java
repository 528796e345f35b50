package leadledger.query.saleslead;

import leadledger.events.reference.ReferenceEvent.UserDefined;
import leadledger.events.reference.ReferenceLookup;
import leadledger.events.shared.UserId;
import leadledger.query.masking.Mask;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who owns a lead, or something on it.
 *
 * @param user the user
 * @param name 氏名; absent: the reference data do not know it
 */
public record LeadOwner(String user, @Nullable String name) {

    /** By the reference data as they stand. */
    public static LeadOwner of(UserId user, ReferenceLookup references) {
        return new LeadOwner(
                user.value(), references.user(user).map(UserDefined::name).orElse(null));
    }

    /** Without the name (AC-05). */
    public LeadOwner masked() {
        return new LeadOwner(user, Mask.text(name));
    }
}
