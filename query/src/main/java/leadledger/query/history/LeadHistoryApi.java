package leadledger.query.history;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import leadledger.events.shared.Actor;
import leadledger.query.accesslog.AccessAction;
import leadledger.query.accesslog.Disclosure;
import leadledger.query.lead.LeadReader;
import leadledger.query.lead.LeadReader.LeadAsOf;
import leadledger.query.mail.LeadMails;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET …/history}. */
@RestController
@Tag(name = "Aftersales leads")
class LeadHistoryApi {

    private final LeadReader leads;
    private final LeadMails mails;

    LeadHistoryApi(LeadReader leads, LeadMails mails) {
        this.leads = leads;
        this.mails = mails;
    }

    @Operation(
            operationId = "leadHistory",
            summary = "The lead's history, newest first (AS-71)",
            description =
                    "Every main change: date, field, user, old value, new value, and the reason where one was given. Fields"
                            + " `mail.…` tell which e-mails were sent, given up, or not sent and why (AS-22).")
    @GetMapping("/api/v1/aftersales/leads/{id}/history")
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
        Disclosure disclosure = Disclosure.of(actor, AccessAction.READ_HISTORY, reason);
        LeadAsOf lead = leads.read(id, disclosure, asOf, minPosition);
        List<HistoryEntry> entries = LeadHistory.of(lead.events(), actor.dealer());
        List<HistoryEntry> shown = disclosure.isMasked()
                ? entries.stream().map(LeadHistory::masked).toList()
                : entries;
        // There is nothing to mask in what became of e-mails.
        return new History(
                lead.leadId().value(),
                lead.asOf(),
                MailEntries.join(shown, mails.of(lead.leadId(), lead.events(), lead.asOf()), lead.asOf()));
    }
}
