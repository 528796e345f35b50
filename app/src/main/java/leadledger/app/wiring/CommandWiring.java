package leadledger.app.wiring;

import com.github.benmanes.caffeine.cache.Caffeine;
import javax.sql.DataSource;
import leadledger.command.aftersales.AftersalesShell;
import leadledger.command.aftersales.Network;
import leadledger.command.aftersales.ReferenceNetwork;
import leadledger.command.decision.LeadCommand;
import leadledger.command.desk.CommandAnswers;
import leadledger.command.desk.CommandDesk;
import leadledger.command.imports.ImportStore;
import leadledger.command.mail.MailCommand;
import leadledger.command.mail.MailShell;
import leadledger.command.reference.ItemCommand;
import leadledger.command.reference.ReferenceShell;
import leadledger.command.reference.VehicleShell;
import leadledger.command.sales.SalesShell;
import leadledger.events.ledger.LedgerStorageEngine;
import leadledger.events.ledger.PostgresLedger;
import leadledger.events.reference.ReferenceLookup;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.eventsourcing.EventSourcingRepository;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.messaging.unitofwork.RollbackConfigurationType;
import org.axonframework.modelling.command.AggregateAnnotationCommandHandler;
import org.axonframework.modelling.command.CommandTargetResolver;
import org.axonframework.modelling.command.Repository;
import org.axonframework.modelling.command.VersionedAggregateIdentifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Axon's command side, put together by hand: what stands here is all there is. There is no transaction manager, so that no
 * connection is held while a command waits for its commit.
 */
@Configuration(proxyBeanMethods = false)
class CommandWiring {

    private static final int MOST_CACHED_LEADS = 50_000;

    /** Commands name their lead themselves, without annotations of Axon's. */
    private static final CommandTargetResolver BY_LEAD = message -> new VersionedAggregateIdentifier(
            (Object) ((LeadCommand<?, ?>) message.getPayload()).leadId().toString(), null);

    private static final CommandTargetResolver BY_MAILS = message -> new VersionedAggregateIdentifier(
            (Object) ((MailCommand) message.getPayload()).streamId().toString(), null);

    private static final CommandTargetResolver BY_ITEM = message -> new VersionedAggregateIdentifier(
            (Object) ((ItemCommand) message.getPayload()).streamId().toString(), null);

    @Bean
    LeadCache leadCache() {
        return new LeadCache(
                Caffeine.newBuilder().maximumSize(MOST_CACHED_LEADS).build());
    }

    @Bean(destroyMethod = "shutDown")
    EmbeddedEventStore eventStore(LedgerStorageEngine engine) {
        return EmbeddedEventStore.builder().storageEngine(engine).build();
    }

    @Bean
    static CommandBus commandBus(EmbeddedEventStore eventStore, LeadCache cache) {
        CommandBus bus = SimpleCommandBus.builder()
                .rollbackConfiguration(RollbackConfigurationType.ANY_THROWABLE)
                .build();
        subscribeLeads(bus, AftersalesShell.class, eventStore, cache);
        subscribeLeads(bus, SalesShell.class, eventStore, cache);
        subscribeReferenceData(bus, ReferenceShell.class, eventStore);
        subscribeReferenceData(bus, VehicleShell.class, eventStore);
        AggregateAnnotationCommandHandler.<MailShell>builder()
                .aggregateType(MailShell.class)
                .repository(EventSourcingRepository.builder(MailShell.class)
                        .eventStore(eventStore)
                        .build())
                .commandTargetResolver(BY_MAILS)
                .build()
                .subscribe(bus);
        return bus;
    }

    private static <T> void subscribeLeads(
            CommandBus bus, Class<T> shell, EmbeddedEventStore eventStore, LeadCache cache) {
        Repository<T> repository = EventSourcingRepository.builder(shell)
                .eventStore(eventStore)
                .cache(cache.part(shell.getName()))
                // A lead of the other process is none of this one (AC-01).
                .filterByAggregateType()
                .build();
        AggregateAnnotationCommandHandler.<T>builder()
                .aggregateType(shell)
                .repository(repository)
                .commandTargetResolver(BY_LEAD)
                .build()
                .subscribe(bus);
    }

    /** Defined so seldom that nothing is cached: each command reads its item anew. */
    private static <T> void subscribeReferenceData(CommandBus bus, Class<T> shell, EmbeddedEventStore eventStore) {
        Repository<T> repository =
                EventSourcingRepository.builder(shell).eventStore(eventStore).build();
        AggregateAnnotationCommandHandler.<T>builder()
                .aggregateType(shell)
                .repository(repository)
                .commandTargetResolver(BY_ITEM)
                .build()
                .subscribe(bus);
    }

    @Bean
    Network network(ReferenceLookup references) {
        return new ReferenceNetwork(references);
    }

    @Bean
    ImportStore importStore(DataSource dataSource, MigratedSchemas migrated) {
        migrated.require();
        return new ImportStore(dataSource);
    }

    @Bean
    CommandAnswers commandAnswers(JdbcClient jdbc) {
        return new CommandAnswers(jdbc);
    }

    @Bean
    CommandDesk commandDesk(CommandBus bus, PostgresLedger ledger, CommandAnswers answers, LeadCache cache) {
        return new CommandDesk(bus, ledger, answers, cache, ledger);
    }
}
