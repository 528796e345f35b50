package leadledger.command.sales.capturelead;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import leadledger.command.decision.Input;
import leadledger.command.desk.ConsentBody;
import leadledger.command.desk.CustomerBody;
import leadledger.command.desk.Fields;
import leadledger.command.sales.WishesBody;
import leadledger.command.sales.capturelead.CaptureLead.NewLead;
import leadledger.command.sales.capturelead.ChannelBody.Channel;
import leadledger.events.reference.ReferenceLookup;
import leadledger.events.sales.CurrentCar;
import leadledger.events.sales.Powertrain;
import leadledger.events.sales.ProviderId;
import leadledger.events.sales.Utm;
import leadledger.events.sales.Wishes;
import leadledger.events.shared.Actor;
import leadledger.events.shared.Consents;
import leadledger.events.shared.Customer;
import leadledger.events.shared.Role;
import org.jspecify.annotations.Nullable;

/**
 * A new sales lead as a client tells it.
 *
 * @param market code of the market, ISO 3166-1 alpha-2; the call centre may leave it out
 * @param brand code of the brand; an active outlet of the market sells it
 * @param source code of the channel it came from
 * @param campaign code of the campaign
 * @param utm how the customer came to the web form
 * @param customer who it is
 * @param wishes what the customer wants
 * @param callCenterComment what the call centre learnt; for the call centre only
 * @param currentCar the car that the customer drives now
 * @param consents by kind ({@link Consents.Kind}), what the customer answered and on which day
 * @param requestedAt when the customer asked, RFC 3339
 * @param providerIds what the lead's provider calls it: the same again is the same lead
 */
