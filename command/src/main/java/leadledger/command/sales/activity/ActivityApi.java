package leadledger.command.sales.activity;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.regex.Pattern;
import leadledger.command.decision.Input;
import leadledger.command.desk.CommandDesk;
import leadledger.command.desk.CommandHttp;
import leadledger.command.desk.CommandHttp.CommandAnswerBody;
import leadledger.command.desk.Fields;
import leadledger.command.sales.SalesCaller;
import leadledger.command.sales.SalesLimits;
import leadledger.command.sales.activity.PlanActivity.Plan;
import leadledger.command.sales.activity.UpdateActivity.Progress;
import leadledger.events.reference.ReferenceLookup;
import leadledger.events.sales.ActivityKind;
import leadledger.events.sales.TaskState;
import leadledger.events.shared.Actor;
import leadledger.events.shared.LeadId;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST …/tasks} and {@code POST …/tasks/{taskId}}; the lead's own task is at {@code …/tasks/follow-up}. */
@RestController
@Tag(name = "Sales leads")
class ActivityApi {

    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,8}");

    private final CommandDesk desk;
    private final CommandHttp http;
    private final ReferenceLookup references;

    ActivityApi(CommandDesk desk, CommandHttp http, ReferenceLookup references) {
        this.desk = desk;
        this.http = http;
        this.references = references;
    }

    @Operation(
            operationId = "planActivity",
            summary = "Plan a task or an appointment of one's own (SA-30)",
            description =
                    "For the lead's owner, and the managers of its outlet, while the lead is `NEW` or `FOLLOWING_UP`; at most 100 on a lead. `taskId` is the activity's number, from 1. Moves no status.")
    @PostMapping("/api/v1/sales/leads/{id}/tasks")
    ResponseEntity<CommandAnswerBody> plan(
            @PathVariable String id, @RequestBody PlanBody body, @RequestHeader HttpHeaders headers, Actor actor) {
        LeadId leadId = CommandHttp.leadId(id);
        SalesCaller caller = SalesCaller.of(actor, references);
        Input<Plan> plan = body.read();
        return CommandHttp.done(desk.handle(
                leadId,
                http.terms(actor, headers, "POST " + leadId + "/tasks", body),
                (Instant at) -> new PlanActivity(leadId, caller, at, plan)));
    }

    @Operation(
            operationId = "updateActivity",
            summary = "Update a task or an appointment of one's own (SA-30, SA-33)",
            description =
                    "For whoever planned it. The state goes forward only; without `comment` the notes stay. The lead's own task has the address `…/tasks/follow-up`.")
    @PostMapping("/api/v1/sales/leads/{id}/tasks/{taskId}")
    ResponseEntity<CommandAnswerBody> update(
            @PathVariable String id,
            @PathVariable String taskId,
            @RequestBody ProgressBody body,
            @RequestHeader HttpHeaders headers,
            Actor actor) {
        LeadId leadId = CommandHttp.leadId(id);
        SalesCaller caller = SalesCaller.of(actor, references);
        int number = number(taskId);
        Input<Progress> progress = body.read();
        return CommandHttp.done(desk.handle(
                leadId,
                http.terms(actor, headers, "POST " + leadId + "/tasks/" + number, body),
                (Instant at) -> new UpdateActivity(leadId, caller, at, number, progress)));
    }

    /** What is no number is no task either, once the lead is known to be the caller's: numbers begin at 1. */
    static int number(String taskId) {
        return NUMBER.matcher(taskId).matches() ? Integer.parseInt(taskId) : 0;
    }

    /**
     * Something planned, as a client tells it.
     *
     * @param kind {@link ActivityKind}
     * @param subject 件名
     * @param dueAt when it is due, or when the appointment begins, RFC 3339, in the future; an appointment needs it
     * @param comment notes
     */
    record PlanBody(
            @Schema(implementation = ActivityKind.class, requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
            String kind,

            @Schema(requiredMode = Schema.RequiredMode.REQUIRED, maxLength = SalesLimits.LINE) @Nullable
            String subject,

            @Schema(format = "date-time") @Nullable String dueAt,

            @Schema(maxLength = SalesLimits.FREE_TEXT) @Nullable
            String comment) {

        Input<Plan> read() {
            Fields fields = new Fields("SA-30");
            ActivityKind what = fields.requiredOneOf("kind", kind, ActivityKind.class);
            String title = fields.requiredText("subject", subject, SalesLimits.LINE);
            if (what == ActivityKind.APPOINTMENT) {
                fields.required("dueAt", dueAt);
            }
            Instant due = dueAt == null || Fields.isBlank(dueAt) ? null : fields.moment("dueAt", dueAt);
            String notes = fields.text("comment", comment, SalesLimits.FREE_TEXT);
            return what == null || title == null || !fields.faults().isEmpty()
                    ? Input.faulty(fields.faults())
                    : Input.of(new Plan(what, title, due, notes));
        }
    }

    /**
     * How something planned stands, as a client tells it.
     *
     * @param state {@link TaskState}
     * @param comment notes; absent: they stay
     */
    record ProgressBody(
            @Schema(implementation = TaskState.class, requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
            String state,

            @Schema(maxLength = SalesLimits.FREE_TEXT) @Nullable
            String comment) {

        Input<Progress> read() {
            Fields fields = new Fields("SA-33");
            TaskState to = fields.requiredOneOf("state", state, TaskState.class);
            String notes = fields.text("comment", comment, SalesLimits.FREE_TEXT);
            return to == null || !fields.faults().isEmpty()
                    ? Input.faulty(fields.faults())
                    : Input.of(new Progress(to, notes));
        }
    }
}
