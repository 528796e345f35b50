package leadledger.query.export;

import static java.nio.charset.StandardCharsets.UTF_8;
import static leadledger.query.export.ExportFixture.AUDITOR;
import static leadledger.query.export.ExportFixture.EVERYTHING;
import static leadledger.query.export.ExportFixture.HQ;
import static leadledger.query.export.ExportFixture.START;
import static leadledger.query.export.ExportFixture.manager;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import leadledger.events.aftersales.AftersalesEvent.ContactAttemptRecorded;
import leadledger.events.aftersales.AftersalesEvent.LeadClosedWithSale;
import leadledger.events.aftersales.AftersalesEvent.LeadCreated;
import leadledger.events.aftersales.AftersalesEvent.LeadEdited;
import leadledger.events.aftersales.AftersalesEvent.LeadLost;
import leadledger.events.aftersales.AftersalesEvent.LeadReassigned;
import leadledger.events.aftersales.ContactChannel;
import leadledger.events.aftersales.ContactOutcome;
import leadledger.events.aftersales.RequestDetails;
import leadledger.events.sales.CurrentCar;
import leadledger.events.sales.DeliveryKind;
import leadledger.events.sales.Extra;
import leadledger.events.sales.SalesEvent.CarDetailsSaved;
import leadledger.events.sales.SalesEvent.LeadAssigned;
import leadledger.events.sales.SalesEvent.LeadCaptured;
import leadledger.events.sales.SalesEvent.LeadDelivered;
import leadledger.events.sales.SalesEvent.LeadNotConverted;
import leadledger.events.shared.Consents;
import leadledger.events.shared.Customer;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.OutletId;
import leadledger.events.shared.UserId;
import leadledger.events.shared.Vin;
import leadledger.query.testing.LeadDraft;
import leadledger.query.testing.SalesScribe;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What exports look like, with leads of both processes. Every personal text holds a canary, and some of them what CSV, JSON,
 * XML or a spreadsheet could stumble over.
 */
class FormatsTest {

    private static final String CANARY = "CANARY";
    private static final String WICKED = "=CANARY \"';,|<b>&amp;]]>\u0001\b\t\r\n\uFFFE\uD83D\uDE97 ＝山田";
    private static final String VIN = "JT2BF22K1W0123456";
    private static final Instant CLAIMED = START.minusSeconds(60);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final ExportFixture FIXTURE = new ExportFixture();
    private static UUID repaired;
    private static UUID moved;
    private static UUID sold;

    @BeforeAll
    static void leadsOfBothProcesses() {
        RequestDetails request = new RequestDetails(
                CANARY,
                WICKED,
                CANARY,
                "+81 " + CANARY,
                CANARY,
                "ja",
                "JP",
                CANARY,
                CANARY,
                CANARY,
                CANARY,
                WICKED,
                List.of(START, CLAIMED),
                CANARY,
                CANARY);
        LeadCreated created = LeadDraft.of("JP-OSAKA").created();
        repaired = created.leadId().value();
        FIXTURE.create(LeadDraft.of("JP-OSAKA").id(repaired).vin(VIN).named(CANARY));
        FIXTURE.as("AFTERSALES_AGENT/u-1");
        FIXTURE.append(repaired, new ContactAttemptRecorded(1, ContactChannel.PHONE, ContactOutcome.REACHED, CLAIMED));
        FIXTURE.append(repaired, new LeadEdited(request, new Vin(VIN), WICKED));
        FIXTURE.append(repaired, new LeadClosedWithSale(new Vin(VIN), CANARY));
        moved = FIXTURE.create(LeadDraft.of("JP-OSAKA").vin(VIN).named(CANARY).email(CANARY));
        FIXTURE.as("HQ/u-hq").append(moved, new LeadReassigned(new DealerId("JP-TOKYO"), CANARY));
        FIXTURE.as("SYSTEM/deadlines").append(moved, new LeadLost());
        FIXTURE.as("CALL_CENTER/u-2");
        sold = FIXTURE.capture(captured());
        FIXTURE.append(sold, new LeadDelivered(new OutletId("JP-OSAKA.NAMBA"), DeliveryKind.AT_ONCE, null));
        FIXTURE.as("OUTLET_MANAGER/u-3").append(sold, new LeadAssigned(new UserId("u-4")));
        FIXTURE.append(
                sold, new CarDetailsSaved(new CurrentCar.Details(CANARY, CANARY, null, 2020, VIN, null, 7, null)));
        FIXTURE.append(sold, new LeadNotConverted(WICKED));
    }

