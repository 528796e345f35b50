package leadledger.command.sales.followuptask;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import leadledger.command.decision.Input;
import leadledger.command.desk.CommandDesk;
import leadledger.command.desk.CommandHttp;
import leadledger.command.desk.CommandHttp.CommandAnswerBody;
import leadledger.command.desk.Fields;
import leadledger.command.sales.SalesCaller;
import leadledger.command.sales.SalesLimits;
import leadledger.command.sales.followuptask.UpdateFollowUpTask.Contact;
import leadledger.command.sales.followuptask.UpdateFollowUpTask.Update;
import leadledger.events.reference.ReferenceLookup;
import leadledger.events.sales.ContactMeans;
import leadledger.events.sales.InitialOutcome;
import leadledger.events.sales.Proposal;
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

/** {@code POST …/tasks/follow-up}. */
@RestController
@Tag(name = "Sales leads")
class UpdateFollowUpTaskApi {

    private final CommandDesk desk;
    private final CommandHttp http;
    private final ReferenceLookup references;

    UpdateFollowUpTaskApi(CommandDesk desk, CommandHttp http, ReferenceLookup references) {
        this.desk = desk;
        this.http = http;
        this.references = references;
    }

    @Operation(
            operationId = "updateFollowUpTask",
            summary = "Update the lead's task *lead follow-up* (SA-31 to SA-33)",
            description =
                    "For the lead's owner, and the managers of its outlet, while the lead is `NEW` or `FOLLOWING_UP`. The state goes forward only. When it first leaves `NEW`, `means` and `outcome` are needed, and the lead becomes `FOLLOWING_UP`. A task that stays `NEW` takes a comment and nothing else.")
    @PostMapping("/api/v1/sales/leads/{id}/tasks/follow-up")
    ResponseEntity<CommandAnswerBody> update(
            @PathVariable String id, @RequestBody FollowUpBody body, @RequestHeader HttpHeaders headers, Actor actor) {
        LeadId leadId = CommandHttp.leadId(id);
        SalesCaller caller = SalesCaller.of(actor, references);
        Input<Update> update = body.read();
        return CommandHttp.done(desk.handle(
                leadId,
                http.terms(actor, headers, "POST " + leadId + "/tasks/follow-up", body),
                (Instant at) -> new UpdateFollowUpTask(leadId, caller, at, update)));
    }

    /**
     * What was done for a lead, as a client tells it.
     *
     * @param state 状況, {@link TaskState}
     * @param means by which means the customer was contacted, {@link ContactMeans}; with {@code outcome}
     * @param proposal what was proposed, {@link Proposal}
     * @param outcome 初期実施事項, {@link InitialOutcome}; with {@code means}
     * @param comment notes for the next action, or for the managers
     */
    record FollowUpBody(
            @Schema(implementation = TaskState.class, requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
            String state,

            @Schema(implementation = ContactMeans.class) @Nullable
            String means,

            @Schema(implementation = Proposal.class) @Nullable
            String proposal,

            @Schema(implementation = InitialOutcome.class) @Nullable
            String outcome,

            @Schema(maxLength = SalesLimits.FREE_TEXT) @Nullable
            String comment) {

        Input<Update> read() {
            Fields fields = new Fields("SA-31");
            TaskState to = fields.requiredOneOf("state", state, TaskState.class);
            ContactMeans by = fields.oneOf("means", means, ContactMeans.class);
            Proposal proposed = fields.oneOf("proposal", proposal, Proposal.class);
            InitialOutcome result = fields.oneOf("outcome", outcome, InitialOutcome.class);
            String notes = fields.text("comment", comment, SalesLimits.FREE_TEXT);
            if (to == TaskState.NEW) {
                checkStaysNew(fields);
            } else {
                if (means == null && outcome != null) {
                    fields.required("means", null);
                }
                if (outcome == null && means != null) {
                    fields.required("outcome", null);
                }
            }
            if (to == null || !fields.faults().isEmpty()) {
                return Input.faulty(fields.faults());
            }
            return Input.of(
                    new Update(to, by == null || result == null ? null : new Contact(by, result), proposed, notes));
        }

        private void checkStaysNew(Fields fields) {
            if (means != null) {
                fields.fault("not-while-task-is-new", "means");
            }
            if (proposal != null) {
                fields.fault("not-while-task-is-new", "proposal");
            }
            if (outcome != null) {
                fields.fault("not-while-task-is-new", "outcome");
            }
            fields.required("comment", comment);
        }
    }
}
