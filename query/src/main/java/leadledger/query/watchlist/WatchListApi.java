package leadledger.query.watchlist;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import leadledger.events.ledger.PostgresLedger;
import leadledger.events.shared.Actor;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.OutletId;
import leadledger.events.shared.Refusal;
import leadledger.events.sla.Sla;
import leadledger.events.sla.SlaVerdict.Result;
import leadledger.events.sla.watch.Figures;
import leadledger.events.sla.watch.SignKind;
import leadledger.events.sla.watch.Trace;
import leadledger.query.access.MarketScope;
import leadledger.query.access.ReadScopes;
import leadledger.query.lead.LeadReader;
import leadledger.query.listing.Count;
import leadledger.query.listing.Cursor;
import leadledger.query.listing.ListClock;
import leadledger.query.listing.ListMoment;
import leadledger.query.listing.ListParameters;
import leadledger.query.projection.Projections;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /sla/watch-list}. */
@RestController
@Tag(name = "Service levels")
class WatchListApi {

    private final WatchList list;
    private final ReadScopes scopes;
    private final ListClock clock;

    WatchListApi(WatchList list, ReadScopes scopes, Projections projections, PostgresLedger ledger) {
        this.list = list;
        this.scopes = scopes;
        this.clock = new ListClock(projections, ledger, WatchProjection.NAME, WatchProjection.NAME);
    }

    @Operation(
            operationId = "slaWatchList",
            summary = "Signs that headquarters watch, each with its evidence (SL-21)",
            description =
                    "Of aftersales and sales leads, the sign that arose last at the top. A sign says what was recorded, not"
                            + " that anybody did wrong; `signs` tells what each means. Headquarters see their market, auditors all."
                            + " No personal data. Read on with `nextCursor`; the first page has the counts, of all signs"
                            + " whichever is asked for.")
    @GetMapping("/api/v1/sla/watch-list")
    WatchListPage watchList(
            @Parameter(
                            description = "`DIFFERS_BY_CLAIMED_TIME`, `ATTEMPT_IN_MINUTE_OF_ASSIGNMENT`,"
                                    + " `BATCHED_ATTEMPTS`, `CLOSED_JUST_BEFORE_DEADLINE`, `RECONTACT_CHAIN` or"
                                    + " `LATE_CORRECTION`. Absent: all")
                    @RequestParam(required = false)
                    @Nullable
                    String sign,
            @Parameter(description = "Code of a dealer") @RequestParam(required = false) @Nullable String dealer,
            @Parameter(description = "Code of an outlet, for sales leads") @RequestParam(required = false) @Nullable
                    String outlet,
            @Parameter(description = "RFC 3339; arose at or after") @RequestParam(required = false) @Nullable
                    String from,
            @Parameter(description = "RFC 3339; arose before") @RequestParam(required = false) @Nullable String to,
            @Parameter(description = "Rows at most, 1 to 200") @RequestParam(defaultValue = ListParameters.DEFAULT_ROWS)
                    int limit,
            @Parameter(description = "`nextCursor` of the page before") @RequestParam(required = false) @Nullable
                    String cursor,
            @Parameter(description = "RFC 3339; what was known by then (SL-22). Absent: now.")
                    @RequestParam(required = false)
                    @Nullable
                    String asOf,
            @RequestHeader(name = LeadReader.MIN_POSITION, required = false) @Nullable String minPosition,
            Actor actor,
            Locale language) {
        MarketScope scope = scopes.ofWatchers(actor);
        ListMoment moment = clock.at(asOf, minPosition);
        ListParameters read = new ListParameters();
        WatchQuery query = new WatchQuery(
                scope,
                moment.isPast() ? moment.at() : null,
                kind(read, sign),
                dealer(read, dealer),
                outlet(read, outlet),
                read.moment("from", from),
                read.moment("to", to),
                read.limit(limit),
                place(read, cursor));
        if (query.from() != null && query.to() != null && query.to().isBefore(query.from())) {
            read.fault(Refusal.ofValue("SL-04", "period-ends-before-it-begins", "to"));
        }
        read.refuseFaults();
        WatchList.Page page = list.read(query);
        return new WatchListPage(
                moment.at(),
                Arrays.stream(SignKind.values())
                        .map(each -> WatchedKind.of(each, page.counts(), language))
                        .toList(),
                page.rows().stream().map(row -> WatchedSign.of(row, language)).toList(),
                page.more() ? page.rows().getLast().place().text() : null,
                moment.position());
    }

    private static @Nullable SignKind kind(ListParameters read, @Nullable String name) {
        if (name == null) {
            return null;
        }
        Optional<SignKind> kind = Arrays.stream(SignKind.values())
                .filter(each -> each.name().equals(name))
                .findFirst();
        if (kind.isEmpty()) {
            read.fault(Refusal.ofValue("API-LIST", "not-one-of", "sign")
                    .with(
                            "allowed",
                            Stream.of(SignKind.values()).map(SignKind::name).collect(Collectors.joining(", "))));
        }
        return kind.orElse(null);
    }

    private static @Nullable DealerId dealer(ListParameters read, @Nullable String text) {
        if (text != null && !DealerId.isWellFormed(text)) {
            read.fault("not-a-dealer-code", "dealer");
            return null;
        }
        return text == null ? null : new DealerId(text);
    }

    private static @Nullable OutletId outlet(ListParameters read, @Nullable String text) {
        if (text != null && !OutletId.isWellFormed(text)) {
            read.fault("not-an-outlet-code", "outlet");
            return null;
        }
        return text == null ? null : new OutletId(text);
    }

