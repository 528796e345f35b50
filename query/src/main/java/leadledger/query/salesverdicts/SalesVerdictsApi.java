package leadledger.query.salesverdicts;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import leadledger.events.calendar.OutletCalendar;
import leadledger.events.reference.ReferenceEvent.OutletDefined;
import leadledger.events.reference.ReferenceLookup;
import leadledger.events.shared.Actor;
import leadledger.events.sla.FirstFollowUp;
import leadledger.events.sla.FollowUpEvaluator;
import leadledger.query.accesslog.AccessAction;
import leadledger.query.accesslog.Disclosure;
import leadledger.query.explanation.ExplainedVerdict;
import leadledger.query.explanation.Explanation;
import leadledger.query.lead.LeadReader;
import leadledger.query.saleslead.HeldElsewhere;
import leadledger.query.saleslead.SalesLeadReader;
import leadledger.query.saleslead.SalesLeadReader.SalesLeadAsOf;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /sales/leads/{id}/verdicts}. */
@RestController
@Tag(name = "Sales leads")
class SalesVerdictsApi {

    private final SalesLeadReader leads;
    private final ReferenceLookup references;

    SalesVerdictsApi(SalesLeadReader leads, ReferenceLookup references) {
        this.leads = leads;
        this.references = references;
    }

    @Operation(
            operationId = "salesLeadVerdicts",
            summary = "The lead's verdict on the first follow-up with its evidence (SA-32, SL-30)",
            description =
                    "A function of the lead's events, the policy, the outlet's business hours as they were known, and"
                            + " `asOf`; asked again, the same answer. `inWords` tells it in the language of `Accept-Language` (ja, en, it), by"
                            + " the outlet's clocks. Without personal data. A lead in the queue has no verdict.")
    @GetMapping("/api/v1/sales/leads/{id}/verdicts")
    SalesVerdicts verdicts(
            @PathVariable String id,
            @Parameter(description = "RFC 3339; what was recorded by then (SL-22). Absent: now.")
                    @RequestParam(required = false)
                    @Nullable
                    String asOf,
            @RequestHeader(name = LeadReader.MIN_POSITION, required = false) @Nullable String minPosition,
            Actor actor,
            Locale language) {
        SalesLeadAsOf lead =
                leads.read(id, new Disclosure(actor, AccessAction.READ_SALES_VERDICTS, null), asOf, minPosition);
        Optional<FirstFollowUp> facts = FirstFollowUp.of(lead.events(), lead.asOf());
        if (facts.isEmpty()) {
            return new SalesVerdicts(lead.leadId().value(), lead.asOf(), null, null, null, null, List.of());
        }
        FirstFollowUp followUp = facts.get();
        OutletCalendar calendar = references.calendarOf(followUp.outlet());
        Set<Long> hidden = HeldElsewhere.positions(lead);
        return new SalesVerdicts(
                lead.leadId().value(),
                lead.asOf(),
                followUp.outlet().value(),
                followUp.deliveredAt(),
                followUp.followedUpAt(),
                followUp.minutes(calendar.asOf(lead.asOf())).orElse(null),
                ExplainedVerdict.of(
                        FollowUpEvaluator.evaluate(lead.events(), references.policies(), calendar, lead.asOf()).stream()
                                .map(verdict -> verdict.with(event -> !hidden.contains(event.position())))
                                .toList(),
                        language,
                        Explanation.zone(references
                                .outlet(followUp.outlet())
                                .map(OutletDefined::zone)
                                .orElse(null))));
    }

    /**
     * A sales lead's verdicts. No personal data.
     *
     * @param id the lead
     * @param asOf the moment as of which they hold
     * @param outlet its outlet; absent: it is in the queue
     * @param deliveredAt 送客日時: when the clock started; absent: it is in the queue
     * @param followedUpAt when the follow-up task first left <em>new</em>; absent: it has not
     * @param minutes 初回のフォローアップ対応までの時間(分), whole, rounded down; absent: no follow-up has come
     * @param verdicts one per service level of the sales process; empty: it is in the queue
     */
    record SalesVerdicts(
            UUID id,
            Instant asOf,
            @Nullable String outlet,
            @Nullable Instant deliveredAt,
            @Nullable Instant followedUpAt,
            FirstFollowUp.@Nullable Minutes minutes,
            List<ExplainedVerdict> verdicts) {}
}
