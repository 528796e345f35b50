package leadledger.app.wiring;

import java.time.InstantSource;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/** The one clock of the service; only the default run's can be moved (AC-07). */
@Configuration(proxyBeanMethods = false)
class ClockConfiguration {

    @Bean
    @Profile("dev")
    ServiceClock movableClock(DataSource dataSource) {
        return ServiceClock.ahead(InstantSource.system(), dataSource);
    }

    @Bean
    @Profile("!dev")
    ServiceClock clock() {
        return ServiceClock.ofMachine(InstantSource.system());
    }
}
