package leadledger.app.cli;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;

/** A sub-command that asks the service. */
abstract class ServiceTask extends AuditTask {

    @Mixin
    private ServiceOptions service = new ServiceOptions();

    ServiceTask(Surroundings around) {
        super(around);
    }

    /** Does it. */
    abstract int run(ServiceClient client) throws IOException, InterruptedException;

    @Override
    final int run() throws IOException, InterruptedException {
        try (ServiceClient client = new ServiceClient(
                service.server(around()),
                service.token(around()),
                service.language(),
                service.timeout(),
                around(),
                this::remark)) {
            return run(client);
        }
    }

    final String language() {
        return service.language();
    }

    /** A header's value: headers are ASCII, reasons may be Japanese. */
    static @Nullable String encoded(@Nullable String reason) {
        return reason == null ? null : segment(reason);
    }

    /** One segment of a path, whatever it contains. */
    static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
