package leadledger.query.dispute;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import leadledger.events.dispute.DisputeOutcome;
import leadledger.events.dispute.DisputeReason;
import leadledger.events.dispute.DisputeStatus;
import leadledger.events.dispute.DisputeStep;
import leadledger.events.dispute.DisputedProcess;
import leadledger.events.ledger.PostgresLedger;
import leadledger.events.shared.Actor;
import leadledger.events.shared.Recorded;
import leadledger.events.shared.Refusal;
import leadledger.events.shared.RefusedException;
import leadledger.events.sla.Sla;
import leadledger.events.sla.SlaVerdict;
import leadledger.query.access.DisputeScope;
import leadledger.query.access.ReadScopes;
import leadledger.query.accesslog.AccessAction;
import leadledger.query.accesslog.AccessEntry;
import leadledger.query.accesslog.AccessLog;
import leadledger.query.accesslog.Disclosure;
import leadledger.query.lead.LeadReader;
import leadledger.query.listing.Count;
import leadledger.query.listing.Cursor;
import leadledger.query.listing.ListClock;
import leadledger.query.listing.ListMoment;
import leadledger.query.listing.ListParameters;
import leadledger.query.listing.UpToDate;
import leadledger.query.masking.Mask;
import leadledger.query.projection.Projections;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /disputes} and {@code GET /disputes/{id}}. */
@RestController
@Tag(name = "Disputes")
class DisputesApi {

    private static final String NEWEST_FIRST = "-opened";
    private static final Refusal UNKNOWN =
            new Refusal("AC-01", Refusal.Kind.UNKNOWN, "unknown-dispute", null, Map.of());

    private final Disputes disputes;
    private final DisputedVerdicts verdicts;
    private final ReadScopes scopes;
    private final ListClock clock;
    private final AccessLog log;

    DisputesApi(
            Disputes disputes,
            DisputedVerdicts verdicts,
            ReadScopes scopes,
            Projections projections,
            PostgresLedger ledger,
            AccessLog log) {
        this.disputes = disputes;
        this.verdicts = verdicts;
        this.scopes = scopes;
        this.clock = new ListClock(projections, ledger, DisputeProjection.NAME, DisputeProjection.NAME);
        this.log = log;
    }

    @Operation(
            operationId = "disputes",
            summary = "Disputes over verdicts, the newest first (SL-40)",
            description = "Without free texts. A dealer sees those of its own assignments, managers those of their"
                    + " outlets, headquarters those of their market. Read on with `nextCursor`.")
    @GetMapping("/api/v1/disputes")
    DisputeRows disputes(
            @Parameter(description = "`OPEN`, `QUESTION_ASKED` or `DECIDED`") @RequestParam(required = false) @Nullable
                    String status,
            @Parameter(description = "`SLA1`, `SLA2` or `FIRST_FOLLOW_UP`") @RequestParam(required = false) @Nullable
                    String sla,
            @Parameter(description = "`aftersales` or `sales`") @RequestParam(required = false) @Nullable
                    String process,
            @Parameter(description = "Code of a dealer") @RequestParam(required = false) @Nullable String dealer,
            @Parameter(description = "Code of an outlet") @RequestParam(required = false) @Nullable String outlet,
            @Parameter(description = "Rows at most, 1 to 200") @RequestParam(defaultValue = ListParameters.DEFAULT_ROWS)
                    int limit,
            @Parameter(description = "`nextCursor` of the page before") @RequestParam(required = false) @Nullable
                    String cursor,
            @Parameter(description = "RFC 3339; what was recorded by then (SL-22). Absent: now.")
                    @RequestParam(required = false)
                    @Nullable
                    String asOf,
            @RequestHeader(name = LeadReader.MIN_POSITION, required = false) @Nullable String minPosition,
            Actor actor) {
        DisputeScope scope = scopes.ofDisputes(actor);
        ListMoment moment = clock.at(asOf, minPosition);
        ListParameters read = new ListParameters();
        List<String> tenants = new ArrayList<>();
        Optional.ofNullable(read.codeFilter("dealer", dealer)).ifPresent(tenants::add);
        Optional.ofNullable(read.codeFilter("outlet", outlet)).ifPresent(tenants::add);
        Disputes.Query query = new Disputes.Query(
                scope,
                oneOf(read, "status", status, DisputeStatus.values()),
                oneOf(read, "sla", sla, Sla.values()),
                tenants,
                oneOf(
                        read,
                        "process",
                        process == null ? null : process.toUpperCase(Locale.ROOT),
                        DisputedProcess.values()),
                read.limit(limit),
                read.cursor(cursor, NEWEST_FIRST).flatMap(DisputesApi::place).orElse(null));
        read.refuseFaults();
        Disputes.Page page = disputes.read(query, moment.isPast() ? moment.at() : null);
        log.commit(AccessEntry.ofReading(
                new Disclosure(actor, AccessAction.READ_DISPUTES, null),
                null,
                page.rows().size()));
        return new DisputeRows(
                page.rows().stream().map(DisputeSummary::of).toList(),
                Count.of(page.count()),
                page.more() ? cursor(page.rows().getLast()) : null,
                moment.upToDate());
    }

