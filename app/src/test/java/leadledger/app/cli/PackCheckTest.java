package leadledger.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import leadledger.app.cli.AuditRun.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("SL-42: audit evidence-pack and verify-pack")
class PackCheckTest {

    private static final String EVENTS = "{\"position\":1}\n{\"position\":2}\n";

    @TempDir
    private Path folder;

    private final StubService service = new StubService();
    private final Map<String, byte[]> files = new LinkedHashMap<>();

    PackCheckTest() {
        files.put("events.jsonl", EVENTS.getBytes(StandardCharsets.UTF_8));
        files.put("policy/default-1.json", "{}".getBytes(StandardCharsets.UTF_8));
    }

    @AfterEach
    void stop() {
        service.close();
    }

    private static String manifest(Map<String, byte[]> files) {
        return files.entrySet().stream()
                .map(file ->
                        "{\"name\":\"" + file.getKey() + "\",\"bytes\":" + file.getValue().length + ",\"sha256\":\""
                                + HexFormat.of().formatHex(Digested.newSha256().digest(file.getValue())) + "\"}")
                .collect(Collectors.joining(",", "{\"format\":\"" + PackCheck.FORMAT + "\",\"files\":[", "]}"));
    }

    private static byte[] zip(List<Entry<String, byte[]>> entries) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Entry<String, byte[]> entry : entries) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    /** A pack of these files with a manifest. */
    private static byte[] pack(Map<String, byte[]> files, String manifest) throws IOException {
        List<Entry<String, byte[]>> entries = new ArrayList<>(files.entrySet());
        entries.add(Map.entry(PackCheck.MANIFEST, manifest.getBytes(StandardCharsets.UTF_8)));
        return zip(entries);
    }

    private Outcome verify(byte[] pack, String... more) throws IOException {
        Path file = Files.write(folder.resolve("pack.zip"), pack);
        return AuditRun.offline()
                .run(Stream.concat(Stream.of("verify-pack", file.toString()), Arrays.stream(more))
                        .toArray(String[]::new));
    }

    private void assertFinding(byte[] pack, String finding) throws IOException {
        Outcome outcome = verify(pack);
        assertThat(outcome.exitCode()).as(outcome.out()).isEqualTo(1);
        assertThat(outcome.out()).contains("does not hold").contains(finding);
    }

    @Test
    @DisplayName("A pack that is as its manifest says holds")
    void holds() throws IOException {
        byte[] pack = pack(files, manifest(files));

        Outcome outcome = verify(pack);
        assertThat(outcome.exitCode()).as(outcome.out()).isZero();
        assertThat(outcome.out()).contains("holds: 3 entries", PackCheck.FORMAT);

        assertThat(verify(pack, "--json").out())
                .endsWith("\"holds\":true,\"format\":\"" + PackCheck.FORMAT + "\",\"entries\":3,\"findings\":[]}\n");
    }

    @Test
    @DisplayName("A changed, a missing and an added file are found")
    void tampered() throws IOException {
        String manifest = manifest(files);

        files.put("events.jsonl", EVENTS.replace('2', '3').getBytes(StandardCharsets.UTF_8));
        assertFinding(pack(files, manifest), "events.jsonl has another SHA-256 than in the manifest");
        files.put("events.jsonl", "{}".getBytes(StandardCharsets.UTF_8));
        assertFinding(pack(files, manifest), "events.jsonl has 2 bytes, not as in the manifest");
        files.remove("events.jsonl");
        assertFinding(pack(files, manifest), "events.jsonl is in the manifest and not in the pack");
        files.put("events.jsonl", EVENTS.getBytes(StandardCharsets.UTF_8));
        files.put("more.txt", new byte[0]);
        assertFinding(pack(files, manifest), "more.txt is not in the manifest");
    }

    @Test
    @DisplayName("What differs is told to programs, too")
    void tamperedInJson() throws IOException {
        String manifest = manifest(files);
        files.put("more.txt", new byte[0]);

        Outcome outcome = verify(pack(files, manifest), "--json");

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.out())
                .contains("\"holds\":false")
                .endsWith("\"findings\":[{\"path\":\"more.txt\",\"finding\":\"is not in the manifest\"}]}\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../escape.txt",
                "/etc/passwd",
                "a/../../b",
                "C:/x",
                "a\\b",
                "a//b",
                "folder/",
                "./x",
                "bell\u0007"
            })
    @DisplayName("A path that would leave the folder it is unpacked in is found, listed in the manifest or not")
    void traversal(String path) throws IOException {
        files.put(path, new byte[0]);
        String escaped = path.replace("\\", "\\\\").replace("\u0007", "\\u0007");

        assertFinding(
                pack(files, manifest(files).replace("\"" + path + "\"", "\"" + escaped + "\"")),
                "is no plain path within the pack");
    }

    @Test
    @DisplayName("What becomes too large is not read to its end")
    void bomb() throws IOException {
        files.put("zeros", new byte[3 * 1024 * 1024]);
        byte[] pack = pack(files, manifest(files));

        assertThat(pack.length).isLessThan(20_000);
        Outcome outcome = verify(pack, "--max-size", "2");
        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.out()).contains("The pack becomes larger than a pack may be");
        assertThat(verify(pack, "--max-size", "4").exitCode()).isZero();
    }

    @Test
    @DisplayName("A manifest that is missing, no JSON, too large or with itself or a file twice is found")
    void manifests() throws IOException {
        assertFinding(zip(List.copyOf(files.entrySet())), "The pack has no manifest.json");
        assertFinding(pack(files, "[]"), "is no JSON object");
        assertFinding(pack(files, "{\"files\""), "is no JSON object");
        assertFinding(pack(files, "{\"format\":\"" + PackCheck.FORMAT + "\"}"), "without a list of files");
        assertFinding(pack(files, " ".repeat(5 * 1024 * 1024)), "larger than any");
        assertFinding(
                pack(files, manifest(files).replace(PackCheck.FORMAT, "")), "format that this program does not know");
        assertFinding(
                pack(files, manifest(files).replace("{\"format\"", "{\"formatVersion\":2,\"format\"")),
                "format that this program does not know");
        String twice = manifest(files);
        assertFinding(
                pack(files, twice.replace("[{", "[" + twice.replaceAll(".*\\[(\\{[^}]*}).*", "$1") + ",{")),
                "events.jsonl is in the manifest more than once");
        assertFinding(
                pack(files, twice.replace("[{", "[{\"name\":\"manifest.json\"},{")),
                "manifest.json cannot be in itself");
    }

    @Test
    @DisplayName("More entries than a pack has are not read")
    void tooManyEntries() throws IOException {
        for (int i = 0; i < PackCheck.MOST_ENTRIES; i++) {
            files.put("f" + i, new byte[0]);
        }
        assertFinding(pack(files, "{}"), "more than 10000 entries");
    }

    @Test
    @DisplayName("Entries that stand in the file and not in its list are found: not all programs read the list")
    void hiddenEntry() throws IOException {
        byte[] pack = pack(files, manifest(files));
        // Two ZIP files in one: whoever reads from the start sees the first, the list at the end is the second's.
        Map<String, byte[]> others = Map.of("events.jsonl", "{}".getBytes(StandardCharsets.UTF_8));
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.write(pack(others, manifest(others)));
        both.write(pack);

        Outcome outcome = verify(both.toByteArray());

        assertThat(outcome.exitCode()).as(outcome.out()).isEqualTo(1);
        assertThat(outcome.out()).contains("does not hold");
    }

    @Test
    @DisplayName("What is no ZIP file, or half of one, is found; what cannot be read is a usage error")
    void noZip() throws IOException {
        byte[] pack = pack(files, manifest(files));

        assertFinding("nonsense".getBytes(StandardCharsets.UTF_8), "is not a whole ZIP file");
        assertFinding(Arrays.copyOf(pack, pack.length - 30), "is not a whole ZIP file");
        byte[] damaged = pack.clone();
        damaged[45] ^= 0x55;
        assertThat(verify(damaged).exitCode()).isEqualTo(1);
        assertThat(AuditRun.offline()
                        .run("verify-pack", folder.resolve("absent").toString())
                        .exitCode())
                .isEqualTo(2);
    }

    @Test
    @DisplayName("evidence-pack asks, checks and saves")
    void saves() throws IOException {
        byte[] pack = pack(files, manifest(files));
        service.then(200, Map.of(), pack).then(200, Map.of(), pack);
        Path out = folder.resolve("evidence.zip");

        Outcome outcome = AuditRun.on(service)
                .run(
                        "evidence-pack",
                        "l1",
                        "--process",
                        "sales",
                        "--assignment",
                        "2",
                        "--as-of",
                        "x",
                        "--language",
                        "it",
                        "--reason",
                        "r",
                        "--out",
                        out.toString());

        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err())
                .contains(
                        "It holds: 3 entries",
                        HexFormat.of().formatHex(Digested.newSha256().digest(pack)));
        assertThat(out).hasBinaryContent(pack);
        assertThat(service.onlyAsked().uri())
                .isEqualTo("/api/v1/sales/leads/l1/evidence-pack?assignment=2&asOf=x&language=it");
        assertThat(service.onlyAsked().header("Personal-Data-Reason")).isEqualTo("r");

        assertThat(AuditRun.on(service).run("evidence-pack", "l1").bytes()).isEqualTo(pack);
    }

    @Test
    @DisplayName("A pack that does not hold is neither saved nor printed")
    void doesNotSave() throws IOException {
        String manifest = manifest(files);
        files.remove("events.jsonl");
        byte[] pack = pack(files, manifest);
        service.then(200, Map.of(), pack).then(200, Map.of(), pack).then(200, Map.of(), pack);
        String out = folder.resolve("evidence.zip").toString();

        Outcome outcome = AuditRun.on(service).run("evidence-pack", "l1", "--out", out);
        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.err()).contains("does not hold", "events.jsonl is in the manifest and not in the pack");
        assertThat(folder).isEmptyDirectory();

        Outcome printed = AuditRun.on(service).run("evidence-pack", "l1");
        assertThat(printed.exitCode()).isEqualTo(1);
        assertThat(printed.bytes()).isEmpty();

        Outcome json = AuditRun.on(service).run("evidence-pack", "l1", "--json", "--out", out);
        assertThat(json.exitCode()).isEqualTo(1);
        assertThat(json.out())
                .contains(
                        "\"holds\":false",
                        HexFormat.of().formatHex(Digested.newSha256().digest(pack)));
        assertThat(json.err()).isEmpty();
    }
}
