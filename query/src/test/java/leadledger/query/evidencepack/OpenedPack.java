package leadledger.query.evidencepack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    /** All that can be read in the report, without spaces and line ends: where lines end is a matter of layout. */
    String report() {
        try (PDDocument document = pdf()) {
            return squeezed(new PDFTextStripper().getText(document));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String squeezed(String text) {
        return text.replaceAll("[\\s・]+", "");
    }

    PDDocument pdf() throws IOException {
        return Loader.loadPDF(files.get("report.pdf"));
    }
}
