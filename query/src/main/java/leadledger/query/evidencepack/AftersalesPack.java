package leadledger.query.evidencepack;

import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import leadledger.events.aftersales.AftersalesEvent;
import leadledger.events.aftersales.AftersalesEvent.LeadReassigned;
import leadledger.events.aftersales.AftersalesEvent.OfDispute;
import leadledger.events.dispute.DisputeStep;
import leadledger.events.reference.ReferenceEvent.DealerDefined;
import leadledger.events.reference.ReferenceLookup;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.Recorded;
import leadledger.events.shared.Refusal;
import leadledger.events.shared.RefusedException;
import leadledger.events.sla.Assignment;
import leadledger.events.sla.LeadVerdicts;
import leadledger.events.sla.LeadVerdicts.OfAssignment;
import leadledger.events.sla.Policies;
import leadledger.events.sla.SlaEvaluator;
import leadledger.query.accesslog.Disclosure;
import leadledger.query.evidencepack.PackContent.Question;
import leadledger.query.evidencepack.PackContent.Section;
import leadledger.query.explanation.Explanation;
import leadledger.query.explanation.Language;
import leadledger.query.lead.LeadReader;
import leadledger.query.lead.LeadReader.LeadAsOf;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What is in the pack of an aftersales lead. A dealer is told of its own assignments alone (AC-01); a pack of one assignment tells
 * of nothing else and has no personal data, so that a former dealer may have it (AS-65).
 */
@Component
class AftersalesPack {

    private final LeadReader leads;
    private final ReferenceLookup references;
    private final EvidencePacks packs;

    AftersalesPack(LeadReader leads, ReferenceLookup references, EvidencePacks packs) {
        this.leads = leads;
        this.references = references;
        this.packs = packs;
    }

    /**
     * Reads it. When it returns, the access log has the entry (AC-05).
     *
     * @throws RefusedException when there is no such lead, or no such assignment, for this reader
     */
    PackContent read(
            String pathId,
            @Nullable String assignment,
            Disclosure disclosure,
            Language language,
            @Nullable String asOf,
            @Nullable String minPosition) {
        Disclosure disclosed = assignment == null ? disclosure : disclosure.hiding();
        LeadAsOf lead = assignment == null
                ? leads.read(pathId, disclosed, asOf, minPosition)
                : leads.readForAssignment(pathId, assignment, disclosed, asOf, minPosition);
        Integer number = assignment == null ? null : Integer.valueOf(assignment);
        DealerId own = disclosed.reader().dealer();
        Policies policies = references.policies();
        List<OfAssignment> told = told(lead, own, number, policies);
        if (told.isEmpty()) {
            // At that moment the lead was with another dealer, whose work is not this reader's to see (AC-01).
            throw new RefusedException(Refusal.ofUnknownLead());
        }
        Set<Long> shown = positions(lead, told);
        return new PackContent(
                new Question(
                        "aftersales",
                        lead.leadId().value(),
                        lead.creation().reference(),
                        lead.asOf(),
                        number,
                        language,
                        zone(told.getLast().assignment()),
                        disclosed.isMasked(),
                        shown.size() < lead.events().size(),
                        shown.stream().mapToLong(Long::longValue).max().orElse(0)),
                packs.events(
                        lead.leadId(),
                        shown::contains,
                        // The event that moves a lead was recorded when it still was the former dealer's.
                        tenant -> own == null || own.value().equals(tenant),
                        disclosed.isMasked()),
                told.stream().map(part -> section(part, shown)).toList(),
                told.stream()
                        .map(OfAssignment::assignment)
                        .map(part -> policies.of(part.dealer(), part.assignedAt()))
                        .distinct()
                        .toList());
    }

    private static List<OfAssignment> told(
            LeadAsOf lead, @Nullable DealerId own, @Nullable Integer number, Policies policies) {
        LeadVerdicts all = SlaEvaluator.judge(lead.events(), policies, lead.asOf());
        LeadVerdicts seen = own == null ? all : all.seenBy(own);
        return seen.assignments().stream()
                .filter(assignment ->
                        number == null || number == assignment.assignment().number())
                .toList();
    }

    /**
     * Positions of the events of these assignments: the event that makes an assignment belongs to it, and a step of a dispute to
     * the one that it is over, whoever has the lead by then.
     */
    private static Set<Long> positions(LeadAsOf lead, List<OfAssignment> told) {
        Set<Integer> numbers = told.stream()
                .map(assignment -> assignment.assignment().number())
                .collect(Collectors.toSet());
        Set<Long> positions = new HashSet<>();
        Map<UUID, Integer> disputed = new HashMap<>();
        int newest = 1;
        for (Recorded<AftersalesEvent> event : lead.events()) {
            int number = switch (event.event()) {
                case LeadReassigned ignored -> ++newest;
                case OfDispute dispute -> disputed(dispute.step(), disputed, newest);
                default -> newest;
            };
            if (numbers.contains(number)) {
                positions.add(event.position());
            }
        }
        return positions;
    }

    private static int disputed(DisputeStep step, Map<UUID, Integer> disputed, int newest) {
        if (step instanceof DisputeStep.Opened opened) {
            disputed.put(opened.dispute(), opened.assignment());
        }
        return disputed.getOrDefault(step.dispute(), newest);
    }

    private Section section(OfAssignment of, Set<Long> shown) {
        Assignment assignment = of.assignment();
        return new Section(
                assignment.number(),
                assignment.dealer().value(),
                zone(assignment),
                assignment.assignedAt(),
                assignment.withdrawnAt(),
                of.all().stream()
                        .map(verdict -> verdict.with(event -> shown.contains(event.position())))
                        .toList());
    }

    private ZoneId zone(Assignment assignment) {
        return Explanation.zone(
                references.dealer(assignment.dealer()).map(DealerDefined::zone).orElse(null));
    }
}
