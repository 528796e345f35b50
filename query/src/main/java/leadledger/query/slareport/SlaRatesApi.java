package leadledger.query.slareport;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import leadledger.events.ledger.PostgresLedger;
import leadledger.events.reference.PolicyBook;
import leadledger.events.reference.ReferenceLookup;
import leadledger.events.shared.Actor;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.MarketId;
import leadledger.events.shared.Refusal;
import leadledger.events.shared.RefusedException;
import leadledger.events.sla.Share;
import leadledger.events.sla.Sla;
import leadledger.events.sla.SlaPolicy;
import leadledger.query.access.ReadScope;
import leadledger.query.access.ReadScopes;
import leadledger.query.lead.LeadReader;
import leadledger.query.projection.Projections;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /sla/rates}. */
@RestController
@Tag(name = "Service levels")
class SlaRatesApi {

    private final SlaRates rates;
    private final ReadScopes scopes;
    private final Projections projections;
    private final PostgresLedger ledger;
    private final ReferenceLookup references;

    SlaRatesApi(
            SlaRates rates,
            ReadScopes scopes,
            Projections projections,
            PostgresLedger ledger,
            ReferenceLookup references) {
        this.rates = rates;
        this.scopes = scopes;
        this.projections = projections;
        this.ledger = ledger;
        this.references = references;
    }

    @Operation(
            operationId = "slaRates",
            summary = "How many leads meet a service level (SL-03 to SL-05)",
            description = "Exact fractions with both counts; where there are no leads, there is no rate. `SLA1` and"
                    + " `SLA2` count assignments of a half-open period, `SLA3` the leads assigned in the policy's"
                    + " window (sixty days) before a moment, both ends included. Each assignment is measured by the policy that"
                    + " held when it began. A dealer's manager sees its own dealer's figures,"
                    + " headquarters those of their market.")
    @GetMapping("/api/v1/sla/rates")
    Rates rates(
            @Parameter(description = "`SLA1`, `SLA2` or `SLA3`") @RequestParam String sla,
            @Parameter(description = "RFC 3339; assigned at or after. Not for `SLA3`")
                    @RequestParam(required = false)
                    @Nullable
                    String from,
            @Parameter(description = "RFC 3339; assigned before. Not for `SLA3`")
                    @RequestParam(required = false)
                    @Nullable
                    String to,
            @Parameter(description = "RFC 3339; end of the window, `SLA3` only. Absent: `asOf`")
                    @RequestParam(required = false)
                    @Nullable
                    String at,
            @Parameter(
                            description = "`dealer`, `market`, `campaign`, `leadType`, `source` or `month` (of"
                                    + " assignment, in the dealer's time zone). Absent: only the total")
                    @RequestParam(required = false)
                    @Nullable
                    String groupBy,
            @Parameter(description = "Code of a dealer, for readers of several")
                    @RequestParam(required = false)
                    @Nullable
                    String dealer,
            @RequestParam(required = false) @Nullable String campaign,
            @RequestParam(required = false) @Nullable String source,
            @RequestParam(required = false) @Nullable String leadType,
            @Parameter(description = "RFC 3339; what was recorded by then (SL-22), by a replay. Absent: now.")
                    @RequestParam(required = false)
                    @Nullable
                    String asOf,
            @RequestHeader(name = LeadReader.MIN_POSITION, required = false) @Nullable String minPosition,
            Actor actor) {
        mayLookAtFigures(actor);
        Instant asked = asOf == null ? null : malformedUnlessMoment(asOf);
        if (minPosition != null) {
            projections.awaitVisible(SlaLeadProjection.NAME, LeadReader.position(minPosition), LeadReader.LONGEST_WAIT);
        }
        Instant now = ledger.instant();
        Instant known = asked == null ? now : asked;
        SlaParameters read = new SlaParameters();
        Sla level = read.sla(sla);
        Instant windowEnd = read.moment("at", at);
        RatesQuery query = new RatesQuery(
                scopes.of(actor),
                level,
                references.policies(),
                windowEnd == null ? known : windowEnd,
                read.moment("from", from),
                read.moment("to", to),
                read.groupBy(groupBy),
                read.dealer(dealer),
                read.text("campaign", campaign),
                read.text("source", source),
                read.leadType(leadType));
        read.period(query, windowEnd, known);
        if (known.isAfter(now)) {
            read.fault(Refusal.ofValue("SL-22", "moment-in-future", "asOf"));
        }
        read.refuseFaults();
        boolean past = asked != null || windowEnd != null;
        long position =
                past ? ledger.positionAsOf(query.moment()) : projections.visiblePosition(SlaLeadProjection.NAME);
        return Rates.of(query, past ? rates.replayed(query) : rates.live(query), position, references);
    }

