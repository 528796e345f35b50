package leadledger.query.evidencepack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import leadledger.query.explanation.Language;
import leadledger.query.explanation.Words;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ReportFontTest {

    private static final float SIZE = 10;

    private static PDDocument document;
    private static ReportFont font;

    @BeforeAll
    static void load() throws IOException {
        document = new PDDocument();
        font = new ReportFont(document);
    }

    @AfterAll
    static void close() throws IOException {
        document.close();
        font.close();
    }

    @Test
    @DisplayName("what the font lacks becomes a mark, what is no letter a space")
    void missing() {
        assertThat(font.printable("山﨑 髙橋 栁沢 ﾔﾏﾀﾞ È perché"))
                .as("names as they are written")
                .isEqualTo("山﨑 髙橋 栁沢 ﾔﾏﾀﾞ È perché");
        assertThat(font.printable("a😀\uD83Dب\u0000\tz")).isEqualTo("a〓〓〓  z");
    }

    @Test
    void everyTextOfOursCanBePrinted() {
        for (Language language : Language.values()) {
            for (String key : List.of("pack.introduction", "pack.as-of-later", "because.met", "reason.NO_CLOSURE")) {
                assertThat(font.printable(Words.in(language).text(key))).doesNotContain("〓");
            }
        }
    }

    @Test
    @DisplayName("Latin text breaks between words, Japanese anywhere but before marks that must not begin a line")
    void lines() {
        assertThat(font.lines("one two three", SIZE, font.width("one two", SIZE) + 1))
                .containsExactly("one two", "three");
        assertThat(font.lines("連絡の試み。次", SIZE, font.width("連絡の試み", SIZE) + 1)).containsExactly("連絡の試", "み。次");
        assertThat(font.lines("（連絡）（試み）", SIZE, font.width("（連絡）（", SIZE) + 1)).containsExactly("（連絡）", "（試み）");
        assertThat(font.lines("first\nsecond", SIZE, 500)).containsExactly("first", "second");
        assertThat(font.lines("", SIZE, 500)).containsExactly("");
    }

    @Test
    @DisplayName("no line is wider than it may be, and no letter is lost, whatever the text")
    void longText() {
        String text = "x".repeat(500) + " " + "とても長いご要望、".repeat(60) + "mario.rossi@example.it ".repeat(20);

        List<String> lines = font.lines(text, SIZE, 90);

        assertThat(lines).allSatisfy(line -> assertThat(font.width(line, SIZE)).isLessThanOrEqualTo(90.5f));
        assertThat(String.join("", lines).replace(" ", "")).isEqualTo(text.replace(" ", ""));
    }

    @Test
    @DisplayName("a column narrower than a letter still ends")
    void narrow() {
        assertThat(font.lines("山田", SIZE, 1)).containsExactly("山", "田");
    }
}
