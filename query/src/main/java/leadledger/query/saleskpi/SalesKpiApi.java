package leadledger.query.saleskpi;

import com.fasterxml.jackson.annotation.JsonValue;
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
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import leadledger.events.ledger.PostgresLedger;
import leadledger.events.reference.KpiTargets;
import leadledger.events.reference.Names;
import leadledger.events.shared.Actor;
import leadledger.events.shared.OutletId;
import leadledger.events.shared.Refusal;
import leadledger.events.shared.RefusedException;
import leadledger.events.shared.Role;
import leadledger.events.shared.UserId;
import leadledger.events.sla.SlaVerdict.Result;
import leadledger.query.access.ReadScopes;
import leadledger.query.lead.LeadReader;
import leadledger.query.lead.LeadStreams;
import leadledger.query.listing.ListParameters;
import leadledger.query.projection.Projections;
import leadledger.query.saleskpi.Figure.Outcome;
import leadledger.query.saleskpi.SalesKpis.LeadsQuery;
import leadledger.query.saleskpi.SalesKpis.OutletTally;
import leadledger.query.saleskpi.SalesKpis.Place;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /sales/kpis} and {@code GET /sales/kpis/leads}. */
@RestController
@Tag(name = "Sales KPIs")
class SalesKpiApi {

    /** A year, with what it takes to compare it with the one before by weeks. */
    static final Duration LONGEST_PERIOD = Duration.ofDays(400);

    private static final String RULE = "SA-KPI";

    private final SalesKpis kpis;
    private final ReadScopes scopes;
    private final Projections projections;
    private final PostgresLedger ledger;

    SalesKpiApi(SalesKpis kpis, ReadScopes scopes, Projections projections, PostgresLedger ledger) {
        this.kpis = kpis;
        this.scopes = scopes;
        this.projections = projections;
        this.ledger = ledger;
    }

    @Operation(
            operationId = "salesKpis",
            summary = "Key figures of outlets and of their people for a period",
            description = "Exact fractions with both counts; where there is nothing, there is no rate. Exact times are"
                    + " compared with the targets, which are the present ones. `definitions` tells what each figure means."
                    + " A manager sees the outlets it is responsible for, staff its own figures, headquarters their"
                    + " market's outlets. The leads behind each figure: `/sales/kpis/leads`.")
    @GetMapping("/api/v1/sales/kpis")
    Kpis kpis(
            @Parameter(description = "RFC 3339; delivered at or after") @RequestParam String from,
            @Parameter(description = "RFC 3339; delivered before. At most 400 days after `from`") @RequestParam
                    String to,
            @Parameter(description = "`outlet` or `person`. Absent: `outlet`; for staff `person`")
                    @RequestParam(required = false)
                    @Nullable
                    String by,
            @Parameter(description = "Code of an outlet. Absent: all that the reader may see")
                    @RequestParam(required = false)
                    @Nullable
                    String outlet,
            @Parameter(description = "Id of a person, with `by=person`. Absent: everybody")
                    @RequestParam(required = false)
                    @Nullable
                    String user,
            @Parameter(description = "RFC 3339; what was recorded by then (SL-22). Absent: now.")
                    @RequestParam(required = false)
                    @Nullable
                    String asOf,
            @RequestHeader(name = LeadReader.MIN_POSITION, required = false) @Nullable String minPosition,
            Actor actor) {
        mayLookAtFigures(actor);
        UserId alone = alone(actor, user);
        if (alone != null && By.OUTLET.parameter().equals(by)) {
            throw new RefusedException(Refusal.ofRole("AC-01"));
        }
        Instant asked = LeadStreams.moment(asOf);
        awaitPosition(minPosition);
        Instant now = ledger.instant();
        ListParameters read = new ListParameters();
        By grouping = oneOf(read, "by", by, By.values(), By::parameter).orElse(alone == null ? By.OUTLET : By.PERSON);
        UserId person = alone == null ? user(read, user) : alone;
        KpiQuery query = query(read, actor, from, to, outlet, alone, asked, now);
        read.refuseFaults();
        awaitKnown(query);
        long position = projections.visiblePosition(SalesKpiProjection.NAME);
        boolean byPerson = grouping == By.PERSON;
        List<OutletKpis> outlets = kpis.figures(query, byPerson, person).entrySet().stream()
                .map(entry -> OutletKpis.of(entry.getKey(), entry.getValue(), byPerson, person, alone != null))
                .toList();
        return new Kpis(query.from(), query.to(), query.moment(), grouping, outlets, KpiDefinitions.ALL, position);
    }