    private static <E extends Enum<E>> @Nullable E oneOf(
            ListParameters read, String parameter, @Nullable String name, E[] values) {
        if (name == null) {
            return null;
        }
        for (E value : values) {
            if (value.name().equals(name)) {
                return value;
            }
        }
        read.fault(Refusal.ofValue("API-LIST", "not-one-of", parameter)
                .with("allowed", Arrays.stream(values).map(Enum::name).collect(Collectors.joining(", "))));
        return null;
    }

    private static String cursor(Disputes.Found last) {
        Disputes.Place place = Disputes.place(last);
        return new Cursor(
                        NEWEST_FIRST,
                        place.dispute(),
                        List.of(Long.toString(place.openedAt().toEpochMilli())))
                .text();
    }

    private static Optional<Disputes.Place> place(Cursor cursor) {
        if (cursor.place().size() != 1 || !cursor.place().getFirst().matches("\\d{1,15}")) {
            throw new RefusedException(Cursor.UNKNOWN);
        }
        return Optional.of(new Disputes.Place(
                Instant.ofEpochMilli(Long.parseLong(cursor.place().getFirst())), cursor.afterLead()));
    }

    @Operation(
            operationId = "dispute",
            summary = "A dispute: what was said, and the verdict as of each step (SL-40)",
            description = "With the evidence as of the opening, as of each later step, and as of now, each event with"
                    + " both of its times. Free texts are masked for auditors without `Personal-Data-Reason`. A dispute"
                    + " that is another dealer's is as unknown as one that does not exist.")
    @GetMapping("/api/v1/disputes/{id}")
    DisputePage dispute(
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
        DisputeScope scope = scopes.ofDisputes(actor);
        Disclosure disclosure = Disclosure.of(actor, AccessAction.READ_DISPUTE, reason);
        ListMoment moment = clock.at(asOf, minPosition);
        Disputes.Found found = disputes.find(scope, uuid(id))
                .filter(there -> !there.dispute().openedAt().isAfter(moment.at()))
                .orElseThrow(() -> new RefusedException(UNKNOWN));
        DisputePage page = page(found, moment.at(), verdicts.of(found, actor), disclosure.isMasked());
        log.commit(disclosure, found.leadId());
        return page;
    }

