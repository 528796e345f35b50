package leadledger.query.evidencepack;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import leadledger.events.ledger.StoredEvent;
import leadledger.query.evidencepack.PackContent.PackedEvent;
import leadledger.query.evidencepack.PackContent.Question;
import leadledger.query.evidencepack.PackContent.Section;
import leadledger.query.explanation.ExplainedVerdict;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdScalarSerializer;

/** The files of a pack that are data. */
final class PackJson {

    static final String FORMAT = "lead-ledger-evidence-pack";
    static final int FORMAT_VERSION = 1;

    private static final DateTimeFormatter MILLISECONDS = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /** Its own, so that no setting of the service and no machine changes the bytes. */
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addModule(new SimpleModule("times").addSerializer(new MillisecondTimes()))
            .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
            .build();

    private static final ObjectWriter INDENTED = MAPPER.writer()
            .with(new DefaultPrettyPrinter()
                    .withObjectIndenter(new DefaultIndenter("  ", "\n"))
                    .withArrayIndenter(new DefaultIndenter("  ", "\n")));

    private PackJson() {}

    /** A moment as these files write it. */
    static String text(Instant moment) {
        return MILLISECONDS.format(moment);
    }

    /** One event a line: its envelope, what it says, and the leaf hash that the ledger keeps. */
    static PackFile events(PackContent content) {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (PackedEvent event : content.events()) {
            lines.writeBytes(MAPPER.writeValueAsBytes(envelope(event)));
            lines.write('\n');
        }
        return new PackFile("events.jsonl", lines.toByteArray());
    }

    private static Map<String, Object> envelope(PackedEvent event) {
        StoredEvent stored = event.stored();
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("position", stored.position());
        line.put("eventId", stored.eventId());
        line.put("streamId", stored.streamId());
        line.put("streamKind", stored.streamKind());
        line.put("sequence", stored.sequence());
        line.put("type", stored.type());
        line.put("revision", stored.revision());
        line.put("recordedAt", stored.recordedAt());
        if (stored.importMark() != null) {
            line.put("recordedAtSource", stored.knownAt());
        }
        line.put("occurredAt", stored.occurredAt());
        line.put("actor", stored.actor());
        line.put("tenant", event.tenant());
        line.put("correlationId", stored.correlationId());
        line.put("causationId", stored.causationId());
        line.put("masked", event.masked());
        line.put("data", event.data());
        if (!event.masked()) {
            // Byte for byte what the ledger keeps: with these the leaf hash can be made again.
            line.put("payload", new String(stored.payload(), UTF_8));
            line.put("metadata", new String(stored.metadata(), UTF_8));
        }
        line.put("leafHash", HexFormat.of().formatHex(stored.leafHash()));
        return line;
    }

    /** The policies by which was judged. */
    static PackFile policies(PackContent content) {
        return new PackFile("policy.json", indented(Map.of("policies", content.policies())));
    }

    /** Terms of a policy as plain values, by name. */
    static Map<String, String> terms(Object policy) {
        Map<String, String> terms = new LinkedHashMap<>();
        flatten("", MAPPER.valueToTree(policy), terms);
        return terms;
    }

    /** What an event says as plain values, by name. */
    static Map<String, String> fields(JsonNode data) {
        Map<String, String> fields = new LinkedHashMap<>();
        flatten("", data, fields);
        return fields;
    }

    private static void flatten(String path, JsonNode node, Map<String, String> fields) {
        if (node.isObject()) {
            node.forEachEntry((name, value) -> flatten(path.isEmpty() ? name : path + "." + name, value, fields));
        } else if (node.isArray()) {
            if (!node.isEmpty()) {
                fields.put(path, node.toString());
            }
        } else if (!node.isNull()) {
            fields.put(path, node.asString());
        }
    }

    /** The verdicts with their evidence, as data and in words. */
    static PackFile verdicts(PackContent content) {
        Question question = content.question();
        List<JudgedPart> parts = new ArrayList<>();
        for (Section section : content.sections()) {
            parts.add(new JudgedPart(
                    section.assignment(),
                    section.place(),
                    section.zone().getId(),
                    section.start(),
                    section.withdrawnAt(),
                    ExplainedVerdict.of(section.verdicts(), question.language().locale(), section.zone())));
        }
        Map<String, Object> file = new LinkedHashMap<>();
        file.put("asOf", question.asOf());
        file.put("parts", parts);
        return new PackFile("verdicts.json", indented(file));
    }

    private record JudgedPart(
            @Nullable Integer assignment,
            String place,
            String zone,
            Instant start,
            @Nullable Instant withdrawnAt,
            List<ExplainedVerdict> verdicts) {}

    /** What the pack answers, and the digests of all other files. */
    static PackFile manifest(Question question, List<PackFile> files) {
        Map<String, @Nullable Object> asked = new LinkedHashMap<>();
        asked.put("process", question.process());
        asked.put("lead", question.lead());
        asked.put("reference", question.reference());
        asked.put("asOf", question.asOf());
        if (question.assignment() != null) {
            asked.put("assignment", question.assignment());
        }
        asked.put("language", question.language().code());
        asked.put("zone", question.zone().getId());
        asked.put("lastPosition", question.lastPosition());
        Map<String, Object> manifest = new LinkedHashMap<>();
        manifest.put("format", FORMAT);
        manifest.put("formatVersion", FORMAT_VERSION);
        manifest.put("question", asked);
        manifest.put("masked", question.masked());
        manifest.put("limitedToWhatTheReaderMaySee", question.limited());
        manifest.put(
                "files",
                files.stream()
                        .map(file -> new ListedFile(file.name(), file.content().length, file.sha256()))
                        .toList());
        return new PackFile("manifest.json", indented(manifest));
    }

    private record ListedFile(String name, int bytes, String sha256) {}

    private static byte[] indented(Object value) {
        return (INDENTED.writeValueAsString(value) + "\n").getBytes(UTF_8);
    }

    private static final class MillisecondTimes extends StdScalarSerializer<Instant> {

        MillisecondTimes() {
            super(Instant.class);
        }

        @Override
        public void serialize(Instant value, JsonGenerator generator, SerializationContext context) {
            generator.writeString(text(value));
        }
    }
}
