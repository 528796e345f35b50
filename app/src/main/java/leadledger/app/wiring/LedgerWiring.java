package leadledger.app.wiring;

import java.util.Optional;
import javax.sql.DataSource;
import leadledger.events.aftersales.AftersalesEvent;
import leadledger.events.ledger.EventCatalog;
import leadledger.events.ledger.LedgerJson;
import leadledger.events.ledger.LedgerMessageSource;
import leadledger.events.ledger.LedgerSettings;
import leadledger.events.ledger.LedgerStorageEngine;
import leadledger.events.ledger.PostgresLedger;
import leadledger.events.ledger.ReferenceFeed;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/** The ledger of this node. */
@Configuration(proxyBeanMethods = false)
class LedgerWiring {

    @Bean
    EventCatalog eventCatalog() {
        return LedgerJson.catalog();
    }

    /** Also the clock by which the service decides: whoever asks for a clock gets the ledger's. */
    @Bean(destroyMethod = "close")
    @Primary
    PostgresLedger ledger(DataSource dataSource, ServiceClock clock, MigratedSchemas migrated) {
        migrated.require();
        PostgresLedger ledger = new PostgresLedger(dataSource, clock, LedgerSettings.DEFAULTS);
        ledger.start();
        return ledger;
    }

    /** Whoever looks a code up asks this node's feed. */
    @Bean(initMethod = "start", destroyMethod = "close")
    ReferenceFeed referenceFeed(PostgresLedger ledger, EventCatalog catalog) {
        return new ReferenceFeed(ledger, catalog);
    }

    @Bean
    static LedgerStorageEngine storageEngine(PostgresLedger ledger, EventCatalog catalog) {
        return new LedgerStorageEngine(
                ledger,
                catalog,
                event -> event instanceof AftersalesEvent aftersales ? aftersales.claimedMoment() : Optional.empty());
    }

    @Bean
    LedgerMessageSource ledgerMessageSource(PostgresLedger ledger, EventCatalog catalog, LedgerStorageEngine engine) {
        return new LedgerMessageSource(ledger, catalog, engine);
    }
}
