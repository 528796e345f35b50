package leadledger.command.sales;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import leadledger.command.decision.CustomerEdit;
import leadledger.command.decision.Input;
import leadledger.command.decision.Probed;
import leadledger.command.dispute.NewDispute;
import leadledger.command.sales.SalesLead.Activity;
import leadledger.command.sales.SalesLead.Converted;
import leadledger.command.sales.SalesLead.Delivered;
import leadledger.command.sales.SalesLead.Queued;
import leadledger.command.sales.activity.PlanActivity;
import leadledger.command.sales.activity.PlanActivity.Plan;
import leadledger.command.sales.activity.UpdateActivity;
import leadledger.command.sales.activity.UpdateActivity.Progress;
import leadledger.command.sales.appraisal.RecordAppraisal;
import leadledger.command.sales.appraisal.RecordAppraisal.Appraisal;
import leadledger.command.sales.assignlead.AssignLead;
import leadledger.command.sales.completelead.CompleteLead;
import leadledger.command.sales.completelead.CompleteLead.Completion;
import leadledger.command.sales.contract.RecordContract;
import leadledger.command.sales.contract.RecordContract.Contract;
import leadledger.command.sales.conversion.ConvertLead;
import leadledger.command.sales.currentcar.SaveCurrentCar;
import leadledger.command.sales.currentcar.SaveCurrentCar.PartD;
import leadledger.command.sales.deliverlead.CancelDelivery;
import leadledger.command.sales.deliverlead.DeliverLead;
import leadledger.command.sales.deliverlead.DeliverLead.Destination;
import leadledger.command.sales.dispute.OpenSalesDispute;
import leadledger.command.sales.feedback.GiveFeedback;
import leadledger.command.sales.feedback.GiveFeedback.ApprovalRequest;
import leadledger.command.sales.feedback.GiveFeedback.Feedback;
import leadledger.command.sales.feedback.GiveFeedback.Kind;
import leadledger.command.sales.followuptask.UpdateFollowUpTask;
import leadledger.command.sales.followuptask.UpdateFollowUpTask.Contact;
import leadledger.command.sales.followuptask.UpdateFollowUpTask.Update;
import leadledger.command.sales.notconverted.CloseNotConverted;
import leadledger.command.sales.outofscope.MarkOutOfScope;
import leadledger.command.sales.outofscope.TakeMarkBack;
import leadledger.command.sales.testdrive.RecordTestDrive;
import leadledger.command.sales.testdrive.RecordTestDrive.TestDrive;
import leadledger.events.dispute.DisputeReason;
import leadledger.events.reference.ReferenceLookup;
import leadledger.events.sales.ActivityKind;
import leadledger.events.sales.ContactMeans;
import leadledger.events.sales.ContractResult;
import leadledger.events.sales.CurrentCar;
import leadledger.events.sales.InitialOutcome;
import leadledger.events.sales.LeadQueue;
import leadledger.events.sales.SalesEvent;
import leadledger.events.sales.TaskState;
import leadledger.events.shared.Consents;
import leadledger.events.shared.LeadId;
import leadledger.events.shared.OutletId;
import leadledger.events.shared.Recorded;
import leadledger.events.shared.Role;
import leadledger.events.shared.UserId;
import leadledger.events.sla.Sla;
import org.jspecify.annotations.Nullable;

/**
 * Which actions a sales lead would accept now: the commands themselves are asked, with an input that has no fault, so that the
 * answer cannot differ from what would happen.
 */
public final class SalesActions {

    private static final Duration SOON = Duration.ofDays(1);

    /** Whoever is chosen works there: that depends on the choice, not on the lead. */
    private static final SalesNetwork EVERYBODY_IS_STAFF = new SalesNetwork() {

        @Override
        public Standing standing(UserId user, OutletId outlet) {
            return Standing.SALES_STAFF;
        }

        @Override
        public ZoneId zoneOf(OutletId outlet) {
            return ZoneOffset.UTC;
        }
    };

    private SalesActions() {}

    /**
     * Probes every action on a lead with this history, for somebody who sees the lead, at a moment.
     *
     * @param references the outlets that it may be delivered to, and by which policy and calendar it is measured
     */
    public static List<Probed> probe(
            List<Recorded<SalesEvent>> history, SalesCaller caller, Instant at, ReferenceLookup references) {
        SalesLead lead = SalesLead.UNBORN;
        for (Recorded<SalesEvent> recorded : history) {
            lead = lead.evolve(recorded.event(), recorded.recordedAt(), recorded.actor());
        }
        lead = lead.at(at);
        LeadId leadId = new LeadId(history.getFirst().streamId());
        return Stream.of(
                        inTheQueue(lead, leadId, caller, at, references),
                        ofManagers(lead, leadId, caller, at, references),
                        ofOwners(lead, leadId, caller, at))
                .flatMap(actions -> actions)
                .toList();
    }

    private static Stream<Probed> inTheQueue(
            SalesLead lead, LeadId leadId, SalesCaller caller, Instant at, ReferenceLookup references) {
        Completion completion = new Completion("-", CustomerEdit.NOTHING, WishesEdit.NOTHING, Consents.NONE);
        return Stream.of(
                Probed.of("comment", new CompleteLead(leadId, caller, at, Input.of(completion)), lead),
                Probed.of(
                        "delivery",
                        new DeliverLead(
                                leadId,
                                caller,
                                at,
                                Input.of(new Destination(destination(lead, caller, references))),
                                references),
                        lead),
                Probed.of("DELETE delivery", new CancelDelivery(leadId, caller, at, references), lead));
    }

