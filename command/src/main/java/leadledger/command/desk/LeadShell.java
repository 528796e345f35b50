package leadledger.command.desk;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import leadledger.command.decision.Access;
import leadledger.command.decision.Decision;
import leadledger.command.decision.LeadCommand;
import leadledger.events.ledger.LedgerMetaData;
import leadledger.events.ledger.LedgerStorageEngine;
import leadledger.events.shared.Actor;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.LeadId;
import leadledger.events.shared.Refusal;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.messaging.MetaData;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.jspecify.annotations.Nullable;

/**
 * What the leads of both processes have in common for Axon: loads, lets the command decide, appends. Holds no rule.
 *
 * @param <L> the lead as the rules of its process see it
 * @param <E> what happens in the process
 * @param <C> what is asked for in the process
 */
public abstract class LeadShell<L, E, C extends LeadCommand<L, E>> {

    @AggregateIdentifier
    @SuppressWarnings("UnusedVariable") // Axon reads it.
    private @Nullable String leadId;

    private L lead;

    /** A shell of a lead of which nothing has happened yet; Axon fills it from history. */
    protected LeadShell(L unborn) {
        lead = unborn;
    }

    /**
     * The lead after one more fact.
     *
     * @param recordedAt when it was recorded
     * @param actor who did it, in the ledger's form
     */
    protected abstract L evolve(L lead, E event, Instant recordedAt, String actor);

    /** The lead at a moment: with what follows from time alone, whether or not that is recorded yet (AS-64). */
    protected abstract L at(L lead, Instant moment);

    /** Whether the command itself records what follows from time alone, so that it sees the lead as it was recorded. */
    protected abstract boolean keepsTime(C command);

    /** The command that records what follows from time alone. */
    protected abstract C timekeeping(C command);

    /** Whether the actor sees the lead at all. */
    protected abstract Access toSee(L lead, Actor actor, Set<DealerId> dealersOfMarket);

    /** Its id; none before its first event. */
    protected abstract @Nullable LeadId id(L lead);

    /** Its short reference; empty before its first event. */
    protected abstract String reference(L lead);

    /** Whose lead it is. */
    protected abstract String tenant(L lead);

    /** Decides and records. */
    protected final Outcome carryOut(C command, CommandMessage<?> message) {
        CommandTerms terms = CommandTerms.of(message);
        int version = version();
        if (toSee(lead, command.actor(), terms.dealersOfMarket()) instanceof Access.Denied denied) {
            return Outcome.refused(version, List.of(denied.refusal()));
        }
        L now = keepsTime(command) ? lead : at(lead, command.at());
        if (command.access(now) instanceof Access.Denied denied) {
            return Outcome.refused(version, List.of(denied.refusal()));
        }
        if (!terms.expects(version)) {
            return Outcome.refused(version, List.of(CommandTerms.versionMismatch(version)));
        }
        Decision<E> decision = command.decide(now);
        if (!now.equals(lead)) {
            // What time has brought is recorded first (AS-64), by a command of its own: a refusal takes nothing back.
            return Outcome.after(
                    timekeeping(command),
                    version,
                    decision instanceof Decision.Refused<E>(List<Refusal> refusals) ? refusals : List.of());
        }
        return switch (decision) {
            case Decision.Refused<E>(List<Refusal> refusals) -> Outcome.refused(version, refusals);
            case Decision.Accepted<E>(List<E> events) -> {
                record(events, command, message, terms);
                yield Outcome.accepted(version(), reference(lead));
            }
        };
    }

    private void record(List<E> events, C command, CommandMessage<?> message, CommandTerms terms) {
        if (events.isEmpty()) {
            return;
        }
        L before = lead;
        UnitOfWork<?> unitOfWork = CurrentUnitOfWork.get();
        String actor = command.actor().ledgerForm();
        L after = fold(before, events, command.at(), actor);
        terms.keepAnswer(unitOfWork, reference(after));
        Instant limit = command.holdsUntil(before);
        if (limit != null) {
            LedgerStorageEngine.holdUntil(unitOfWork, limit);
        }
        MetaData metaData = LedgerMetaData.of(
                actor, tenant(after), terms.correlationId(), UUID.fromString(message.getIdentifier()));
        for (E event : events) {
            AggregateLifecycle.apply(event, metaData);
        }
        // Folding took the moment of the command; what a cached lead keeps is the moment of recording.
        unitOfWork.onCommit(committed -> LedgerStorageEngine.receipt(committed).ifPresent(receipt -> {
            lead = fold(before, events, receipt.recordedAt(), actor);
            terms.receipt().set(receipt);
        }));
    }

    private L fold(L from, List<E> events, Instant recordedAt, String actor) {
        L folded = from;
        for (E event : events) {
            folded = evolve(folded, event, recordedAt, actor);
        }
        return folded;
    }

    /** Takes a fact, new or from history. */
    protected final void take(E event, Instant recordedAt, String actor) {
        lead = evolve(lead, event, recordedAt, actor);
        LeadId known = id(lead);
        leadId = known == null ? leadId : known.toString();
    }

    /** How many events the lead has: its version, as ETags tell it. */
    private static int version() {
        Long lastSequence = AggregateLifecycle.getVersion();
        return lastSequence == null ? 0 : Math.toIntExact(lastSequence + 1);
    }
}
