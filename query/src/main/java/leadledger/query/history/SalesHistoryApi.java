package leadledger.query.history;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import leadledger.events.shared.Actor;
import leadledger.query.accesslog.AccessAction;
import leadledger.query.accesslog.Disclosure;
import leadledger.query.lead.LeadReader;
import leadledger.query.saleslead.SalesLeadReader;
import leadledger.query.saleslead.SalesLeadReader.SalesLeadAsOf;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /sales/leads/{id}/history}. */
@RestController
@Tag(name = "Sales leads")
class SalesHistoryApi {

    private final SalesLeadReader leads;

    SalesHistoryApi(SalesLeadReader leads) {
        this.leads = leads;
    }

    @Operation(
            operationId = "salesLeadHistory",
            summary = "The sales lead's history, newest first",
            description =
                    "Every change: date, field, user, old value, new value, and the reason where one was given. Readers at"
                            + " outlets see a queued lead's history masked (SA-11).")
    @GetMapping("/api/v1/sales/leads/{id}/history")
    History history(
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
            Actor actor) {
        SalesLeadAsOf lead =
                leads.read(id, Disclosure.of(actor, AccessAction.READ_SALES_HISTORY, reason), asOf, minPosition);
        List<HistoryEntry> entries = SalesHistory.of(lead.events(), lead.scope()::tells);
        return new History(
                lead.leadId().value(),
                lead.asOf(),
                lead.isMasked() ? entries.stream().map(SalesHistory::masked).toList() : entries);
    }
}
