package leadledger.query.replay;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Locale;
import leadledger.events.ledger.EventCatalog;
import leadledger.events.reference.ReferenceLookup;
import leadledger.events.sales.SalesEvent;
import leadledger.events.shared.Actor;
import leadledger.query.accesslog.AccessAction;
import leadledger.query.accesslog.Disclosure;
import leadledger.query.lead.LeadActions;
import leadledger.query.lead.LeadReader;
import leadledger.query.listing.ListParameters;
import leadledger.query.saleslead.SalesLeadReader;
import leadledger.query.saleslead.SalesLeadReader.SalesLeadAsOf;
import leadledger.query.salespage.SalesPage.FollowUpVerdict;
import leadledger.query.salespage.SalesState;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /sales/leads/{id}/replay}. */
@RestController
@Tag(name = "Sales leads")
class SalesReplayApi {

    private final SalesLeadReader leads;
    private final LeadActions<SalesEvent> actions;
    private final EventCatalog catalog;
    private final ReferenceLookup references;

    SalesReplayApi(
            SalesLeadReader leads, LeadActions<SalesEvent> actions, EventCatalog catalog, ReferenceLookup references) {
        this.leads = leads;
        this.actions = actions;
        this.catalog = catalog;
        this.references = references;
    }

    @Operation(
            operationId = "salesLeadReplay",
            summary = "The sales lead's story, step by step (LG-32)",
            description =
                    "A step is an event, or what time alone brought about, at its moment: a held delivery took place,"
                            + " or the limit of the first follow-up passed. With each stand what it changed, and where the lead"
                            + " stood, the verdicts and what the reader could have done after it. Personal data is masked as in the"
                            + " history. Read on with `nextCursor`.")
    @GetMapping("/api/v1/sales/leads/{id}/replay")
    Replay<SalesState, FollowUpVerdict> replay(
            @PathVariable String id,
            @Parameter(description = "RFC 3339; what was recorded by then (SL-22). Absent: now.")
                    @RequestParam(required = false)
                    @Nullable
                    String asOf,
            @Parameter(description = "Steps at most, 1 to 200")
                    @RequestParam(defaultValue = ListParameters.DEFAULT_ROWS)
                    int limit,
            @Parameter(description = "`nextCursor` of the page before") @RequestParam(required = false) @Nullable
                    String cursor,
            @RequestHeader(name = LeadReader.MIN_POSITION, required = false) @Nullable String minPosition,
            @Parameter(description = Disclosure.REASON_DESCRIPTION)
                    @RequestHeader(name = Disclosure.REASON_HEADER, required = false)
                    @Nullable
                    String reason,
            Actor actor,
            Locale language) {
        SalesLeadAsOf lead =
                leads.read(id, Disclosure.of(actor, AccessAction.READ_SALES_REPLAY, reason), asOf, minPosition);
        ListParameters read = new ListParameters();
        int most = read.limit(limit);
        int after = Replay.after(read, cursor);
        read.refuseFaults();
        return Replay.of(
                lead.events(),
                lead.asOf(),
                new ReplayedSales(catalog, actions, references, lead, actor, language),
                after,
                most);
    }
}
