package leadledger.query.evidencepack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A pack as a third party sees it: by its bytes alone. */
record OpenedPack(Map<String, byte[]> files) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    static OpenedPack of(byte[] zip) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip), UTF_8)) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                assertThat(entry.getTimeLocal()).as("no moment of making").isEqualTo("1980-01-01T00:00:00");
                files.put(entry.getName(), in.readAllBytes());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new OpenedPack(files);
    }

    String text(String name) {
        assertThat(files).containsKey(name);
        return new String(files.get(name), UTF_8);
    }

    JsonNode json(String name) {
        return JSON.readTree(text(name));
    }

    List<JsonNode> events() {
        return text("events.jsonl").lines().map(JSON::readTree).toList();
    }

    /**
     * All that can be read in the report, without spaces, line ends and the feet of pages: where lines and pages end is a matter
     * of layout.
     */
    String report() {
        return pages().stream()
                .map(page -> page.substring(0, page.strip().lastIndexOf('\n')))
                .map(OpenedPack::squeezed)
                .collect(Collectors.joining());
    }

    /** The text of each page of the report. */
    List<String> pages() {
        List<String> pages = new ArrayList<>();
        try (PDDocument document = pdf()) {
            PDFTextStripper text = new PDFTextStripper();
            for (int page = 1; page <= document.getNumberOfPages(); page++) {
                text.setStartPage(page);
                text.setEndPage(page);
                pages.add(text.getText(document));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return pages;
    }

    static String squeezed(String text) {
        return text.replaceAll("[\\s・]+", "");
    }

    PDDocument pdf() throws IOException {
        return Loader.loadPDF(files.get("report.pdf"));
    }
}
