package leadledger.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("audit: help and texts for terminals")
class AuditCommandTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--help               | Exit codes",
                "export --help        | --reason",
                "replay --help        | --why",
                "what-if --help       | --policy-file",
                "evidence-pack --help | --assignment",
                "verify-pack --help   | --max-size",
                "import --help        | --dry-run"
            })
    void everyCommandSaysWhatItTakes(String line, String text) {
        AuditRun.Outcome outcome = AuditRun.offline().run(line.split(" "));

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out()).contains(text);
    }

    @Test
    @DisplayName("Nothing from outside moves the cursor or turns a line around; Japanese takes two columns")
    void plainText() {
        assertThat(PlainText.of("a\u001b[31mb\u0007\u202ec\u2028d\ne")).isEqualTo("a\uFFFD[31mb\uFFFD\uFFFDc\uFFFDd e");
        assertThat(PlainText.width("山田 ﾊﾅ a")).isEqualTo(9);
        assertThat(PlainText.shortened("山田花子", 8)).isEqualTo("山田花子");
        assertThat(PlainText.shortened("山田花子", 7)).isEqualTo("山田花…");
        assertThat(PlainText.shortened("山田花子", 6)).isEqualTo("山田…");
    }
}
