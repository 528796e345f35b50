package leadledger.query.salespage;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import leadledger.events.ledger.PostgresLedger;
import leadledger.events.reference.ReferenceLookup;
import leadledger.events.sales.SalesEvent;
import leadledger.events.shared.Actor;
import leadledger.query.accesslog.AccessAction;
import leadledger.query.accesslog.Disclosure;
import leadledger.query.lead.LeadActions;
import leadledger.query.lead.LeadReader;
import leadledger.query.listing.ListClock;
import leadledger.query.listing.ListMoment;
import leadledger.query.projection.Projections;
import leadledger.query.saleslead.SalesLeadReader;
import leadledger.query.saleslead.SalesLeadReader.SalesLeadAsOf;
import leadledger.query.saleslist.PossibleDuplicates;
import leadledger.query.saleslist.SalesListProjection;
import leadledger.query.saleslist.SalesListVersions;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /sales/leads/{id}}. */
@RestController
@Tag(name = "Sales leads")
class SalesPageApi {

    private final SalesLeadReader leads;
    private final LeadActions<SalesEvent> actions;
    private final PossibleDuplicates duplicates;
    private final ListClock clock;
    private final ReferenceLookup references;

    SalesPageApi(
            SalesLeadReader leads,
            LeadActions<SalesEvent> actions,
            PossibleDuplicates duplicates,
            Projections projections,
            PostgresLedger ledger,
            ReferenceLookup references) {
        this.leads = leads;
        this.actions = actions;
        this.duplicates = duplicates;
        this.clock = new ListClock(projections, ledger, SalesListProjection.NAME, SalesListVersions.NAME);
        this.references = references;
    }

    @Operation(
            operationId = "salesLeadPage",
            summary = "A sales lead's page",
            description =
                    "Its sections, possible duplicates, and which actions the reader could take now, with the reason"
                            + " against each other one. Readers at outlets see a queued lead masked (SA-11). The ETag is the version"
                            + " for `If-Match`.")
    @GetMapping("/api/v1/sales/leads/{id}")
    SalesPage page(
            @PathVariable String id,
            @Parameter(description = "RFC 3339; what was recorded by then (SL-22). Absent: now.")
                    @RequestParam(required = false)
                    @Nullable
                    String asOf,
            @RequestHeader(name = LeadReader.MIN_POSITION, required = false) @Nullable String minPosition,
            @Parameter(description = Disclosure.REASON_DESCRIPTION)
                    @RequestHeader(name = Disclosure.REASON_HEADER, required = false)
                    @Nullable
                    String reason,
            Actor actor,
            Locale language,
            HttpServletResponse response) {
        Disclosure disclosure = Disclosure.of(actor, AccessAction.READ_SALES_LEAD, reason);
        SalesLeadAsOf lead = leads.read(id, disclosure, asOf, minPosition);
        ListMoment moment = clock.at(asOf, minPosition);
        // Not by ResponseEntity, which would answer 304 by the version alone: time changes the page as well.
        response.setHeader(HttpHeaders.ETAG, "\"" + lead.version() + "\"");
        SalesPage page = SalesPage.of(
                lead,
                duplicates.of(lead.leadId().value(), lead.scope(), SalesLeadReader.isHiddenInQueue(actor), moment),
                actions.of(lead.events(), actor, language, lead.asOf()),
                references);
        return lead.isMasked() ? page.masked() : page;
    }
}