    @Operation(
            operationId = "salesKpiLeads",
            summary = "The leads behind a key figure",
            description =
                    "The one that was delivered last at the top, without personal data: as many as the figure counts."
                            + " Read on with `nextCursor`. With `user` or `unassigned` those behind the figure of a person, or of"
                            + " nobody. Staff is told how fast a lead was followed up where that is its own figure.")
    @GetMapping("/api/v1/sales/kpis/leads")
    KpiLeads leads(
            @Parameter(
                            description = "`delivered`, `in-scope`, `follow-up`, `within-target-business`,"
                                    + " `within-target-elapsed`, `test-drive`, `appraisal`, `conversion` or `win`")
                    @RequestParam
                    String figure,
            @Parameter(
                            description =
                                    "`COUNTED`; `IN_SCOPE`, `OUT_OF_SCOPE`; `FOLLOWED_UP`, `NOT_FOLLOWED_UP`; `MET`,"
                                            + " `BREACHED`, `RUNNING`; `DONE`, `NOT_DONE`; `WON`, `LOST`: one of the figure's. Absent:"
                                            + " all of them")
                    @RequestParam(required = false)
                    @Nullable
                    String outcome,
            @Parameter(description = "RFC 3339; delivered at or after") @RequestParam String from,
            @Parameter(description = "RFC 3339; delivered before. At most 400 days after `from`") @RequestParam
                    String to,
            @Parameter(description = "Code of an outlet. Absent: all that the reader may see")
                    @RequestParam(required = false)
                    @Nullable
                    String outlet,
            @Parameter(description = "Id of a person: its share. Absent: the whole outlet's; for staff its own")
                    @RequestParam(required = false)
                    @Nullable
                    String user,
            @Parameter(description = "What nobody owned; not together with `user`")
                    @RequestParam(defaultValue = "false")
                    boolean unassigned,
            @Parameter(description = "RFC 3339; what was recorded by then (SL-22). Absent: now.")
                    @RequestParam(required = false)
                    @Nullable
                    String asOf,
            @Parameter(description = "Rows at most, 1 to 200") @RequestParam(defaultValue = ListParameters.DEFAULT_ROWS)
                    int limit,
            @Parameter(description = "`nextCursor` of the page before") @RequestParam(required = false) @Nullable
                    String cursor,
            @RequestHeader(name = LeadReader.MIN_POSITION, required = false) @Nullable String minPosition,
            Actor actor) {
        mayLookAtFigures(actor);
        UserId alone = alone(actor, user);
        if (alone != null && unassigned) {
            throw new RefusedException(Refusal.ofRole("AC-01"));
        }
        Instant asked = LeadStreams.moment(asOf);
        awaitPosition(minPosition);
        Instant now = ledger.instant();
        ListParameters read = new ListParameters();
        Figure wanted = oneOf(read, "figure", figure, Figure.values(), Figure::parameter)
                .orElse(Figure.DELIVERED);
        Outcome only = oneOf(read, "outcome", outcome, wanted.outcomes().toArray(Outcome[]::new), Outcome::name)
                .orElse(null);
        UserId person = alone == null ? user(read, user) : alone;
        if (unassigned && person != null) {
            read.fault(Refusal.ofValue(RULE, "unassigned-has-no-user", "user"));
        }
        KpiQuery query = query(read, actor, from, to, outlet, alone, asked, now);
        LeadsQuery leads = new LeadsQuery(
                wanted, only, unassigned || person != null, person, read.limit(limit), Place.read(read, cursor));
        read.refuseFaults();
        awaitKnown(query);
        long position = projections.visiblePosition(SalesKpiProjection.NAME);
        SalesKpis.Page page = kpis.leads(query, leads);
        return new KpiLeads(
                wanted,
                query.moment(),
                page.leads().stream().map(lead -> LeadRow.of(lead, alone)).toList(),
                page.more() ? page.leads().getLast().place().text() : null,
                position);
    }

