package leadledger.query.export;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** AC-06: what a spreadsheet takes for a formula. */
class SpreadsheetTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=1+1",
                "+81 6 1234",
                "-1",
                "@SUM(A1)",
                "\t=1",
                "\r=1",
                "\n=1",
                "\tx",
                "\rx",
                "  =1",
                "\u00A0=1",
                "\u3000=1",
                "\u200B=1",
                "\uFEFF=1",
                "\0=1",
                "\"=1\"",
                "''=1",
                "＝1+1",
                "＋1",
                "－1",
                "＠SUM",
                "−1",
                "=HYPERLINK(\"http://x.example\";\"x\")"
            })
    @DisplayName("Given a text that could be taken for a formula, then it begins with an apostrophe")
    void formulas(String text) {
        assertThat(SpreadsheetText.safe(text)).isEqualTo("'" + text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "山田 花子",
                "a=b",
                "a+b@example.jp",
                "2026-11-22T09:00:00.000Z",
                "JP-OSAKA",
                "a, -b",
                "x; y",
                "line\nbreak"
            })
    @DisplayName("Given any other text, then it stays as it is")
    void others(String text) {
        assertThat(SpreadsheetText.safe(text)).isEqualTo(text);
    }

    @Test
    @DisplayName("Given a formula behind what may part cells, then it is none")
    void partedOtherwise() {
        assertThat(SpreadsheetText.safe("x;=1")).isEqualTo("x;'=1");
        assertThat(SpreadsheetText.safe("x\t=1")).isEqualTo("x\t'=1");
        assertThat(SpreadsheetText.safe("x\r\n@A")).doesNotContainPattern("[\\r\\n]\\s*@");
        assertThat(SpreadsheetText.safe("x|\"=1")).isEqualTo("x|'\"=1");
        assertThat(SpreadsheetText.safe("=1;=2")).isEqualTo("'=1;'=2");
    }
}
