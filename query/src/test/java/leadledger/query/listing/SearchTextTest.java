package leadledger.query.listing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Section <em>List views</em> of the specification: search folds width and case, nothing else. */
class SearchTextTest {

    @ParameterizedTest(name = "{0} is found as {1}")
    @CsvSource({"ﾔﾏﾀﾞ, ヤマダ", "Ａ, a", "ａｂｃ１２３, ABC123", "山田　太郎, 山田 太郎", "ｶﾞｷﾞｸﾞ, ガギグ", "ROSSI, rossi", "㈱トヨタ, (株)トヨタ"})
    @DisplayName("Width and case do not matter")
    void equated(String one, String other) {
        assertThat(SearchText.fold(one)).isEqualTo(SearchText.fold(other));
    }

    @ParameterizedTest(name = "{0} is not {1}")
    @CsvSource({"髙, 高", "﨑, 崎", "ヤマダ, ヤマタ", "ヤマダ, やまだ", "ハ, バ", "斉藤, 斎藤", "rossi, róssi"})
    @DisplayName("Variant characters, sounds and scripts stay different")
    void keptApart(String one, String other) {
        assertThat(SearchText.fold(one)).isNotEqualTo(SearchText.fold(other));
    }

    @Test
    @DisplayName("A key that folding has made very long is cut between characters: an index holds it")
    void veryLong() {
        String longest = "\uFDFA".repeat(160);

        assertThat(SearchText.key(longest)).hasSize(500);
        assertThat(SearchText.key("x" + "\uD83D\uDE00".repeat(300)))
                .hasSize(499)
                .endsWith("\uD83D\uDE00");
        assertThat(SearchText.key("Rossi")).isEqualTo("rossi");
        assertThat(SearchText.of(SearchText.key(longest), "JT2BF22K1W0123456")).endsWith("jt2bf22k1w0123456");
    }

    @Test
    @DisplayName("Wildcards of the pattern are taken literally, whatever their width")
    void wildcardsAreLiteral() {
        assertThat(SearchText.pattern("100%")).isEqualTo("%100\\%%");
        assertThat(SearchText.pattern("a_b")).isEqualTo("%a\\_b%");
        assertThat(SearchText.pattern("a\\b")).isEqualTo("%a\\\\b%");
        assertThat(SearchText.pattern("％＿＼")).isEqualTo("%\\%\\_\\\\%");
    }
}
