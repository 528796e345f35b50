package leadledger.command.aftersales;

import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import leadledger.command.aftersales.bookappointment.BookAppointment;
import leadledger.command.aftersales.closewithoutsale.CloseWithoutSale;
import leadledger.command.aftersales.closewithsale.CloseWithSale;
import leadledger.command.aftersales.correctcontactattempt.CorrectContactAttempt;
import leadledger.command.aftersales.createlead.CreateLead;
import leadledger.command.aftersales.dispute.OpenDispute;
import leadledger.command.aftersales.dispute.TakeDisputeStep;
import leadledger.command.aftersales.editlead.EditLead;
import leadledger.command.aftersales.lapse.RecordLapse;
import leadledger.command.aftersales.reassign.ReassignLead;
import leadledger.command.aftersales.recontact.CreateRecontactLead;
import leadledger.command.aftersales.recontact.LinkRecontactLead;
import leadledger.command.aftersales.recontact.Recontact;
import leadledger.command.aftersales.recordcontactattempt.RecordContactAttempt;
import leadledger.command.decision.Access;
import leadledger.command.desk.LeadShell;
import leadledger.command.desk.Outcome;
import leadledger.events.aftersales.AftersalesEvent;
import leadledger.events.ledger.LedgerMetaData;
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

/**
 * The one class of the aftersales process that Axon knows: loads, lets the command decide, appends. It holds no rule.
 */
@AggregateRoot(type = AftersalesEvent.STREAM_KIND)
public class AftersalesShell extends LeadShell<AftersalesLead, AftersalesEvent, AftersalesCommand> {

    /** For Axon, which fills a new shell from history. */
    protected AftersalesShell() {
        super(AftersalesLead.UNBORN);
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.ALWAYS)
    Outcome handle(CreateLead command, CommandMessage<?> message) {
        return carryOut(command, message);
    }

    @CommandHandler
    Outcome handle(RecordContactAttempt command, CommandMessage<?> message) {
        return carryOut(command, message);
    }

    @CommandHandler
    Outcome handle(CorrectContactAttempt command, CommandMessage<?> message) {
        return carryOut(command, message);
    }

    @CommandHandler
    Outcome handle(BookAppointment command, CommandMessage<?> message) {
        return carryOut(command, message);
    }

    @CommandHandler
    Outcome handle(CloseWithSale command, CommandMessage<?> message) {
        return carryOut(command, message);
    }

    @CommandHandler
    Outcome handle(CloseWithoutSale command, CommandMessage<?> message) {
        return carryOut(command, message);
    }

    @CommandHandler
    Outcome handle(Recontact command, CommandMessage<?> message) {
        return carryOut(command, message);
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Outcome handle(CreateRecontactLead command, CommandMessage<?> message) {
        return carryOut(command, message);
    }

    @CommandHandler
    Outcome handle(LinkRecontactLead command, CommandMessage<?> message) {
        return carryOut(command, message);
    }

    @CommandHandler
    Outcome handle(ReassignLead command, CommandMessage<?> message) {
        return carryOut(command, message);
    }

    @CommandHandler
    Outcome handle(EditLead command, CommandMessage<?> message) {
        return carryOut(command, message);
    }

    @CommandHandler
    Outcome handle(RecordLapse command, CommandMessage<?> message) {
        return carryOut(command, message);
    }

    @CommandHandler
    Outcome handle(OpenDispute command, CommandMessage<?> message) {
        return carryOut(command, message);
    }

    @CommandHandler
    Outcome handle(TakeDisputeStep command, CommandMessage<?> message) {
        return carryOut(command, message);
    }

    @EventSourcingHandler
    void on(
            AftersalesEvent event,
            @Timestamp Instant recordedAt,
            @MetaDataValue(LedgerMetaData.ACTOR) @Nullable String actor) {
        take(event, recordedAt, Objects.requireNonNullElse(actor, ""));
    }

    @Override
    protected AftersalesLead evolve(AftersalesLead lead, AftersalesEvent event, Instant recordedAt, String actor) {
        return lead.evolve(event, recordedAt, actor);
    }

    @Override
    protected AftersalesLead at(AftersalesLead lead, Instant moment) {
        return lead.at(moment);
    }

    @Override
    protected boolean keepsTime(AftersalesCommand command) {
        return command instanceof RecordLapse;
    }

    @Override
    protected AftersalesCommand timekeeping(AftersalesCommand command) {
        return new RecordLapse(command.leadId(), AftersalesCommand.SERVICE, command.at());
    }

    @Override
    protected Access toSee(AftersalesLead lead, Actor actor, Set<DealerId> dealersOfMarket) {
        return LeadAccess.toSee(lead, actor, dealersOfMarket);
    }

    @Override
    protected @Nullable LeadId id(AftersalesLead lead) {
        return lead instanceof AftersalesLead.Known known ? known.course().leadId() : null;
    }

    @Override
    protected String reference(AftersalesLead lead) {
        return switch (lead) {
            case AftersalesLead.Unborn ignored -> "";
            case AftersalesLead.Known known -> known.course().reference();
        };
    }

    @Override
    protected String tenant(AftersalesLead lead) {
        return switch (lead) {
            case AftersalesLead.Unborn ignored -> throw new IllegalStateException("a lead begins with its creation");
            case AftersalesLead.Known known -> known.course().dealer().value();
        };
    }
}
