package leadledger.app.wiring;

import javax.sql.DataSource;
import leadledger.app.problems.RefusalLog;
import leadledger.app.security.Caller;
import leadledger.events.ledger.PostgresLedger;
import leadledger.query.accesslog.AccessEntry;
import leadledger.query.accesslog.AccessEntry.Outcome;
import leadledger.query.accesslog.AccessLog;
import leadledger.query.accesslog.AccessLogWriter;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/** The access log of this node, and what is refused before anything is read. */
@Configuration(proxyBeanMethods = false)
class AccessLogWiring {

    @Bean(initMethod = "start", destroyMethod = "close")
    static AccessLogWriter accessLog(DataSource dataSource, PostgresLedger clock, MigratedSchemas migrated) {
        migrated.require();
        return new AccessLogWriter(dataSource, clock);
    }

    @Bean
    static RefusalLog refusalLog(AccessLog log, ObjectProvider<RequestMappingInfoHandlerMapping> endpoints) {
        Routes routes = new Routes(endpoints);
        return (request, problem) -> {
            Routes.Found route = routes.find(request);
            log.refused(AccessEntry.ofRefusal(
                    Caller.current().orElse(null),
                    Routes.method(request),
                    route.template(),
                    route.leadId(),
                    new Outcome(problem.status(), problem.code(), problem.rule(), problem.traceId())));
        };
    }
}
