package leadledger.command.reference;

import leadledger.command.desk.Outcome;
import leadledger.events.reference.ReferenceStreams;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.modelling.command.CreationPolicy;

/** All reference data but the vehicles as Axon knows it. */
@AggregateRoot(type = ReferenceStreams.KIND)
public class ReferenceShell extends ItemShell {

    /** For Axon, which fills a new shell from history. */
    protected ReferenceShell() {}

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Outcome handle(DefineCampaign command, CommandMessage<?> message) {
        return carryOut(command, message);
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Outcome handle(DefineSource command, CommandMessage<?> message) {
        return carryOut(command, message);
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Outcome handle(DefineCloseReason command, CommandMessage<?> message) {
        return carryOut(command, message);
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Outcome handle(DefineDealer command, CommandMessage<?> message) {
        return carryOut(command, message);
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Outcome handle(DefineOutlet command, CommandMessage<?> message) {
        return carryOut(command, message);
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Outcome handle(DefineUser command, CommandMessage<?> message) {
        return carryOut(command, message);
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Outcome handle(DefineBusinessHours command, CommandMessage<?> message) {
        return carryOut(command, message);
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Outcome handle(SetKpiTargets command, CommandMessage<?> message) {
        return carryOut(command, message);
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Outcome handle(ProposePolicy command, CommandMessage<?> message) {
        return carryOut(command, message);
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Outcome handle(ActivatePolicy command, CommandMessage<?> message) {
        return carryOut(command, message);
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Outcome handle(WithdrawPolicy command, CommandMessage<?> message) {
        return carryOut(command, message);
    }
}