    private static WatchQuery.@Nullable Place place(ListParameters read, @Nullable String cursor) {
        if (cursor == null) {
            return null;
        }
        Optional<WatchQuery.Place> place = WatchQuery.Place.parse(cursor);
        if (place.isEmpty()) {
            read.fault(Cursor.UNKNOWN);
        }
        return place.orElse(null);
    }

    /**
     * A page of the watch list.
     *
     * @param asOf the moment as of which it holds
     * @param signs what can stand on it
     * @param rows the sign that arose last at the top
     * @param nextCursor for the next page; absent: this is the last
     * @param position every event up to here is in it
     */
    record WatchListPage(
            Instant asOf,
            List<WatchedKind> signs,
            List<WatchedSign> rows,
            @Nullable String nextCursor,
            long position) {}

    /**
     * A kind of sign.
     *
     * @param sign its name
     * @param title what it is called, in the language asked for
     * @param description what it means, in the language asked for
     * @param count how many there are under the other filters; absent on later pages
     */
    record WatchedKind(
            SignKind sign,
            String title,
            String description,
            @Nullable Count count) {

        static WatchedKind of(SignKind kind, @Nullable Map<SignKind, Count> counts, Locale language) {
            WatchWords words = WatchWords.of(kind);
            return new WatchedKind(
                    kind, words.title(language), words.description(language), counts == null ? null : counts.get(kind));
        }
    }

    /**
     * A sign. No personal data: users are pseudonymous ids.
     *
     * @param sign what it is
     * @param title what it is called, in the language asked for
     * @param process of which process the leads are
     * @param aroseAt when the event was recorded with which it arose
     * @param dealer the dealer whose lead it was
     * @param outlet the outlet whose lead it was; absent: an aftersales lead
     * @param leadId the lead; absent: the sign is over several
     * @param reference short reference of the lead; absent: the sign is over several
     * @param assignment number of the assignment (SL-07); absent: the sign is over several leads
     * @param sla which service level it is about; absent: the sign is over several leads
     * @param user whose attempts make the batch; absent: it is no batch
     * @param figures the arithmetic; absent: the sign is over several leads
     * @param leads on how many leads it is; a chain is counted up to 100
     * @param events what it rests on, in order; of a batch or chain at most 20
     */
    record WatchedSign(
            SignKind sign,
            String title,
            WatchedProcess process,
            Instant aroseAt,
            @Nullable String dealer,
            @Nullable String outlet,
            @Nullable UUID leadId,
            @Nullable String reference,
            @Nullable Integer assignment,
            @Nullable Sla sla,
            @Nullable String user,
            @Nullable WatchedFigures figures,
            int leads,
            List<WatchedEvent> events) {

        static WatchedSign of(Watched row, Locale language) {
            boolean one = row.figures() != null;
            return new WatchedSign(
                    row.kind(),
                    WatchWords.of(row.kind()).title(language),
                    row.process(),
                    row.place().arose(),
                    row.dealer(),
                    row.outlet(),
                    one ? row.leads().getFirst().lead() : null,
                    one ? row.leads().getFirst().reference() : null,
                    row.assignment(),
                    row.sla(),
                    row.user(),
                    row.figures() == null ? null : WatchedFigures.of(row.figures()),
                    row.leadCount(),
                    row.leads().stream().map(WatchedEvent::of).toList());
        }
    }

    /**
     * The arithmetic of a sign.
     *
     * @param policy name of the policy in force at the assignment; absent: it does not matter
     * @param policyVersion its version
     * @param limit how long the clock may run
     * @param startedAt when it started
     * @param deadline the last moment in time
     * @param elapsed how much of its time had passed at the stop, or since the start
     * @param recordedAt when the stop, the attempt or the correction was recorded
     * @param claimedAt when the attempt was made as somebody claims
     * @param claimedBefore what counted as claimed before the correction
     * @param byRecorded the verdict by recorded time
     * @param byClaimed the verdict by claimed time
     */
    record WatchedFigures(
            @Nullable String policy,
            @Nullable Integer policyVersion,
            @Nullable Duration limit,
            Instant startedAt,
            @Nullable Instant deadline,
            @Nullable Duration elapsed,
            Instant recordedAt,
            @Nullable Instant claimedAt,
            @Nullable Instant claimedBefore,
            @Nullable Result byRecorded,
            @Nullable Result byClaimed) {

        static WatchedFigures of(Figures figures) {
            return new WatchedFigures(
                    figures.policy(),
                    figures.policyVersion(),
                    figures.limit(),
                    figures.startedAt(),
                    figures.deadline(),
                    figures.elapsed(),
                    figures.recordedAt(),
                    figures.claimedAt(),
                    figures.claimedBefore(),
                    figures.byRecorded(),
                    figures.byClaimed());
        }
    }

    /**
     * An event that a sign rests on.
     *
     * @param leadId its lead
     * @param reference short reference of the lead
     * @param position its place in the ledger; absent with all that follows: the first lead of a chain, which came of none
     * @param type its type
     * @param recordedAt when it was recorded
     * @param occurredAt when it happened, as it claims itself
     * @param actor who did it
     */
    record WatchedEvent(
            UUID leadId,
            String reference,
            @Nullable Long position,
            @Nullable String type,
            @Nullable Instant recordedAt,
            @Nullable Instant occurredAt,
            @Nullable String actor) {

        static WatchedEvent of(Watched.OnLead on) {
            Trace trace = on.trace();
            return trace == null
                    ? new WatchedEvent(on.lead(), on.reference(), null, null, null, null, null)
                    : new WatchedEvent(
                            on.lead(),
                            on.reference(),
                            trace.position(),
                            trace.type(),
                            trace.recordedAt(),
                            trace.occurredAt(),
                            trace.actor());
        }
    }
}
