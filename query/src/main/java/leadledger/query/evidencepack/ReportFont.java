package leadledger.query.evidencepack;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/** The one font of a report: what of it is used is embedded. Knows how wide text is, and where a line may end. */
final class ReportFont implements AutoCloseable {

    /** 下駄記号: what printers put where a letter is missing. */
    static final char MISSING = '〓';

    private static final int PER_EM = 1_000;

    /** Not to stand at the beginning of a line (行頭禁則). */
    private static final String NOT_FIRST = "、。，．・：；？！）」』】〕］｝〉》ー々〜ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ)]},.:;!?%％°";

    /** Not to stand at the end of one (行末禁則). */
    private static final String NOT_LAST = "（「『【〔［｛〈《([{";

    private static final byte[] BYTES = load();

    private final TrueTypeFont trueType;
    private final CmapLookup glyphs;
    private final PDType0Font font;
    private final Map<Integer, Float> widths = new HashMap<>();

    ReportFont(PDDocument document) throws IOException {
        trueType = new TTFParser().parse(new RandomAccessReadBuffer(BYTES));
        glyphs = trueType.getUnicodeCmapLookup();
        font = PDType0Font.load(document, trueType, true);
    }

    private static byte[] load() {
        try (InputStream bytes = ReportFont.class.getResourceAsStream("/evidencepack/BIZUDPGothic-subset.ttf")) {
            if (bytes == null) {
                throw new IllegalStateException("the font of reports is missing");
            }
            return bytes.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    PDType0Font font() {
        return font;
    }

    /** The text as it can be printed: one line, and a mark for each letter that the font lacks. */
    String printable(String text) {
        StringBuilder printable = new StringBuilder(text.length());
        text.codePoints().forEach(letter -> {
            if (Character.isWhitespace(letter) || Character.isISOControl(letter)) {
                printable.append(' ');
            } else if (glyphs.getGlyphId(letter) == 0) {
                printable.append(MISSING);
            } else {
                printable.appendCodePoint(letter);
            }
        });
        return printable.toString();
    }

    /** How wide a printable text is. */
    float width(String printable, float size) {
        float width = 0;
        for (int i = 0; i < printable.length(); i += Character.charCount(printable.codePointAt(i))) {
            width += widthOf(printable.codePointAt(i));
        }
        return width * size / PER_EM;
    }

    private float widthOf(int letter) {
        return widths.computeIfAbsent(letter, unknown -> {
            try {
                return trueType.getAdvanceWidth(glyphs.getGlyphId(unknown)) * (float) PER_EM / trueType.getUnitsPerEm();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** The text in lines of at most this width; a word that is wider is cut. At least one line. */
    List<String> lines(String text, float size, float width) {
        List<String> lines = new ArrayList<>();
        text.lines().forEach(part -> wrap(printable(part.strip()), width * PER_EM / size, lines));
        if (lines.isEmpty()) {
            lines.add("");
        }
        return lines;
    }

    private void wrap(String text, float width, List<String> lines) {
        int[] letters = text.codePoints().toArray();
        int start = 0;
        int end = 0;
        int mayEnd = 0;
        float used = 0;
        while (end < letters.length) {
            used += widthOf(letters[end]);
            if (used > width && end > start && letters[end] != ' ') {
                int cut = mayEnd > start ? mayEnd : end;
                lines.add(new String(letters, start, cut - start).stripTrailing());
                start = cut;
                end = cut;
                mayEnd = cut;
                used = 0;
                continue;
            }
            end++;
            if (end < letters.length && mayBreak(letters[end - 1], letters[end])) {
                mayEnd = end;
            }
        }
        lines.add(new String(letters, start, letters.length - start).stripTrailing());
    }

    private static boolean mayBreak(int before, int after) {
        if (NOT_FIRST.indexOf(after) >= 0 || NOT_LAST.indexOf(before) >= 0 || after == ' ') {
            return false;
        }
        return before == ' ' || isWide(before) || isWide(after);
    }

    private static boolean isWide(int letter) {
        return switch (Character.UnicodeScript.of(letter)) {
            case HAN, HIRAGANA, KATAKANA -> true;
            default -> (letter >= 0x3000 && letter <= 0x30FF) || (letter >= 0xFF00 && letter <= 0xFFEF);
        };
    }

    /** After the document has been saved. */
    @Override
    public void close() throws IOException {
        trueType.close();
    }
}
