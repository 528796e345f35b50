package leadledger.command.imports;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import leadledger.command.aftersales.ReferenceNetwork;
import leadledger.command.desk.ReferenceNumbers;
import leadledger.events.aftersales.AftersalesEvent;
import leadledger.events.ledger.EventCatalog;
import leadledger.events.ledger.LedgerJson;
import leadledger.events.ledger.LedgerSettings;
import leadledger.events.ledger.PostgresLedger;
import leadledger.events.ledger.testing.LedgerDatabase;
import leadledger.events.ledger.testing.TestClock;
import leadledger.events.reference.Names;
import leadledger.events.reference.ReferenceBook;
import leadledger.events.reference.ReferenceEvent;
import leadledger.events.reference.ReferenceEvent.CampaignDefined;
import leadledger.events.reference.ReferenceEvent.CloseReasonDefined;
import leadledger.events.reference.ReferenceEvent.DealerDefined;
import leadledger.events.reference.ReferenceEvent.SourceDefined;
import leadledger.events.shared.Actor;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.MarketId;
import leadledger.events.shared.Recorded;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A ledger with a network of dealers, and files to import into it. */
final class ImportStory implements AutoCloseable {

    static final String SYSTEM = "salesforce";
    static final Instant NOW = Instant.parse("2026-11-26T00:00:00Z");
    static final Actor HQ = Actor.ofHeadquarters("hq-1", new MarketId("JP"));
    static final String LEADS = "リード ID,作成日,担当ディーラー,ステータス,ソース,アフターセールス キャンペーン," + "アフターセールス リードタイプ,苗字,VIN,リード管理ノート\n";
    static final String HISTORY = "リード ID,日付,項目,ユーザ,元の値,新しい値\n";

    private static final Names NAMES = new Names("名", "name", "nome");

    final LedgerDatabase database = LedgerDatabase.create(ImportStore.SCHEMA);
    final PostgresLedger ledger;
    private final EventCatalog catalog = LedgerJson.catalog();
    private ReferenceBook references = ReferenceBook.EMPTY.after(List.of(
            dealer("JP-TOKYO", "JP"),
            dealer("JP-OSAKA", "JP"),
            dealer("IT-MILANO", "IT"),
            new SourceDefined("SPONTANEOUS", NAMES, true),
            new CampaignDefined("SPONTANEOUS_DEALER", NAMES, false),
            new CampaignDefined("SERVICE_REMINDER", NAMES, true),
            new CloseReasonDefined("OTHER", NAMES, "MISC", NAMES, true),
            new CloseReasonDefined("RE_CONTACT", NAMES, "NOT_INTERESTED_NOW", NAMES, true)));

    ImportStory() {
        ledger = new PostgresLedger(database.app(), new TestClock(NOW), LedgerSettings.DEFAULTS);
        ledger.start();
    }

    static DealerDefined dealer(String code, String market) {
        return new DealerDefined(new DealerId(code), code, market, java.time.ZoneId.of("Asia/Tokyo"), null, true);
    }

    void define(ReferenceEvent event) {
        references = references.after(List.of(event));
    }

    /** This node's imports; progress is kept after so many leads. */
    Imports imports(int leadsAtOnce) {
        return new Imports(
                new ImportStore(database.app()),
                new ImportedLeads(ledger, catalog, new ReferenceNumbers(JdbcClient.create(database.app()))),
                references,
                new ReferenceNetwork(references),
                ledger,
                new ImportSettings(1_000, 3, 1, leadsAtOnce, 50));
    }

    static ImportStore.Files files(String leads, String history) {
        return new ImportStore.Files(
                ImportMapping.ready(ImportMapping.SALESFORCE_JA).orElseThrow(),
                leads.getBytes(UTF_8),
                history.getBytes(UTF_8));
    }

    /** The files of the documentation. */
    static ImportStore.Files example() throws Exception {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(folder.resolve("docs/examples/import"))) {
            folder = folder.getParent();
        }
        return files(
                Files.readString(folder.resolve("docs/examples/import/leads.csv")),
                Files.readString(folder.resolve("docs/examples/import/history.csv")));
    }

    /** Imports to the end. */
    ImportStore.Kept done(ImportStore.Files files) {
        Imports imports = imports(256);
        ImportStore.Kept taken = imports.take(HQ, SYSTEM, files);
        while (imports.goOn(() -> false)) {
            // There may be another one.
        }
        return imports.find(HQ, taken.id()).orElseThrow();
    }

    List<Recorded<AftersalesEvent>> lead(String sourceId) {
        return ledger.readStream(ImportFiles.leadId("JP", SYSTEM, sourceId).value(), 0).stream()
                .map(stored -> catalog.decode(stored, AftersalesEvent.class))
                .toList();
    }

    static Instant tokyo(String local) {
        return Instant.parse(local + ":00Z").minus(Duration.ofHours(9));
    }

    @Override
    public void close() {
        ledger.close();
        database.close();
    }
}
