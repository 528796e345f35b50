package leadledger.query.slareport;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import leadledger.events.ledger.PostgresLedger;
import leadledger.events.shared.Actor;
import leadledger.events.sla.Assignment;
import leadledger.events.sla.Closure;
import leadledger.query.access.ReadScopes;
import leadledger.query.lead.LeadReader;
import leadledger.query.listing.ListClock;
import leadledger.query.listing.ListMoment;
import leadledger.query.projection.Projections;
import leadledger.query.slareport.AssignmentsQuery.Place;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /sla/re-contact-chains}. */
@RestController
@Tag(name = "Service levels")
class RecontactChainsApi {

    private static final String DEFAULT_ROWS = "50";

    private final RecontactChains chains;
    private final ReadScopes scopes;
    private final ListClock clock;

    RecontactChainsApi(RecontactChains chains, ReadScopes scopes, Projections projections, PostgresLedger ledger) {
        this.chains = chains;
        this.scopes = scopes;
        // The facts have their moments, so that the same read model knows what was.
        this.clock = new ListClock(projections, ledger, SlaLeadProjection.NAME, SlaLeadProjection.NAME);
    }

    @Operation(
            operationId = "recontactChains",
            summary = "Leads that came of each other by re-contact (SL-06)",
            description =
                    "So that a customer who is kept waiting by re-contacts is seen. Chains of two or more leads, the one"
                            + " whose newest lead was assigned last at the top. No personal data. A dealer's manager sees the leads at"
                            + " its dealer; a chain ends for it where the lead was at another one. Read on with `nextCursor`.")
    @GetMapping("/api/v1/sla/re-contact-chains")
    RecontactChainPage chains(
            @Parameter(description = "Code of a dealer, for readers of several: chains as its manager sees them")
                    @RequestParam(required = false)
                    @Nullable
                    String dealer,
            @Parameter(description = "Chains at most, 1 to 200") @RequestParam(defaultValue = DEFAULT_ROWS) int limit,
            @Parameter(description = "`nextCursor` of the page before") @RequestParam(required = false) @Nullable
                    String cursor,
            @Parameter(description = ListClock.AS_OF_DESCRIPTION) @RequestParam(required = false) @Nullable String asOf,
            @RequestHeader(name = LeadReader.MIN_POSITION, required = false) @Nullable String minPosition,
            Actor actor) {
        SlaRatesApi.mayLookAtFigures(actor);
        ListMoment moment = clock.at(asOf, minPosition);
        SlaParameters read = new SlaParameters();
        RecontactChains.Query query = new RecontactChains.Query(
                scopes.of(actor),
                read.dealer(dealer),
                moment.isPast() ? moment.at() : null,
                read.limit(limit),
                read.cursor(cursor, Place::parse));
        read.refuseFaults();
        RecontactChains.Page page = chains.read(query);
        return new RecontactChainPage(
                page.chains().stream().map(RecontactChain::of).toList(),
                page.more() ? page.chains().getLast().place().text() : null,
                moment.position());
    }

    /**
     * A page of chains.
     *
     * @param rows the chains
     * @param nextCursor for the next page; absent: this is the last
     * @param position every event up to here is in the rows
     */
    record RecontactChainPage(
            List<RecontactChain> rows, @Nullable String nextCursor, long position) {}

    /**
     * A chain of leads.
     *
     * @param newestLead its newest lead
     * @param length how many leads it has
     * @param orMore whether it has older ones that are not told
     * @param since since when the customer is in it: the first assignment of its oldest lead
     * @param leads its leads, the oldest first
     */
    record RecontactChain(UUID newestLead, int length, boolean orMore, Instant since, List<LeadInChain> leads) {

        static RecontactChain of(RecontactChains.Chain chain) {
            SlaLeadRow oldest = chain.leads().getLast();
            return new RecontactChain(
                    chain.leads().getFirst().leadId(),
                    chain.leads().size(),
                    chain.more(),
                    oldest.facts().assignments().getFirst().assignedAt(),
                    chain.leads().reversed().stream().map(LeadInChain::of).toList());
        }
    }

    /**
     * A lead of a chain. No personal data.
     *
     * @param leadId the lead
     * @param reference short reference of the lead
     * @param dealer the dealer that has it
     * @param assignedAt 担当ディーラー設定日: its newest assignment (AS-65)
     * @param closedAt when it was closed; absent: it was not
     * @param closure how it was closed; absent: it was not
     */
    record LeadInChain(
            UUID leadId,
            String reference,
            String dealer,
            Instant assignedAt,
            @Nullable Instant closedAt,
            @Nullable Closure closure) {

        static LeadInChain of(SlaLeadRow lead) {
            Assignment newest = lead.facts().assignments().getLast();
            return new LeadInChain(
                    lead.leadId(),
                    lead.reference(),
                    newest.dealer().value(),
                    newest.assignedAt(),
                    newest.closedAt(),
                    newest.closure());
        }
    }
}
