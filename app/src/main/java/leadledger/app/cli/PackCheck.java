package leadledger.app.cli;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Checks an evidence pack against its manifest (SL-42): each file has the digest that stands there, none is missing and none is
 * there beside. Nothing is unpacked. A pack may be made to harm whoever checks it: everything it can make large is limited.
 */
final class PackCheck {

    static final String MANIFEST = "manifest.json";
    static final String FORMAT = "lead-ledger-evidence-pack";
    private static final int FORMAT_VERSION = 1;
    static final int MOST_ENTRIES = 10_000;
    private static final int LARGEST_MANIFEST = 4 * 1024 * 1024;
    private static final int MOST_FINDINGS = 1000;
    private static final int BUFFER = 64 * 1024;

    private final Path pack;
    private final List<Finding> findings = new ArrayList<>();
    private long bytesLeft;
    private int entries;
    private String format = "";

    private PackCheck(Path pack, long mostBytes) {
        this.pack = pack;
        this.bytesLeft = mostBytes;
    }

    /**
     * What is not in order.
     *
     * @param path the entry; empty: the pack as a whole
     * @param what what is wrong with it
     */
    record Finding(String path, String what) {}

    /**
     * What came of it.
     *
     * @param format what the manifest says that the pack is
     * @param entries how many files the pack has
     * @param findings empty if it holds
     */
    record Outcome(String format, int entries, List<Finding> findings) {

        Outcome {
            findings = List.copyOf(findings);
        }

        boolean holds() {
            return findings.isEmpty();
        }
    }

