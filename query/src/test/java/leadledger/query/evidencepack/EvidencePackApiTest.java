package leadledger.query.evidencepack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import leadledger.events.aftersales.AftersalesEvent.ContactAttemptCorrected;
import leadledger.events.aftersales.AftersalesEvent.DisputeOpened;
import leadledger.events.aftersales.AftersalesEvent.LeadEdited;
import leadledger.events.aftersales.ContactChannel;
import leadledger.events.aftersales.ContactOutcome;
import leadledger.events.dispute.DisputeReason;
import leadledger.events.dispute.DisputeStep;
import leadledger.events.ledger.EventCatalog;
import leadledger.events.ledger.LedgerJson;
import leadledger.events.ledger.LedgerSettings;
import leadledger.events.ledger.PostgresLedger;
import leadledger.events.ledger.testing.LedgerDatabase;
import leadledger.events.ledger.testing.TestClock;
import leadledger.events.sales.SalesEvent.DeliveryHeld;
import leadledger.events.sales.TaskState;
import leadledger.events.shared.Actor;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.MarketId;
import leadledger.events.shared.OutletId;
import leadledger.events.shared.Refusal;
import leadledger.events.shared.RefusedException;
import leadledger.events.shared.Role;
import leadledger.events.sla.Sla;
import leadledger.query.accesslog.AccessAction;
import leadledger.query.accesslog.AccessEntry;
import leadledger.query.evidencepack.EvidencePacks.Limits;
import leadledger.query.explanation.Language;
import leadledger.query.explanation.Words;
import leadledger.query.export.TooManyExportsException;
import leadledger.query.lead.LeadReaderAccess;
import leadledger.query.masking.Mask;
import leadledger.query.saleslead.SalesLeadReaderAccess;
import leadledger.query.testing.KeptAccess;
import leadledger.query.testing.LeadDraft;
import leadledger.query.testing.LeadScribe;
import leadledger.query.testing.SalesScribe;
import leadledger.query.testing.Scopes;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.JsonNode;

/**
 * SL-42: packs by their bytes. The lead: Osaka calls in time but records it late (positions 1, 2), corrects it (3), edits the lead
 * (4) and loses it to Tokyo (5), which attempts twice (6, 7); then Osaka disputes its verdict (8).
 */
class EvidencePackApiTest {

    private static final Instant CREATED = Instant.parse("2026-10-12T00:00:00Z");
    private static final Instant MOVED = CREATED.plus(Duration.ofDays(4));
    private static final Instant NOW = CREATED.plus(Duration.ofDays(6));
    private static final String SHIBUYA = "JP-TOKYO.SHIBUYA";
    private static final Actor HQ = Actor.ofHeadquarters("u-2", new MarketId("JP"));
    private static final Actor AUDITOR = Actor.of("u-3", Role.AUDITOR);
    private static final Actor OSAKA = agentOf("JP-OSAKA");
    private static final Actor TOKYO = agentOf("JP-TOKYO");

    private static final KeptAccess LOG = new KeptAccess();
    private static final EventCatalog CATALOG = LedgerJson.catalog();
    private static LedgerDatabase database;
    private static PostgresLedger ledger;
    private static EvidencePackApi api;
    private static UUID lead;
    private static UUID longLead;
    private static UUID salesLead;
    private static UUID queued;