    private static UUID uuid(String id) {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            throw new RefusedException(UNKNOWN);
        }
    }

    private static DisputePage page(Disputes.Found found, Instant asOf, DisputedVerdicts.Story story, boolean masked) {
        DisputeRow dispute = found.dispute().asOf(asOf);
        return new DisputePage(
                DisputeSummary.of(new Disputes.Found(found.process(), found.leadId(), found.reference(), dispute)),
                asOf,
                story.said().stream()
                        .filter(step -> !step.recordedAt().isAfter(asOf))
                        .map(step -> DisputePageStep.of(step, story.verdicts().asOf(step.recordedAt()), masked))
                        .toList(),
                story.verdicts().asOf(asOf));
    }

    /**
     * A page of disputes.
     *
     * @param rows the rows
     * @param count rows of the whole list
     * @param nextCursor for the next page; absent: this is the last
     * @param upToDate how recent the rows are
     */
    record DisputeRows(
            List<DisputeSummary> rows,
            Count count,
            @Nullable String nextCursor,
            UpToDate upToDate) {}

    /**
     * A dispute in a list. No free text.
     *
     * @param id the dispute
     * @param process {@code AFTERSALES} or {@code SALES}
     * @param leadId the lead whose verdict is disputed
     * @param reference its short reference
     * @param assignment number of the assignment whose verdict it is; 1 for a sales lead
     * @param tenant code of the dealer of that assignment, or of the outlet
     * @param sla over which service level
     * @param reason why the dealer disputes
     * @param status where it stands
     * @param outcome what was decided and holds; absent: nothing
     * @param openedAt when it was opened
     * @param changedAt when the last step was taken
     */
    record DisputeSummary(
            UUID id,
            DisputedProcess process,
            UUID leadId,
            String reference,
            int assignment,
            @Nullable String tenant,
            Sla sla,
            DisputeReason reason,
            DisputeStatus status,
            @Nullable DisputeOutcome outcome,
            Instant openedAt,
            Instant changedAt) {

        static DisputeSummary of(Disputes.Found found) {
            DisputeRow dispute = found.dispute();
            return new DisputeSummary(
                    dispute.id(),
                    found.process(),
                    found.leadId(),
                    found.reference(),
                    dispute.assignment(),
                    dispute.tenant(),
                    dispute.sla(),
                    dispute.reason(),
                    dispute.status(),
                    dispute.outcome(),
                    dispute.openedAt(),
                    dispute.changedAt());
        }
    }

    /**
     * A dispute with all that was said.
     *
     * @param dispute what it is and where it stands
     * @param asOf the moment as of which it is shown
     * @param steps what was said, in order
     * @param verdict the disputed verdict as of {@code asOf}
     */
    record DisputePage(
            DisputeSummary dispute,
            Instant asOf,
            List<DisputePageStep> steps,
            @Nullable SlaVerdict verdict) {}

    /**
     * A step of a dispute.
     *
     * @param kind which
     * @param position its place in the ledger
     * @param recordedAt when it was recorded
     * @param actor who took it
     * @param text what was said: the dealer's text, the question, the answer, the rationale, why it was reopened
     * @param attachments references into the dealer's own files
     * @param outcome what was decided
     * @param countsAt the moment that was decided to count for the stop
     * @param verdict the disputed verdict as of the step, with its evidence
     */
    @Schema(name = "DisputePageStep")
    record DisputePageStep(
            DisputeStepKind kind,
            long position,
            Instant recordedAt,
            String actor,
            String text,
            List<String> attachments,
            @Nullable DisputeOutcome outcome,
            @Nullable Instant countsAt,
            @Nullable SlaVerdict verdict) {

        static DisputePageStep of(Recorded<DisputeStep> recorded, @Nullable SlaVerdict verdict, boolean masked) {
            DisputeStep step = recorded.event();
            DisputeStep.Decided decided = step instanceof DisputeStep.Decided made ? made : null;
            List<String> attachments = attachments(step);
            return new DisputePageStep(
                    DisputeStepKind.of(step),
                    recorded.position(),
                    recorded.recordedAt(),
                    recorded.actor(),
                    masked ? Mask.VALUE : text(step),
                    masked ? attachments.stream().map(each -> Mask.VALUE).toList() : attachments,
                    decided == null ? null : decided.outcome(),
                    decided == null ? null : decided.countsAt(),
                    verdict);
        }

        private static String text(DisputeStep step) {
            return switch (step) {
                case DisputeStep.Opened opened -> opened.text();
                case DisputeStep.QuestionAsked asked -> asked.question();
                case DisputeStep.QuestionAnswered answered -> answered.answer();
                case DisputeStep.Decided made -> made.rationale();
                case DisputeStep.Reopened reopened -> reopened.reason();
            };
        }

        private static List<String> attachments(DisputeStep step) {
            return switch (step) {
                case DisputeStep.Opened opened -> opened.attachments();
                case DisputeStep.QuestionAnswered answered -> answered.attachments();
                case DisputeStep.QuestionAsked ignored -> List.of();
                case DisputeStep.Decided ignored -> List.of();
                case DisputeStep.Reopened ignored -> List.of();
            };
        }
    }
}