record SalesLeadBody(
        @Schema(pattern = "[A-Z]{2}") @Nullable String market,

        @Schema(requiredMode = Schema.RequiredMode.REQUIRED, pattern = "[A-Z0-9][A-Z0-9_-]{0,39}") @Nullable
        String brand,

        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
        String source,

        @Nullable String campaign,
        @Nullable UtmBody utm,

        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
        CustomerBody customer,

        @Nullable WishesBody wishes,

        @Schema(maxLength = WishesBody.FREE_TEXT) @Nullable String callCenterComment,

        @Nullable CurrentCarBody currentCar,
        @Nullable Map<String, @Nullable ConsentBody> consents,
        @Schema(format = "date-time") @Nullable String requestedAt,

        @Schema(maxLength = SalesLeadBody.MOST_PROVIDER_IDS) @Nullable
        List<@Nullable ProviderIdBody> providerIds) {

    /** Most ids of one lead. */
    static final int MOST_PROVIDER_IDS = 10;
    /** Most characters of a provider's id, and of its source. */
    static final int PROVIDER_ID = 200;

    private static final String RULE = "SA-01";

    /**
     * How the customer came to the web form; see {@link Utm}.
     *
     * @param campaign {@code utm_campaign}
     * @param source {@code utm_source}
     * @param medium {@code utm_medium}
     * @param term {@code utm_term}
     * @param content {@code utm_content}
     */
    record UtmBody(
            @Schema(maxLength = WishesBody.LINE) @Nullable String campaign,
            @Schema(maxLength = WishesBody.LINE) @Nullable String source,
            @Schema(maxLength = WishesBody.LINE) @Nullable String medium,
            @Schema(maxLength = WishesBody.LINE) @Nullable String term,
            @Schema(maxLength = WishesBody.LINE) @Nullable String content) {

        private static Utm read(Fields fields, @Nullable UtmBody given) {
            return given == null
                    ? Utm.NONE
                    : new Utm(
                            fields.text("utm.campaign", given.campaign, WishesBody.LINE),
                            fields.text("utm.source", given.source, WishesBody.LINE),
                            fields.text("utm.medium", given.medium, WishesBody.LINE),
                            fields.text("utm.term", given.term, WishesBody.LINE),
                            fields.text("utm.content", given.content, WishesBody.LINE));
        }
    }

    /**
     * The car that the customer drives now; see {@link CurrentCar.Details}.
     *
     * @param maker maker
     * @param model model
     * @param grade grade
     * @param modelYear a year
     * @param vin as told; need not be a correct one
     * @param colour colour
     * @param mileage in kilometres
     * @param powertrain {@link Powertrain}
     */
    record CurrentCarBody(
            @Schema(maxLength = WishesBody.LINE) @Nullable String maker,
            @Schema(maxLength = WishesBody.LINE) @Nullable String model,
            @Schema(maxLength = WishesBody.LINE) @Nullable String grade,
            @Schema(maximum = "9999") @Nullable Integer modelYear,

            @Schema(maxLength = CurrentCarBody.VIN) @Nullable
            String vin,

            @Schema(maxLength = WishesBody.LINE) @Nullable String colour,
            @Schema(maximum = "9999999") @Nullable Integer mileage,

            @Schema(implementation = Powertrain.class) @Nullable
            String powertrain) {

        static final int VIN = 40;

        private static final int LAST_YEAR = 9_999;
        private static final int MOST_KILOMETRES = 9_999_999;

        /** Null if nothing is told of it. */
        static CurrentCar.@Nullable Details read(Fields fields, @Nullable CurrentCarBody given) {
            if (given == null) {
                return null;
            }
            CurrentCar.Details details = new CurrentCar.Details(
                    fields.text("currentCar.maker", given.maker, WishesBody.LINE),
                    fields.text("currentCar.model", given.model, WishesBody.LINE),
                    fields.text("currentCar.grade", given.grade, WishesBody.LINE),
                    fields.count("currentCar.modelYear", given.modelYear, LAST_YEAR),
                    fields.text("currentCar.vin", given.vin, VIN),
                    fields.text("currentCar.colour", given.colour, WishesBody.LINE),
                    fields.count("currentCar.mileage", given.mileage, MOST_KILOMETRES),
                    fields.oneOf("currentCar.powertrain", given.powertrain, Powertrain.class));
            return details.equals(new CurrentCar.Details(null, null, null, null, null, null, null, null))
                    ? null
                    : details;
        }
    }

    /**
     * What a lead's provider calls it; see {@link ProviderId}.
     *
     * @param source who gave the id
     * @param id the id
     */
    record ProviderIdBody(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED, maxLength = PROVIDER_ID) @Nullable
            String source,

            @Schema(requiredMode = Schema.RequiredMode.REQUIRED, maxLength = PROVIDER_ID) @Nullable
            String id) {}

    Input<NewLead> read(Actor actor, ReferenceLookup references) {
        Fields fields = new Fields(RULE);
        Channel channel = new ChannelBody(market, brand, source, campaign).read(fields, actor, references);
        Utm utmRead = UtmBody.read(fields, utm);
        if (customer == null) {
            fields.fault("field-required", "customer");
        }
        Customer customerRead = customer == null ? null : customer.read(fields, "customer");
        Wishes wishesRead = WishesBody.read(fields, wishes);
        String comment = fields.text("callCenterComment", callCenterComment, WishesBody.FREE_TEXT);
        if (callCenterComment != null && actor.role() != Role.CALL_CENTER) {
            fields.fault("AC-02", "field-not-yours-to-set", "callCenterComment");
        }
        CurrentCar.Details car = CurrentCarBody.read(fields, currentCar);
        Consents consentsRead = ConsentBody.read(fields, consents);
        Instant requested = fields.moment("requestedAt", requestedAt);
        List<ProviderId> ids = readProviderIds(fields);
        if (channel == null || customerRead == null || !fields.faults().isEmpty()) {
            return Input.faulty(fields.faults());
        }
        return Input.of(new NewLead(
                channel.queue(),
                channel.source(),
                channel.campaign(),
                utmRead,
                customerRead,
                wishesRead,
                comment,
                car,
                consentsRead,
                requested,
                ids,
                List.of()));
    }

    private List<ProviderId> readProviderIds(Fields fields) {
        if (providerIds == null) {
            return List.of();
        }
        if (providerIds.size() > MOST_PROVIDER_IDS) {
            fields.fault("too-many-provider-ids", "providerIds", "most", MOST_PROVIDER_IDS);
            return List.of();
        }
        Set<ProviderId> ids = new LinkedHashSet<>();
        for (int i = 0; i < providerIds.size(); i++) {
            String field = "providerIds[" + i + "]";
            ProviderIdBody given = providerIds.get(i);
            String from = fields.requiredText(field + ".source", given == null ? null : given.source, PROVIDER_ID);
            String id = fields.requiredText(field + ".id", given == null ? null : given.id, PROVIDER_ID);
            if (from != null && id != null) {
                ids.add(new ProviderId(from, id));
            }
        }
        return List.copyOf(ids);
    }
}