    @BeforeAll
    static void leads() {
        TestClock clock = new TestClock(CREATED);
        database = LedgerDatabase.create();
        ledger = new PostgresLedger(database.app(), clock, LedgerSettings.DEFAULTS);
        ledger.start();
        api = api(Limits.DEFAULTS);
        LeadScribe scribe = new LeadScribe(ledger);
        lead = scribe.create(LeadDraft.of("JP-OSAKA").named("髙橋𠀋").firstName("花子"));
        clock.set(CREATED.plus(Duration.ofHours(56)));
        scribe.attempt(lead, CREATED.plus(Duration.ofHours(21)));
        clock.advance(Duration.ofHours(2));
        scribe.append(
                lead,
                new ContactAttemptCorrected(
                        1, ContactChannel.PHONE, ContactOutcome.REACHED, CREATED.plus(Duration.ofHours(20)), "秘密の理由"));
        clock.advance(Duration.ofHours(2));
        scribe.append(lead, edit("お客様は" + "とても長いご要望を".repeat(40) + "お話しになった。"));
        clock.set(MOVED);
        scribe.reassign(lead, "JP-TOKYO");
        clock.advance(Duration.ofHours(3));
        scribe.attempt(lead);
        clock.advance(Duration.ofHours(3));
        scribe.attempt(lead);
        scribe.append(
                lead,
                new DisputeOpened(new DisputeStep.Opened(
                        new UUID(7, 7), Sla.SLA1, 1, DisputeReason.RECORDED_LATE, "異議の本文", List.of("PBX-7"))));
        longLead = scribe.create(LeadDraft.of("JP-OSAKA"));
        for (int i = 0; i < 150; i++) {
            scribe.append(longLead, edit("修正 " + i));
        }
        SalesScribe sales = new SalesScribe(ledger);
        salesLead = sales.capture("ALFA", "山田");
        sales.append(salesLead, new DeliveryHeld(new OutletId("JP-OSAKA.NAMBA"), clock.instant()));
        sales.append(salesLead, new DeliveryHeld(new OutletId(SHIBUYA), clock.instant()));
        sales.deliverHeld(salesLead, SHIBUYA, clock.instant());
        clock.advance(Duration.ofMinutes(30));
        sales.followUp(salesLead, TaskState.IN_PROGRESS);
        queued = sales.capture("ALFA", "佐藤");
        clock.set(NOW);
    }

    private static LeadEdited edit(String note) {
        return new LeadEdited(LeadDraft.of("JP-OSAKA").created().request(), null, note);
    }

    private static EvidencePackApi api(Limits limits) {
        EvidencePacks packs = new EvidencePacks(ledger, CATALOG, limits);
        return new EvidencePackApi(
                packs,
                new AftersalesPack(LeadReaderAccess.reader(ledger, CATALOG, LOG), Scopes.BOOK, packs),
                new SalesPack(SalesLeadReaderAccess.reader(ledger, CATALOG, LOG), Scopes.BOOK, packs, Scopes.NETWORK));
    }

    @AfterAll
    static void close() {
        ledger.close();
        database.close();
    }

    private static Actor agentOf(String dealer) {
        return Actor.ofDealer("u-1", Role.AFTERSALES_AGENT, new DealerId(dealer));
    }

    private static byte[] bytes(ResponseEntity<byte[]> answer) {
        byte[] body = answer.getBody();
        assertThat(body).isNotNull();
        return body;
    }

    private static ResponseEntity<byte[]> ask(
            UUID id, Actor reader, @Nullable String assignment, @Nullable String asOf, @Nullable String language) {
        return api.lead(id.toString(), asOf, assignment, language, null, null, reader, Locale.ENGLISH);
    }

    private static OpenedPack pack(UUID id, Actor reader, @Nullable String assignment, @Nullable String language) {
        return OpenedPack.of(bytes(ask(id, reader, assignment, null, language)));
    }

    private static OpenedPack salesPack(UUID id, Actor reader, @Nullable String reason) {
        return OpenedPack.of(bytes(api.salesLead(id.toString(), null, "ja", null, reason, reader, Locale.ENGLISH)));
    }

    private static List<Long> positions(OpenedPack pack) {
        return pack.events().stream()
                .map(event -> event.get("position").asLong())
                .toList();
    }

