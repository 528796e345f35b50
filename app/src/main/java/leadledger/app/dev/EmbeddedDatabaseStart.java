package leadledger.app.dev;

import java.nio.file.Path;
import leadledger.app.console.StartupConsole;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Starts the database once the configuration is known and before anything asks for it, and ends it after everything else:
 * the service then finds it in its configuration as it finds any other database.
 */
public final class EmbeddedDatabaseStart
        implements ApplicationListener<ApplicationEnvironmentPreparedEvent>, Ordered {

    /** Where the default run keeps everything. */
    public static final String DATA_DIR = "leadledger.dev.data-dir";

    private final StartupConsole console;

    /** Reports its progress to the console. */
    public EmbeddedDatabaseStart(StartupConsole console) {
        this.console = console;
    }

    /** After logging has been set up. */
    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }

    @Override
    public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
        ConfigurableEnvironment environment = event.getEnvironment();
        DataFolder folder = DataFolder.claim(Path.of(environment.getRequiredProperty(DATA_DIR)));
        EmbeddedDatabase database = new EmbeddedDatabase(folder, console);
        // Before it starts: an interrupt may come at any moment.
        SpringApplication.getShutdownHandlers().add(database::close);
        database.start();
        environment.getPropertySources().addFirst(new MapPropertySource("embedded-database", database.properties()));
    }
}
