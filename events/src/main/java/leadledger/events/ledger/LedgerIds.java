package leadledger.events.ledger;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochRandomGenerator;
import java.util.UUID;
import org.axonframework.common.IdentifierFactory;

/** New identifiers: UUIDv7, which sort by time, so that indexes grow at one end. Also the source of Axon's message ids. */
public final class LedgerIds extends IdentifierFactory {

    private static final TimeBasedEpochRandomGenerator GENERATOR = Generators.timeBasedEpochRandomGenerator();

    /** A new id. */
    public static UUID next() {
        return GENERATOR.generate();
    }

    @Override
    public String generateIdentifier() {
        return next().toString();
    }
}