    /** The pack cannot be checked further. */
    private static final class HopelessException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        HopelessException(String what) {
            super(what, null, false, false);
        }
    }

    /**
     * Checks a pack.
     *
     * @param mostBytes how large it may become unpacked
     */
    static Outcome of(Path pack, long mostBytes) {
        if (!Files.isReadable(pack) || Files.isDirectory(pack)) {
            throw FailedException.ofUsage(pack + " cannot be read.");
        }
        PackCheck check = new PackCheck(pack, mostBytes);
        try {
            check.run();
        } catch (HopelessException e) {
            check.found("", String.valueOf(e.getMessage()));
        } catch (ZipException e) {
            check.found("", "is not a whole ZIP file");
        } catch (IOException | IllegalArgumentException e) {
            check.found("", "cannot be read to its end");
        }
        return new Outcome(check.format, check.entries, check.findings);
    }

    private void run() throws IOException {
        Map<String, ZipEntry> listed = new LinkedHashMap<>();
        try (ZipFile zip = new ZipFile(pack.toFile())) {
            list(zip, listed);
            Map<String, JsonNode> expected = manifest(zip, listed.get(MANIFEST));
            for (Map.Entry<String, ZipEntry> entry : listed.entrySet()) {
                JsonNode file = expected.remove(entry.getKey());
                if (file != null) {
                    compare(zip, entry.getValue(), file);
                } else if (!entry.getKey().equals(MANIFEST)) {
                    found(entry.getKey(), "is not in the manifest");
                }
            }
            expected.keySet().forEach(path -> found(path, "is in the manifest and not in the pack"));
        }
        compareWithStream(listed.keySet());
    }

    private void list(ZipFile zip, Map<String, ZipEntry> listed) {
        entries = zip.size();
        if (entries > MOST_ENTRIES) {
            throw new HopelessException("has more than " + MOST_ENTRIES + " entries");
        }
        Enumeration<? extends ZipEntry> all = zip.entries();
        while (all.hasMoreElements()) {
            ZipEntry entry = all.nextElement();
            if (!isPlainPath(entry.getName())) {
                found(entry.getName(), "is no plain path within the pack");
            }
            if (listed.put(entry.getName(), entry) != null) {
                found(entry.getName(), "is in the pack more than once");
            }
        }
    }

    /** Whoever unpacks it where it belongs gets files there and nowhere else. */
    private static boolean isPlainPath(String path) {
        if (path.isEmpty() || path.startsWith("/") || path.contains("\\") || path.contains(":")) {
            return false;
        }
        if (path.codePoints().anyMatch(Character::isISOControl)) {
            return false;
        }
        for (String segment : path.split("/", -1)) {
            if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
                return false;
            }
        }
        return true;
    }

    private Map<String, JsonNode> manifest(ZipFile zip, @Nullable ZipEntry entry) throws IOException {
        if (entry == null) {
            throw new HopelessException("has no " + MANIFEST);
        }
        JsonNode manifest = json(zip, entry);
        format = PlainText.of(manifest.path("format").asString(""));
        if (!format.equals(FORMAT) || manifest.path("formatVersion").asInt(FORMAT_VERSION) != FORMAT_VERSION) {
            // What would hold by the rules of another format is not known here.
            throw new HopelessException("is of a format that this program does not know");
        }
        if (!manifest.path("files").isArray()) {
            throw new HopelessException("has a " + MANIFEST + " without a list of files");
        }
        Map<String, JsonNode> files = new LinkedHashMap<>();
        for (JsonNode file : manifest.path("files")) {
            String path = file.path("name").asString("");
            if (path.equals(MANIFEST)) {
                found(path, "cannot be in itself");
            } else if (files.put(path, file) != null) {
                found(path, "is in the manifest more than once");
            }
        }
        return files;
    }

    private JsonNode json(ZipFile zip, ZipEntry entry) throws IOException {
        try (InputStream in = limited(zip.getInputStream(entry))) {
            byte[] bytes = in.readNBytes(LARGEST_MANIFEST + 1);
            if (bytes.length > LARGEST_MANIFEST) {
                throw new HopelessException("has a " + MANIFEST + " larger than any");
            }
            JsonNode manifest = AuditTask.JSON.readTree(bytes);
            if (manifest.isObject()) {
                return manifest;
            }
        } catch (JacksonException e) {
            // as any other text that is no object
        }
        throw new HopelessException("has a " + MANIFEST + " that is no JSON object");
    }

    private void compare(ZipFile zip, ZipEntry entry, JsonNode file) throws IOException {
        MessageDigest digest = Digested.newSha256();
        long bytes = 0;
        try (InputStream in = limited(zip.getInputStream(entry))) {
            byte[] buffer = new byte[BUFFER];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
                bytes += read;
            }
        } catch (ZipException e) {
            found(entry.getName(), "is damaged");
            return;
        }
        if (bytes != file.path("bytes").asLong(-1)) {
            found(entry.getName(), "has " + PlainText.bytes(bytes) + ", not as in the manifest");
        }
        if (!HexFormat.of()
                .formatHex(digest.digest())
                .equalsIgnoreCase(file.path("sha256").asString(""))) {
            found(entry.getName(), "has another SHA-256 than in the manifest");
        }
    }

    /** A ZIP lists its entries at its end; what reads it from the start must not find others. */
    private void compareWithStream(Set<String> listed) throws IOException {
        Map<String, Integer> streamed = new HashMap<>();
        int count = 0;
        try (ZipInputStream zip = new ZipInputStream(new BufferedInputStream(Files.newInputStream(pack)))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (++count > MOST_ENTRIES) {
                    throw new HopelessException("has more than " + MOST_ENTRIES + " entries");
                }
                streamed.merge(entry.getName(), 1, Integer::sum);
                // Each byte was counted before, unless it is hidden from the list: then it is a finding anyway.
                if (!listed.contains(entry.getName())) {
                    break;
                }
            }
        }
        if (!new HashSet<>(streamed.keySet()).equals(listed) || count != entries) {
            throw new HopelessException("holds other entries than it lists");
        }
    }

    private InputStream limited(InputStream in) {
        return new FilterInputStream(in) {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                int read = super.read(bytes, offset, length);
                bytesLeft -= Math.max(0, read);
                if (bytesLeft < 0) {
                    throw new HopelessException("becomes larger than a pack may be");
                }
                return read;
            }
        };
    }

    private void found(String path, String what) {
        if (findings.size() < MOST_FINDINGS) {
            findings.add(new Finding(PlainText.of(path), what));
        }
    }
}
