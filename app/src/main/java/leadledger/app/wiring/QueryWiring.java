package leadledger.app.wiring;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import leadledger.events.ledger.LedgerMessageSource;
import leadledger.events.ledger.PostgresLedger;
import leadledger.events.reference.ReferenceLookup;
import leadledger.query.access.ReaderRole;
import leadledger.query.projection.Projection;
import leadledger.query.projection.Projections;
import leadledger.query.slareport.DealerDirectory;
import org.axonframework.common.transaction.Transaction;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.TokenSchema;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.DefaultTransactionDefinition;

/** The read models of this node. */
@Configuration(proxyBeanMethods = false)
class QueryWiring {

    /** A node that is gone for this long loses its segments to others. */
    private static final Duration CLAIM_TIMEOUT = Duration.ofSeconds(10);

    @Bean(initMethod = "start", destroyMethod = "close")
    Projections projections(
            List<Projection<?>> projections,
            PostgresLedger ledger,
            LedgerMessageSource source,
            DataSource dataSource,
            PlatformTransactionManager transactions,
            ReaderRole reader,
            List<LedgerPreparation> preparations) {
        // Read models are made from a whole history much faster than they follow it.
        preparations.forEach(LedgerPreparation::prepare);
        String nodeId = ManagementFactory.getRuntimeMXBean().getName() + "-"
                + UUID.randomUUID().toString().substring(0, 8);
        return new Projections(
                nodeId,
                projections,
                ledger,
                source,
                dataSource,
                new SpringTransactions(transactions),
                tokenStore(nodeId, dataSource),
                reader);
    }

    @Bean
    static ReaderRole readerRole(@Value("${leadledger.reader-role}") String name) {
        return new ReaderRole(name);
    }

    /** Rates by market and month go by where headquarters say a dealer is. */
    @Bean
    DealerDirectory dealerDirectory(ReferenceLookup references) {
        return dealer ->
                references.dealer(dealer).map(defined -> new DealerDirectory.Place(defined.market(), defined.zone()));
    }

    private static TokenStore tokenStore(String nodeId, DataSource dataSource) {
        return JdbcTokenStore.builder()
                .connectionProvider(new TransactionAwareDataSourceProxy(dataSource)::getConnection)
                .serializer(Jackson3Serializer.builder().build())
                .schema(TokenSchema.builder()
                        .setTokenTable("query.token_entry")
                        .setProcessorNameColumn("processor_name")
                        .setTokenTypeColumn("token_type")
                        .build())
                .nodeId(nodeId)
                .claimTimeout(CLAIM_TIMEOUT)
                .build();
    }

    /** Axon's transactions by Spring's manager: one transaction for rows and token. */
    private record SpringTransactions(PlatformTransactionManager manager) implements TransactionManager {

        @Override
        public Transaction startTransaction() {
            TransactionStatus status = manager.getTransaction(new DefaultTransactionDefinition());
            return new Transaction() {
                @Override
                public void commit() {
                    if (!status.isCompleted()) {
                        manager.commit(status);
                    }
                }

                @Override
                public void rollback() {
                    if (!status.isCompleted()) {
                        manager.rollback(status);
                    }
                }
            };
        }
    }
}
