package leadledger.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import leadledger.app.cli.AuditRun.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("SL-11: audit what-if")
class WhatIfTaskTest {

    private static final String PROGRESS = "{\"kind\":\"progress\",\"position\":123,\"of\":1000}\n";
    private static final String DIFFERENCE =
            "{\"kind\":\"difference\",\"sla\":\"SLA1\",\"leadId\":\"l\",\"reference\":\"AL-1\",\"dealer\":\"JP-TOKYO\","
                    + "\"inForce\":{\"policy\":\"default\",\"policyVersion\":1,\"result\":\"MET\",\"limit\":\"PT24H\"},"
                    + "\"other\":{\"policy\":\"strict\",\"policyVersion\":2,\"result\":\"BREACHED\",\"limit\":\"PT8H\"},"
                    + "\"reasons\":[\"LIMIT\",\"CLOCK\"]}\n";
    private static final String RESULT =
            "{\"kind\":\"result\",\"asOf\":\"2026-03-01T00:00:00.000Z\",\"rates\":[{\"sla\":\"SLA1\","
                    + "\"inForce\":{\"assigned\":4,\"ofFallen\":{\"met\":3,\"of\":4}},"
                    + "\"asked\":{\"assigned\":4,\"ofFallen\":{\"met\":2,\"of\":4}}},"
                    + "{\"sla\":\"SLA2\",\"inForce\":{\"assigned\":4},\"asked\":{\"assigned\":4}}],\"unheard\":\"of\"}\n";

    @TempDir
    private Path folder;

