package leadledger.query.evidencepack;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.pdfwriter.compress.CompressParameters;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.PDPageContentStream.AppendMode;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.graphics.state.RenderingMode;
import org.jspecify.annotations.Nullable;

/**
 * Pages of a report, filled from top to bottom: what does not fit goes on on the next one. Not for several threads. Says nothing
 * of the moment or the machine, so that the same text makes the same bytes.
 */
final class ReportPages implements AutoCloseable {

    static final float LEFT = 50;
    static final float WIDTH = PDRectangle.A4.getWidth() - 2 * LEFT;

    private static final float TOP = PDRectangle.A4.getHeight() - 54;
    private static final float BOTTOM = 62;
    private static final float FOOTER = 36;
    private static final float TEXT_SIZE = 9;
    private static final float CELL_SIZE = 8;
    private static final float SMALL_SIZE = 7.5f;
    private static final float LINE = 1.5f;
    private static final float CELL_PADDING = 4;
    private static final float BOLD_STROKE = 0.025f;

    private final PDDocument document = new PDDocument();
    private final ReportFont font;
    private @Nullable PDPageContentStream open;
    private float y;

    /** A mark in the margin, a text, and how it is set. */
    private record Style(float size, boolean bold, float indent) {}

    /** How a column of a table is headed and how wide it is. */
    record Column(String title, float width) {}

    /** Draws into a page. */
    @FunctionalInterface
    interface Drawing {
        void draw(PDPageContentStream out, float left, float top) throws IOException;
    }

    ReportPages(String title, String language) throws IOException {
        font = new ReportFont(document);
        document.getDocumentCatalog().setLanguage(language);
        PDDocumentInformation information = new PDDocumentInformation();
        information.setTitle(title);
        document.setDocumentInformation(information);
        // Instead of the moment, which would go into the file's identifier.
        document.setDocumentId(0L);
    }

    ReportFont font() {
        return font;
    }

    private PDPageContentStream out() throws IOException {
        return open == null ? nextPage() : open;
    }

    private PDPageContentStream nextPage() throws IOException {
        if (open != null) {
            open.close();
        }
        PDPage page = new PDPage(PDRectangle.A4);
        document.addPage(page);
        PDPageContentStream next = new PDPageContentStream(document, page);
        open = next;
        y = TOP;
        return next;
    }

    /** Goes on on a new page if less than this is left. */
    private PDPageContentStream room(float height) throws IOException {
        PDPageContentStream out = out();
        return y - height < BOTTOM ? nextPage() : out;
    }

    void title(String text) throws IOException {
        text(text, new Style(20, true, 0));
        gap(4);
    }

    /** A heading, never at the foot of a page. */
    void heading(String text) throws IOException {
        gap(14);
        room(90);
        text(text, new Style(13, true, 0));
        rule(0.8f);
        gap(4);
    }

    void subheading(String text) throws IOException {
        gap(8);
        room(60);
        text(text, new Style(10.5f, true, 0));
        gap(2);
    }

    void paragraph(String text) throws IOException {
        text(text, new Style(TEXT_SIZE, false, 0));
        gap(3);
    }

    /** One sentence of several, marked. */
    void item(String text) throws IOException {
        PDPageContentStream out = room(TEXT_SIZE * LINE);
        print(out, "・", LEFT, y - TEXT_SIZE, TEXT_SIZE, false);
        text(text, new Style(TEXT_SIZE, false, 11));
        gap(1.5f);
    }

    void small(String text) throws IOException {
        text(text, new Style(SMALL_SIZE, false, 0));
    }

    void gap(float height) {
        y -= height;
    }

    private void rule(float width) throws IOException {
        PDPageContentStream out = out();
        y -= 2;
        out.setLineWidth(width);
        out.moveTo(LEFT, y);
        out.lineTo(LEFT + WIDTH, y);
        out.stroke();
    }

    private void text(String text, Style style) throws IOException {
        for (String line : font.lines(text, style.size(), WIDTH - style.indent())) {
            PDPageContentStream out = room(style.size() * LINE);
            print(out, line, LEFT + style.indent(), y - style.size(), style.size(), style.bold());
            y -= style.size() * LINE;
        }
    }

