package leadledger.query.slareport;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import leadledger.events.dispute.DisputeOutcome;
import leadledger.events.ledger.PostgresLedger;
import leadledger.events.reference.ReferenceLookup;
import leadledger.events.shared.Actor;
import leadledger.events.shared.Refusal;
import leadledger.events.sla.Assignment;
import leadledger.events.sla.Ruling;
import leadledger.events.sla.Sla;
import leadledger.events.sla.SlaVerdict.Result;
import leadledger.query.access.ReadScopes;
import leadledger.query.lead.LeadReader;
import leadledger.query.lead.LeadStreams;
import leadledger.query.projection.Projections;
import leadledger.query.slareport.AssignmentsQuery.Place;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /sla/assignments}. */
@RestController
@Tag(name = "Service levels")
class SlaAssignmentsApi {

    private static final String DEFAULT_ROWS = "50";

    private final SlaAssignments assignments;
    private final ReadScopes scopes;
    private final Projections projections;
    private final PostgresLedger ledger;
    private final ReferenceLookup references;

    SlaAssignmentsApi(
            SlaAssignments assignments,
            ReadScopes scopes,
            Projections projections,
            PostgresLedger ledger,
            ReferenceLookup references) {
        this.assignments = assignments;
        this.scopes = scopes;
        this.projections = projections;
        this.ledger = ledger;
        this.references = references;
    }

    @Operation(
            operationId = "slaAssignments",
            summary = "The assignments behind a figure of the rates (SL-07, AS-65)",
            description =
                    "Newest first, without personal data. A dealer's manager sees its dealer's assignments, also of"
                            + " leads that were moved to another dealer since. Read on with `nextCursor`. For `SLA3` the verdict is"
                            + " `MET` for a lead that was closed with or without sale, and `BREACHED` for one that is not so far.")
    @GetMapping("/api/v1/sla/assignments")
    AssignmentPage assignments(
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
            @Parameter(description = "Code of a dealer, for readers of several")
                    @RequestParam(required = false)
                    @Nullable
                    String dealer,
            @RequestParam(required = false) @Nullable String campaign,
            @RequestParam(required = false) @Nullable String source,
            @RequestParam(required = false) @Nullable String leadType,
            @Parameter(
                            description =
                                    "`MET`, `BREACHED`, `RUNNING` or `WITHDRAWN`; the last two not for `SLA3`. Absent: all")
                    @RequestParam(required = false)
                    @Nullable
                    String result,
            @Parameter(description = "Rows at most, 1 to 200") @RequestParam(defaultValue = DEFAULT_ROWS) int limit,
            @Parameter(description = "`nextCursor` of the page before") @RequestParam(required = false) @Nullable
                    String cursor,
            @Parameter(description = "RFC 3339; what was recorded by then (SL-22). Absent: now.")
                    @RequestParam(required = false)
                    @Nullable
                    String asOf,
            @RequestHeader(name = LeadReader.MIN_POSITION, required = false) @Nullable String minPosition,
            Actor actor) {
        SlaRatesApi.mayLookAtFigures(actor);
        Instant asked = LeadStreams.moment(asOf);
        if (minPosition != null) {
            projections.awaitVisible(SlaLeadProjection.NAME, LeadReader.position(minPosition), LeadReader.LONGEST_WAIT);
        }
        long position = projections.visiblePosition(SlaLeadProjection.NAME);
        Instant now = ledger.instant();
        Instant known = asked == null ? now : asked;
        SlaParameters read = new SlaParameters();
        Sla level = read.sla(sla);
        Instant windowEnd = read.moment("at", at);
        RatesQuery figure = new RatesQuery(
                scopes.of(actor),
                level,
                references.policies(),
                windowEnd == null ? known : windowEnd,
                read.moment("from", from),
                read.moment("to", to),
                null,
                read.dealer(dealer),
                read.text("campaign", campaign),
                read.text("source", source),
                read.leadType(leadType));
        read.period(figure, windowEnd, known);
        AssignmentsQuery query = new AssignmentsQuery(
                figure,
                windowEnd == null ? asked : windowEnd,
                read.result(result, level),
                read.limit(limit),
                read.cursor(cursor, Place::parse));
        if (known.isAfter(now)) {
            read.fault(Refusal.ofValue("SL-22", "moment-in-future", "asOf"));
        }
        read.refuseFaults();
        if (query.at() != null) {
            position = ledger.positionAsOf(query.at());
            projections.awaitVisible(SlaLeadProjection.NAME, position, LeadReader.LONGEST_WAIT);
        }
        SlaAssignments.Page page = assignments.read(query);
        return new AssignmentPage(
                level,
                figure.moment(),
                page.rows().stream().map(row -> AssignmentRow.of(query, row)).toList(),
                page.next() == null ? null : page.next().text(),
                position);
    }

