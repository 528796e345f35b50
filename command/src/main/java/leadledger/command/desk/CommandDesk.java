package leadledger.command.desk;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import leadledger.events.ledger.AppendRefusedException;
import leadledger.events.ledger.LedgerUnavailableException;
import leadledger.events.ledger.PostgresLedger;
import leadledger.events.ledger.Receipt;
import leadledger.events.shared.LeadId;
import leadledger.events.shared.Refusal;
import leadledger.events.shared.RefusedException;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.common.caching.Cache;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;

/**
 * Hands commands to their handlers and turns what comes back into answers.
 *
 * <p>A command whose lead has changed meanwhile is decided again on the new state, and stands only if the rules still
 * accept it. What is refused on a lead from this node's cache is decided again if another node has moved the lead on, so
 * that a stale cache costs time, never a wrong answer.
 */
public final class CommandDesk {

    private static final int TRIES = 8;

    private final CommandBus bus;
    private final PostgresLedger ledger;
    private final CommandAnswers answers;
    private final Cache leads;
    private final InstantSource clock;

    /**
     * A desk.
     *
     * @param leads the cache of the command handlers' leads, by lead id
     * @param clock the ledger's clock
     */
    public CommandDesk(
            CommandBus bus, PostgresLedger ledger, CommandAnswers answers, Cache leads, InstantSource clock) {
        this.bus = bus;
        this.ledger = ledger;
        this.answers = answers;
        this.leads = leads;
        this.clock = clock;
    }

    /** Carries out a command on a lead; see {@link #handle(UUID, CommandTerms, Function)}. */
    public Answer handle(LeadId leadId, CommandTerms terms, Function<Instant, Object> command) {
        return handle(leadId.value(), terms, command);
    }

    /**
     * Carries out a command.
     *
     * @param streamId the lead, or whatever else has a stream
     * @param terms what the request says beside the command
     * @param command makes the command for a moment: it is made anew for each try
     * @throws RefusedException when the rules refuse it; nothing happened
     * @throws LedgerUnavailableException when the database does not answer; the outcome may be unknown
     */
    public Answer handle(UUID streamId, CommandTerms terms, Function<Instant, Object> command) {
        Optional<Answer> earlier = earlierAnswer(streamId, terms);
        if (earlier.isPresent()) {
            return earlier.get();
        }
        for (int tries = 0; tries < TRIES; tries++) {
            Instant now = clock.instant();
            Optional<Answer> answer = tryOnce(streamId, terms, command.apply(now), now);
            if (answer.isPresent()) {
                return answer.get();
            }
        }
        throw new RefusedException(Refusal.ofState("API-CONFLICT", "lead-is-busy"));
    }

    private Optional<Answer> tryOnce(UUID streamId, CommandTerms terms, Object command, Instant now) {
        Outcome outcome;
        try {
            outcome = dispatch(command, terms);
        } catch (AggregateNotFoundException e) {
            throw new RefusedException(Refusal.ofUnknownLead());
        } catch (ConcurrencyException | AggregateStreamCreationException e) {
            leads.remove(streamId.toString());
            return Optional.empty();
        } catch (AppendRefusedException e) {
            // The same key came twice at once, and the other one was first: its answer is there now.
            return earlierAnswer(streamId, terms);
        }
        if (outcome.before() != null) {
            return carryOutBefore(streamId, outcome.before(), terms, outcome, now);
        }
        Receipt receipt = terms.receipt().get();
        if (receipt != null) {
            return Optional.of(new Answer(
                    streamId, outcome.reference(), receipt.lastSequence() + 1, receipt.lastPosition(), true));
        }
        OptionalInt lastSequence = ledger.lastSequence(streamId);
        if (outcome.version() != lastSequence.orElse(-1) + 1) {
            leads.remove(streamId.toString());
            return Optional.empty();
        }
        Answer doneBefore = new Answer(streamId, outcome.reference(), outcome.version(), ledger.head(), false);
        keep(terms, outcome, doneBefore, now);
        // The same key may have come twice at once; whichever answer is kept is the first.
        Optional<Answer> first = earlierAnswer(streamId, terms);
        if (first.isPresent()) {
            return first;
        }
        if (outcome.isRefused()) {
            throw new RefusedException(outcome.refusals());
        }
        return Optional.of(doneBefore);
    }

    /** What must be recorded before a command; the command itself is refused then, or decided again. */
    private Optional<Answer> carryOutBefore(
            UUID streamId, Object before, CommandTerms terms, Outcome outcome, Instant now) {
        CommandTerms ownTerms = CommandTerms.of(terms.correlationId(), null, null);
        try {
            dispatch(before, ownTerms);
        } catch (ConcurrencyException e) {
            leads.remove(streamId.toString());
            return Optional.empty();
        }
        // Whoever recorded nothing here found the lead moved on since it was decided upon.
        boolean isAsDecided = ownTerms.receipt().get() != null;
        if (!isAsDecided || !outcome.isRefused()) {
            return Optional.empty();
        }
        keep(terms, outcome, new Answer(streamId, "", outcome.version(), ledger.head(), false), now);
        // As above: another one with the same key may have been first, and in time.
        Optional<Answer> first = earlierAnswer(streamId, terms);
        if (first.isPresent()) {
            return first;
        }
        throw new RefusedException(outcome.refusals());
    }

    private Outcome dispatch(Object command, CommandTerms terms) {
        CompletableFuture<CommandResultMessage<?>> answered = new CompletableFuture<>();
        bus.dispatch(
                GenericCommandMessage.asCommandMessage(command).withMetaData(terms.toMetaData()),
                (CommandMessage<? extends Object> message, CommandResultMessage<? extends Outcome> result) ->
                        answered.complete(result));
        CommandResultMessage<?> result = answered.join();
        if (result.isExceptional()) {
            if (result.exceptionResult() instanceof RuntimeException e) {
                throw e;
            }
            throw new IllegalStateException("a command handler failed", result.exceptionResult());
        }
        return (Outcome) result.getPayload();
    }

    /** The answer to the same request under the same key, if it was given before. */
    private Optional<Answer> earlierAnswer(UUID streamId, CommandTerms terms) {
        IdempotencyKey key = terms.key();
        if (key == null) {
            return Optional.empty();
        }
        return answers.find(key).map(earlier -> {
            if (!earlier.sameRequest()) {
                throw new RefusedException(new Refusal(
                        "API-IDEMPOTENCY", Refusal.Kind.VALUE, "idempotency-key-reused", "Idempotency-Key", Map.of()));
            }
            if (earlier.outcome().isRefused()) {
                throw new RefusedException(earlier.outcome().refusals());
            }
            return new Answer(
                    earlier.streamId().orElse(streamId),
                    earlier.outcome().reference(),
                    earlier.outcome().version(),
                    earlier.position(),
                    earlier.recorded());
        });
    }

    /** Only what the rules say of the request is its answer for ever; a lost race or a foreign lead is not. */
    private void keep(CommandTerms terms, Outcome outcome, Answer doneBefore, Instant now) {
        IdempotencyKey key = terms.key();
        boolean byRule = outcome.refusals().stream()
                .allMatch(r -> r.kind() == Refusal.Kind.STATE || r.kind() == Refusal.Kind.VALUE);
        if (key == null || !byRule) {
            return;
        }
        if (outcome.isRefused()) {
            answers.keepRefusal(key, outcome.refusals(), now);
        } else {
            answers.keepAcceptance(key, doneBefore, now);
        }
    }
}
