package leadledger.app.dev;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import leadledger.app.console.CannotStartException;
import leadledger.app.console.StartupConsole;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.event.SpringApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;
import org.springframework.core.env.MapPropertySource;

/**
 * The database that another start-dev runs, for a second node. The folder and the life of the database stay the first
 * node's; so does the issuer, so that either node takes the other's tokens.
 */
public final class JoinedDatabase implements ApplicationListener<SpringApplicationEvent>, Ordered {

    private static final String ISSUER = "spring.security.oauth2.resourceserver.jwt.issuer-uri";
    private static final int EXIT_WITHOUT_DATABASE = 1;

    private final StartupConsole console;
    private final Postmaster server;
    private final String address;
    private final Map<String, Object> properties;

    private JoinedDatabase(StartupConsole console, Postmaster server, String address, Map<String, Object> properties) {
        this.console = console;
        this.server = server;
        this.address = address;
        this.properties = properties;
    }

    /**
     * Finds the database through the data folder.
     *
     * @throws CannotStartException if nothing runs there, or what runs there is not ready yet
     */
    public static JoinedDatabase find(Path folder, StartupConsole console) {
        Path root = real(folder);
        if (DataFolder.holder(root).isEmpty()) {
            throw nothingRuns(folder);
        }
        try {
            if (!Files.exists(DataFolder.address(root))) {
                throw new CannotStartException("The node on the data folder " + folder
                        + " is still starting: join it when it says that it is ready.");
            }
            Postmaster server = Postmaster.of(DataFolder.cluster(root)).orElseThrow(() -> nothingRuns(folder));
            int port = server.port().orElseThrow(() -> nothingRuns(folder));
            String address = Files.readString(DataFolder.address(root)).strip();
            String password =
                    Files.readString(DataFolder.databasePassword(root)).strip();
            Map<String, Object> properties = new HashMap<>(EmbeddedDatabase.properties(port, password));
            properties.put(ISSUER, address);
            return new JoinedDatabase(console, server, address, properties);
        } catch (IOException e) {
            throw new CannotStartException(
                    "The data folder " + folder + " cannot be read: it is its owner's alone.", e);
        }
    }

    private static Path real(Path folder) {
        try {
            return folder.toRealPath();
        } catch (IOException e) {
            throw nothingRuns(folder);
        }
    }

    private static CannotStartException nothingRuns(Path folder) {
        return new CannotStartException("Nothing runs on the data folder " + folder
                + ", so there is nothing to join: start the first node with start-dev, without --join.");
    }

    /** Where the first node is found. */
    public String address() {
        return address;
    }

    /** After logging has been set up. */
    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }

    @Override
    public void onApplicationEvent(SpringApplicationEvent event) {
        switch (event) {
            case ApplicationEnvironmentPreparedEvent prepared -> {
                console.step("Found the node " + address);
                console.step("Joining its database");
                prepared.getEnvironment()
                        .getPropertySources()
                        .addFirst(new MapPropertySource("joined-database", properties));
            }
            case ApplicationReadyEvent _ ->
                Thread.ofVirtual().name("joined-database").start(this::endWithServer);
            default -> {
                // The steps between do not concern the database.
            }
        }
    }

    /**
     * The next start of the first node has another database server, which this one would not find. At once: an end in
     * order would wait long for a database that is gone, and there is nothing left that it could save.
     */
    private void endWithServer() {
        server.process().onExit().join();
        console.say("The database has ended, with the node " + address + " that ran it: this node ends, too.");
        Runtime.getRuntime().halt(EXIT_WITHOUT_DATABASE);
    }
}
