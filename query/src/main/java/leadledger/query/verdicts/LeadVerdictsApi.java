package leadledger.query.verdicts;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import leadledger.events.shared.Actor;
import leadledger.events.sla.SlaEvaluator;
import leadledger.events.sla.SlaPolicy;
import leadledger.events.sla.SlaVerdict;
import leadledger.query.lead.LeadReader;
import leadledger.query.lead.LeadReader.LeadAsOf;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET …/verdicts}. */
@RestController
@Tag(name = "Aftersales leads")
class LeadVerdictsApi {

    private final LeadReader leads;

    LeadVerdictsApi(LeadReader leads) {
        this.leads = leads;
    }

    @Operation(
            operationId = "leadVerdicts",
            summary = "The lead's service-level verdicts with their evidence (SL-30)",
            description = "A function of the lead's events, the policy and `asOf`; asked again, the same answer.")
    @GetMapping("/api/v1/aftersales/leads/{id}/verdicts")
    Verdicts verdicts(
            @PathVariable String id,
            @Parameter(description = "RFC 3339; what was recorded by then (SL-22). Absent: now.")
                    @RequestParam(required = false)
                    @Nullable
                    String asOf,
            @RequestHeader(name = LeadReader.MIN_POSITION, required = false) @Nullable String minPosition,
            Actor actor) {
        return Verdicts.of(leads.read(id, actor, asOf, minPosition));
    }

    /**
     * A lead's verdicts.
     *
     * @param id the lead
     * @param asOf the moment as of which they hold
     * @param verdicts one per service level
     */
    record Verdicts(UUID id, Instant asOf, List<SlaVerdict> verdicts) {

        static Verdicts of(LeadAsOf lead) {
            return new Verdicts(
                    lead.leadId().value(),
                    lead.asOf(),
                    SlaEvaluator.firstContact(lead.events(), SlaPolicy.DEFAULT, lead.asOf()).stream()
                            .toList());
        }
    }
}
