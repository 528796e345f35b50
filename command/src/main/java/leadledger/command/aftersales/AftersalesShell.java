package leadledger.command.aftersales;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import leadledger.command.aftersales.bookappointment.BookAppointment;
import leadledger.command.aftersales.closewithoutsale.CloseWithoutSale;
import leadledger.command.aftersales.closewithsale.CloseWithSale;
import leadledger.command.aftersales.correctcontactattempt.CorrectContactAttempt;
import leadledger.command.aftersales.createlead.CreateLead;
import leadledger.command.aftersales.editlead.EditLead;
import leadledger.command.aftersales.lapse.RecordLapse;
import leadledger.command.aftersales.reassign.ReassignLead;
import leadledger.command.aftersales.recontact.CreateRecontactLead;
import leadledger.command.aftersales.recontact.LinkRecontactLead;
import leadledger.command.aftersales.recontact.Recontact;
import leadledger.command.aftersales.recordcontactattempt.RecordContactAttempt;
import leadledger.command.desk.CommandTerms;
import leadledger.command.desk.Outcome;
import leadledger.events.aftersales.AftersalesEvent;
import leadledger.events.ledger.LedgerMetaData;
import leadledger.events.ledger.LedgerStorageEngine;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.Refusal;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.eventhandling.Timestamp;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.messaging.MetaData;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.modelling.command.CreationPolicy;
import org.jspecify.annotations.Nullable;

/**
 * The one class of the aftersales process that Axon knows: loads, lets the command decide, appends. It holds no rule.
 */
@AggregateRoot(type = AftersalesEvent.STREAM_KIND)
public class AftersalesShell {

    @AggregateIdentifier
    private @Nullable String leadId;

    private AftersalesLead lead = AftersalesLead.UNBORN;

    /** For Axon, which fills a new shell from history. */
    protected AftersalesShell() {}

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

    private Outcome carryOut(AftersalesCommand command, CommandMessage<?> message) {
        CommandTerms terms = CommandTerms.of(message);
        int version = version();
        if (Access.toSee(lead, command.actor(), terms.dealersOfMarket()) instanceof Access.Denied denied) {
            return Outcome.refused(version, List.of(denied.refusal()));
        }
        if (command.access(lead) instanceof Access.Denied denied) {
            return Outcome.refused(version, List.of(denied.refusal()));
        }
        if (!terms.expects(version)) {
            return Outcome.refused(version, List.of(CommandTerms.versionMismatch(version)));
        }
        AftersalesLead now = command instanceof RecordLapse ? lead : lead.at(command.at());
        Decision decision = command.decide(now);
        if (!now.equals(lead)) {
            // The lapse is recorded first (AS-64), by a command of its own: a refusal takes nothing back.
            RecordLapse lapse = new RecordLapse(command.leadId(), AftersalesCommand.SERVICE, command.at());
            return Outcome.after(
                    lapse,
                    version,
                    decision instanceof Decision.Refused(List<Refusal> refusals) ? refusals : List.of());
        }
        return switch (decision) {
            case Decision.Refused(List<Refusal> refusals) -> Outcome.refused(version, refusals);
            case Decision.Accepted(List<AftersalesEvent> events) -> {
                record(events, command, message, terms);
                yield Outcome.accepted(version(), reference());
            }
        };
    }

    private void record(
            List<AftersalesEvent> events, AftersalesCommand command, CommandMessage<?> message, CommandTerms terms) {
        if (events.isEmpty()) {
            return;
        }
        AftersalesLead before = lead;
        UnitOfWork<?> unitOfWork = CurrentUnitOfWork.get();
        AftersalesLead after = fold(before, events, command.at());
        terms.keepAnswer(unitOfWork, reference(after));
        Instant limit = command.holdsUntil(before);
        if (limit != null) {
            LedgerStorageEngine.holdUntil(unitOfWork, limit);
        }
        MetaData metaData = LedgerMetaData.of(
                command.actor().ledgerForm(),
                tenant(after).value(),
                terms.correlationId(),
                UUID.fromString(message.getIdentifier()));
        for (AftersalesEvent event : events) {
            AggregateLifecycle.apply(event, metaData);
        }
        // Folding took the moment of the command; what a cached lead keeps is the moment of recording.
        unitOfWork.onCommit(committed -> LedgerStorageEngine.receipt(committed).ifPresent(receipt -> {
            lead = fold(before, events, receipt.recordedAt());
            terms.receipt().set(receipt);
        }));
    }

    private static AftersalesLead fold(AftersalesLead lead, List<AftersalesEvent> events, Instant recordedAt) {
        AftersalesLead folded = lead;
        for (AftersalesEvent event : events) {
            folded = folded.evolve(event, recordedAt);
        }
        return folded;
    }

    @EventSourcingHandler
    void on(AftersalesEvent event, @Timestamp Instant recordedAt) {
        lead = lead.evolve(event, recordedAt);
        leadId = switch (lead) {
            case AftersalesLead.Unborn ignored -> leadId;
            case AftersalesLead.Known known -> known.course().leadId().toString();
        };
    }

    /** How many events the lead has: its version, as ETags tell it. */
    private static int version() {
        Long lastSequence = AggregateLifecycle.getVersion();
        return lastSequence == null ? 0 : Math.toIntExact(lastSequence + 1);
    }

    private String reference() {
        return reference(lead);
    }

    private static String reference(AftersalesLead lead) {
        return switch (lead) {
            case AftersalesLead.Unborn ignored -> "";
            case AftersalesLead.Known known -> known.course().reference();
        };
    }

    private static DealerId tenant(AftersalesLead lead) {
        return switch (lead) {
            case AftersalesLead.Unborn ignored -> throw new IllegalStateException("a lead begins with its creation");
            case AftersalesLead.Known known -> known.course().dealer();
        };
    }
}
