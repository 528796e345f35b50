package leadledger.query.leadlist;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import leadledger.events.aftersales.LeadStatus;
import leadledger.events.aftersales.LeadType;
import leadledger.events.ledger.PostgresLedger;
import leadledger.events.reference.ReferenceLookup;
import leadledger.events.shared.Actor;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.Refusal;
import leadledger.events.shared.RefusedException;
import leadledger.events.sla.Assignment;
import leadledger.events.sla.Policies;
import leadledger.events.sla.Sla;
import leadledger.events.sla.SlaPolicy;
import leadledger.events.sla.SlaVerdict;
import leadledger.query.access.ReadScopes;
import leadledger.query.accesslog.AccessAction;
import leadledger.query.accesslog.AccessLog;
import leadledger.query.accesslog.Disclosure;
import leadledger.query.lead.LeadReader;
import leadledger.query.listing.Count;
import leadledger.query.listing.Cursor;
import leadledger.query.listing.ListClock;
import leadledger.query.listing.ListMoment;
import leadledger.query.listing.ListParameters;
import leadledger.query.listing.UpToDate;
import leadledger.query.listing.ViewCount;
import leadledger.query.listing.Views;
import leadledger.query.projection.Projections;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /aftersales/views} and {@code GET /aftersales/views/{view}}. */
@RestController
@Tag(name = "List views")
class LeadListApi {

    private final LeadLists lists;
    private final ReadScopes scopes;
    private final ListClock clock;
    private final AccessLog log;
    private final ReferenceLookup references;

    LeadListApi(
            LeadLists lists,
            ReadScopes scopes,
            Projections projections,
            PostgresLedger ledger,
            AccessLog log,
            ReferenceLookup references) {
        this.references = references;
        this.lists = lists;
        this.scopes = scopes;
        this.clock = new ListClock(projections, ledger, LeadListProjection.NAME, LeadListVersions.NAME);
        this.log = log;
    }

    @Operation(operationId = "views", summary = "The list views with their numbers of rows")
    @GetMapping("/api/v1/aftersales/views")
    Views views(
            @Parameter(description = ListClock.AS_OF_DESCRIPTION) @RequestParam(required = false) @Nullable String asOf,
            @RequestHeader(name = LeadReader.MIN_POSITION, required = false) @Nullable String minPosition,
            Actor actor) {
        LeadReader.mayLookAtLeads(actor);
        ListMoment moment = clock.at(asOf, minPosition);
        List<ViewCount> counts = new ArrayList<>();
        lists.counts(scopes.of(actor), moment)
                .forEach((view, count) -> counts.add(new ViewCount(view.path(), Count.of(count))));
        return new Views(counts, moment.upToDate());
    }

    @Operation(
            operationId = "view",
            summary = "The rows of a list view",
            description =
                    "Read on with `nextCursor`; a page stays right while rows come, go and change. Rows are of one"
                            + " moment with their count.")
    @GetMapping("/api/v1/aftersales/views/{view}")
    Rows rows(
            @Parameter(
                            description =
                                    "`assigned`, `unmanaged`, `in-progress`, `closed-with-sale`, `closed-without-sale`,"
                                            + " `sales-lost`, `recent` or `open`")
                    @PathVariable
                    String view,
            @Parameter(description = "Rows at most, 1 to 200") @RequestParam(defaultValue = ListParameters.DEFAULT_ROWS)
                    int limit,
            @Parameter(description = "`nextCursor` of the page before") @RequestParam(required = false) @Nullable
                    String cursor,
            @Parameter(
                            description = "`-created` (newest first), `created`, `name`, `-name`, or `leadType`"
                                    + " (customer-driven first, the oldest at the top)")
                    @RequestParam(defaultValue = "-created")
                    String sort,
            @Parameter(description = "Code of a dealer, for readers of several")
                    @RequestParam(required = false)
                    @Nullable
                    String dealer,
            @RequestParam(required = false) @Nullable String source,
            @RequestParam(required = false) @Nullable String campaign,
            @RequestParam(required = false) @Nullable String leadType,
            @Parameter(description = "RFC 3339; created at or after") @RequestParam(required = false) @Nullable
                    String createdFrom,
            @Parameter(description = "RFC 3339; created before") @RequestParam(required = false) @Nullable
                    String createdBefore,
            @Parameter(description = "Part of name or VIN; width and case do not matter")
                    @RequestParam(required = false)
                    @Nullable
                    String q,
            @Parameter(description = ListClock.AS_OF_DESCRIPTION) @RequestParam(required = false) @Nullable String asOf,
            @RequestHeader(name = LeadReader.MIN_POSITION, required = false) @Nullable String minPosition,
            @Parameter(description = Disclosure.REASON_DESCRIPTION)
                    @RequestHeader(name = Disclosure.REASON_HEADER, required = false)
                    @Nullable
                    String reason,
            Actor actor) {
        LeadReader.mayLookAtLeads(actor);
        Disclosure disclosure = Disclosure.of(actor, AccessAction.READ_LIST, reason);
        // Told after the wait: time goes on while a reader waits, and so do deadlines.
        ListMoment moment = clock.at(asOf, minPosition);
        ListParameters read = new ListParameters();
        Sort order = read.sort(sort, Sort::byParameter, Sort.NEWEST);
        LeadListQuery query = new LeadListQuery(
                scopes.of(actor),
                View.byPath(view)
                        .orElseThrow(() -> new RefusedException(
                                new Refusal("AS-VIEW", Refusal.Kind.UNKNOWN, "unknown-view", null, Map.of()))),
                order,
                read.limit(limit),
                read.cursor(cursor, order.parameter()).map(Cursor::afterLead).orElse(null),
                dealer(read, dealer),
                read.codeFilter("source", source),
                read.codeFilter("campaign", campaign),
                leadType(read, leadType),
                read.moment("createdFrom", createdFrom),
                read.moment("createdBefore", createdBefore),
                read.search(q));
        if (disclosure.isMasked()) {
            read.refuseWhatUnmasks("AC-05", order.isByName(), q);
        }
        read.refuseFaults();
        LeadLists.Page page = log.release(
                lists.read(query, moment), disclosure, shown -> shown.rows().size());
        Policies policies = references.policies();
        String next = page.more()
                ? new Cursor(order.parameter(), page.rows().getLast().leadId()).text()
                : null;
        return new Rows(
                view,
                page.rows().stream()
                        .map(row -> disclosure.isMasked() ? row.masked() : row)
                        .map(row -> Row.of(row, policies, moment.at()))
                        .toList(),
                Count.of(page.count()),
                next,
                moment.upToDate());
    }

