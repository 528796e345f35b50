package leadledger.app.cli;

import static leadledger.app.testing.HttpCalls.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import leadledger.app.cli.AuditRun.Outcome;
import leadledger.app.testing.RunningService;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("audit against the service itself")
class AuditE2eTest {

    private final RunningService service = RunningService.instance();

    @TempDir
    private Path folder;

    private String lead() {
        return json(service.as("tokyo-agent").post("/api/v1/aftersales/leads", "{\"request\":{\"lastName\":\"監査\"}}"))
                .get("id")
                .asString();
    }

    private AuditRun as(String login) {
        return AuditRun.on(service.http().baseUrl(), service.token(login));
    }

    @Test
    @DisplayName("AC-05: An auditor exports masked, and in clear with a Japanese reason")
    void export() throws IOException {
        String lead = lead();
        Path out = folder.resolve("events.csv");

        Outcome masked = as("auditor").run("export", "csv", "--lead", lead);
        Outcome clear = as("auditor").run("export", "csv", "--lead", lead, "--reason", "苦情", "--out", out.toString());

        assertThat(masked.exitCode()).as(masked.err()).isZero();
        assertThat(masked.out()).contains("aftersales.lead-created").doesNotContain("監査");
        assertThat(clear.exitCode()).as(clear.err()).isZero();
        assertThat(out).content().contains("監査");
    }

    @Test
    @DisplayName("LG-32: A lead's story is told; another dealer's is refused in the language asked for")
    void replay() {
        String lead = lead();

        Outcome told = as("auditor").run("replay", lead, "--why");
        Outcome refused = as("milano-agent").run("replay", lead, "--language", "it");

        assertThat(told.exitCode()).as(told.err()).isZero();
        assertThat(told.out())
                .contains("aftersales.lead-created by AFTERSALES_AGENT/tokyo-agent", "SLA1 RUNNING, deadline ");
        assertThat(refused.exitCode()).isEqualTo(3);
        assertThat(refused.err()).contains("(rule AC-01)");
    }
}
