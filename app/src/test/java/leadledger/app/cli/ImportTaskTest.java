package leadledger.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import leadledger.app.cli.AuditRun.Outcome;
import leadledger.app.cli.StubService.Asked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("LG-40: audit import")
class ImportTaskTest {

    private static final String RUNNING =
            "{\"id\":\"i1\",\"state\":\"RUNNING\",\"progress\":{\"position\":5,\"of\":9}}";
    private static final String COMPLETED =
            "{\"id\":\"i1\",\"state\":\"DONE\",\"leads\":{\"imported\":3,\"failed\":0},\"errors\":[],"
                    + "\"flags\":[{\"line\":4,\"code\":\"closed-before-attempt\"}]}";
    private static final String WITH_FAILURES =
            "{\"id\":\"i1\",\"state\":\"DONE\",\"leads\":{\"imported\":2,\"failed\":1},"
                    + "\"errors\":[{\"file\":\"history\",\"line\":17,\"column\":\"日付\",\"detail\":\"日付ではありません\"}]}";

    @TempDir
    private Path folder;

    private final StubService service = new StubService();
    private Path leads;
    private Path history;

    @BeforeEach
    void files() throws IOException {
        leads = Files.writeString(folder.resolve("secret-name.csv"), "id,name\r\n1,山田\r\n");
        history = Files.writeString(folder.resolve("h.csv"), "id,field\r\n");
    }

    @AfterEach
    void stop() {
        service.close();
    }

    private StubService accepted() {
        return service.then(202, Map.of("Location", "/api/v1/imports/i1"), new byte[0]);
    }

    private Outcome run(String... more) {
        String[] arguments = new String[more.length + 5];
        arguments[0] = "import";
        arguments[1] = "--leads";
        arguments[2] = leads.toString();
        arguments[3] = "--history";
        arguments[4] = history.toString();
        System.arraycopy(more, 0, arguments, 5, more.length);
        return AuditRun.on(service).run(arguments);
    }

    @Test
    @DisplayName("sends the files, asks until it is done, ever less often, and prints the report")
    void imports() throws IOException {
        Path mapping = Files.writeString(folder.resolve("m.json"), "{}");
        accepted().then(200, RUNNING).then(200, RUNNING).then(200, RUNNING).then(200, COMPLETED);

        Outcome outcome = run("--mapping", mapping.toString(), "--source-system", "old crm");

        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(outcome.out())
                .contains("state           DONE", "leads.imported  3", "flags", "4     closed-before-attempt");
        assertThat(outcome.pauses())
                .containsExactly(Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofSeconds(2));
        assertThat(outcome.err()).contains("The import is i1");
        assertThat(service.asked().stream().map(asked -> asked.method() + " " + asked.uri()))
                .startsWith("POST /api/v1/imports?sourceSystem=old+crm", "GET /api/v1/imports/i1")
                .hasSize(5);
        Asked sent = service.asked().getFirst();
        String boundary = sent.header("Content-Type").replace("multipart/form-data; boundary=", "");
        assertThat(sent.body()).isEqualTo("""
                        --B
                        Content-Disposition: form-data; name="leads"; filename="leads.csv"
                        Content-Type: text/csv

                        id,name
                        1,山田

                        --B
                        Content-Disposition: form-data; name="history"; filename="history.csv"
                        Content-Type: text/csv

                        id,field

                        --B
                        Content-Disposition: form-data; name="mapping"; filename="mapping"
                        Content-Type: application/octet-stream

                        {}
                        --B--
                        """.replace("\n", "\r\n").replace("--B", "--" + boundary));
    }

    @Test
    @DisplayName("Leads that failed are 1, with their lines")
    void failures() {
        accepted().then(200, WITH_FAILURES);

        Outcome outcome = run();

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.out()).contains("history  17    日付    日付ではありません");
    }

    @Test
    @DisplayName("An import that failed is 1")
    void failed() {
        accepted().then(200, "{\"state\":\"FAILED\"}");

        assertThat(run().exitCode()).isEqualTo(1);
    }

    @Test
    @DisplayName("A dry run is answered with its report at once, and programs get it as it is")
    void dryRun() {
        service.then(200, WITH_FAILURES);

        Outcome outcome = run("--dry-run", "--json");

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.out()).isEqualTo(WITH_FAILURES + "\n");
        assertThat(outcome.err()).isEmpty();
        assertThat(service.onlyAsked().uri()).isEqualTo("/api/v1/imports?dryRun=true");
    }

    @Test
    @DisplayName("A service that is started anew meanwhile is waited for, within bounds; a refusal is not")
    void restart() {
        accepted().then(502, "").then(500, "").then(200, COMPLETED);
        assertThat(run().exitCode()).isZero();

        accepted();
        for (int i = 0; i < 7; i++) {
            service.then(502, "");
        }
        assertThat(run().exitCode()).isEqualTo(4);

        accepted().then(403, "");
        assertThat(run().exitCode()).isEqualTo(3);
    }

    @Test
    @DisplayName("It does not wait for ever, and can be asked again")
    void follow() {
        accepted();
        for (int i = 0; i < 4; i++) {
            service.then(200, RUNNING);
        }
        Outcome outcome = run("--wait", "5");
        assertThat(outcome.exitCode()).isEqualTo(4);
        assertThat(outcome.err()).contains("--follow");

        service.then(200, COMPLETED);
        assertThat(AuditRun.on(service).run("import", "--follow", "i1").exitCode())
                .isZero();
        assertThat(service.asked().getLast().uri()).isEqualTo("/api/v1/imports/i1");
    }

    @Test
    @DisplayName("It is not sent elsewhere with its token")
    void elsewhere() {
        try (StubService other = new StubService()) {
            service.then(202, Map.of("Location", other.url() + "/api/v1/imports/i1"), new byte[0]);

            assertThat(run().exitCode()).isEqualTo(4);
            assertThat(other.asked()).isEmpty();
            assertThat(service.asked()).hasSize(1);
        }
        service.then(202, Map.of(), new byte[0]);
        assertThat(run().exitCode()).isEqualTo(4);
        service.then(202, Map.of("Location", service.url() + "/api/v1/imports/i2"), new byte[0])
                .then(200, COMPLETED);
        assertThat(run().exitCode()).isZero();
    }

    @Test
    @DisplayName("needs files that can be read, or an import to follow")
    void usage() {
        AuditRun run = AuditRun.on(service);

        assertThat(run.run("import").exitCode()).isEqualTo(2);
        assertThat(run("--follow", "i1").exitCode()).isEqualTo(2);
        assertThat(run.run("import", "--leads", folder.resolve("absent").toString())
                        .exitCode())
                .isEqualTo(2);
        assertThat(run("--wait", "0").exitCode()).isEqualTo(2);
        assertThat(service.asked()).isEmpty();
    }

    @Test
    @DisplayName("What is refused for a while is sent again, whole")
    void sentAgain() {
        service.then(503, Map.of("Retry-After", "1"), new byte[0]);
        accepted().then(200, COMPLETED);

        assertThat(run().exitCode()).isZero();
        assertThat(service.asked().get(1).body())
                .isEqualTo(service.asked().get(0).body());
    }
}
