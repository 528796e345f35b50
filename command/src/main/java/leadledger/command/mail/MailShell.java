package leadledger.command.mail;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import leadledger.command.desk.CommandTerms;
import leadledger.command.desk.Outcome;
import leadledger.command.mail.MailCommand.OrderMailRetry;
import leadledger.command.mail.MailCommand.RecordMailGivenUp;
import leadledger.command.mail.MailCommand.RecordMailSent;
import leadledger.events.ledger.LedgerMetaData;
import leadledger.events.ledger.LedgerStorageEngine;
import leadledger.events.mail.MailEvent;
import leadledger.events.mail.MailStreams;
import leadledger.events.shared.Refusal;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.modelling.command.CreationPolicy;
import org.jspecify.annotations.Nullable;

/** What became of a lead's e-mails as Axon knows it: loads, lets the command decide, appends. Holds no rule. */
@AggregateRoot(type = MailStreams.KIND)
public class MailShell {

    @AggregateIdentifier
    @SuppressWarnings("UnusedVariable") // Axon reads it.
    private @Nullable String streamId;

    private MailsOfLead mails = MailsOfLead.NONE;

    /** For Axon, which fills a new shell from history. */
    protected MailShell() {}

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Outcome handle(RecordMailSent command, CommandMessage<?> message) {
        return carryOut(command, message);
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Outcome handle(RecordMailGivenUp command, CommandMessage<?> message) {
        return carryOut(command, message);
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Outcome handle(OrderMailRetry command, CommandMessage<?> message) {
        return carryOut(command, message);
    }

    private Outcome carryOut(MailCommand command, CommandMessage<?> message) {
        CommandTerms terms = CommandTerms.of(message);
        streamId = command.streamId().toString();
        String reference = command.event().mailId().toString();
        Optional<Refusal> refusal = command.refusal(mails);
        if (refusal.isPresent()) {
            return Outcome.refused(version(), List.of(refusal.get()));
        }
        if (!command.isDone(mails)) {
            UnitOfWork<?> unitOfWork = CurrentUnitOfWork.get();
            terms.keepAnswer(unitOfWork, reference);
            AggregateLifecycle.apply(
                    command.event(),
                    LedgerMetaData.of(
                            command.actor().ledgerForm(),
                            command.tenant(),
                            terms.correlationId(),
                            UUID.fromString(message.getIdentifier())));
            unitOfWork.onCommit(
                    committed -> LedgerStorageEngine.receipt(committed).ifPresent(terms.receipt()::set));
        }
        return Outcome.accepted(version(), reference);
    }

    @EventSourcingHandler
    void on(MailEvent event) {
        mails = mails.after(event);
        streamId = MailStreams.ofLead(event.leadId()).toString();
    }

    private static int version() {
        Long lastSequence = AggregateLifecycle.getVersion();
        return lastSequence == null ? 0 : Math.toIntExact(lastSequence + 1);
    }
}
