package leadledger.command.sales;

import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import leadledger.command.decision.Access;
import leadledger.command.desk.LeadShell;
import leadledger.command.desk.Outcome;
import leadledger.command.sales.activity.PlanActivity;
import leadledger.command.sales.activity.UpdateActivity;
import leadledger.command.sales.appraisal.RecordAppraisal;
import leadledger.command.sales.assignlead.AssignLead;
import leadledger.command.sales.capturelead.CaptureLead;
import leadledger.command.sales.completelead.CompleteLead;
import leadledger.command.sales.contract.RecordContract;
import leadledger.command.sales.conversion.ConvertLead;
import leadledger.command.sales.currentcar.SaveCurrentCar;
import leadledger.command.sales.deliverlead.CancelDelivery;
import leadledger.command.sales.deliverlead.DeliverLead;
import leadledger.command.sales.deliverlead.MoveHeldDelivery;
import leadledger.command.sales.deliverlead.RecordDelivery;
import leadledger.command.sales.dispute.OpenSalesDispute;
import leadledger.command.sales.dispute.TakeSalesDisputeStep;
import leadledger.command.sales.feedback.GiveFeedback;
import leadledger.command.sales.followuptask.UpdateFollowUpTask;
import leadledger.command.sales.notconverted.CloseNotConverted;
import leadledger.command.sales.outofscope.MarkOutOfScope;
import leadledger.command.sales.outofscope.TakeMarkBack;
import leadledger.command.sales.testdrive.RecordTestDrive;
import leadledger.events.ledger.LedgerMetaData;
import leadledger.events.sales.SalesEvent;
import leadledger.events.shared.Actor;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.LeadId;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.eventhandling.Timestamp;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.messaging.annotation.MetaDataValue;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.modelling.command.CreationPolicy;
import org.jspecify.annotations.Nullable;

/** The one class of the sales process that Axon knows: loads, lets the command decide, appends. It holds no rule. */
@AggregateRoot(type = SalesEvent.STREAM_KIND)
public class SalesShell extends LeadShell<SalesLead, SalesEvent, SalesCommand> {

    /** For Axon, which fills a new shell from history. */
    protected SalesShell() {
        super(SalesLead.UNBORN);
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Outcome handle(CaptureLead command, CommandMessage<?> message) {
        return carryOut(command, message);
    }

    @CommandHandler
    Outcome handle(CompleteLead command, CommandMessage<?> message) {
        return carryOut(command, message);
    }

    @CommandHandler
    Outcome handle(DeliverLead command, CommandMessage<?> message) {
        return carryOut(command, message);
    }

    @CommandHandler
    Outcome handle(CancelDelivery command, CommandMessage<?> message) {
        return carryOut(command, message);
    }

    @CommandHandler
    Outcome handle(MoveHeldDelivery command, CommandMessage<?> message) {
        return carryOut(command, message);
    }

    @CommandHandler
    Outcome handle(RecordDelivery command, CommandMessage<?> message) {
        return carryOut(command, message);
    }

    @CommandHandler
    Outcome handle(AssignLead command, CommandMessage<?> message) {
        return carryOut(command, message);
    }

    @CommandHandler
    Outcome handle(MarkOutOfScope command, CommandMessage<?> message) {
        return carryOut(command, message);
    }

    @CommandHandler
    Outcome handle(TakeMarkBack command, CommandMessage<?> message) {
        return carryOut(command, message);
    }

    @CommandHandler
    Outcome handle(UpdateFollowUpTask command, CommandMessage<?> message) {
        return carryOut(command, message);
    }

    @CommandHandler
    Outcome handle(PlanActivity command, CommandMessage<?> message) {
        return carryOut(command, message);
    }

    @CommandHandler
    Outcome handle(UpdateActivity command, CommandMessage<?> message) {
        return carryOut(command, message);
    }

    @CommandHandler
    Outcome handle(SaveCurrentCar command, CommandMessage<?> message) {
        return carryOut(command, message);
    }

    @CommandHandler
    Outcome handle(RecordTestDrive command, CommandMessage<?> message) {
        return carryOut(command, message);
    }

    @CommandHandler
    Outcome handle(RecordAppraisal command, CommandMessage<?> message) {
        return carryOut(command, message);
    }

    @CommandHandler
    Outcome handle(GiveFeedback command, CommandMessage<?> message) {
        return carryOut(command, message);
    }

    @CommandHandler
    Outcome handle(ConvertLead command, CommandMessage<?> message) {
        return carryOut(command, message);
    }

    @CommandHandler
    Outcome handle(RecordContract command, CommandMessage<?> message) {
        return carryOut(command, message);
    }

    @CommandHandler
    Outcome handle(CloseNotConverted command, CommandMessage<?> message) {
        return carryOut(command, message);
    }

    @CommandHandler
    Outcome handle(OpenSalesDispute command, CommandMessage<?> message) {
        return carryOut(command, message);
    }

    @CommandHandler
    Outcome handle(TakeSalesDisputeStep command, CommandMessage<?> message) {
        return carryOut(command, message);
    }

    @EventSourcingHandler
    void on(
            SalesEvent event,
            @Timestamp Instant recordedAt,
            @MetaDataValue(LedgerMetaData.ACTOR) @Nullable String actor) {
        take(event, recordedAt, Objects.requireNonNullElse(actor, ""));
    }

    @Override
    protected SalesLead evolve(SalesLead lead, SalesEvent event, Instant recordedAt, String actor) {
        return lead.evolve(event, recordedAt, actor);
    }

    @Override
    protected SalesLead at(SalesLead lead, Instant moment) {
        return lead.at(moment);
    }

    @Override
    protected boolean keepsTime(SalesCommand command) {
        return command instanceof RecordDelivery;
    }

    @Override
    protected SalesCommand timekeeping(SalesCommand command) {
        return new RecordDelivery(command.leadId(), SalesCaller.SERVICE, command.at());
    }

    /** Each command's own access says so: a queue is seen by others than a delivered lead. */
    @Override
    protected Access toSee(SalesLead lead, Actor actor, Set<DealerId> dealersOfMarket) {
        return Access.GRANTED;
    }

    @Override
    protected @Nullable LeadId id(SalesLead lead) {
        return lead instanceof SalesLead.Known known ? known.capture().leadId() : null;
    }

    @Override
    protected String reference(SalesLead lead) {
        return lead instanceof SalesLead.Known known ? known.capture().reference() : "";
    }

    @Override
    protected String tenant(SalesLead lead) {
        return switch (lead) {
            case SalesLead.Unborn ignored -> throw new IllegalStateException("a lead begins with its capture");
            case SalesLead.Queued queued -> queued.capture().queue().toString();
            case SalesLead.Delivered delivered -> delivered.course().outlet().value();
        };
    }
}
