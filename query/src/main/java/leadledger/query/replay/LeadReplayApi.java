package leadledger.query.replay;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Locale;
import leadledger.events.aftersales.AftersalesEvent;
import leadledger.events.ledger.EventCatalog;
import leadledger.events.reference.ReferenceLookup;
import leadledger.events.shared.Actor;
import leadledger.events.shared.Refusal;
import leadledger.events.shared.RefusedException;
import leadledger.query.accesslog.AccessAction;
import leadledger.query.accesslog.Disclosure;
import leadledger.query.lead.LeadActions;
import leadledger.query.lead.LeadReader;
import leadledger.query.lead.LeadReader.LeadAsOf;
import leadledger.query.leadpage.LeadState;
import leadledger.query.leadpage.VerdictInShort;
import leadledger.query.listing.ListParameters;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET …/replay}. */
@RestController
@Tag(name = "Aftersales leads")
class LeadReplayApi {

    private final LeadReader leads;
    private final LeadActions<AftersalesEvent> actions;
    private final EventCatalog catalog;
    private final ReferenceLookup references;

    LeadReplayApi(
            LeadReader leads, LeadActions<AftersalesEvent> actions, EventCatalog catalog, ReferenceLookup references) {
        this.references = references;
        this.leads = leads;
        this.actions = actions;
        this.catalog = catalog;
    }

    @Operation(
            operationId = "leadReplay",
            summary = "The lead's story, step by step (LG-32)",
            description = "A step is an event, or what time alone brought about, at its moment: a service level's limit"
                    + " passed, or the sixty days. With each stand what it changed, and where the lead stood, the verdicts"
                    + " and what the reader could have done after it. Personal data is masked as in the history. A dealer"
                    + " is told the steps of its own assignments. Read on with `nextCursor`.")
    @GetMapping("/api/v1/aftersales/leads/{id}/replay")
    Replay<LeadState, VerdictInShort> replay(
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
        Disclosure disclosure = Disclosure.of(actor, AccessAction.READ_REPLAY, reason);
        LeadAsOf lead = leads.read(id, disclosure, asOf, minPosition);
        ListParameters read = new ListParameters();
        int most = read.limit(limit);
        int after = Replay.after(read, cursor);
        read.refuseFaults();
        Replay<LeadState, VerdictInShort> replay = Replay.of(
                lead.events(),
                lead.asOf(),
                new ReplayedAftersales(catalog, actions, references.policies(), disclosure, language),
                after,
                most);
        if (after == 0 && replay.steps().isEmpty()) {
            // At that moment the lead was with another dealer, whose work is not this reader's to see (AC-01).
            throw new RefusedException(Refusal.ofUnknownLead());
        }
        return replay;
    }
}
