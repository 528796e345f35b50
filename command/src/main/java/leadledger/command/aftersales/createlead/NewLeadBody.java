package leadledger.command.aftersales.createlead;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import leadledger.command.aftersales.RequestDetailsBody;
import leadledger.command.aftersales.createlead.CreateLead.NewLead;
import leadledger.command.decision.Input;
import leadledger.command.desk.ConsentBody;
import leadledger.command.desk.Fields;
import leadledger.events.aftersales.LeadType;
import leadledger.events.aftersales.RequestDetails;
import leadledger.events.reference.ReferenceEvent.CampaignDefined;
import leadledger.events.reference.ReferenceEvent.DealerDefined;
import leadledger.events.reference.ReferenceEvent.SourceDefined;
import leadledger.events.reference.ReferenceLookup;
import leadledger.events.shared.Actor;
import leadledger.events.shared.Consents;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.MarketId;
import leadledger.events.shared.Refusal;
import leadledger.events.shared.Vin;
import org.jspecify.annotations.Nullable;

/**
 * A new lead as a client tells it.
 *
 * @param dealer code of the dealer; a dealer may leave it out
 * @param leadType {@link LeadType}; absent: the type that the caller makes (AS-04)
 * @param source code of the channel; a dealer may leave it out
 * @param campaign code of the campaign; a dealer may leave it out
 * @param campaignNote note of the campaign
 * @param vin the car; required for an HQ-driven lead (AS-03)
 * @param request what the customer asked and how to reach the customer
 * @param consents by kind ({@link Consents.Kind}), what the customer answered and on which day
 */
record NewLeadBody(
        @Nullable String dealer,
        @Schema(implementation = LeadType.class) @Nullable String leadType,
        @Nullable String source,
        @Nullable String campaign,
        @Nullable String campaignNote,
        @Schema(pattern = "[A-HJ-NPR-Z0-9]{17}") @Nullable String vin,

        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
        RequestDetailsBody request,

        @Nullable Map<String, @Nullable ConsentBody> consents) {

    private static final String SPONTANEOUS_CAMPAIGN = "SPONTANEOUS_DEALER";
    private static final Pattern CODE = Pattern.compile("[A-Z0-9][A-Z0-9_-]{0,39}");
    private static final int NOTE = 4_000;

    Input<NewLead> read(Actor actor, ReferenceLookup reference) {
        Fields fields = new Fields("AS-01");
        DealerId ownDealer = actor.dealer();
        String dealerCode = dealer == null && ownDealer != null ? ownDealer.value() : dealer;
        dealerCode = fields.required("dealer", dealerCode)
                ? fields.matching("dealer", dealerCode, DealerId::isWellFormed, "not-a-dealer-code", "AS-01")
                : null;
        LeadType type = fields.oneOf("leadType", leadType, LeadType.class);
        String sourceCode = code(fields, "source", source, ownDealer == null ? null : CreateLead.SPONTANEOUS);
        String campaignCode = code(fields, "campaign", campaign, ownDealer == null ? null : SPONTANEOUS_CAMPAIGN);
        String note = fields.text("campaignNote", campaignNote, NOTE);
        String number = fields.matching("vin", vin, Vin::isCorrect, "not-a-vin", "AS-30");
        RequestDetails details = RequestDetailsBody.read(fields, request);
        Consents answers = ConsentBody.read(fields, consents);
        List<Refusal> faults = new ArrayList<>(fields.faults());
        faults.addAll(unknown(reference, actor, dealerCode, sourceCode, campaignCode));
        if (dealerCode == null || sourceCode == null || campaignCode == null || details == null || !faults.isEmpty()) {
            return Input.faulty(faults);
        }
        return Input.of(new NewLead(
                new DealerId(dealerCode),
                type == null ? CreateLead.typeMadeBy(actor) : type,
                sourceCode,
                campaignCode,
                note,
                number == null ? null : new Vin(number),
                details,
                answers));
    }

    /** AS-01, AS-02: what a lead refers to is defined and in use. What is misspelt has been found faulty before. */
    private static List<Refusal> unknown(
            ReferenceLookup reference,
            Actor actor,
            @Nullable String dealerCode,
            @Nullable String sourceCode,
            @Nullable String campaignCode) {
        List<Refusal> unknown = new ArrayList<>();
        // Another dealer is refused to a dealer whether there is such a one or not (AC-02), and nothing is told of it.
        DealerId ownDealer = actor.dealer();
        boolean looked = ownDealer == null || ownDealer.value().equals(dealerCode);
        if (dealerCode != null
                && looked
                && reference
                        .dealer(new DealerId(dealerCode))
                        .filter(DealerDefined::active)
                        .filter(dealer -> mayGiveLeadsTo(actor, dealer))
                        .isEmpty()) {
            unknown.add(Refusal.ofValue("AS-01", "unknown-dealer", "dealer"));
        }
        if (sourceCode != null
                && reference.source(sourceCode).filter(SourceDefined::active).isEmpty()) {
            unknown.add(Refusal.ofValue("AS-02", "unknown-source", "source"));
        }
        if (campaignCode != null
                && reference
                        .campaign(campaignCode)
                        .filter(CampaignDefined::active)
                        .isEmpty()) {
            unknown.add(Refusal.ofValue("AS-02", "unknown-campaign", "campaign"));
        }
        return unknown;
    }

    /** To headquarters another market's dealer is as none (AC-01). */
    private static boolean mayGiveLeadsTo(Actor actor, DealerDefined dealer) {
        MarketId market = actor.market();
        return market == null || market.value().equals(dealer.market());
    }

    private static @Nullable String code(
            Fields fields, String field, @Nullable String given, @Nullable String otherwise) {
        String value = given == null ? otherwise : given;
        return fields.required(field, value) ? fields.matching(field, value, CODE, "not-a-code") : null;
    }
}