    /**
     * A page of assignments.
     *
     * @param sla which service level
     * @param asOf the moment as of which the verdicts hold
     * @param rows the newest assignment first
     * @param nextCursor for the next page; absent: this is the last
     * @param position every event up to here is in the rows
     */
    record AssignmentPage(
            Sla sla,
            Instant asOf,
            List<AssignmentRow> rows,
            @Nullable String nextCursor,
            long position) {}

    /**
     * A lead's time with a dealer. No personal data.
     *
     * @param leadId the lead
     * @param reference short reference of the lead
     * @param assignment number of the assignment, from 1 (SL-07)
     * @param dealer the dealer
     * @param assignedAt 担当ディーラー設定日: when its clocks started
     * @param withdrawnAt when the lead was moved to another dealer (AS-65); absent: the dealer has it
     * @param result the verdict; for {@code SLA3} {@code MET}: managed, {@code BREACHED}: not managed so far
     * @param deadline the last moment in time; absent for {@code SLA3}
     * @param stoppedAt when the clock stopped; for {@code SLA3} when the lead was closed; absent: it has not
     * @param excused whether the verdict was excused in a dispute, so that it is in no rate (SL-40); its result stays
     * @param dispute the newest dispute over the verdict, for {@code SLA3} over the lead's {@code SLA2}; absent: there is none
     * @param policy name of the policy that it is measured by
     * @param policyVersion its version
     */
    record AssignmentRow(
            UUID leadId,
            String reference,
            int assignment,
            String dealer,
            Instant assignedAt,
            @Nullable Instant withdrawnAt,
            Result result,
            @Nullable Instant deadline,
            @Nullable Instant stoppedAt,
            boolean excused,
            @Nullable AssignmentDispute dispute,
            String policy,
            int policyVersion) {

        static AssignmentRow of(AssignmentsQuery query, SlaAssignments.Row row) {
            Assignment assignment = row.assignment();
            Sla sla = query.figure().sla();
            return new AssignmentRow(
                    row.lead().leadId(),
                    row.lead().reference(),
                    assignment.number(),
                    assignment.dealer().value(),
                    assignment.assignedAt(),
                    query.withdrawnAt(assignment),
                    query.result(assignment),
                    sla == Sla.SLA3 ? null : assignment.deadline(sla, query.policyOf(assignment)),
                    query.stoppedAt(assignment),
                    query.isExcused(assignment),
                    query.dispute(assignment).map(AssignmentDispute::of).orElse(null),
                    query.policyOf(assignment).name(),
                    query.policyOf(assignment).version());
        }
    }

    /**
     * A dispute over an assignment's verdict (SL-40).
     *
     * @param id the dispute
     * @param outcome what was decided and holds; absent: nothing is decided, or the decision was reopened
     * @param decidedAt when it was decided
     */
    record AssignmentDispute(
            UUID id,
            @Nullable DisputeOutcome outcome,
            @Nullable Instant decidedAt) {

        static AssignmentDispute of(Ruling ruling) {
            return new AssignmentDispute(ruling.dispute(), ruling.outcome(), ruling.decidedAt());
        }
    }
}
