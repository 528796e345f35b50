package leadledger.command.sales.capturelead;

import java.util.Optional;
import java.util.regex.Pattern;
import leadledger.command.desk.Fields;
import leadledger.events.reference.ReferenceEvent.CampaignDefined;
import leadledger.events.reference.ReferenceEvent.OutletDefined;
import leadledger.events.reference.ReferenceEvent.SourceDefined;
import leadledger.events.reference.ReferenceLookup;
import leadledger.events.sales.LeadQueue;
import leadledger.events.shared.Actor;
import leadledger.events.shared.MarketId;
import org.jspecify.annotations.Nullable;

/**
 * Where a new lead goes and where it came from, as a client tells it: in the body, or in the address of an ADF.
 *
 * @param market code of the market; the call centre's is its own
 * @param brand code of the brand
 * @param source code of the source
 * @param campaign code of the campaign, if there is one
 */
record ChannelBody(
        @Nullable String market,
        @Nullable String brand,
        @Nullable String source,
        @Nullable String campaign) {

    private static final Pattern CODE = Pattern.compile("[A-Z0-9][A-Z0-9_-]{0,39}");

    /**
     * Where it goes and where it came from.
     *
     * @param queue market and brand
     * @param source code of the source
     * @param campaign code of the campaign, if there is one
     */
    record Channel(LeadQueue queue, String source, @Nullable String campaign) {}

    /** Null with faults in {@code fields} if it is incomplete, or names what is not in use. */
    @Nullable
    Channel read(Fields fields, Actor actor, ReferenceLookup references) {
        MarketId own = actor.market();
        String marketCode = market == null && own != null ? own.value() : market;
        marketCode = fields.required("market", marketCode)
                ? fields.matching("market", marketCode, MarketId::isWellFormed, "not-a-country-code", "SA-01")
                : null;
        if (marketCode != null && own != null && !own.value().equals(marketCode)) {
            fields.fault("AC-02", "field-not-yours-to-set", "market");
            // Nothing is told of another market.
            marketCode = null;
        }
        String brandCode = code(fields, "brand", brand, true);
        String sourceCode = code(fields, "source", source, true);
        String campaignCode = code(fields, "campaign", campaign, false);
        LeadQueue queue = null;
        if (marketCode != null && brandCode != null) {
            queue = new LeadQueue(new MarketId(marketCode), brandCode);
            if (!isSold(queue, references)) {
                fields.fault("unknown-brand", "brand");
            }
        }
        if (sourceCode != null
                && references.source(sourceCode).filter(SourceDefined::active).isEmpty()) {
            fields.fault("unknown-source", "source");
        }
        if (campaignCode != null
                && references
                        .campaign(campaignCode)
                        .filter(CampaignDefined::active)
                        .isEmpty()) {
            fields.fault("unknown-campaign", "campaign");
        }
        return queue == null || sourceCode == null ? null : new Channel(queue, sourceCode, campaignCode);
    }

    private static @Nullable String code(Fields fields, String field, @Nullable String value, boolean isRequired) {
        return isRequired && !fields.required(field, value) ? null : fields.matching(field, value, CODE, "not-a-code");
    }

    private static boolean isSold(LeadQueue queue, ReferenceLookup references) {
        return references.outletsOf(queue.market()).stream()
                .map(references::outlet)
                .flatMap(Optional::stream)
                .filter(OutletDefined::active)
                .anyMatch(outlet -> outlet.brands().contains(queue.brand()));
    }
}