    @Test
    @DisplayName("SL-42: a pack has its files in one order, and its manifest names each with bytes and digest")
    void manifest() throws Exception {
        OpenedPack pack = pack(lead, HQ, null, "ja");

        assertThat(pack.files())
                .containsOnlyKeys(
                        "report.pdf",
                        "events.jsonl",
                        "policy.json",
                        "verdicts.json",
                        "proofs/README.txt",
                        "manifest.json");
        JsonNode manifest = pack.json("manifest.json");
        assertThat(manifest.get("format").asString()).isEqualTo("lead-ledger-evidence-pack");
        assertThat(manifest.at("/question/lead").asString()).isEqualTo(lead.toString());
        assertThat(manifest.at("/question/asOf").asString()).isEqualTo("2026-10-18T00:00:00.000Z");
        assertThat(manifest.at("/question/language").asString()).isEqualTo("ja");
        assertThat(manifest.at("/question/zone").asString()).isEqualTo("Asia/Tokyo");
        assertThat(manifest.at("/question/lastPosition").asLong()).isEqualTo(8);
        assertThat(manifest.get("masked").asBoolean()).isFalse();
        assertThat(manifest.get("limitedToWhatTheReaderMaySee").asBoolean()).isFalse();
        assertThat(manifest.get("files").size()).isEqualTo(pack.files().size() - 1);
        for (JsonNode file : manifest.get("files")) {
            byte[] content = pack.files().get(file.get("name").asString());
            assertThat(file.get("bytes").asInt()).isEqualTo(content.length);
            assertThat(file.get("sha256").asString())
                    .isEqualTo(HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(content)));
        }
        assertThat(pack.text("proofs/README.txt")).contains("no proofs");
        assertThat(pack.json("policy.json")
                        .at("/policies/0/terms/firstContact/limit")
                        .asString())
                .isEqualTo("PT24H");
    }

    @Test
    @DisplayName("SL-42: the same question gives the same bytes; another language, moment or reader's right others")
    void deterministic() {
        byte[] once = bytes(ask(lead, HQ, null, null, "ja"));
        byte[] again = bytes(ask(lead, HQ, null, null, "ja"));

        assertThat(again).isEqualTo(once);
        assertThat(bytes(ask(lead, HQ, null, NOW.toString(), "ja")))
                .as("now, by name")
                .isEqualTo(once);
        assertThat(bytes(ask(lead, HQ, null, null, "it"))).isNotEqualTo(once);
        assertThat(bytes(ask(lead, HQ, null, MOVED.toString(), "ja"))).isNotEqualTo(once);
        assertThat(bytes(ask(lead, AUDITOR, null, null, "ja"))).isNotEqualTo(once);
    }

    @Test
    void fileNameAndType() {
        ResponseEntity<byte[]> answer = ask(lead, HQ, null, null, null);

        assertThat(answer.getHeaders().getContentType()).hasToString("application/zip");
        assertThat(answer.getHeaders().getFirst("Content-Disposition"))
                .matches("attachment; filename=\"AL-2026-[0-9a-f]+-evidence-pack.zip\"");
    }

    @Test
    @DisplayName("SL-42: each event has its envelope, what it says and the leaf hash of the ledger")
    void events() {
        List<JsonNode> events = pack(lead, HQ, null, null).events();

        assertThat(events).hasSize(8);
        JsonNode attempt = events.get(1);
        assertThat(attempt.get("type").asString()).isEqualTo("aftersales.contact-attempt-recorded");
        assertThat(attempt.get("recordedAt").asString()).isEqualTo("2026-10-14T08:00:00.000Z");
        assertThat(attempt.get("occurredAt").asString()).isEqualTo("2026-10-12T21:00:00.000Z");
        assertThat(attempt.at("/data/madeAt").asString()).startsWith("2026-10-12T21:00");
        assertThat(ledger.readStream(lead, 0)).allSatisfy(stored -> {
            JsonNode told = events.get(stored.sequence());
            assertThat(told.get("leafHash").asString()).isEqualTo(HexFormat.of().formatHex(stored.leafHash()));
            assertThat(told.get("payload").asString()).isEqualTo(new String(stored.payload(), UTF_8));
            assertThat(told.get("metadata").asString()).isEqualTo(new String(stored.metadata(), UTF_8));
        });
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName(
            "SL-30, SL-42: the report tells every sentence of the verdicts, the events and the digests of the other files")
    void report(Language language) throws IOException {
        OpenedPack pack = pack(lead, HQ, null, language.code());

        String report = pack.report();
        JsonNode verdicts = pack.json("verdicts.json");
        assertThat(verdicts.get("parts").size()).isEqualTo(2);
        for (JsonNode part : verdicts.get("parts")) {
            assertThat(part.get("verdicts").size()).isEqualTo(2);
            for (JsonNode verdict : part.get("verdicts")) {
                assertThat(verdict.get("inWords").size()).isGreaterThan(8);
                for (JsonNode sentence : verdict.get("inWords")) {
                    assertThat(report).contains(OpenedPack.squeezed(sentence.asString()));
                }
            }
        }
        for (JsonNode file : pack.json("manifest.json").get("files")) {
            if (!file.get("name").asString().equals("report.pdf")) {
                assertThat(report).contains(file.get("sha256").asString());
            }
        }
        Words words = Words.in(language);
        assertThat(report)
                .contains(OpenedPack.squeezed(words.nameOf("event", "aftersales.lead-edited")))
                .contains("髙橋" + ReportFont.MISSING)
                .contains("Asia/Tokyo");
        try (PDDocument document = pack.pdf()) {
            assertThat(document.getDocumentCatalog().getLanguage()).isEqualTo(language.code());
            assertThat(document.getDocumentInformation().getCreationDate()).isNull();
            assertThat(document.getDocumentInformation().getAuthor()).isNull();
            assertThat(document.getDocumentInformation().getTitle()).doesNotContain("髙橋", "花子");
        }
        if (Boolean.getBoolean("packs.write")) {
            Path folder = Files.createDirectories(Path.of("target", "packs"));
            Files.write(
                    folder.resolve("lead." + language.code() + ".pdf"),
                    pack.files().get("report.pdf"));
        }
    }

    @Test
    @DisplayName("a long history runs over pages, each with its number, the reference and the moment")
    void longHistory() throws IOException {
        OpenedPack pack = pack(longLead, HQ, null, "en");

        List<String> pages = pack.pages();
        assertThat(pages).hasSizeGreaterThan(5);
        for (int page = 1; page <= pages.size(); page++) {
            assertThat(OpenedPack.squeezed(pages.get(page - 1)))
                    .matches(".*AL-2026-[0-9a-f]+,asof18Oct202609:00:00\\+09:00Page" + page + "of" + pages.size());
        }
        assertThat(pack.report()).contains("managementNote:修正0", "修正149");
        if (Boolean.getBoolean("packs.write")) {
            Files.write(
                    Files.createDirectories(Path.of("target", "packs")).resolve("long.en.pdf"),
                    pack.files().get("report.pdf"));
        }
    }

    @Test
    @DisplayName(
            "AC-05: an auditor without a reason gets it masked, with one in clear; both are logged, with the reason")
    void auditor() {
        OpenedPack masked = pack(lead, AUDITOR, null, "ja");

        assertThat(masked.json("manifest.json").get("masked").asBoolean()).isTrue();
        assertThat(everything(masked)).doesNotContain("髙橋", "花子", "yamada@example.jp", "秘密の理由", "ご要望");
        assertThat(everything(masked)).contains(Mask.VALUE);
        assertThat(masked.events()).noneMatch(event -> event.has("payload"));
        AccessEntry entry = LOG.entries().getLast();
        assertThat(entry.action()).isEqualTo(AccessAction.READ_EVIDENCE_PACK);
        assertThat(entry.leadId()).isEqualTo(lead);
        assertThat(entry.inClear()).isFalse();

        OpenedPack clear = OpenedPack.of(
                bytes(api.lead(lead.toString(), null, null, "ja", null, "dispute%207", AUDITOR, Locale.ENGLISH)));

        assertThat(clear.json("manifest.json").get("masked").asBoolean()).isFalse();
        assertThat(everything(clear)).contains("花子", "秘密の理由");
        assertThat(LOG.entries().getLast().inClear()).isTrue();
        assertThat(LOG.entries().getLast().reason()).isEqualTo("dispute 7");
    }

    private static String everything(OpenedPack pack) {
        StringBuilder all = new StringBuilder(pack.report());
        pack.files().keySet().stream()
                .filter(name -> !name.endsWith(".pdf"))
                .forEach(name -> all.append(pack.text(name)));
        return all.toString();
    }

    @Test
    @DisplayName("AS-65: a former dealer gets the part of its assignment, without personal data, and no other")
    void formerDealer() {
        OpenedPack osakas = pack(lead, OSAKA, "1", "ja");

        assertThat(positions(osakas)).containsExactly(1L, 2L, 3L, 4L, 8L);
        assertThat(osakas.json("manifest.json")
                        .get("limitedToWhatTheReaderMaySee")
                        .asBoolean())
                .isTrue();
        assertThat(osakas.json("manifest.json").get("masked").asBoolean()).isTrue();
        assertThat(osakas.json("manifest.json").at("/question/assignment").asInt())
                .isEqualTo(1);
        assertThat(osakas.json("verdicts.json").get("parts").size()).isEqualTo(1);
        assertThat(everything(osakas)).doesNotContain("花子", "秘密の理由", "JP-TOKYO", "nobodytookitup", "異議の本文");
        assertThat(osakas.report()).contains("この判定には異議が申し立てられています");
        assertThat(refusal(lead, OSAKA, null)).isEqualTo(Refusal.ofUnknownLead());
        assertThat(refusal(lead, OSAKA, "2")).isEqualTo(Refusal.ofUnknownLead());
        assertThat(refusal(lead, OSAKA, "x")).isEqualTo(Refusal.ofUnknownLead());
    }

    @Test
    @DisplayName("AC-01: the dealer that has the lead is told of its own assignment alone; another one of nothing")
    void ownPart() {
        OpenedPack tokyos = pack(lead, TOKYO, null, "en");

        assertThat(positions(tokyos)).containsExactly(5L, 6L, 7L);
        assertThat(everything(tokyos)).doesNotContain("JP-OSAKA", "秘密の理由", "異議の本文", "dispute-opened");
        assertThat(tokyos.report()).doesNotContain("Theverdictisdisputed");
        assertThat(tokyos.report()).contains("thatthereaderofthispackmaynotseeareleftout");
        assertThat(refusal(lead, agentOf("JP-KOBE"), null)).isEqualTo(Refusal.ofUnknownLead());
        assertThat(refusal(UUID.randomUUID(), agentOf("JP-KOBE"), null)).isEqualTo(Refusal.ofUnknownLead());
        assertThat(refusal(lead, Actor.ofHeadquarters("u-9", new MarketId("IT")), null))
                .isEqualTo(Refusal.ofUnknownLead());
        assertThat(refusal(lead, Actor.of("m-1", Role.INTAKE), null)).isEqualTo(Refusal.ofRole("AC-01"));
    }

    private static Refusal refusal(UUID id, Actor reader, @Nullable String assignment) {
        return catchThrowableOfType(RefusedException.class, () -> ask(id, reader, assignment, null, "ja"))
                .refusals()
                .getFirst();
    }

    @Test
    @DisplayName("SL-22: a pack as of a past moment knows no more than was known then; a future one is refused")
    void asOf() {
        OpenedPack then = OpenedPack.of(
                bytes(ask(lead, HQ, null, CREATED.plus(Duration.ofHours(30)).toString(), "en")));

        assertThat(positions(then)).containsExactly(1L);
        assertThat(then.json("verdicts.json").at("/parts/0/verdicts/0/result").asString())
                .isEqualTo("BREACHED");
        assertThat(catchThrowableOfType(
                                RefusedException.class,
                                () -> ask(lead, HQ, null, NOW.plusMillis(1).toString(), "en"))
                        .refusals())
                .containsExactly(Refusal.ofValue("SL-22", "moment-in-future", "asOf"));
    }

    @Test
    @DisplayName(
            "SL-42: the pack of a sales lead tells its verdict, and an outlet nothing of what was held for another one")
    void sales() throws IOException {
        OpenedPack headquarters = salesPack(salesLead, HQ, null);
        Actor manager = Scopes.atOutlets("m-1", Role.OUTLET_MANAGER, SHIBUYA);
        OpenedPack outlets = salesPack(salesLead, manager, null);

        assertThat(headquarters.events()).hasSize(5);
        assertThat(headquarters.report()).contains("初回のフォローアップ対応－達成", "JP-TOKYO.SHIBUYA", "山田");
        assertThat(outlets.events()).hasSize(4);
        assertThat(everything(outlets)).doesNotContain("NAMBA");
        assertThat(LOG.entries().getLast().action()).isEqualTo(AccessAction.READ_SALES_EVIDENCE_PACK);
        assertThat(everything(salesPack(queued, manager, null)))
                .doesNotContain("佐藤")
                .contains("判定はありません");
        assertThat(catchThrowableOfType(RefusedException.class, () -> salesPack(salesLead, OSAKA, null))
                        .refusals())
                .containsExactly(Refusal.ofRole("AC-01"));
        assertThat(catchThrowableOfType(
                                RefusedException.class,
                                () -> salesPack(
                                        salesLead,
                                        Scopes.atOutlets("m-2", Role.OUTLET_MANAGER, "JP-OSAKA.NAMBA"),
                                        null))
                        .refusals())
                .containsExactly(Refusal.ofUnknownLead());
        if (Boolean.getBoolean("packs.write")) {
            Files.write(
                    Files.createDirectories(Path.of("target", "packs")).resolve("sales.ja.pdf"),
                    headquarters.files().get("report.pdf"));
        }
    }

    @Test
    @DisplayName("the language is that of the request, else the best of Accept-Language; another one is refused")
    void language() {
        byte[] accepted = bytes(api.lead(lead.toString(), null, null, null, null, null, HQ, Locale.ITALY));

        assertThat(accepted).isEqualTo(bytes(ask(lead, HQ, null, null, "it")));
        assertThat(catchThrowableOfType(RefusedException.class, () -> ask(lead, HQ, null, null, "fr"))
                        .refusals())
                .containsExactly(Refusal.ofValue("SL-42", "not-a-pack-language", "language"));
    }

    @Test
    @DisplayName("packs are bounded: too many events, too many bytes and one too many at once are refused")
    void limits() {
        for (Limits tight : List.of(new Limits(1, 6, 1 << 20), new Limits(1, 8, 100))) {
            EvidencePackApi small = api(tight);
            assertThat(catchThrowableOfType(
                                    RefusedException.class,
                                    () -> small.lead(lead.toString(), null, null, null, null, null, HQ, Locale.ENGLISH))
                            .refusals())
                    .containsExactly(Refusal.ofState("SL-42", "evidence-pack-too-large"));
        }
        EvidencePacks packs = new EvidencePacks(ledger, CATALOG, new Limits(1, 7, 1 << 20));
        AtomicReference<@Nullable Throwable> second = new AtomicReference<>();
        assertThatThrownBy(() -> packs.make(() -> {
                    second.set(catchThrowableOfType(
                            TooManyExportsException.class,
                            () -> packs.make(() -> {
                                throw new IllegalStateException("not asked");
                            })));
                    throw new IllegalStateException("enough");
                }))
                .hasMessage("enough");
        assertThat(second.get()).isInstanceOf(TooManyExportsException.class);
        assertThatThrownBy(() -> packs.make(() -> {
                    throw new IllegalStateException("the place is free again");
                }))
                .hasMessage("the place is free again");
    }

    @Test
    @DisplayName("AC-05: a pack that cannot be logged is not given out")
    void notWithoutLog() {
        EvidencePacks packs = new EvidencePacks(ledger, CATALOG, Limits.DEFAULTS);
        AftersalesPack unlogged = new AftersalesPack(
                LeadReaderAccess.reader(ledger, CATALOG, KeptAccess.unavailable()), Scopes.BOOK, packs);
        EvidencePackApi broken = new EvidencePackApi(
                packs,
                unlogged,
                new SalesPack(SalesLeadReaderAccess.reader(ledger, CATALOG, LOG), Scopes.BOOK, packs, Scopes.NETWORK));

        assertThatThrownBy(() -> broken.lead(lead.toString(), null, null, null, null, null, HQ, Locale.ENGLISH))
                .isInstanceOf(IllegalStateException.class);
    }
}
