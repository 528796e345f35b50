package leadledger.query.saleslist;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import leadledger.events.calendar.OutletCalendar;
import leadledger.events.ledger.PostgresLedger;
import leadledger.events.reference.ReferenceLookup;
import leadledger.events.sales.PurchaseHorizon;
import leadledger.events.sales.SalesStatus;
import leadledger.events.shared.Actor;
import leadledger.events.shared.OutletId;
import leadledger.events.shared.Refusal;
import leadledger.events.shared.RefusedException;
import leadledger.events.shared.Role;
import leadledger.events.shared.UserId;
import leadledger.query.access.ReadScopes;
import leadledger.query.access.SalesScope;
import leadledger.query.accesslog.AccessAction;
import leadledger.query.accesslog.AccessLog;
import leadledger.query.accesslog.Disclosure;
import leadledger.query.lead.LeadReader;
import leadledger.query.listing.Count;
import leadledger.query.listing.ListClock;
import leadledger.query.listing.ListMoment;
import leadledger.query.listing.ListParameters;
import leadledger.query.listing.UpToDate;
import leadledger.query.listing.ViewCount;
import leadledger.query.listing.Views;
import leadledger.query.projection.Projections;
import leadledger.query.saleslead.FollowUpTime;
import leadledger.query.saleslead.HeldDelivery;
import leadledger.query.saleslead.LeadOwner;
import leadledger.query.saleslead.SalesLeadReader;
import leadledger.query.saleslead.SalesPlace;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /sales/views} and {@code GET /sales/views/{view}}. */
@RestController
@Tag(name = "Sales list views")
class SalesListApi {

    private final SalesLists lists;
    private final ReadScopes scopes;
    private final ReferenceLookup references;
    private final ListClock clock;
    private final AccessLog log;

    SalesListApi(
            SalesLists lists,
            ReadScopes scopes,
            ReferenceLookup references,
            Projections projections,
            PostgresLedger ledger,
            AccessLog log) {
        this.lists = lists;
        this.scopes = scopes;
        this.references = references;
        this.clock = new ListClock(projections, ledger, SalesListProjection.NAME, SalesListVersions.NAME);
        this.log = log;
    }

    @Operation(
            operationId = "salesViews",
            summary = "The list views of sales leads that the reader has, with their numbers of rows")
    @GetMapping("/api/v1/sales/views")
    Views views(
            @Parameter(description = "Only this outlet's, for readers of several")
                    @RequestParam(required = false)
                    @Nullable
                    String outlet,
            @Parameter(description = ListClock.AS_OF_DESCRIPTION) @RequestParam(required = false) @Nullable String asOf,
            @RequestHeader(name = LeadReader.MIN_POSITION, required = false) @Nullable String minPosition,
            Actor actor) {
        SalesScope scope = scopes.ofSales(actor);
        ListMoment moment = clock.at(asOf, minPosition);
        ListParameters read = new ListParameters();
        OutletId wanted = outlet(read, outlet);
        read.refuseFaults();
        Map<SalesView, SalesPart> parts = new EnumMap<>(SalesView.class);
        Arrays.stream(SalesView.values())
                .filter(view -> has(actor, view))
                .forEach(view -> parts.put(view, SalesPart.of(actor, scope, view, wanted, references)));
        List<ViewCount> counts = new ArrayList<>();
        lists.counts(scope, parts, moment)
                .forEach((view, count) -> counts.add(new ViewCount(view.path(), Count.of(count))));
        return new Views(counts, moment.upToDate());
    }

    @Operation(
            operationId = "salesView",
            summary = "The rows of a list view of sales leads",
            description =
                    "Read on with `nextCursor`; a page stays right while rows come, go and change. Rows are of one moment"
                            + " with their count. In the queue, readers at outlets see no names, and can neither search nor"
                            + " sort by them (SA-11).")
    @GetMapping("/api/v1/sales/views/{view}")
    SalesRows rows(
            @Parameter(
                            description =
                                    "`queue`, `new-unassigned`, `new-assigned`, `following-up`, `out-of-scope`, `converted`,"
                                            + " `not-converted`, `all` (everything delivered) or `mine`. The call centre has"
                                            + " `queue` only.")
                    @PathVariable
                    String view,
            @Parameter(description = "Rows at most, 1 to 200") @RequestParam(defaultValue = ListParameters.DEFAULT_ROWS)
                    int limit,
            @Parameter(description = "`nextCursor` of the page before") @RequestParam(required = false) @Nullable
                    String cursor,
            @Parameter(
                            description =
                                    "`name` or `-name`; in the queue `created` (there the default: who waits longest on top)"
                                            + " or `-created`; elsewhere `-delivered` (there the default), `delivered` or"
                                            + " `unassigned` (what waits for an owner first; the default in `all` for readers"
                                            + " at outlets)")
                    @RequestParam(required = false)
                    @Nullable
                    String sort,
            @Parameter(
                            description =
                                    "Code of an outlet, for readers of several; in the queue, what this outlet sees there")
                    @RequestParam(required = false)
                    @Nullable
                    String outlet,
            @RequestParam(required = false) @Nullable String source,
            @RequestParam(required = false) @Nullable String campaign,
            @Parameter(description = "Part of the name; width and case do not matter")
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
        SalesScope scope = scopes.ofSales(actor);
        Disclosure asked = Disclosure.of(actor, AccessAction.READ_SALES_LIST, reason);
        ListMoment moment = clock.at(asOf, minPosition);
        SalesView shown = SalesView.byPath(view)
                .orElseThrow(() -> new RefusedException(
                        new Refusal("SA-VIEW", Refusal.Kind.UNKNOWN, "unknown-view", null, Map.of())));
        if (!has(actor, shown)) {
            throw new RefusedException(Refusal.ofRole("SA-11"));
        }
        boolean hidesQueue = SalesLeadReader.isHiddenInQueue(actor);
        boolean isHidden = hidesQueue && shown == SalesView.QUEUE;
        Disclosure disclosure = isHidden ? asked.hiding() : asked;
        ListParameters read = new ListParameters();
        SalesSort order = sort == null
                ? usual(shown, actor)
                : read.sort(
                        sort,
                        text -> SalesSort.byParameter(text).filter(found -> found.suits(shown)),
                        usual(shown, actor));
        SalesListQuery query = new SalesListQuery(
                scope,
                SalesPart.of(actor, scope, shown, outlet(read, outlet), references),
                shown,
                order,
                read.limit(limit),
                read.cursor(cursor, order.parameter()).orElse(null),
                read.codeFilter("source", source),
                read.codeFilter("campaign", campaign),
                read.search(q),
                hidesQueue);
        if (disclosure.isMasked()) {
            read.refuseWhatUnmasks(isHidden ? "SA-11" : "AC-05", order.isByName(), q);
        }
        read.refuseFaults();
        SalesLists.Page page = log.release(
                lists.read(query, moment), disclosure, found -> found.rows().size());
        return new SalesRows(
                view,
                page.rows().stream()
                        .map(row -> row(row, scope, disclosure.isMasked(), moment.at()))
                        .toList(),
                Count.of(page.count()),
                page.more() ? order.after(page.rows().getLast().row()).text() : null,
                moment.upToDate());
    }

