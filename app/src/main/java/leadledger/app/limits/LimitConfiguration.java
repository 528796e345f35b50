package leadledger.app.limits;

import io.github.bucket4j.TimeMeter;
import leadledger.app.problems.Problems;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Limits before and after it is known who is calling. Time is the machine's: the demo clock must not fill buckets. */
@Configuration(proxyBeanMethods = false)
class LimitConfiguration {

    @Bean
    static FilterRegistrationBean<AddressLimitFilter> addressLimit(LimitSettings settings, Problems problems) {
        FilterRegistrationBean<AddressLimitFilter> registration =
                new FilterRegistrationBean<>(new AddressLimitFilter(settings, TimeMeter.SYSTEM_NANOTIME, problems));
        registration.setOrder(SecurityFilterProperties.DEFAULT_FILTER_ORDER - 1);
        return registration;
    }

    @Bean
    static FilterRegistrationBean<UserLimitFilter> userLimit(LimitSettings settings, Problems problems) {
        FilterRegistrationBean<UserLimitFilter> registration =
                new FilterRegistrationBean<>(new UserLimitFilter(settings, TimeMeter.SYSTEM_NANOTIME, problems));
        registration.setOrder(SecurityFilterProperties.DEFAULT_FILTER_ORDER + 2);
        return registration;
    }
}
