package leadledger.app.benchmark;

import java.util.concurrent.CompletableFuture;
import leadledger.command.aftersales.AftersalesCommand;
import leadledger.command.aftersales.AftersalesShell;
import leadledger.command.desk.Outcome;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.common.caching.Cache;
import org.axonframework.eventsourcing.EventSourcingRepository;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.modelling.command.AggregateAnnotationCommandHandler;
import org.axonframework.modelling.command.VersionedAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/** A command side, ours or stock Axon's: the same bus, repository and handlers on another event store. */
interface Node extends AutoCloseable {

    CommandBus bus();

    @Override
    void close();

    /** As the service's desk sends a command; a refusal or failure ends the run. */
    default Outcome send(AftersalesCommand command) {
        CompletableFuture<CommandResultMessage<?>> answered = new CompletableFuture<>();
        bus().dispatch(
                        GenericCommandMessage.asCommandMessage(command),
                        (CommandMessage<? extends Object> message, CommandResultMessage<? extends Object> result) ->
                                answered.complete(result));
        CommandResultMessage<?> result = answered.join();
        if (result.isExceptional()) {
            throw new IllegalStateException(result.exceptionResult());
        }
        Outcome outcome = (Outcome) result.getPayload();
        Database.require(outcome.refusals().isEmpty(), "a command was accepted");
        return outcome;
    }

    /** The command side as the service puts it together. */
    static void connect(CommandBus bus, EmbeddedEventStore eventStore, @Nullable Cache cache) {
        EventSourcingRepository.Builder<AftersalesShell> repository =
                EventSourcingRepository.builder(AftersalesShell.class).eventStore(eventStore);
        if (cache != null) {
            repository.cache(cache);
        }
        AggregateAnnotationCommandHandler.<AftersalesShell>builder()
                .aggregateType(AftersalesShell.class)
                .repository(repository.build())
                .commandTargetResolver(message -> new VersionedAggregateIdentifier(
                        (Object) ((AftersalesCommand) message.getPayload())
                                .leadId()
                                .toString(),
                        null))
                .build()
                .subscribe(bus);
    }
}
