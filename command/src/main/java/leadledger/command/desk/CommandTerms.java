package leadledger.command.desk;

import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import leadledger.events.ledger.CommandAnswer;
import leadledger.events.ledger.LedgerStorageEngine;
import leadledger.events.ledger.Receipt;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.Refusal;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.messaging.MetaData;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;

/**
 * What a request says beside the command itself.
 *
 * @param correlationId the request
 * @param expectedVersion the version that the caller saw ({@code If-Match}); none: any
 * @param key the caller's idempotency key with the digest of its request; none: no key was given
 * @param dealersOfMarket the dealers of the market that the caller acts for, when the request came; of headquarters only
 * @param receipt where the handler leaves the ledger's receipt
 */
public record CommandTerms(
        UUID correlationId,
        @Nullable Integer expectedVersion,
        @Nullable IdempotencyKey key,
        Set<DealerId> dealersOfMarket,
        AtomicReference<@Nullable Receipt> receipt) {

    private static final String TERMS = "terms";

    /** Terms without a receipt yet. */
    public static CommandTerms of(UUID correlationId, @Nullable Integer expectedVersion, @Nullable IdempotencyKey key) {
        return of(correlationId, expectedVersion, key, Set.of());
    }

    /** Terms of headquarters, without a receipt yet. */
    public static CommandTerms of(
            UUID correlationId,
            @Nullable Integer expectedVersion,
            @Nullable IdempotencyKey key,
            Set<DealerId> dealersOfMarket) {
        return new CommandTerms(correlationId, expectedVersion, key, dealersOfMarket, new AtomicReference<>());
    }

    /** The terms that travel with a command; none given: the command's own id correlates, and any version will do. */
    public static CommandTerms of(CommandMessage<?> message) {
        Object terms = message.getMetaData().get(TERMS);
        return terms == null ? of(UUID.fromString(message.getIdentifier()), null, null) : (CommandTerms) terms;
    }

    MetaData toMetaData() {
        return MetaData.from(Map.of(TERMS, this));
    }

    /** Whether the caller accepts a lead of this version. */
    public boolean expects(int version) {
        return expectedVersion == null || expectedVersion == version;
    }

    /** The refusal of a caller that saw another version. */
    public static Refusal versionMismatch(int currentVersion) {
        return new Refusal("API-VERSION", Refusal.Kind.VERSION, "version-mismatch", null, Map.of())
                .with("currentVersion", currentVersion);
    }

    /** Has the answer kept under the caller's key, in the transaction of the events. */
    public void keepAnswer(UnitOfWork<?> unitOfWork, String reference) {
        if (key != null) {
            LedgerStorageEngine.keepAnswer(
                    unitOfWork, new CommandAnswer(key.hash(), key.requestHash(), AnswerText.accepted(reference)));
        }
    }
}
