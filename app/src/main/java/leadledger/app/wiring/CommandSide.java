package leadledger.app.wiring;

import com.github.benmanes.caffeine.cache.Caffeine;
import leadledger.command.desk.CommandAnswers;
import leadledger.command.desk.CommandDesk;
import leadledger.events.ledger.EventCatalog;
import leadledger.events.ledger.PostgresLedger;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The writing side on a ledger other than the service's own, such as one with a clock of its own. */
public final class CommandSide implements AutoCloseable {

    private static final int MOST_CACHED_LEADS = 10_000;

    private final EmbeddedEventStore eventStore;
    private final CommandDesk desk;

    /** Decides and writes as the service does. */
    public CommandSide(PostgresLedger ledger, EventCatalog catalog, JdbcClient jdbc) {
        LeadCache cache = new LeadCache(
                Caffeine.newBuilder().maximumSize(MOST_CACHED_LEADS).build());
        eventStore = EmbeddedEventStore.builder()
                .storageEngine(LedgerWiring.storageEngine(ledger, catalog))
                .build();
        desk = new CommandDesk(
                CommandWiring.commandBus(eventStore, cache), ledger, new CommandAnswers(jdbc), cache, ledger);
    }

    /** Takes commands. */
    public CommandDesk desk() {
        return desk;
    }

    @Override
    public void close() {
        eventStore.shutDown();
    }
}
