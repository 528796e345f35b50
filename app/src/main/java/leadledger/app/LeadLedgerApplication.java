package leadledger.app;

import leadledger.app.console.StartupConsole;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.boot.security.oauth2.server.authorization.autoconfigure.servlet.OAuth2AuthorizationServerAutoConfiguration;
import org.springframework.boot.security.oauth2.server.authorization.autoconfigure.servlet.OAuth2AuthorizationServerJwtAutoConfiguration;

/**
 * The service, and where the process begins. What Spring Boot would set up by itself about logins is left out: production
 * has none, and the default run has its own.
 */
@SpringBootApplication(
        scanBasePackages = "leadledger",
        exclude = {
            UserDetailsServiceAutoConfiguration.class,
            OAuth2AuthorizationServerAutoConfiguration.class,
            OAuth2AuthorizationServerJwtAutoConfiguration.class
        })
@ConfigurationPropertiesScan("leadledger")
public class LeadLedgerApplication {

    /** Runs a sub-command; a service that has started goes on after this returns. */
    public static void main(String[] args) {
        int exitCode =
                LeadLedgerCommand.commandLine(StartupConsole.ofTerminal()).execute(args);
        if (exitCode != 0) {
            System.exit(exitCode);
        }
    }
}
