package leadledger.command.reference;

import leadledger.command.desk.Outcome;
import leadledger.events.reference.ReferenceStreams;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.modelling.command.CreationPolicy;

/** Campaigns, sources, close reasons and dealers as Axon knows them. */
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
}
