package leadledger.command.imports;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import javax.sql.DataSource;
import leadledger.command.aftersales.ReferenceNetwork;
import leadledger.command.desk.ReferenceNumbers;
import leadledger.events.ledger.LedgerJson;
import leadledger.events.ledger.PostgresLedger;
import leadledger.events.reference.Names;
import leadledger.events.reference.ReferenceBook;
import leadledger.events.reference.ReferenceEvent.CampaignDefined;
import leadledger.events.reference.ReferenceEvent.DealerDefined;
import leadledger.events.reference.ReferenceEvent.SourceDefined;
import leadledger.events.shared.Actor;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.MarketId;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Imports made-up leads, each with ten lines of history, as the service does. */
public final class ImportProbe {

    private static final int LINES_A_LEAD = 10;
    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern("uuuu/MM/dd HH:mm");
    private static final Names NAMES = new Names("名", "name", "nome");
    private static final Actor HQ = Actor.ofHeadquarters("hq-1", new MarketId("JP"));

    private final Imports imports;

    /** Imports into a ledger. */
    public ImportProbe(PostgresLedger ledger, DataSource dataSource) {
        ReferenceBook references = ReferenceBook.EMPTY.after(List.of(
                new DealerDefined(new DealerId("JP-TOKYO"), "Tokyo", "JP", ZoneId.of("Asia/Tokyo"), null, true),
                new SourceDefined("SPONTANEOUS", NAMES, true),
                new CampaignDefined("SERVICE_REMINDER", NAMES, true)));
        imports = new Imports(
                new ImportStore(dataSource),
                new ImportedLeads(ledger, LedgerJson.catalog(), new ReferenceNumbers(JdbcClient.create(dataSource))),
                references,
                new ReferenceNetwork(references),
                ledger);
    }

    /** Files with so many lines of history. */
    public static Object files(int historyLines) {
        StringBuilder leads = new StringBuilder("リード ID,作成日,担当ディーラー,ソース,アフターセールス キャンペーン,アフターセールス リードタイプ,苗字,リード管理ノート\n");
        StringBuilder history = new StringBuilder("リード ID,日付,項目,ユーザ,元の値,新しい値\n");
        LocalDateTime begin = LocalDateTime.of(2022, 1, 1, 9, 0);
        for (int lead = 0; lead < historyLines / LINES_A_LEAD; lead++) {
            LocalDateTime at = begin.plusMinutes(lead);
            leads.append(lead).append(',').append(at.format(FORMAT));
            leads.append(",JP-TOKYO,自発的,Service Reminder,Customer Driven,見本,\n");
            line(history, lead, at, "作成", "", "");
            for (int attempt = 1; attempt <= 5; attempt++) {
                String moment = at.plusHours(attempt).format(FORMAT);
                line(history, lead, at.plusHours(attempt), "ディーラーの日付けの試み " + attempt, "", moment);
            }
            line(history, lead, at.plusHours(6), "予約日", "", at.plusDays(9).format(FORMAT));
            line(history, lead, at.plusHours(6), "ステータス", "ディーラーに割り当て済み", "予約済み");
            line(history, lead, at.plusDays(9), "VIN", "", "ZAM57XSA0E1111111");
            line(history, lead, at.plusDays(9), "ステータス", "予約済み", "セールスで終了");
        }
        return new ImportStore.Files(
                ImportMapping.ready(ImportMapping.SALESFORCE_JA).orElseThrow(),
                leads.toString().getBytes(UTF_8),
                history.toString().getBytes(UTF_8));
    }

    private static void line(
            StringBuilder history, int lead, LocalDateTime at, String field, String before, String after) {
        history.append(lead).append(',').append(at.format(FORMAT)).append(',');
        history.append(field)
                .append(",担当,")
                .append(before)
                .append(',')
                .append(after)
                .append('\n');
    }

    /** Imports files to the end; returns how many leads were imported, and how many were there. */
    public int[] run(String system, Object files) {
        ImportStore.Kept taken = imports.take(HQ, system, (ImportStore.Files) files);
        boolean more = true;
        while (more) {
            more = imports.goOn(() -> false);
        }
        ImportReport report = imports.find(HQ, taken.id()).orElseThrow().report();
        return new int[] {report.imported(), report.unchanged()};
    }
}
