package leadledger.command.reference;

import leadledger.command.desk.Outcome;
import leadledger.events.reference.ReferenceStreams;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.modelling.command.CreationPolicy;

/** Vehicles as Axon knows them: apart from other reference data, since their streams are of another kind. */
@AggregateRoot(type = ReferenceStreams.VEHICLE_KIND)
public class VehicleShell extends ItemShell {

    /** For Axon, which fills a new shell from history. */
    protected VehicleShell() {}

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Outcome handle(RegisterVehicle command, CommandMessage<?> message) {
        return carryOut(command, message);
    }
}