    /** Figures are for managers, for staff about itself, for headquarters and auditors (AC-01). */
    private static void mayLookAtFigures(Actor actor) {
        switch (actor.role()) {
            case OUTLET_MANAGER, SALES_STAFF, HQ, AUDITOR -> {}
            case SALES_ASSISTANT,
                    CALL_CENTER,
                    INTAKE,
                    AFTERSALES_AGENT,
                    AFTERSALES_MANAGER,
                    PRIVACY_OFFICER,
                    ADMIN,
                    SYSTEM -> throw new RefusedException(Refusal.ofRole("AC-01"));
        }
    }

    /** Staff sees nobody else's figures, whether or not there is anybody (AC-01); none: the reader is no staff. */
    private static @Nullable UserId alone(Actor actor, @Nullable String user) {
        if (actor.role() != Role.SALES_STAFF) {
            return null;
        }
        if (user != null && !user.equals(actor.subject())) {
            throw new RefusedException(Refusal.ofRole("AC-01"));
        }
        return actor.user();
    }

    private void awaitPosition(@Nullable String minPosition) {
        if (minPosition != null) {
            projections.awaitVisible(
                    SalesKpiProjection.NAME, LeadReader.position(minPosition), LeadReader.LONGEST_WAIT);
        }
    }

    /** As of a past moment all is told that was known then, however far the read model is. */
    private void awaitKnown(KpiQuery query) {
        if (query.past()) {
            projections.awaitVisible(
                    SalesKpiProjection.NAME, ledger.positionAsOf(query.moment()), LeadReader.LONGEST_WAIT);
        }
    }

    private KpiQuery query(
            ListParameters read,
            Actor actor,
            String from,
            String to,
            @Nullable String outlet,
            @Nullable UserId alone,
            @Nullable Instant asked,
            Instant now) {
        Instant begin = Optional.ofNullable(read.moment("from", from)).orElse(Instant.EPOCH);
        Instant end = Optional.ofNullable(read.moment("to", to)).orElse(begin);
        if (end.isBefore(begin)) {
            read.fault(Refusal.ofValue("SL-04", "period-ends-before-it-begins", "to"));
        }
        if (Duration.between(begin, end).compareTo(LONGEST_PERIOD) > 0) {
            read.fault(Refusal.ofValue(RULE, "period-too-long", "to").with("most", LONGEST_PERIOD.toDays()));
        }
        if (asked != null && asked.isAfter(now)) {
            read.fault(Refusal.ofValue("SL-22", "moment-in-future", "asOf"));
        }
        return new KpiQuery(
                scopes.ofSales(actor),
                outlets(read, actor, outlet),
                actor.market(),
                alone,
                begin,
                end,
                asked == null ? now : asked,
                asked != null);
    }

    /** None: all. An outlet that is not the reader's has no leads for it, like one that does not exist (AC-01). */
    private static @Nullable Set<OutletId> outlets(ListParameters read, Actor actor, @Nullable String named) {
        boolean ofOutlets = actor.role().isOutlets();
        if (named == null) {
            return ofOutlets ? actor.outlets() : null;
        }
        if (!OutletId.isWellFormed(named)) {
            read.fault("not-an-outlet-code", "outlet");
            return Set.of();
        }
        OutletId outlet = new OutletId(named);
        return ofOutlets && !actor.isOf(outlet) ? Set.of() : Set.of(outlet);
    }

    private static @Nullable UserId user(ListParameters read, @Nullable String user) {
        if (user == null) {
            return null;
        }
        if (!UserId.isWellFormed(user)) {
            read.fault("not-a-user-id", "user");
            return null;
        }
        return new UserId(user);
    }

    private static <T> Optional<T> oneOf(
            ListParameters read, String parameter, @Nullable String name, T[] values, Function<T, String> naming) {
        if (name == null) {
            return Optional.empty();
        }
        Optional<T> found = Arrays.stream(values)
                .filter(value -> naming.apply(value).equals(name))
                .findFirst();
        if (found.isEmpty()) {
            read.fault(Refusal.ofValue("API-LIST", "not-one-of", parameter)
                    .with("allowed", Stream.of(values).map(naming).collect(Collectors.joining(", "))));
        }
        return found;
    }

    /** What figures are told apart by. */
    enum By {
        /** 拠点. */
        OUTLET,
        /** 担当者. */
        PERSON;

