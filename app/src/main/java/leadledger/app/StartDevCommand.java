package leadledger.app;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import leadledger.app.console.CannotStartException;
import leadledger.app.console.StartupConsole;
import leadledger.app.dev.DataFolder;
import leadledger.app.dev.DemoDataAmount;
import leadledger.app.dev.EmbeddedDatabaseStart;
import leadledger.app.dev.JoinedDatabase;
import leadledger.app.dev.ReadyMessage;
import leadledger.app.wiring.StartFailure;
import leadledger.events.ledger.PostgresLedger;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationPreparedEvent;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Everything on one machine, for trying out and developing: database, logins, a clock that can be moved. */
@Command(
        name = "start-dev",
        description = {
            "Starts the service with a database and demo logins of its own, on this machine only.",
            "Everything is kept in the data folder; Ctrl-C ends it."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true,
        versionProvider = LeadLedgerCommand.Version.class)
final class StartDevCommand implements Runnable {

    private final StartupConsole console;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8080",
            converter = PortNumber.class,
            description = "Port of the service, 1 to 65535 (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "Data folder, created if absent (default: .lead-ledger in the checkout that was built,"
                    + " or in your home if the jar lies elsewhere).")
    private @Nullable Path dataDir;

    @Option(
            names = "--demo-data",
            paramLabel = "AMOUNT",
            defaultValue = "FULL",
            description =
                    "What an empty ledger begins with: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}). NETWORK is"
                            + " dealers, campaigns and the like; FULL adds three months of leads.")
    private DemoDataAmount demoData = DemoDataAmount.FULL;

    @Option(
            names = "--advance",
            paramLabel = "STEP",
            defaultValue = "",
            description = "Moves the demo's clock forward before the service starts, such as P70D: as if it had been"
                    + " stopped for so long.")
    private String advance = "";

    @Option(
            names = "--join",
            description =
                    "Starts a second node, on another port, on the database of the start-dev that runs on the same"
                            + " data folder. It ends when that one does.")
    private boolean join;

    StartDevCommand(StartupConsole console) {
        this.console = console;
    }

    @Override
    public void run() {
        Path folder = (dataDir == null ? DataFolder.byDefault() : dataDir)
                .toAbsolutePath()
                .normalize();
        requireFreePort();
        JoinedDatabase joined = join ? JoinedDatabase.find(folder, console) : null;
        SpringApplication application = application(folder, joined == null ? null : joined.address());
        application.addListeners(joined == null ? new EmbeddedDatabaseStart(console) : joined);
        application.run(
                "--server.port=" + port,
                "--" + EmbeddedDatabaseStart.DATA_DIR + "=" + folder,
                "--lead-ledger.demo-data=" + demoData,
                "--leadledger.dev.advance=" + (join ? "" : advance));
    }

    /** Before the database is unpacked and started in vain. The web server finds out for certain. */
    private void requireFreePort() {
        try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            probe.getLocalPort();
        } catch (IOException e) {
            throw new CannotStartException(StartFailure.portInUse(port), e);
        }
    }

    private SpringApplication application(Path folder, @Nullable String joined) {
        long begin = System.nanoTime();
        SpringApplication application = new SpringApplication(LeadLedgerApplication.class);
        application.setAdditionalProfiles("dev");
        application.addListeners(
                (ApplicationListener<ApplicationPreparedEvent>) _ -> console.step("Bringing the schema up to date"),
                (ApplicationListener<ApplicationReadyEvent>) _ -> announce(folder, joined, begin));
        application.addInitializers(
                context -> context.getBeanFactory().addBeanPostProcessor(new LedgerReached(console)));
        return application;
    }

    private void announce(Path folder, @Nullable String joined, long begin) {
        Duration taken = Duration.ofNanos(System.nanoTime() - begin);
        console.step("Ready after " + taken.toSeconds() + "." + taken.toMillisPart() / 100 + " s");
        ReadyMessage.lines("http://localhost:" + port, folder.toString(), joined)
                .forEach(console::say);
    }

    /** What can be listened at. */
    static final class PortNumber implements ITypeConverter<Integer> {

        private static final int HIGHEST = 65_535;

        @Override
        public Integer convert(String value) {
            if (value.matches("[0-9]{1,5}")) {
                int port = Integer.parseInt(value);
                if (port >= 1 && port <= HIGHEST) {
                    return port;
                }
            }
            throw new TypeConversionException("a port is a number from 1 to " + HIGHEST + ", not '" + value + "'.");
        }
    }

    /** The ledger is made as soon as its schema is there. */
    private record LedgerReached(StartupConsole console) implements BeanPostProcessor {

        @Override
        public Object postProcessAfterInitialization(Object bean, String beanName) {
            if (bean instanceof PostgresLedger) {
                console.step("Starting the service");
            }
            return bean;
        }
    }
}
