package leadledger.app.security;

import jakarta.servlet.DispatcherType;
import java.util.Arrays;
import java.util.List;
import leadledger.events.shared.Role;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AuthenticationEntryPointFailureHandler;

/** The chain that every run has: a resource server that denies what it does not know (AC-01). */
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
class SecurityConfiguration {

    private static final String[] OPEN_PATHS = {
        "/actuator/health/**", "/openapi", "/openapi/**", "/api", "/swagger-ui/**"
    };

    /** All that a token can carry. */
    private static final String[] ROLES = Arrays.stream(Role.values())
            .filter(role -> role != Role.SYSTEM)
            .map(Role::name)
            .toArray(String[]::new);

    @Bean
    SecurityFilterChain serviceChain(HttpSecurity http, ProblemResponses problems) {
        return http.authorizeHttpRequests(
                        paths -> paths.dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.FORWARD)
                                .permitAll()
                                .requestMatchers(OPEN_PATHS)
                                .permitAll()
                                .requestMatchers("/api/**")
                                .hasAnyRole(ROLES)
                                .requestMatchers("/operations/**", "/actuator/**")
                                .hasRole(Role.ADMIN.name())
                                .anyRequest()
                                .denyAll())
                .oauth2ResourceServer(server -> server.bearerTokenResolver(new OneToken())
                        .jwt(jwt -> jwt.jwtAuthenticationConverter(SecurityConfiguration::authentication))
                        .authenticationEntryPoint(problems)
                        .accessDeniedHandler(problems)
                        .withObjectPostProcessor(answeringOutages(problems)))
                .exceptionHandling(
                        refusals -> refusals.authenticationEntryPoint(problems).accessDeniedHandler(problems))
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                // Nothing is sent by a browser on its own that could be forged: there is no cookie.
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .build();
    }

    /** By default the filter lets an outage of the issuer through as a failure of this service. */
    private static ObjectPostProcessor<BearerTokenAuthenticationFilter> answeringOutages(ProblemResponses problems) {
        AuthenticationEntryPointFailureHandler handler = new AuthenticationEntryPointFailureHandler(problems);
        handler.setRethrowAuthenticationServiceException(false);
        return new ObjectPostProcessor<>() {
            @Override
            public <T extends BearerTokenAuthenticationFilter> T postProcess(T filter) {
                filter.setAuthenticationFailureHandler(handler);
                return filter;
            }
        };
    }

    /** Whose claims make no actor has no role, and so gets a 403 everywhere. */
    private static JwtAuthenticationToken authentication(Jwt token) {
        List<GrantedAuthority> authorities = ActorClaims.read(token)
                .<GrantedAuthority>map(actor ->
                        new SimpleGrantedAuthority("ROLE_" + actor.role().name()))
                .map(List::of)
                .orElse(List.of());
        return new JwtAuthenticationToken(token, authorities);
    }

    /** After security: who is not let in is not read either. */
    @Bean
    FilterRegistrationBean<BodyLimitFilter> bodyLimit(ProblemResponses problems) {
        FilterRegistrationBean<BodyLimitFilter> registration =
                new FilterRegistrationBean<>(new BodyLimitFilter(problems));
        registration.setOrder(SecurityFilterProperties.DEFAULT_FILTER_ORDER + 1);
        return registration;
    }
}