    /** An agent works leads; the figures are its manager's and headquarters' (AC-01, AC-02). */
    static void mayLookAtFigures(Actor actor) {
        switch (actor.role()) {
            case HQ, AUDITOR, AFTERSALES_MANAGER -> {}
            case AFTERSALES_AGENT,
                    INTAKE,
                    CALL_CENTER,
                    OUTLET_MANAGER,
                    SALES_STAFF,
                    SALES_ASSISTANT,
                    PRIVACY_OFFICER,
                    ADMIN,
                    SYSTEM -> throw new RefusedException(Refusal.ofRole("AC-01"));
        }
    }

    private static Instant malformedUnlessMoment(String asOf) {
        try {
            return OffsetDateTime.parse(asOf).toInstant();
        } catch (DateTimeException e) {
            throw new RefusedException(
                    new Refusal("API-FORM", Refusal.Kind.MALFORMED, "not-a-moment", "asOf", Map.of()));
        }
    }

    /**
     * Rates of a service level.
     *
     * @param sla which service level
     * @param asOf the moment as of which they hold; for {@code SLA3} the end of the window too
     * @param from assigned at or after; absent: from the start
     * @param to assigned before; absent: to the end. For {@code SLA3} the window is {@code asOf} less sixty days to {@code
     *     asOf}, both included
     * @param policy name of the policy; absent: several took part
     * @param policyVersion its version; absent: several took part
     * @param targetPercent at least so many of 100 are to meet it; absent: several policies took part
     * @param policies the policies by which assignments were measured (SL-10)
     * @param groupBy what the groups are told apart by
     * @param total of all together
     * @param groups by name; empty without {@code groupBy}
     * @param position every event up to here is in the figures
     */
    record Rates(
            Sla sla,
            Instant asOf,
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable String policy,
            @Nullable Integer policyVersion,
            @Nullable Integer targetPercent,
            List<PolicyInRates> policies,
            @Nullable GroupBy groupBy,
            Rate total,
            List<Group> groups,
            long position) {

        static Rates of(RatesQuery query, Tally tally, long position, ReferenceLookup references) {
            SlaPolicy only = only(query, tally);
            Integer target = only == null ? null : only.targetPercent(query.sla());
            boolean window = query.sla() == Sla.SLA3;
            Instant begin = only == null
                    ? query.moment().minus(query.policies().longestManagedWindow())
                    : query.moment().minus(only.managedWindow());
            PolicyBook book = references.policyBook();
            return new Rates(
                    query.sla(),
                    query.moment(),
                    window ? begin : query.from(),
                    window ? query.moment() : query.to(),
                    only == null ? null : only.name(),
                    only == null ? null : only.version(),
                    target,
                    tally.measured().stream()
                            .map(measured -> PolicyInRates.of(measured, query.sla(), book))
                            .toList(),
                    query.groupBy(),
                    Rate.of(query, tally.total(), target),
                    tally.groups().entrySet().stream()
                            .map(group -> new Group(group.getKey(), Rate.of(query, group.getValue(), target)))
                            .toList(),
                    position);
        }

        /** The one policy that everything was measured by, or would be if there was anything; none: there are several. */
        private static @Nullable SlaPolicy only(RatesQuery query, Tally tally) {
            List<Tally.Measured> measured = tally.measured();
            if (!measured.isEmpty()) {
                return measured.size() == 1 ? measured.getFirst().policy() : null;
            }
            DealerId dealer = query.dealer() != null
                    ? query.dealer()
                    : switch (query.scope()) {
                        case ReadScope.OneDealer own -> own.dealer();
                        case ReadScope.OneMarket own ->
                            own.dealers().stream().findFirst().orElse(null);
                        case ReadScope.Everything ignored -> null;
                    };
            return dealer == null ? null : query.policies().of(dealer, query.moment());
        }
    }

    /**
     * A policy by which assignments were measured.
     *
     * @param market whose
     * @param name its name
     * @param version its version
     * @param holdsFrom it holds for leads assigned at this moment or later; absent: it is the default one
     * @param targetPercent at least so many of 100 are to meet the service level
     * @param assigned how many assignments were measured by it
     */
    record PolicyInRates(
            String market,
            String name,
            int version,
            @Nullable Instant holdsFrom,
            int targetPercent,
            long assigned) {

        static PolicyInRates of(Tally.Measured measured, Sla sla, PolicyBook book) {
            SlaPolicy policy = measured.policy();
            return new PolicyInRates(
                    measured.market(),
                    policy.name(),
                    policy.version(),
                    policy.equals(SlaPolicy.DEFAULT)
                            ? null
                            : book.of(new MarketId(measured.market()), policy.version())
                                    .map(entry -> entry.version().holdsFrom())
                                    .orElse(null),
                    policy.targetPercent(sla),
                    measured.assigned());
        }
    }

