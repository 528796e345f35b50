package leadledger.app.benchmark;

import java.util.List;
import javax.sql.DataSource;
import leadledger.events.ledger.LedgerMessageSource;
import leadledger.query.access.ReaderRole;
import leadledger.query.leadlist.LeadListProjection;
import leadledger.query.projection.Projections;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.TokenSchema;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;

/** The list view as the service keeps it. */
final class ReadModels {

    private ReadModels() {}

    static Projections of(OurNode node, DataSource dataSource) {
        return new Projections(
                "bench",
                List.of(new LeadListProjection(node.catalog())),
                node.ledger(),
                new LedgerMessageSource(node.ledger(), node.catalog(), node.engine()),
                dataSource,
                Transactions.on(dataSource),
                JdbcTokenStore.builder()
                        .connectionProvider(new TransactionAwareDataSourceProxy(dataSource)::getConnection)
                        .serializer(Jackson3Serializer.builder().build())
                        .schema(TokenSchema.builder()
                                .setTokenTable("query.token_entry")
                                .setProcessorNameColumn("processor_name")
                                .setTokenTypeColumn("token_type")
                                .build())
                        .nodeId("bench")
                        .build(),
                ReaderRole.DEFAULT);
    }
}
