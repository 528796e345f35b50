package leadledger.query.evidencepack;

import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import leadledger.events.reference.ReferenceEvent.OutletDefined;
import leadledger.events.reference.ReferenceLookup;
import leadledger.events.shared.Actor;
import leadledger.events.shared.OutletId;
import leadledger.events.shared.Recorded;
import leadledger.events.sla.FirstFollowUp;
import leadledger.events.sla.FollowUpEvaluator;
import leadledger.events.sla.Policies;
import leadledger.query.access.ReadScopes;
import leadledger.query.accesslog.Disclosure;
import leadledger.query.evidencepack.PackContent.Question;
import leadledger.query.evidencepack.PackContent.Section;
import leadledger.query.explanation.Explanation;
import leadledger.query.explanation.Language;
import leadledger.query.saleslead.HeldElsewhere;
import leadledger.query.saleslead.SalesLeadReader;
import leadledger.query.saleslead.SalesLeadReader.SalesLeadAsOf;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What is in the pack of a sales lead. Outlets are not told what was meant for others (AC-01). */
@Component
class SalesPack {

    private final SalesLeadReader leads;
    private final ReferenceLookup references;
    private final EvidencePacks packs;
    private final ReadScopes scopes;

    SalesPack(SalesLeadReader leads, ReferenceLookup references, EvidencePacks packs, ReadScopes scopes) {
        this.leads = leads;
        this.references = references;
        this.packs = packs;
        this.scopes = scopes;
    }

    /** Refuses whoever has no business with sales leads, before anything is said of the request (AC-01). */
    void refuseStranger(Actor reader) {
        var _ = scopes.ofSales(reader);
    }

    /**
     * Reads it. When it returns, the access log has the entry (AC-05).
     *
     * @throws leadledger.events.shared.RefusedException when there is no such lead for this reader
     */
    PackContent read(
            String pathId,
            Disclosure disclosure,
            Language language,
            @Nullable String asOf,
            @Nullable String minPosition) {
        SalesLeadAsOf lead = leads.read(pathId, disclosure, asOf, minPosition);
        Set<Long> hidden = HeldElsewhere.positions(lead);
        Set<Long> shown = lead.events().stream()
                .map(Recorded::position)
                .filter(position -> !hidden.contains(position))
                .collect(Collectors.toSet());
        Policies policies = references.policies();
        Optional<FirstFollowUp> delivered = FirstFollowUp.of(lead.events(), lead.asOf());
        List<Section> sections = delivered.stream()
                .map(followUp -> section(lead, followUp, policies, hidden))
                .toList();
        return new PackContent(
                new Question(
                        "sales",
                        lead.leadId().value(),
                        lead.capture().reference(),
                        lead.asOf(),
                        null,
                        language,
                        sections.isEmpty()
                                ? Explanation.zone(null)
                                : sections.getLast().zone(),
                        lead.isMasked(),
                        !hidden.isEmpty(),
                        shown.stream().mapToLong(Long::longValue).max().orElse(0)),
                packs.events(lead.leadId(), shown::contains, tenant -> true, lead.isMasked()),
                sections,
                delivered.stream()
                        .map(followUp -> policies.of(followUp.outlet().dealer(), followUp.deliveredAt()))
                        .toList());
    }

    private Section section(SalesLeadAsOf lead, FirstFollowUp followUp, Policies policies, Set<Long> hidden) {
        return new Section(
                null,
                followUp.outlet().value(),
                zone(followUp.outlet()),
                followUp.deliveredAt(),
                null,
                FollowUpEvaluator.evaluate(
                                lead.events(), policies, references.calendarOf(followUp.outlet()), lead.asOf())
                        .stream()
                        .map(verdict -> verdict.with(event -> !hidden.contains(event.position())))
                        .toList());
    }

    private ZoneId zone(OutletId outlet) {
        return Explanation.zone(
                references.outlet(outlet).map(OutletDefined::zone).orElse(null));
    }
}