    private final StubService service = new StubService();

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    @DisplayName("asks about a stored policy and prints both sides and what differs")
    void stored() {
        service.thenStream(PROGRESS + DIFFERENCE + PROGRESS + RESULT);

        Outcome outcome = AuditRun.on(service)
                .run(("what-if --policy 2 --sla SLA1,SLA2 --market JP --dealer JP-TOKYO --outlet X"
                                + " --from a --to b --as-of c")
                        .split(" "));

        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.exitCode()).isZero();
        assertThat(service.onlyAsked().method() + service.onlyAsked().uri()).isEqualTo("POST/api/v1/sla/what-if");
        assertThat(service.onlyAsked().header("Accept")).startsWith("application/x-ndjson");
        assertThat(service.onlyAsked().body())
                .isEqualTo("{\"policy\":{\"version\":2},\"slas\":[\"SLA1\",\"SLA2\"],\"market\":\"JP\","
                        + "\"dealer\":\"JP-TOKYO\",\"outlet\":\"X\",\"from\":\"a\",\"to\":\"b\",\"asOf\":\"c\"}");
        assertThat(outcome.out().lines().map(String::strip))
                .containsSubsequence(
                        "asOf     2026-03-01T00:00:00.000Z",
                        "unheard  of",
                        "inForce       asked",
                        "rates.SLA1.assigned  4             4",
                        "rates.SLA1.ofFallen  3/4 (75.0 %)  2/4 (50.0 %)",
                        "rates.SLA2.assigned  4             4",
                        "1 verdict differs",
                        "sla   reference  dealer    inForce.result  other.result  reasons",
                        "SLA1  AL-1       JP-TOKYO  MET             BREACHED      LIMIT, CLOCK");
    }

    @Test
    @DisplayName("asks about terms in a file")
    void inline() throws IOException {
        service.thenStream(RESULT);
        Path terms = Files.writeString(folder.resolve("terms.json"), "{\"firstContact\": \"PT8H\", \"x\": [1]}");

        Outcome outcome = AuditRun.on(service).run("what-if", "--policy-file", terms.toString());

        assertThat(outcome.out()).contains("No verdict differs.");
        assertThat(service.onlyAsked().body())
                .isEqualTo("{\"policy\":{\"terms\":{\"firstContact\":\"PT8H\",\"x\":[1]}}}");
    }

    @Test
    @DisplayName("In JSON each difference and the result come as they are, and what this program does not know")
    void json() {
        String unknown = "{\"kind\":\"hint\",\"text\":\"new\"}\n";
        service.thenStream(PROGRESS + unknown + DIFFERENCE + RESULT);

        assertThat(AuditRun.on(service)
                        .run("what-if", "--policy", "2", "--json")
                        .out())
                .isEqualTo(unknown + DIFFERENCE + RESULT);
        assertThat(service.onlyAsked().body()).isEqualTo("{\"policy\":{\"version\":2}}");
    }

    @Test
    @DisplayName("shows no more differences than asked for, and says how many there are")
    void bounded() {
        service.thenStream(DIFFERENCE.repeat(5) + RESULT);

        assertThat(AuditRun.on(service)
                        .run("what-if", "--policy", "2", "--show", "2")
                        .out())
                .contains("5 verdicts differ", "and 3 more")
                .containsPattern("(?s)(AL-1.*){2}")
                .doesNotContainPattern("(?s)(AL-1.*){3}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", PROGRESS, DIFFERENCE + PROGRESS, "{\"kind\":\"resu", RESULT + PROGRESS, "[]\n"})
    @DisplayName("Without a result as its last line it has failed")
    void withoutResult(String body) {
        service.thenStream(body);

        Outcome outcome = AuditRun.on(service).run("what-if", "--policy", "2");

        assertThat(outcome.exitCode()).isEqualTo(4);
        assertThat(outcome.out()).isEmpty();
    }

    @Test
    @DisplayName("A connection that is cut after the result's line was not whole, either")
    void cut() {
        service.thenCut(DIFFERENCE + RESULT);

        assertThat(AuditRun.on(service).run("what-if", "--policy", "2").exitCode())
                .isEqualTo(4);
    }

    @Test
    @DisplayName("A problem as the last line is told like any other")
    void problem() {
        service.thenStream(
                        PROGRESS + "{\"kind\":\"problem\",\"title\":\"Busy\",\"status\":503,\"detail\":\"Later.\"}\n")
                .thenStream("{\"kind\":\"problem\",\"title\":\"No\",\"status\":403}\n");

        Outcome busy = AuditRun.on(service).run("what-if", "--policy", "2");
        assertThat(busy.exitCode()).isEqualTo(4);
        assertThat(busy.err()).isEqualTo("Busy\nLater.\n");

        Outcome refused = AuditRun.on(service).run("what-if", "--policy", "2", "--json");
        assertThat(refused.exitCode()).isEqualTo(3);
        assertThat(refused.err()).isEqualTo("{\"title\":\"No\",\"status\":403}\n");
    }

    @Test
    @DisplayName("draws how far it is")
    void bar() {
        service.thenStream(PROGRESS + RESULT);

        assertThat(AuditRun.on(service)
                        .onTerminal()
                        .run("what-if", "--policy", "2")
                        .err())
                .contains("\rJudging", "123/1000");
    }

    @Test
    @DisplayName("asks about exactly one policy that can be meant")
    void usage() throws IOException {
        Path file = Files.writeString(folder.resolve("terms.json"), "[1]");
        AuditRun run = AuditRun.on(service);

        assertThat(run.run("what-if").exitCode()).isEqualTo(2);
        assertThat(run.run("what-if", "--policy", "2", "--policy-file", file.toString())
                        .exitCode())
                .isEqualTo(2);
        assertThat(run.run("what-if", "--policy", "newest").exitCode()).isEqualTo(2);
        assertThat(run.run("what-if", "--policy-file", file.toString()).exitCode())
                .isEqualTo(2);
        assertThat(run.run("what-if", "--policy-file", "absent").exitCode()).isEqualTo(2);
        assertThat(run.run("what-if", "--policy", "2", "--show", "-1").exitCode())
                .isEqualTo(2);
        assertThat(service.asked()).isEmpty();
    }
}
