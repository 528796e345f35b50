package leadledger.command.reference;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import leadledger.command.desk.CommandTerms;
import leadledger.command.desk.Outcome;
import leadledger.events.ledger.LedgerMetaData;
import leadledger.events.ledger.LedgerStorageEngine;
import leadledger.events.reference.ReferenceEvent;
import leadledger.events.reference.ReferenceStreams;
import leadledger.events.shared.Refusal;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.jspecify.annotations.Nullable;

/** What both kinds of reference data have in common for Axon: loads, lets the command decide, appends. Holds no rule. */
abstract class ItemShell {

    @AggregateIdentifier
    @SuppressWarnings("UnusedVariable") // Axon reads it.
    private @Nullable String streamId;

    private @Nullable ReferenceEvent item;

    Outcome carryOut(ItemCommand command, CommandMessage<?> message) {
        CommandTerms terms = CommandTerms.of(message);
        // An event does not carry its stream's id, and a first one is applied before anybody has told it.
        streamId = command.streamId().toString();
        int version = version();
        if (!command.mayDefine()) {
            return Outcome.refused(version, List.of(command.roleRefusal()));
        }
        if (!terms.expects(version)) {
            return Outcome.refused(version, List.of(CommandTerms.versionMismatch(version)));
        }
        return switch (command.decide(item)) {
            case ReferenceDecision.Refused(List<Refusal> refusals) -> Outcome.refused(version, refusals);
            case ReferenceDecision.Unchanged() -> Outcome.accepted(version, command.code());
            case ReferenceDecision.Defined(ReferenceEvent event) -> {
                record(event, command, message, terms, command.holdsUntil(item));
                yield Outcome.accepted(version(), command.code());
            }
        };
    }

    private static void record(
            ReferenceEvent event,
            ItemCommand command,
            CommandMessage<?> message,
            CommandTerms terms,
            @Nullable Instant limit) {
        UnitOfWork<?> unitOfWork = CurrentUnitOfWork.get();
        if (limit != null) {
            LedgerStorageEngine.holdUntil(unitOfWork, limit);
        }
        terms.keepAnswer(unitOfWork, command.code());
        AggregateLifecycle.apply(
                event,
                LedgerMetaData.of(
                        command.actor().ledgerForm(),
                        ReferenceStreams.TENANT,
                        terms.correlationId(),
                        UUID.fromString(message.getIdentifier())));
        unitOfWork.onCommit(committed -> LedgerStorageEngine.receipt(committed).ifPresent(terms.receipt()::set));
    }

    @EventSourcingHandler
    void on(ReferenceEvent event) {
        item = event;
        streamId = streamOf(event).toString();
    }

    private static UUID streamOf(ReferenceEvent event) {
        return switch (event) {
            case ReferenceEvent.CampaignDefined campaign -> ReferenceStreams.ofCampaign(campaign.code());
            case ReferenceEvent.SourceDefined source -> ReferenceStreams.ofSource(source.code());
            case ReferenceEvent.CloseReasonDefined reason -> ReferenceStreams.ofCloseReason(reason.code());
            case ReferenceEvent.DealerDefined dealer -> ReferenceStreams.ofDealer(dealer.dealer());
            case ReferenceEvent.OutletDefined outlet -> ReferenceStreams.ofOutlet(outlet.outlet());
            case ReferenceEvent.UserDefined user -> ReferenceStreams.ofUser(user.user());
            case ReferenceEvent.BusinessHoursDefined hours -> ReferenceStreams.ofBusinessHours(hours.outlet());
            case ReferenceEvent.KpiTargetsDefined targets -> ReferenceStreams.ofKpiTargets(targets.outlet());
            case ReferenceEvent.OfPolicy of ->
                ReferenceStreams.ofPolicy(of.policy().market(), of.policy().version());
            case ReferenceEvent.VehicleRegistered vehicle -> ReferenceStreams.ofVehicle(vehicle.vin());
        };
    }

    /** How many times the item has been defined: its version, as ETags tell it. */
    private static int version() {
        Long lastSequence = AggregateLifecycle.getVersion();
        return lastSequence == null ? 0 : Math.toIntExact(lastSequence + 1);
    }
}
