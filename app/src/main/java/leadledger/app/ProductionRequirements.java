package leadledger.app;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import leadledger.app.console.CannotStartException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;

/**
 * Refuses a production start with anything of the demo in it, or without what makes it safe, and says all that it found
 * at once (AC-07).
 */
final class ProductionRequirements implements ApplicationListener<ApplicationEnvironmentPreparedEvent>, Ordered {

    private static final String DEMO_PROFILE = "dev";
    private static final String ISSUER = "spring.security.oauth2.resourceserver.jwt.issuer-uri";
    private static final String DATABASE = "spring.datasource.url";
    private static final String MAIL_SERVER = "spring.mail.host";
    private static final String MAIL_FROM = "leadledger.mail.from";

    /** Whatever is set below these, in any spelling that Spring accepts. */
    private static final List<Forbidden> FORBIDDEN = List.of(
            new Forbidden("leadledger.dev.", "belongs to the demo, with its users and its clock"),
            new Forbidden("lead-ledger.demo-data", "fills the ledger with the demo's leads"),
            new Forbidden(
                    "spring.security.oauth2.authorizationserver.", "configures an authorization server in the service"),
            new Forbidden("spring.security.user.", "makes a user with a password of its own"),
            new Forbidden("springdoc.swagger-ui.oauth.", "lets the API browser sign in, as in the demo"));

    private static final Set<String> SECRETS = Set.of(
            "spring.datasource.password",
            "spring.mail.password",
            "leadledger.migration.password",
            "spring.security.oauth2.resourceserver.opaquetoken.client-secret");

    private static final Set<String> DEFAULT_SECRETS =
            Set.of("demo", "postgres", "password", "secret", "changeme", "admin", "test");

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    /**
     * A setting that production must not have.
     *
     * @param name what its name begins with
     * @param why what is wrong with it
     */
    private record Forbidden(String name, String why) {}

    /** After the configuration files have been read. */
    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }

    @Override
    public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
        check(event.getEnvironment());
    }

    static void check(ConfigurableEnvironment environment) {
        List<String> findings = new ArrayList<>();
        if (Set.of(environment.getActiveProfiles()).contains(DEMO_PROFILE)) {
            findings.add("profile " + DEMO_PROFILE
                    + " is active, which is the demo: its users, its clock, its authorization server");
        }
        names(environment)
                .forEach(name -> FORBIDDEN.stream()
                        .filter(forbidden -> canonical(name).startsWith(canonical(forbidden.name())))
                        .findFirst()
                        .ifPresent(forbidden -> findings.add(name + " " + forbidden.why())));
        findings.addAll(issuer(environment));
        if (isAbsent(environment, DATABASE)) {
            findings.add(DATABASE + " is missing: the PostgreSQL database, such as jdbc:postgresql://host/lead_ledger");
        }
        if (!isAbsent(environment, MAIL_SERVER) && isAbsent(environment, MAIL_FROM)) {
            findings.add(MAIL_FROM + " is missing: whom the e-mails come from that " + MAIL_SERVER + " sends");
        }
        SECRETS.stream()
                .sorted()
                .filter(name -> isKnown(environment.getProperty(name)))
                .forEach(name -> findings.add(name + " is a secret that everybody knows"));
        if (!findings.isEmpty()) {
            throw new CannotStartException("Production does not start: " + String.join("; ", findings) + ".");
        }
    }

    /** Whoever can change what is read from the issuer can let anybody in. */
    private static List<String> issuer(ConfigurableEnvironment environment) {
        if (isAbsent(environment, ISSUER)) {
            return List.of(ISSUER + " is missing: the identity provider whose tokens are trusted");
        }
        try {
            URI issuer =
                    URI.create(String.valueOf(environment.getProperty(ISSUER)).strip());
            String scheme = String.valueOf(issuer.getScheme()).toLowerCase(Locale.ROOT);
            boolean safe = issuer.getHost() != null
                    && (scheme.equals("https") || (scheme.equals("http") && LOOPBACK.contains(issuer.getHost())));
            return safe
                    ? List.of()
                    : List.of(ISSUER + " is not an https address, and its keys could be changed on the way");
        } catch (IllegalArgumentException e) {
            return List.of(ISSUER + " is not an address");
        }
    }

    private static Set<String> names(ConfigurableEnvironment environment) {
        Set<String> names = new TreeSet<>();
        for (PropertySource<?> source : environment.getPropertySources()) {
            if (source instanceof EnumerablePropertySource<?> known) {
                names.addAll(List.of(known.getPropertyNames()));
            }
        }
        return names;
    }

    /** Without what environment variables spell otherwise: {@code LEADLEDGER_DEV_DATADIR}. */
    private static String canonical(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }

    private static boolean isAbsent(ConfigurableEnvironment environment, String name) {
        @Nullable String value = environment.getProperty(name);
        return value == null || value.isBlank();
    }

    private static boolean isKnown(@Nullable String secret) {
        return secret != null && DEFAULT_SECRETS.contains(secret.strip().toLowerCase(Locale.ROOT));
    }
}