    /** The call centre sees no delivered leads, and so has no lists of them. */
    private static boolean has(Actor reader, SalesView view) {
        return view == SalesView.QUEUE || reader.role() != Role.CALL_CENTER;
    }

    private static SalesSort usual(SalesView view, Actor reader) {
        return switch (view) {
            case QUEUE -> SalesSort.CREATED_FIRST;
            case ALL -> reader.role().isOutlets() ? SalesSort.UNASSIGNED : SalesSort.DELIVERED_LAST;
            default -> SalesSort.DELIVERED_LAST;
        };
    }

    private static @Nullable OutletId outlet(ListParameters read, @Nullable String given) {
        if (given == null) {
            return null;
        }
        if (!OutletId.isWellFormed(given)) {
            read.fault("not-a-code", "outlet");
            return null;
        }
        return new OutletId(given);
    }

    private LeadOwner owner(UserId user, boolean masked) {
        LeadOwner owner = LeadOwner.of(user, references);
        return masked ? owner.masked() : owner;
    }

    private SalesRow row(SalesLists.Listed listed, SalesScope scope, boolean masked, Instant now) {
        SalesListRow row = masked ? listed.row().masked() : listed.row();
        SalesPlace place = row.place();
        OutletId outlet = place.outlet();
        UserId owner = place.owner();
        return new SalesRow(
                row.leadId(),
                row.reference(),
                row.leadName(),
                row.status(),
                place.queue().brand(),
                outlet == null ? null : outlet.value(),
                owner == null ? null : owner(owner, masked),
                HeldDelivery.of(place, scope),
                row.createdAt(),
                row.deliveredAt(),
                row.followedUpAt(),
                FollowUpTime.of(
                        row.deliveredAt(),
                        row.followedUpAt(),
                        row.status(),
                        outlet == null
                                ? OutletCalendar.ALWAYS_OPEN
                                : references.calendarOf(outlet).asOf(now),
                        now),
                row.source(),
                row.campaign(),
                row.model(),
                row.purchaseHorizon(),
                listed.possibleDuplicate());
    }

    /**
     * A page of a list view of sales leads.
     *
     * @param view its name in addresses
     * @param rows the rows
     * @param count rows of the whole list
     * @param nextCursor for the next page; absent: this is the last
     * @param upToDate how recent the rows are
     */
    record SalesRows(
            String view,
            List<SalesRow> rows,
            Count count,
            @Nullable String nextCursor,
            UpToDate upToDate) {}

    /**
     * A sales lead in a list.
     *
     * @param id the lead
     * @param reference short reference
     * @param leadName リード名; masked in the queue for readers at outlets (SA-11)
     * @param status 状況
     * @param brand code of the brand it is about
     * @param outlet code of its outlet; absent: it is in the queue
     * @param owner リード所有者; absent: nobody yet
     * @param held the delivery that waits for an outlet to open; absent: none does, or it is not the reader's to know
     * @param createdAt when it was captured
     * @param deliveredAt 送客日時; absent: it is in the queue
     * @param followedUpAt the moment of the first follow-up; absent: there was none
     * @param firstFollowUp 初回のフォローアップ対応までの時間(分), running while there was none; absent: not delivered, or set aside
     *     without any
     * @param source リードソース
     * @param campaign code of the campaign; absent: of none
     * @param model 購入モデル; absent: not said
     * @param purchaseHorizon ご購入検討時期; absent: not said
     * @param possibleDuplicate whether the reader sees another lead that may be of the same customer for the same campaign
     *     (SA-03); the page names them
     */
    record SalesRow(
            UUID id,
            String reference,
            String leadName,
            SalesStatus status,
            String brand,
            @Nullable String outlet,
            @Nullable LeadOwner owner,
            @Nullable HeldDelivery held,
            Instant createdAt,
            @Nullable Instant deliveredAt,
            @Nullable Instant followedUpAt,
            @Nullable FollowUpTime firstFollowUp,
            String source,
            @Nullable String campaign,
            @Nullable String model,
            @Nullable PurchaseHorizon purchaseHorizon,
            boolean possibleDuplicate) {}
}