    private static @Nullable DealerId dealer(ListParameters read, @Nullable String given) {
        if (given == null) {
            return null;
        }
        if (!DealerId.isWellFormed(given)) {
            read.fault("not-a-dealer-code", "dealer");
            return null;
        }
        return new DealerId(given);
    }

    private static @Nullable LeadType leadType(ListParameters read, @Nullable String name) {
        for (LeadType type : LeadType.values()) {
            if (type.name().equals(name)) {
                return type;
            }
        }
        if (name != null) {
            read.fault(Refusal.ofValue("API-LIST", "not-one-of", "leadType")
                    .with("allowed", LeadType.CUSTOMER_DRIVEN + ", " + LeadType.HQ_DRIVEN));
        }
        return null;
    }

    /**
     * A page of a list view.
     *
     * @param view its name in addresses
     * @param rows the rows
     * @param count rows of the whole list
     * @param nextCursor for the next page; absent: this is the last
     * @param upToDate how recent the rows are
     */
    record Rows(
            String view,
            List<Row> rows,
            Count count,
            @Nullable String nextCursor,
            UpToDate upToDate) {}

    /**
     * A lead in a list.
     *
     * @param id the lead
     * @param reference short reference
     * @param dealer whose lead it is
     * @param leadName アフターセールス リード名
     * @param createdAt 作成日
     * @param assignedAt 担当ディーラー設定日: the newest assignment, from which the clocks run (AS-65)
     * @param status ステータス, with the lapse of day 60 whether or not it is recorded yet (AS-64)
     * @param ended whether that status is final; a booked lead's is from day 60 (AS-62)
     * @param leadType アフターセールス リードタイプ: who wanted it
     * @param recontacted 再連絡済み: whether it came from a re-contact
     * @param source ソース
     * @param campaign アフターセールス キャンペーン
     * @param contactAttempts ディーラーが連絡した回数, since the newest assignment
     * @param daysSinceCreation リード作成からの日数: whole 24 hours
     * @param closedAt when it was closed with or without sale; absent: it was not
     * @param closeReason code of the 販売なしで終了理由; absent: not closed without sale
     * @param closeCategory code of the reason's category
     * @param firstContact the clock of the first contact ({@code SLA1}): runs until the first attempt
     * @param management the clock of the management time ({@code SLA2}): runs until the lead is closed
     */
    record Row(
            UUID id,
            String reference,
            String dealer,
            String leadName,
            Instant createdAt,
            Instant assignedAt,
            LeadStatus status,
            boolean ended,
            LeadType leadType,
            boolean recontacted,
            String source,
            String campaign,
            int contactAttempts,
            long daysSinceCreation,
            @Nullable Instant closedAt,
            @Nullable String closeReason,
            @Nullable String closeCategory,
            Clock firstContact,
            Clock management) {

        static Row of(LeadListRow row, Policies policies, Instant now) {
            SlaPolicy policy = policies.of(row.clocks().dealer(), row.clocks().assignedAt());
            return new Row(
                    row.leadId(),
                    row.reference(),
                    row.dealer(),
                    row.leadName(),
                    row.createdAt(),
                    row.assignedAt(),
                    row.statusAt(now),
                    row.endedAt(now),
                    row.leadType(),
                    row.recontacted(),
                    row.source(),
                    row.campaign(),
                    row.attempts(),
                    Duration.between(row.createdAt(), now).toDays(),
                    row.closedAt(),
                    row.closeReason(),
                    row.closeCategory(),
                    Clock.of(row.clocks(), Sla.SLA1, policy, now),
                    Clock.of(row.clocks(), Sla.SLA2, policy, now));
        }
    }

    /**
     * A service-level clock.
     *
     * @param result met, breached or running
     * @param deadline the last moment in time; absent: none is in sight
     * @param left time left until then while it runs, ISO 8601; absent: it has stopped
     */
    record Clock(
            SlaVerdict.Result result,
            @Nullable Instant deadline,
            @Nullable Duration left) {

        /** A clock that runs from the newest assignment (AS-65), or has stopped. */
        static Clock of(Assignment newest, Sla sla, SlaPolicy policy, Instant now) {
            Instant deadline = newest.deadline(sla, policy);
            SlaVerdict.Result result = newest.judged(sla, policy, now).result();
            return new Clock(
                    result,
                    deadline,
                    result == SlaVerdict.Result.RUNNING && deadline != null ? Duration.between(now, deadline) : null);
        }
    }
}
