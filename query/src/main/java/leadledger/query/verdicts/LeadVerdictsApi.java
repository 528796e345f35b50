package leadledger.query.verdicts;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import leadledger.events.reference.ReferenceEvent.DealerDefined;
import leadledger.events.reference.ReferenceLookup;
import leadledger.events.shared.Actor;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.Refusal;
import leadledger.events.shared.RefusedException;
import leadledger.events.sla.Assignment;
import leadledger.events.sla.LeadVerdicts;
import leadledger.events.sla.SlaEvaluator;
import leadledger.query.accesslog.AccessAction;
import leadledger.query.accesslog.Disclosure;
import leadledger.query.explanation.ExplainedVerdict;
import leadledger.query.explanation.Explanation;
import leadledger.query.lead.LeadReader;
import leadledger.query.lead.LeadReader.LeadAsOf;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET …/verdicts} and {@code GET /sla/assignments/{leadId}/{number}}. */
@RestController
@Tag(name = "Aftersales leads")
class LeadVerdictsApi {

    private static final String EFFECTIVE = "RFC 3339, not after `asOf`; of what was recorded by `asOf`, only what had"
            + " happened by this moment: contact attempts at their claimed moment as corrected by then (AS-13), all else when"
            + " it was recorded. Deadlines have passed or not by this moment. Absent: `asOf`.";

    private final LeadReader leads;
    private final ReferenceLookup references;

    LeadVerdictsApi(LeadReader leads, ReferenceLookup references) {
        this.leads = leads;
        this.references = references;
    }

    @Operation(
            operationId = "leadVerdicts",
            summary = "The lead's service-level verdicts with their evidence (SL-30)",
            description =
                    "A function of the lead's events, the policy and `asOf`; asked again, the same answer. `inWords` tells"
                            + " each of them in the language of `Accept-Language` (ja, en, it), by the dealer's clocks. A lead"
                            + " that was moved to another dealer is measured for each assignment (SL-07). A dealer is told of its"
                            + " own assignments alone.")
    @GetMapping("/api/v1/aftersales/leads/{id}/verdicts")
    Verdicts verdicts(
            @PathVariable String id,
            @Parameter(description = "RFC 3339; what was recorded by then (SL-22). Absent: now.")
                    @RequestParam(required = false)
                    @Nullable
                    String asOf,
            @Parameter(description = EFFECTIVE) @RequestParam(required = false) @Nullable String effective,
            @RequestHeader(name = LeadReader.MIN_POSITION, required = false) @Nullable String minPosition,
            Actor actor,
            Locale language) {
        LeadAsOf lead = leads.read(id, verdictsFor(actor), asOf, minPosition).effectiveAt(effective);
        LeadVerdicts seen = seen(lead, actor);
        if (seen.assignments().isEmpty()) {
            // At that moment the lead was with another dealer, whose work is not this reader's to see (AC-01).
            throw new RefusedException(Refusal.ofUnknownLead());
        }
        return Verdicts.of(lead, seen, words(language));
    }

    @Operation(
            operationId = "assignmentVerdicts",
            summary = "The verdicts of one assignment with their evidence (AS-65, SL-30)",
            description =
                    "Without personal data. The dealer of that assignment is answered also when the lead has moved"
                            + " on, and is told nothing of another dealer's work. For any other dealer the assignment is as unknown"
                            + " as a lead that does not exist.")
    @GetMapping("/api/v1/sla/assignments/{leadId}/{number}")
    OneAssignment assignment(
            @PathVariable String leadId,
            @Parameter(description = "Number of the assignment, from 1") @PathVariable String number,
            @Parameter(description = "RFC 3339; what was recorded by then (SL-22). Absent: now.")
                    @RequestParam(required = false)
                    @Nullable
                    String asOf,
            @RequestHeader(name = LeadReader.MIN_POSITION, required = false) @Nullable String minPosition,
            Actor actor,
            Locale language) {
        LeadAsOf lead = leads.readForAssignment(leadId, number, verdictsFor(actor), asOf, minPosition);
        return seen(lead, actor).assignments().stream()
                .filter(assignment -> assignment.assignment().number() == Integer.parseInt(number))
                .map(assignment -> OneAssignment.of(lead, assignment, words(language)))
                .findFirst()
                .orElseThrow();
    }

