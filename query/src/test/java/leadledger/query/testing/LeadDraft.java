package leadledger.query.testing;

import java.util.List;
import java.util.UUID;
import leadledger.events.aftersales.AftersalesEvent.LeadCreated;
import leadledger.events.aftersales.LeadType;
import leadledger.events.aftersales.RequestDetails;
import leadledger.events.ledger.LedgerIds;
import leadledger.events.shared.Consents;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.LeadId;
import leadledger.events.shared.Vin;
import org.jspecify.annotations.Nullable;

/**
 * The creation of a lead with everything filled in that a test does not care about.
 *
 * <p>Example: {@code LeadDraft.of("JP-OSAKA").named("ヤマダ").created()}.
 */
public final class LeadDraft {

    private final String dealer;
    private UUID id = LedgerIds.next();
    private @Nullable String firstName;
    private String lastName = "山田";
    private LeadType leadType = LeadType.CUSTOMER_DRIVEN;
    private String source = "WEB";
    private String campaign = "SPRING";
    private @Nullable String vin;
    private @Nullable String email = "yamada@example.jp";

    private LeadDraft(String dealer) {
        this.dealer = dealer;
    }

    /** A customer's lead at a dealer. */
    public static LeadDraft of(String dealer) {
        return new LeadDraft(dealer);
    }

    /** With this id. */
    public LeadDraft id(UUID value) {
        id = value;
        return this;
    }

    /** With this last name alone. */
    public LeadDraft named(String name) {
        lastName = name;
        return this;
    }

    /** With a first name beside the last. */
    public LeadDraft firstName(String name) {
        firstName = name;
        return this;
    }

    /** Of this type. */
    public LeadDraft type(LeadType type) {
        leadType = type;
        return this;
    }

    /** From this source. */
    public LeadDraft source(String code) {
        source = code;
        return this;
    }

    /** Of this campaign. */
    public LeadDraft campaign(String code) {
        campaign = code;
        return this;
    }

    /** With this car. */
    public LeadDraft vin(@Nullable String value) {
        vin = value;
        return this;
    }

    /** With this address of the customer. */
    public LeadDraft email(@Nullable String address) {
        email = address;
        return this;
    }

    /** The fact. */
    public LeadCreated created() {
        RequestDetails request = new RequestDetails(
                firstName, lastName, email, null, null, "ja", "JP", null, null, null, null, "点検", List.of(), null,
                null);
        return new LeadCreated(
                new LeadId(id),
                "AL-2026-" + id.toString().substring(30),
                new DealerId(dealer),
                leadType,
                source,
                campaign,
                null,
                vin == null ? null : new Vin(vin),
                request,
                Consents.NONE);
    }
}
