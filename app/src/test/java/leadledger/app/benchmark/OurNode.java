package leadledger.app.benchmark;

import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.InstantSource;
import java.util.Optional;
import javax.sql.DataSource;
import leadledger.events.aftersales.AftersalesEvent;
import leadledger.events.ledger.EventCatalog;
import leadledger.events.ledger.LedgerJson;
import leadledger.events.ledger.LedgerSettings;
import leadledger.events.ledger.LedgerStorageEngine;
import leadledger.events.ledger.PostgresLedger;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.common.Registration;
import org.axonframework.common.caching.Cache;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.messaging.unitofwork.RollbackConfigurationType;
import org.jspecify.annotations.Nullable;

/** A node of the service on our ledger, with the service's settings. */
final class OurNode implements Node {

    private static final int MOST_CACHED_LEADS = 50_000;

    private final EventCatalog catalog = LedgerJson.catalog();
    private final PostgresLedger ledger;
    private final LedgerStorageEngine engine;
    private final EmbeddedEventStore eventStore;
    private final Cache leads = new LeadCache();
    private final CommandBus cached;
    private final CommandBus uncached;

    OurNode(DataSource dataSource, InstantSource clock) {
        ledger = new PostgresLedger(dataSource, clock, LedgerSettings.DEFAULTS);
        ledger.start();
        engine = new LedgerStorageEngine(
                ledger,
                catalog,
                event -> event instanceof AftersalesEvent aftersales ? aftersales.claimedMoment() : Optional.empty());
        eventStore = EmbeddedEventStore.builder().storageEngine(engine).build();
        cached = bus(leads);
        uncached = bus(null);
    }

    private CommandBus bus(@Nullable Cache cache) {
        CommandBus bus = SimpleCommandBus.builder()
                .rollbackConfiguration(RollbackConfigurationType.ANY_THROWABLE)
                .build();
        Node.connect(bus, eventStore, cache);
        return bus;
    }

    @Override
    public CommandBus bus() {
        return cached;
    }

    /** The same node without its cache of leads. */
    Node withoutCache() {
        return new Node() {
            @Override
            public CommandBus bus() {
                return uncached;
            }

            @Override
            public void close() {}
        };
    }

    PostgresLedger ledger() {
        return ledger;
    }

    EventCatalog catalog() {
        return catalog;
    }

    LedgerStorageEngine engine() {
        return engine;
    }

    Cache leads() {
        return leads;
    }

    @Override
    public void close() {
        eventStore.shutDown();
        ledger.close();
    }

    /** As the service's own, which its package keeps to itself. */
    private static final class LeadCache implements Cache {

        private final com.github.benmanes.caffeine.cache.Cache<Object, Object> cache =
                Caffeine.newBuilder().maximumSize(MOST_CACHED_LEADS).build();

        @Override
        @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
        public <K, V> V get(K key) {
            return (V) cache.getIfPresent(key);
        }

        @Override
        public void put(Object key, Object value) {
            cache.put(key, value);
        }

        @Override
        public boolean putIfAbsent(Object key, Object value) {
            return cache.asMap().putIfAbsent(key, value) == null;
        }

        @Override
        public boolean remove(Object key) {
            return cache.asMap().remove(key) != null;
        }

        @Override
        public void removeAll() {
            cache.invalidateAll();
        }

        @Override
        public boolean containsKey(Object key) {
            return cache.asMap().containsKey(key);
        }

        @Override
        public Registration registerCacheEntryListener(EntryListener listener) {
            return () -> false;
        }
    }
}
