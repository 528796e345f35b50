package leadledger.app;

import java.util.Set;
import leadledger.app.console.CannotStartException;
import leadledger.app.dev.EmbeddedDatabaseStart;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;

/** Refuses a production start with anything of the demo in it, or without what makes it safe, and says which (AC-07). */
final class ProductionRequirements implements ApplicationListener<ApplicationEnvironmentPreparedEvent>, Ordered {

    private static final String ISSUER = "spring.security.oauth2.resourceserver.jwt.issuer-uri";
    private static final String DATABASE = "spring.datasource.url";
    private static final String DATABASE_PASSWORD = "spring.datasource.password";
    private static final String OWNER_PASSWORD = "leadledger.migration.password";
    private static final Set<String> DEFAULT_SECRETS = Set.of("demo", "postgres", "password", "secret", "changeme");

    /** After the configuration files have been read. */
    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }

    @Override
    public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
        check(event.getEnvironment());
    }

    static void check(Environment environment) {
        if (environment.acceptsProfiles(Profiles.of("dev"))) {
            throw new CannotStartException("Profile dev (demo logins, movable clock, embedded authorization server) is"
                    + " active: production does not start with it. Remove it from spring.profiles.active.");
        }
        if (isGiven(environment, EmbeddedDatabaseStart.DATA_DIR)) {
            throw new CannotStartException(
                    EmbeddedDatabaseStart.DATA_DIR + " belongs to the demo: production does not start with it.");
        }
        require(environment, ISSUER, "the identity provider whose tokens are trusted");
        require(environment, DATABASE, "the PostgreSQL database, such as jdbc:postgresql://host/lead_ledger");
        refuseDefaultSecret(environment, DATABASE_PASSWORD);
        refuseDefaultSecret(environment, OWNER_PASSWORD);
    }

    private static void require(Environment environment, String name, String meaning) {
        if (!isGiven(environment, name)) {
            throw new CannotStartException("Production needs " + name + ": " + meaning + ".");
        }
    }

    private static void refuseDefaultSecret(Environment environment, String name) {
        String secret = environment.getProperty(name);
        if (secret != null && DEFAULT_SECRETS.contains(secret)) {
            throw new CannotStartException(name + " is a secret that everybody knows: choose another.");
        }
    }

    private static boolean isGiven(Environment environment, String name) {
        @Nullable String value = environment.getProperty(name);
        return value != null && !value.isBlank();
    }
}
