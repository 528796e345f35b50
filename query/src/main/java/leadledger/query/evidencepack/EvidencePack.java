package leadledger.query.evidencepack;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Makes the one file (SL-42): the same content, the same bytes. */
final class EvidencePack {

    /** The earliest moment that a ZIP entry can have; that of the making would differ from time to time. */
    private static final LocalDateTime NO_MOMENT = LocalDateTime.of(1980, 1, 1, 0, 0);

    private static final String NO_PROOFS = """
            There are no proofs in this pack yet. This folder is the place that is kept for them: inclusion proofs of the events in
            events.jsonl against a signed checkpoint of the ledger. Until then, the leaf hash beside each event is what the ledger
            keeps of it.
            """;

    private EvidencePack() {}

    /** The pack as a ZIP file. */
    static byte[] of(PackContent content) {
        return zipped(files(content));
    }

    /** Its files: the report first, the manifest of all others last. */
    static List<PackFile> files(PackContent content) {
        List<PackFile> data = List.of(
                PackJson.events(content),
                PackJson.policies(content),
                PackJson.verdicts(content),
                new PackFile("proofs/README.txt", NO_PROOFS.getBytes(UTF_8)));
        List<PackFile> files = new ArrayList<>();
        files.add(PackReport.of(content, data));
        files.addAll(data);
        files.add(PackJson.manifest(content.question(), List.copyOf(files)));
        return files;
    }

    private static byte[] zipped(List<PackFile> files) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes, UTF_8)) {
            zip.setLevel(Deflater.BEST_COMPRESSION);
            for (PackFile file : files) {
                ZipEntry entry = new ZipEntry(file.name());
                entry.setTimeLocal(NO_MOMENT);
                zip.putNextEntry(entry);
                zip.write(file.content());
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