    private static LeadCaptured captured() {
        LeadCaptured plain = SalesScribe.captured(
                "JP", "ALFA", new Customer(null, WICKED, CANARY, CANARY, null, "ja", "JP", null, CANARY, null));
        return new LeadCaptured(
                plain.leadId(),
                plain.reference(),
                plain.queue(),
                plain.source(),
                plain.campaign(),
                plain.utm(),
                plain.customer(),
                plain.wishes(),
                CANARY,
                null,
                new Consents(Map.of(Consents.Kind.EMAIL, new Consents.Consent(true, LocalDate.EPOCH))),
                null,
                List.of(),
                List.of(new Extra("prospect/notes", WICKED)));
    }

    @AfterAll
    static void close() {
        FIXTURE.close();
    }

    static Stream<ExportFormat> formats() {
        return Stream.of(
                new CsvFormat(false), new CloudEventsFormat(), new OcelFormat(FIXTURE.catalog), new XesFormat());
    }

    private static String written(ExportFormat format) {
        return FIXTURE.written(format, HQ, null, EVERYTHING);
    }

    private static List<CsvRecord> records(String csv) throws IOException {
        try (CsvReader<CsvRecord> reader = CsvReader.builder().ofCsvRecord(csv)) {
            return reader.stream().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("formats")
    @DisplayName("AC-05: An auditor's export is masked unless a reason is given; that of who has the lead is not")
    void masking(ExportFormat format) {
        assertThat(FIXTURE.written(format, AUDITOR, null, EVERYTHING))
                .doesNotContain(CANARY, VIN, "yamada", "点検")
                .contains(repaired.toString(), "aftersales.contact-attempt-recorded", "REACHED", "u-4");
        assertThat(FIXTURE.written(format, AUDITOR, "complaint-4711", EVERYTHING))
                .contains(CANARY, VIN);
        assertThat(FIXTURE.written(format, manager("JP-TOKYO"), null, EVERYTHING))
                .contains(CANARY, moved.toString())
                .doesNotContain(repaired.toString(), sold.toString());
    }

    @ParameterizedTest
    @MethodSource("formats")
    @DisplayName("The same export is the same, byte for byte")
    void reproducible(ExportFormat format) {
        assertThat(written(format)).isEqualTo(written(format));
    }

    @Test
    @DisplayName("CSV: a row for each field, lines end as RFC 4180 has it, and every text comes back")
    void csv() throws IOException {
        String csv = written(new CsvFormat(false));
        List<CsvRecord> records = records(csv);

        assertThat(csv).startsWith("\"position\",\"eventId\",\"lead\",").endsWith("\"\r\n");
        assertThat(records.getFirst().getFields()).isEqualTo(CsvFormat.COLUMNS);
        assertThat(records).allSatisfy(row -> assertThat(row.getFieldCount()).isEqualTo(CsvFormat.COLUMNS.size()));
        assertThat(values(records, repaired, "number")).containsExactly("1");
        assertThat(values(records, repaired, "madeAt")).containsExactly("2026-11-22T08:59:00Z");
        assertThat(values(records, repaired, "request.preferredDateTimes")).hasSize(1);
        assertThat(values(records, repaired, "managementNote").getFirst().replace("'", ""))
                .isEqualTo(WICKED.replace("'", ""));
        assertThat(values(records, sold, "consents.EMAIL.agreed")).containsExactly("true");
        assertThat(records)
                .filteredOn(row -> row.getField(5).equals("aftersales.lead-lost"))
                .as("an event that states nothing")
                .singleElement()
                .satisfies(row -> assertThat(row.getFields().subList(10, 12)).containsExactly("", ""));
        assertThat(records)
                .filteredOn(row -> row.getField(5).equals("aftersales.contact-attempt-recorded"))
                .allSatisfy(row -> assertThat(row.getFields().subList(6, 10))
                        .containsExactly(
                                "2026-11-22T09:01:00.000Z",
                                "2026-11-22T08:59:00.000Z",
                                "AFTERSALES_AGENT/u-1",
                                "JP-OSAKA"));
    }

    private static List<String> values(List<CsvRecord> records, UUID lead, String field) {
        return records.stream()
                .filter(row -> row.getField(2).equals(lead.toString())
                        && row.getField(10).equals(field))
                .map(row -> row.getField(11))
                .toList();
    }

    @Test
    @DisplayName("AC-06: No cell of CSV is a formula, whatever the spreadsheet parts cells by")
    void csvIsSafe() throws IOException {
        String csv = written(new CsvFormat(false));

        assertThat(records(csv))
                .allSatisfy(row -> assertThat(row.getFields())
                        .noneMatch(cell -> cell.matches("(?s)[\\s\\p{Z}\\p{C}]*[=+\\-@＝].*")));
        assertThat(csv).contains("\"'+81 ").doesNotContainPattern("[;|\\t\\r\\n][\\s\"]*[=+@＝]");
    }

    @Test
    @DisplayName("CSV: with a byte order mark, if wanted")
    void byteOrderMark() {
        assertThat(written(new CsvFormat(true))).isEqualTo("\uFEFF" + written(new CsvFormat(false)));
    }

    @Test
    @DisplayName(
            "CloudEvents: one a line, with the attributes of CloudEvents 1.0 and names of extensions as it allows them")
    void cloudEvents() {
        List<JsonNode> events =
                written(new CloudEventsFormat()).lines().map(JSON::readTree).toList();

        assertThat(events).hasSize(12);
        assertThat(events).allSatisfy(event -> {
            assertThat(event.get("specversion").asString()).isEqualTo("1.0");
            assertThat(event.propertyNames()).allMatch(name -> name.matches("[a-z0-9]{1,20}"));
            assertThat(event.propertyNames()).contains("id", "source", "type", "subject", "time", "data");
            assertThat(Instant.parse(event.get("time").asString())).isNotNull();
            assertThat(event.get("masked").asBoolean()).isFalse();
        });
        assertThat(events.stream().map(event -> event.get("id").asString()).distinct())
                .hasSize(12);
        JsonNode attempt = events.get(1);
        assertThat(attempt.get("type").asString()).isEqualTo("aftersales.contact-attempt-recorded");
        assertThat(attempt.get("source").asString()).isEqualTo("urn:lead-ledger:aftersales-lead");
        assertThat(attempt.get("subject").asString()).isEqualTo(repaired.toString());
        assertThat(attempt.get("time").asString()).isEqualTo("2026-11-22T08:59:00.000Z");
        assertThat(attempt.get("recordedat").asString()).isEqualTo("2026-11-22T09:01:00.000Z");
        assertThat(attempt.get("position").asString()).isEqualTo("2");
        assertThat(attempt.get("data").get("channel").asString()).isEqualTo("PHONE");
        assertThat(events.getLast().get("data").get("reason").asString()).isEqualTo(WICKED);
    }

    @Test
    @DisplayName("OCEL: valid by the published schema, masked or not, empty or not")
    void ocelIsValid() throws IOException {
        Schema schema =
                SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7).getSchema(text("ocel-2.0.schema.json"));
        ExportRequest nothing = ExportFixture.ofDealer("XX-NOWHERE", null);
        OcelFormat format = new OcelFormat(FIXTURE.catalog);

        for (String ocel : List.of(
                written(format),
                FIXTURE.written(format, AUDITOR, null, EVERYTHING),
                FIXTURE.written(format, HQ, null, nothing))) {
            assertThat(schema.validate(
                            ocel,
                            InputFormat.JSON,
                            context -> context.executionConfig(config -> config.formatAssertionsEnabled(true))))
                    .isEmpty();
        }
        assertThat(schema.validate(written(format).replace("\"qualifier\"", "\"as\""), InputFormat.JSON))
                .as("the check can fail")
                .isNotEmpty();
    }

    private static String text(String resource) throws IOException {
        try (var in = FormatsTest.class.getResourceAsStream(resource)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), UTF_8);
        }
    }

    private static Stream<JsonNode> members(JsonNode node, String name) {
        return node.get(name).valueStream();
    }

    private static Map<String, Set<String>> attributes(JsonNode ocel, String types) {
        Map<String, Set<String>> attributes = new HashMap<>();
        members(ocel, types)
                .forEach(type -> attributes.put(
                        type.get("name").asString(),
                        members(type, "attributes")
                                .map(attribute -> attribute.get("name").asString())
                                .collect(Collectors.toSet())));
        return attributes;
    }

    @ParameterizedTest
    @MethodSource("masked")
    @DisplayName(
            "OCEL: every object is there once, every relationship leads to one, and every type and attribute is declared")
    void ocelHoldsTogether(@Nullable String reason) {
        JsonNode ocel = JSON.readTree(FIXTURE.written(new OcelFormat(FIXTURE.catalog), AUDITOR, reason, EVERYTHING));
        Map<String, Set<String>> objectTypes = attributes(ocel, "objectTypes");
        Map<String, Set<String>> eventTypes = attributes(ocel, "eventTypes");
        Set<String> ids = new HashSet<>();

        members(ocel, "objects").forEach(object -> {
            assertThat(ids.add(object.get("id").asString()))
                    .as("once: %s", object)
                    .isTrue();
            assertThat(objectTypes.get(object.get("type").asString()))
                    .containsAll(members(object, "attributes")
                            .map(attribute -> attribute.get("name").asString())
                            .toList());
        });
        Stream.concat(members(ocel, "objects"), members(ocel, "events"))
                .flatMap(one -> members(one, "relationships"))
                .forEach(relationship ->
                        assertThat(ids).contains(relationship.get("objectId").asString()));
        members(ocel, "events")
                .forEach(event -> assertThat(eventTypes.get(event.get("type").asString()))
                        .containsAll(members(event, "attributes")
                                .map(attribute -> attribute.get("name").asString())
                                .toList()));
        assertThat(objectTypes.keySet())
                .containsExactlyInAnyOrder("lead", "customer", "car", "dealer", "outlet", "user", "dispute");
        assertThat(ocel.get("events").size()).isEqualTo(12);
    }

    static Stream<@Nullable String> masked() {
        return Stream.of(null, "complaint-4711");
    }

    @Test
    @DisplayName("OCEL: a car that several leads are about is one object; masked, nothing shows that it is")
    void cars() {
        OcelFormat format = new OcelFormat(FIXTURE.catalog);

        assertThat(ids(FIXTURE.written(format, AUDITOR, "complaint-4711", EVERYTHING), "car"))
                .containsExactly("car/" + VIN);
        assertThat(ids(FIXTURE.written(format, AUDITOR, null, EVERYTHING), "car"))
                .containsExactlyInAnyOrder("car/of/" + repaired, "car/of/" + moved, "car/of/" + sold);
        assertThat(ids(written(format), "user"))
                .as("who acts on deadlines is nobody")
                .containsExactlyInAnyOrder("user/u-1", "user/u-hq", "user/u-2", "user/u-3", "user/u-4");
        assertThat(ids(written(format), "dealer")).containsExactly("dealer/JP-OSAKA", "dealer/JP-TOKYO");
        assertThat(ids(written(format), "outlet")).containsExactly("outlet/JP-OSAKA.NAMBA");
    }

    private static List<String> ids(String ocel, String type) {
        return members(JSON.readTree(ocel), "objects")
                .filter(object -> object.get("type").asString().equals(type))
                .map(object -> object.get("id").asString())
                .toList();
    }

    @Test
    @DisplayName("OCEL: how the customer and the lead's owner changed stands with its moments")
    void changes() {
        Map<String, JsonNode> objects = members(JSON.readTree(written(new OcelFormat(FIXTURE.catalog))), "objects")
                .collect(Collectors.toMap(object -> object.get("id").asString(), object -> object));

        assertThat(changes(objects, "lead/" + moved, "owner"))
                .containsExactly("JP-OSAKA 2026-11-22T09:04:00.000Z", "JP-TOKYO 2026-11-22T09:05:00.000Z");
        assertThat(changes(objects, "customer/" + repaired, "email"))
                .containsExactly("yamada@example.jp 2026-11-22T09:00:00.000Z", CANARY + " 2026-11-22T09:02:00.000Z");
        assertThat(changes(objects, "customer/" + repaired, "preferredLanguage"))
                .as("what stays is said once")
                .hasSize(1);
    }

    private static List<String> changes(Map<String, JsonNode> objects, String id, String name) {
        return members(Objects.requireNonNull(objects.get(id)), "attributes")
                .filter(attribute -> attribute.get("name").asString().equals(name))
                .map(attribute -> attribute.get("value").asString() + " "
                        + attribute.get("time").asString())
                .toList();
    }

    @Test
    @DisplayName("XES: well-formed whatever the texts hold, a trace for each lead with its events in order")
    void xes() throws Exception {
        Document log = parsed(written(new XesFormat()));

        List<Element> traces = elements(log.getDocumentElement(), "trace");
        assertThat(traces.stream().map(trace -> value(trace, "identity:id")))
                .containsExactly(repaired.toString(), moved.toString(), sold.toString());
        assertThat(elements(traces.getFirst(), "event").stream().map(event -> value(event, "concept:name")))
                .containsExactly(
                        "aftersales.lead-created",
                        "aftersales.contact-attempt-recorded",
                        "aftersales.lead-edited",
                        "aftersales.lead-closed-with-sale");
        Element attempt = elements(traces.getFirst(), "event").get(1);
        assertThat(value(attempt, "time:timestamp")).isEqualTo("2026-11-22T09:01:00.000Z");
        assertThat(value(attempt, "occurredAt")).isEqualTo("2026-11-22T08:59:00.000Z");
        assertThat(value(attempt, "org:resource")).isEqualTo("AFTERSALES_AGENT/u-1");
        assertThat(value(elements(traces.getLast(), "event").getLast(), "data.reason"))
                .as("line breaks included; what XML cannot say is said to be so")
                .isEqualTo(WICKED.replaceAll("[\u0001\b\uFFFE]", "\uFFFD"));
    }

    private static Document parsed(String xml) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        return factory.newDocumentBuilder().parse(new ByteArrayInputStream(xml.getBytes(UTF_8)));
    }

    private static List<Element> elements(Element parent, String name) {
        NodeList children = parent.getChildNodes();
        return IntStream.range(0, children.getLength())
                .mapToObj(children::item)
                .filter(Element.class::isInstance)
                .map(Element.class::cast)
                .filter(element -> element.getTagName().equals(name))
                .toList();
    }

    private static String value(Element parent, String key) {
        return Stream.of("string", "date", "id", "int")
                .flatMap(type -> elements(parent, type).stream())
                .filter(attribute -> attribute.getAttribute("key").equals(key))
                .map(attribute -> attribute.getAttribute("value"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    @DisplayName("Nothing to export is a whole file of each format, too")
    void nothing() throws Exception {
        ExportRequest nothing = ExportFixture.ofDealer("XX-NOWHERE", null);

        assertThat(records(FIXTURE.written(new CsvFormat(false), HQ, null, nothing)))
                .hasSize(1);
        assertThat(FIXTURE.written(new CloudEventsFormat(), HQ, null, nothing)).isEmpty();
        assertThat(JSON.readTree(FIXTURE.written(new OcelFormat(FIXTURE.catalog), HQ, null, nothing))
                        .get("events")
                        .isEmpty())
                .isTrue();
        assertThat(elements(
                        parsed(FIXTURE.written(new XesFormat(), HQ, null, nothing))
                                .getDocumentElement(),
                        "trace"))
                .isEmpty();
    }
}