    /** An outlet that takes the lead: one of the caller's own if it has any; none: no outlet does. */
    private static @Nullable OutletId destination(SalesLead lead, SalesCaller caller, ReferenceLookup references) {
        if (!(lead instanceof Queued queued)) {
            return null;
        }
        LeadQueue queue = queued.capture().queue();
        Set<OutletId> own = caller.actor().outlets();
        return references.outletsOf(queue.market()).stream()
                .filter(outlet -> own.isEmpty() || own.contains(outlet))
                .filter(outlet -> references
                        .outlet(outlet)
                        .filter(defined -> defined.active() && defined.sells(queue.brand()))
                        .isPresent())
                .min(Comparator.comparing(OutletId::value))
                .orElse(null);
    }

    private static Stream<Probed> ofManagers(
            SalesLead lead, LeadId leadId, SalesCaller caller, Instant at, ReferenceLookup references) {
        NewDispute dispute = new NewDispute(Sla.FIRST_FOLLOW_UP, null, DisputeReason.OTHER, "-", List.of());
        return Stream.of(
                Probed.of(
                        "owner",
                        new AssignLead(leadId, caller, at, EVERYBODY_IS_STAFF, Input.of(somebodyElse(lead))),
                        lead),
                Probed.of("out-of-scope", new MarkOutOfScope(leadId, caller, at, Input.of("-")), lead),
                Probed.of("DELETE out-of-scope", new TakeMarkBack(leadId, caller, at), lead),
                Probed.of(
                        "disputes",
                        new OpenSalesDispute(leadId, caller, at, references, leadId.value(), Input.of(dispute)),
                        lead));
    }

    private static Stream<Probed> ofOwners(SalesLead lead, LeadId leadId, SalesCaller caller, Instant at) {
        LocalDate today = LocalDate.ofInstant(at, ZoneOffset.UTC);
        return Stream.of(
                Probed.of("tasks/follow-up", new UpdateFollowUpTask(leadId, caller, at, Input.of(contact())), lead),
                Probed.of(
                        "tasks",
                        new PlanActivity(
                                leadId,
                                caller,
                                at,
                                Input.of(new Plan(ActivityKind.APPOINTMENT, "-", at.plus(SOON), null))),
                        lead),
                Probed.of(
                        "tasks/{taskId}",
                        new UpdateActivity(
                                leadId,
                                caller,
                                at,
                                activity(lead, caller),
                                Input.of(new Progress(TaskState.CLOSED, "-"))),
                        lead),
                Probed.of(
                        "current-car/{part}",
                        new SaveCurrentCar(
                                leadId,
                                caller,
                                at,
                                EVERYBODY_IS_STAFF,
                                Input.of(new PartD(new CurrentCar.Communication("-", null, null, null)))),
                        lead),
                Probed.of(
                        "test-drive",
                        new RecordTestDrive(
                                leadId, caller, at, EVERYBODY_IS_STAFF, Input.of(new TestDrive(today, null, null))),
                        lead),
                Probed.of(
                        "appraisal",
                        new RecordAppraisal(
                                leadId, caller, at, EVERYBODY_IS_STAFF, Input.of(new Appraisal(today, null, null))),
                        lead),
                Probed.of("feedback", feedback(leadId, caller, at), lead),
                Probed.of("conversion", new ConvertLead(leadId, caller, at, "-"), lead),
                Probed.of("contract", new RecordContract(leadId, caller, at, Input.of(contract(lead))), lead),
                Probed.of("not-converted", new CloseNotConverted(leadId, caller, at, Input.of("-")), lead));
    }

    private static UserId somebodyElse(SalesLead lead) {
        UserId one = new UserId("one");
        return lead instanceof Delivered delivered
                        && one.equals(delivered.course().owner())
                ? new UserId("other")
                : one;
    }

    private static Update contact() {
        return new Update(TaskState.CLOSED, new Contact(ContactMeans.PHONE, InitialOutcome.REACHED), null, null);
    }

    /** The caller's first open one, or else its first one, or else the first one of anybody, or else none. */
    private static int activity(SalesLead lead, SalesCaller caller) {
        if (!(lead instanceof Delivered delivered)) {
            return 0;
        }
        return delivered.course().activities().entrySet().stream()
                .min(Comparator.comparing((Map.Entry<Integer, Activity> entry) ->
                                !entry.getValue().user().equals(caller.actor().user()))
                        .thenComparing(entry -> entry.getValue().state() == TaskState.CLOSED)
                        .thenComparing(Map.Entry::getKey))
                .map(Map.Entry::getKey)
                .orElse(0);
    }

    /** Sales staff ask for approval; whoever else sees the lead would give feedback, if anything. */
    private static GiveFeedback feedback(LeadId leadId, SalesCaller caller, Instant at) {
        return caller.actor().role() == Role.SALES_STAFF
                ? new GiveFeedback(leadId, caller, at, Kind.APPROVAL_REQUEST, Input.of(new ApprovalRequest("-")))
                : new GiveFeedback(leadId, caller, at, Kind.FEEDBACK, Input.of(new Feedback("-", null)));
    }

    /** As it is not recorded yet. */
    private static Contract contract(SalesLead lead) {
        @Nullable ContractResult before = lead instanceof Converted converted ? converted.result() : null;
        return new Contract(
                before == ContractResult.WON ? ContractResult.LOST : ContractResult.WON, before == null ? null : "-");
    }
}
