package leadledger.app.dev;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import leadledger.app.console.StartupConsole;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.event.ApplicationFailedEvent;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.event.SpringApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;

/**
 * Starts the database once the configuration is known and before anything asks for it, and ends it after everything else:
 * the service then finds it in its configuration as it finds any other database.
 */
public final class EmbeddedDatabaseStart implements ApplicationListener<SpringApplicationEvent>, Ordered {

    /** Where the default run keeps everything. */
    public static final String DATA_DIR = "leadledger.dev.data-dir";

    /** Where this node is found. */
    private static final String OWN_ADDRESS = "leadledger.dev.own-address";

    private static final int EXIT_INTERRUPTED = 130;

    private final StartupConsole console;
    private @Nullable Thread earlyEnd;

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
    public void onApplicationEvent(SpringApplicationEvent event) {
        switch (event) {
            case ApplicationEnvironmentPreparedEvent prepared -> start(prepared.getEnvironment());
            case ApplicationReadyEvent ready -> {
                disarmEarlyEnd();
                letOthersJoin(ready.getApplicationContext().getEnvironment());
            }
            case ApplicationFailedEvent _ -> disarmEarlyEnd();
            default -> {
                // The steps between do not concern the database.
            }
        }
    }

    private void start(ConfigurableEnvironment environment) {
        DataFolder folder = DataFolder.claim(Path.of(environment.getRequiredProperty(DATA_DIR)));
        EmbeddedDatabase database = new EmbeddedDatabase(folder, console);
        forgetAddress(folder.root());
        SpringApplication.getShutdownHandlers().add(() -> {
            forgetAddress(folder.root());
            database.close();
        });
        armEarlyEnd(database);
        database.start();
        environment.getPropertySources().addFirst(new MapPropertySource("embedded-database", database.properties()));
    }

    /** Not before: what is recorded first, such as a demo's past, must not be mixed with what others record. */
    private static void letOthersJoin(Environment environment) {
        Path root = Path.of(environment.getRequiredProperty(DATA_DIR));
        try {
            PrivateFile.write(DataFolder.address(root), environment.getRequiredProperty(OWN_ADDRESS));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void forgetAddress(Path root) {
        try {
            Files.deleteIfExists(DataFolder.address(root));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Spring would first complete the start that somebody has just interrupted. Nothing has been accepted yet. */
    private void armEarlyEnd(EmbeddedDatabase database) {
        Thread hook = new Thread(
                () -> {
                    database.close();
                    Runtime.getRuntime().halt(EXIT_INTERRUPTED);
                },
                "early-end");
        Runtime.getRuntime().addShutdownHook(hook);
        earlyEnd = hook;
    }

    private void disarmEarlyEnd() {
        Thread hook = earlyEnd;
        earlyEnd = null;
        if (hook != null) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // The interrupt came first.
            }
        }
    }
}
