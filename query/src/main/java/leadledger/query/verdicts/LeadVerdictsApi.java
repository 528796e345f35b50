package leadledger.query.verdicts;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import leadledger.events.shared.Actor;
import leadledger.events.sla.Assignment;
import leadledger.events.sla.LeadVerdicts;
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
            description = "A function of the lead's events, the policy and `asOf`; asked again, the same answer. A lead"
                    + " that was moved to another dealer is measured for each assignment (SL-07).")
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
     * @param assignment number of the newest assignment, from 1 (SL-07)
     * @param dealer the dealer that has the lead
     * @param assignedAt 担当ディーラー設定日 of that assignment
     * @param totalWait the customer's wait from the first assignment to the first contact attempt of any dealer, or to
     *     {@code asOf} (AS-65)
     * @param verdicts the lead's verdicts, one per service level: those of its newest assignment
     * @param earlierAssignments the same for its former dealers, in order
     */
    record Verdicts(
            UUID id,
            Instant asOf,
            int assignment,
            String dealer,
            Instant assignedAt,
            Duration totalWait,
            List<SlaVerdict> verdicts,
            List<EarlierAssignment> earlierAssignments) {

        static Verdicts of(LeadAsOf lead) {
            LeadVerdicts all = SlaEvaluator.evaluate(lead.events(), SlaPolicy.DEFAULT, lead.asOf());
            Assignment newest = all.facts().newest().orElseThrow();
            return new Verdicts(
                    lead.leadId().value(),
                    lead.asOf(),
                    newest.number(),
                    newest.dealer().value(),
                    newest.assignedAt(),
                    all.totalWait().orElseThrow(),
                    all.newest(),
                    all.earlier().stream().map(EarlierAssignment::of).toList());
        }
    }

    /**
     * A lead's time with a former dealer, measured apart (SL-07).
     *
     * @param assignment number of the assignment, from 1
     * @param dealer the former dealer
     * @param assignedAt when its clocks started
     * @param withdrawnAt when the lead was moved to the next dealer
     * @param verdicts one per service level
     */
    record EarlierAssignment(
            int assignment,
            String dealer,
            Instant assignedAt,
            @Nullable Instant withdrawnAt,
            List<SlaVerdict> verdicts) {

        static EarlierAssignment of(LeadVerdicts.OfAssignment earlier) {
            Assignment assignment = earlier.assignment();
            return new EarlierAssignment(
                    assignment.number(),
                    assignment.dealer().value(),
                    assignment.assignedAt(),
                    assignment.withdrawnAt(),
                    earlier.all());
        }
    }
}