    /** Tells an assignment's verdicts in words. */
    @FunctionalInterface
    interface InWords {
        List<ExplainedVerdict> of(LeadVerdicts.OfAssignment assignment);
    }

    /** By the clocks of the dealer that had the lead. */
    private InWords words(Locale language) {
        return assignment -> ExplainedVerdict.of(
                assignment.all(), language, zone(assignment.assignment().dealer()));
    }

    private ZoneId zone(DealerId dealer) {
        return Explanation.zone(
                references.dealer(dealer).map(DealerDefined::zone).orElse(null));
    }

    private static Disclosure verdictsFor(Actor reader) {
        return new Disclosure(reader, AccessAction.READ_VERDICTS, null);
    }

    /** A dealer never learns of another's work (AC-01). */
    private LeadVerdicts seen(LeadAsOf lead, Actor reader) {
        LeadVerdicts all = SlaEvaluator.judge(lead.events(), references.policies(), lead.moment());
        DealerId own = reader.dealer();
        return own == null ? all : all.seenBy(own);
    }

    /**
     * A lead's verdicts.
     *
     * @param id the lead
     * @param asOf the moment as of which they hold
     * @param effective the moment by which things had happened that they rest on; absent: none was asked for
     * @param assignment number of the newest assignment, from 1 (SL-07); for a dealer, of its own newest one
     * @param dealer the dealer of that assignment
     * @param assignedAt 担当ディーラー設定日 of that assignment
     * @param totalWait the customer's wait from the first assignment to the first contact attempt of any dealer, or to
     *     {@code asOf} (AS-65)
     * @param verdicts the lead's verdicts, one per service level: those of its newest assignment
     * @param earlierAssignments the same for the assignments before, in order; for a dealer, its own ones
     */
    record Verdicts(
            UUID id,
            Instant asOf,
            @Nullable Instant effective,
            int assignment,
            String dealer,
            Instant assignedAt,
            Duration totalWait,
            List<ExplainedVerdict> verdicts,
            List<EarlierAssignment> earlierAssignments) {

        static Verdicts of(LeadAsOf lead, LeadVerdicts all, InWords words) {
            Assignment newest = all.assignments().getLast().assignment();
            return new Verdicts(
                    lead.leadId().value(),
                    lead.asOf(),
                    lead.effective(),
                    newest.number(),
                    newest.dealer().value(),
                    newest.assignedAt(),
                    all.totalWait().orElseThrow(),
                    words.of(all.assignments().getLast()),
                    all.earlier().stream()
                            .map(earlier -> EarlierAssignment.of(earlier, words))
                            .toList());
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
            List<ExplainedVerdict> verdicts) {

        static EarlierAssignment of(LeadVerdicts.OfAssignment earlier, InWords words) {
            Assignment assignment = earlier.assignment();
            return new EarlierAssignment(
                    assignment.number(),
                    assignment.dealer().value(),
                    assignment.assignedAt(),
                    assignment.withdrawnAt(),
                    words.of(earlier));
        }
    }

    /**
     * One assignment with its verdicts. No personal data.
     *
     * @param leadId the lead
     * @param reference short reference of the lead
     * @param assignment number of the assignment, from 1
     * @param dealer its dealer
     * @param assignedAt when its clocks started
     * @param withdrawnAt when the lead was moved to the next dealer (AS-65); absent: it was not
     * @param asOf the moment as of which the verdicts hold
     * @param verdicts one per service level
     */
    record OneAssignment(
            UUID leadId,
            String reference,
            int assignment,
            String dealer,
            Instant assignedAt,
            @Nullable Instant withdrawnAt,
            Instant asOf,
            List<ExplainedVerdict> verdicts) {

        static OneAssignment of(LeadAsOf lead, LeadVerdicts.OfAssignment asked, InWords words) {
            Assignment assignment = asked.assignment();
            return new OneAssignment(
                    lead.leadId().value(),
                    lead.creation().reference(),
                    assignment.number(),
                    assignment.dealer().value(),
                    assignment.assignedAt(),
                    assignment.withdrawnAt(),
                    lead.asOf(),
                    words.of(asked));
        }
    }
}
