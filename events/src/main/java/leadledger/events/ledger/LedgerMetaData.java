package leadledger.events.ledger;

import java.util.Map;
import java.util.UUID;
import org.axonframework.messaging.MetaData;

/** What of the envelope travels as Axon metadata: who, whose, and why. */
public final class LedgerMetaData {

    /** Under which name it travels who acts. */
    public static final String ACTOR = "actor";

    private static final String TENANT = "tenant";
    private static final String CORRELATION_ID = "correlationId";
    private static final String CAUSATION_ID = "causationId";

    private LedgerMetaData() {}

    /**
     * Metadata that an event must carry to be appended.
     *
     * @param actor who acts, as {@link leadledger.events.shared.Actor#ledgerForm()}
     * @param tenant the dealer whose stream it is
     * @param correlationId what started it all, such as the request
     * @param causationId the command
     */
    public static MetaData of(String actor, String tenant, UUID correlationId, UUID causationId) {
        return MetaData.from(
                Map.of(ACTOR, actor, TENANT, tenant, CORRELATION_ID, correlationId, CAUSATION_ID, causationId));
    }

    static MetaData of(StoredEvent stored) {
        return of(stored.actor(), stored.tenant(), stored.correlationId(), stored.causationId());
    }

    static String actor(MetaData metaData) {
        return required(metaData, ACTOR, String.class);
    }

    static String tenant(MetaData metaData) {
        return required(metaData, TENANT, String.class);
    }

    static UUID correlationId(MetaData metaData) {
        return required(metaData, CORRELATION_ID, UUID.class);
    }

    static UUID causationId(MetaData metaData) {
        return required(metaData, CAUSATION_ID, UUID.class);
    }

    private static <T> T required(MetaData metaData, String key, Class<T> type) {
        Object value = metaData.get(key);
        if (value == null) {
            throw new IllegalArgumentException("an event is not appended without its " + key);
        }
        return type.cast(value);
    }
}