        @JsonValue
        String parameter() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Key figures of a period.
     *
     * @param from delivered at or after
     * @param to delivered before
     * @param asOf the moment as of which they hold
     * @param by what they are told apart by
     * @param outlets by code; an outlet without a lead delivered in the period is not there
     * @param definitions what each figure means
     * @param position every event up to here is in the figures
     */
    record Kpis(
            Instant from,
            Instant to,
            Instant asOf,
            By by,
            List<OutletKpis> outlets,
            Map<String, Names> definitions,
            long position) {}

    /**
     * Key figures of an outlet.
     *
     * @param outlet its code
     * @param targets what it is to reach
     * @param figures of all its leads; absent for staff
     * @param persons of those that ever owned one of them; absent unless asked for
     * @param unassigned of what happened while nobody owned the lead: with the persons it makes up the outlet's; absent unless
     *     all persons are asked for
     */
    record OutletKpis(
            String outlet,
            KpiTargets targets,
            @Nullable KpiFigures figures,
            @Nullable List<PersonKpis> persons,
            @Nullable KpiFigures unassigned) {

        static OutletKpis of(
                OutletId outlet, OutletTally tally, boolean byPerson, @Nullable UserId person, boolean alone) {
            return new OutletKpis(
                    outlet.value(),
                    tally.yardstick().targets(),
                    alone ? null : KpiFigures.of(tally.all(), tally.yardstick()),
                    byPerson
                            ? tally.persons().entrySet().stream()
                                    .map(entry -> new PersonKpis(
                                            entry.getKey().value(), KpiFigures.of(entry.getValue(), tally.yardstick())))
                                    .toList()
                            : null,
                    byPerson && person == null ? KpiFigures.of(tally.nobody(), tally.yardstick()) : null);
        }
    }

    /**
     * Key figures of a person at an outlet.
     *
     * @param user the person's id
     * @param figures its share
     */
    record PersonKpis(String user, KpiFigures figures) {}

    /**
     * A page of the leads behind a figure.
     *
     * @param figure the figure
     * @param asOf the moment as of which they are told
     * @param rows the one that was delivered last at the top
     * @param nextCursor for the next page; absent: this is the last
     * @param position every event up to here is in the rows
     */
    record KpiLeads(
            Figure figure,
            Instant asOf,
            List<LeadRow> rows,
            @Nullable String nextCursor,
            long position) {}

    /**
     * A lead behind a figure. No personal data.
     *
     * @param leadId the lead
     * @param reference short reference of the lead
     * @param outlet its outlet
     * @param deliveredAt 送客日時
     * @param outcome how it counts in the figure
     * @param business the first follow-up in the outlet's open time; absent: not this reader's to know
     * @param elapsed the first follow-up in all time; absent: not this reader's to know
     */
    record LeadRow(
            UUID leadId,
            String reference,
            String outlet,
            Instant deliveredAt,
            Outcome outcome,
            @Nullable LeadTiming business,
            @Nullable LeadTiming elapsed) {

        static LeadRow of(SalesKpis.Counted counted, @Nullable UserId alone) {
            KpiLead lead = counted.lead();
            return new LeadRow(
                    lead.row().leadId(),
                    lead.row().reference(),
                    lead.outlet().value(),
                    lead.deliveredAt(),
                    counted.outcome(),
                    LeadTiming.of(lead, lead.business(), alone),
                    LeadTiming.of(lead, lead.elapsed(), alone));
        }
    }

    /**
     * How fast a lead was followed up, on one clock.
     *
     * @param minutes 初回のフォローアップ対応までの時間(分), whole, rounded down; absent: no follow-up has come, or it is another's
     * @param result the verdict by the outlet's target; {@code WITHDRAWN}: out of scope; absent: it is another's
     */
    record LeadTiming(@Nullable Long minutes, @Nullable Result result) {

        /** Whoever had the lead is not told how the next one fared with it. */
        static @Nullable LeadTiming of(KpiLead lead, KpiLead.Timing timing, @Nullable UserId alone) {
            boolean tellsTime = alone == null || alone.equals(lead.followedUpBy());
            boolean tellsResult = alone == null || alone.equals(timing.fellTo());
            Duration took = tellsTime ? timing.took() : null;
            Result result = tellsResult ? timing.result() : null;
            return took == null && result == null
                    ? null
                    : new LeadTiming(took == null ? null : took.toMinutes(), result);
        }
    }
}
