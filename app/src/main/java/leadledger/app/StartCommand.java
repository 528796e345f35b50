package leadledger.app;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The production run: a database and an identity provider from outside, nothing of the demo. */
@Command(
        name = "start",
        description = {
            "Starts the service for production, with a PostgreSQL and an identity provider of yours:",
            "spring.datasource.url, .username, .password and",
            "spring.security.oauth2.resourceserver.jwt.issuer-uri,",
            "by -D, by environment variable (SPRING_DATASOURCE_URL, …) or in ./application.yaml.",
            "Secrets do not belong on a command line: others on the machine can read it."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true,
        versionProvider = LeadLedgerCommand.Version.class)
final class StartCommand implements Runnable {

    @Option(
            names = "-D",
            paramLabel = "NAME=VALUE",
            description = "A setting, such as -Dserver.port=9090; may be repeated.")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Override
    public void run() {
        SpringApplication application = new SpringApplication(LeadLedgerApplication.class);
        application.setAdditionalProfiles("production");
        application.addListeners(new ProductionRequirements());
        application.run(settings.entrySet().stream()
                .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                .toArray(String[]::new));
    }
}