    /** Prints one line of printable text at a place. */
    void print(PDPageContentStream out, String printable, float x, float baseline, float size, boolean bold)
            throws IOException {
        if (printable.isEmpty()) {
            return;
        }
        out.beginText();
        out.setFont(font.font(), size);
        out.setLineWidth(size * BOLD_STROKE);
        out.setRenderingMode(bold ? RenderingMode.FILL_STROKE : RenderingMode.FILL);
        out.newLineAtOffset(x, baseline);
        out.showText(printable);
        out.endText();
    }

    /** A drawing that stands on one page. */
    void drawing(float height, Drawing drawing) throws IOException {
        PDPageContentStream out = room(height);
        drawing.draw(out, LEFT, y);
        y -= height;
    }

    /** Two columns without titles: what, and which. */
    void pairs(List<List<String>> rows) throws IOException {
        for (List<String> row : rows) {
            cells(List.of(new Column("", 150), new Column("", WIDTH - 150)), row, List.of(), false);
        }
    }

    /** A table; its titles are repeated on each page, and rows that do not fit are split. */
    void table(List<Column> columns, List<List<String>> rows) throws IOException {
        List<String> titles = columns.stream().map(Column::title).toList();
        room(3 * CELL_SIZE * LINE + 4 * CELL_PADDING);
        cells(columns, titles, List.of(), true);
        for (List<String> row : rows) {
            cells(columns, row, titles, false);
        }
    }

    private void cells(List<Column> columns, List<String> row, List<String> titles, boolean bold) throws IOException {
        List<List<String>> wrapped = new ArrayList<>();
        int lines = 1;
        for (int i = 0; i < columns.size(); i++) {
            wrapped.add(font.lines(row.get(i), CELL_SIZE, columns.get(i).width() - CELL_PADDING));
            lines = Math.max(lines, wrapped.get(i).size());
        }
        gap(CELL_PADDING / 2);
        // A row that fits a page is not begun at the end of one.
        float height = Math.min(lines, 6) * CELL_SIZE * LINE + CELL_PADDING;
        if (y - height < BOTTOM) {
            turn(columns, titles);
        }
        for (int line = 0; line < lines; line++) {
            if (y - CELL_SIZE * LINE < BOTTOM) {
                turn(columns, titles);
            }
            float x = LEFT;
            for (int i = 0; i < columns.size(); i++) {
                if (line < wrapped.get(i).size()) {
                    print(out(), wrapped.get(i).get(line), x, y - CELL_SIZE, CELL_SIZE, bold);
                }
                x += columns.get(i).width();
            }
            y -= CELL_SIZE * LINE;
        }
        rule(bold ? 0.8f : 0.25f);
    }

    private void turn(List<Column> columns, List<String> titles) throws IOException {
        nextPage();
        if (!titles.isEmpty()) {
            cells(columns, titles, List.of(), true);
            gap(CELL_PADDING / 2);
        }
    }

    /** The words at the foot of a page. */
    @FunctionalInterface
    interface Footer {
        String of(int page, int pages);
    }

    /** The finished file. */
    byte[] finished(String left, Footer right) throws IOException {
        out().close();
        open = null;
        int pages = document.getNumberOfPages();
        for (int i = 0; i < pages; i++) {
            try (PDPageContentStream out =
                    new PDPageContentStream(document, document.getPage(i), AppendMode.APPEND, true, true)) {
                out.setLineWidth(0.4f);
                out.moveTo(LEFT, FOOTER + 12);
                out.lineTo(LEFT + WIDTH, FOOTER + 12);
                out.stroke();
                String number = font.printable(right.of(i + 1, pages));
                print(out, font.printable(left), LEFT, FOOTER, SMALL_SIZE, false);
                print(out, number, LEFT + WIDTH - font.width(number, SMALL_SIZE), FOOTER, SMALL_SIZE, false);
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        document.save(bytes, CompressParameters.NO_COMPRESSION);
        return bytes.toByteArray();
    }

    @Override
    public void close() throws IOException {
        document.close();
        font.close();
    }
}