    /**
     * Rates of one group.
     *
     * @param key the dealer, market, campaign, lead type, source or month
     * @param rate its figures
     */
    record Group(String key, Rate rate) {}

    /**
     * Figures of a service level (SL-04).
     *
     * @param assigned all that are counted: met, breached and running
     * @param met met; for {@code SLA3} managed: closed with or without sale
     * @param breached breached; absent for {@code SLA3}
     * @param running neither yet; absent for {@code SLA3}
     * @param withdrawn moved to another dealer while they ran, in no rate (AS-65); absent for {@code SLA3}
     * @param ofFallen met of met and breached; absent: there are none, or {@code SLA3}
     * @param ofAssigned met of all assigned; absent: there are none
     * @param targetReached whether the rate, of the fallen or for {@code SLA3} of the assigned, reaches the target exactly;
     *     absent: there is no rate, or several policies took part
     * @param beforeDisputes the same as if nothing had been decided in disputes (SL-41)
     * @param decisions how many of the assignments rest on decisions; the excused ones are in no rate
     * @param disputed how many are disputed, with nothing decided that holds
     */
    record Rate(
            long assigned,
            long met,
            @Nullable Long breached,
            @Nullable Long running,
            @Nullable Long withdrawn,
            @Nullable Fraction ofFallen,
            @Nullable Fraction ofAssigned,
            @Nullable Boolean targetReached,
            RateBeforeDisputes beforeDisputes,
            Decisions decisions,
            long disputed) {

        static Rate of(RatesQuery query, Tally.Figures figures, @Nullable Integer target) {
            RateBeforeDisputes after = RateBeforeDisputes.of(query, figures.after(), target);
            return new Rate(
                    after.assigned,
                    after.met,
                    after.breached,
                    after.running,
                    after.withdrawn,
                    after.ofFallen,
                    after.ofAssigned,
                    after.targetReached,
                    RateBeforeDisputes.of(query, figures.before(), target),
                    new Decisions(
                            figures.decisions().upheld(),
                            figures.decisions().excused(),
                            figures.decisions().corrected()),
                    figures.decisions().undecided());
        }
    }

    /**
     * Figures of a service level as if nothing had been decided in disputes; the members as those of the rate.
     *
     * @param assigned all that are counted
     * @param met met; for {@code SLA3} managed
     * @param breached breached; absent for {@code SLA3}
     * @param running neither yet; absent for {@code SLA3}
     * @param withdrawn in no rate (AS-65); absent for {@code SLA3}
     * @param ofFallen met of met and breached; absent: there are none, or {@code SLA3}
     * @param ofAssigned met of all assigned; absent: there are none
     * @param targetReached whether the rate reaches the target exactly; absent: there is no rate
     */
    record RateBeforeDisputes(
            long assigned,
            long met,
            @Nullable Long breached,
            @Nullable Long running,
            @Nullable Long withdrawn,
            @Nullable Fraction ofFallen,
            @Nullable Fraction ofAssigned,
            @Nullable Boolean targetReached) {

        static RateBeforeDisputes of(RatesQuery query, Tally.Counts counts, @Nullable Integer target) {
            boolean managed = query.sla() == Sla.SLA3;
            Share judged = counts.ofFallen();
            return new RateBeforeDisputes(
                    counts.ofAssigned().of(),
                    counts.met(),
                    managed ? null : counts.breached(),
                    managed ? null : counts.running(),
                    managed ? null : counts.withdrawn(),
                    managed ? null : Fraction.of(judged),
                    Fraction.of(counts.ofAssigned()),
                    (judged.isRate() && target != null) ? judged.reaches(target) : null);
        }
    }

    /**
     * How many of a figure's assignments rest on decisions in disputes (SL-41); for {@code SLA3} decisions over the leads'
     * {@code SLA2}.
     *
     * @param upheld the verdict stands
     * @param excused left out of numerator and denominator
     * @param corrected counted by the corrected verdict
     */
    record Decisions(long upheld, long excused, long corrected) {}

    /**
     * An exact fraction.
     *
     * @param met the part
     * @param of the whole, at least 1
     */
    record Fraction(long met, long of) {

        static @Nullable Fraction of(Share share) {
            return share.isRate() ? new Fraction(share.met(), share.of()) : null;
        }
    }
}
