package leadledger.command.imports;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import leadledger.command.aftersales.importlead.SourceFault.File;
import leadledger.command.imports.ImportReport.Finding;
import leadledger.command.imports.ImportReport.Kind;
import leadledger.events.ledger.SchemaMigration;
import leadledger.events.shared.MarketId;
import leadledger.events.shared.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Imports and their files while they are not finished: schema {@code imports}. */
public class ImportStore {

    /** The schema's migration. */
    public static final SchemaMigration SCHEMA = new SchemaMigration("imports", "classpath:db/imports");

    private static final String COUNTS = "lead_lines, history_lines, leads_read, leads_done, imported, extended,"
            + " unchanged, flagged, failed, faults, position";
    private static final String COLUMNS = "id, market, source_system, actor, created_at, finished_at, state, " + COUNTS;

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<Map<String, String>> ARGUMENTS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;

    /** Keeps them in transactions of its own. */
    public ImportStore(DataSource dataSource) {
        jdbc = JdbcClient.create(dataSource);
        transactions = new TransactionTemplate(new JdbcTransactionManager(dataSource));
    }

    /** Where an import stands. */
    enum State {
        /** Nobody has begun with it. */
        WAITING,
        /** Its leads are being written, or will be when somebody goes on after a stop. */
        RUNNING,
        /** All leads are written, but those with faults. */
        DONE,
        /** Its files could not be read as a whole; nothing was written. */
        FAILED
    }

    /**
     * An import without its files.
     *
     * @param id its id
     * @param market whose headquarters import
     * @param system the other system
     * @param actor who imports, in the ledger's form
     * @param createdAt when it was asked for
     * @param finishedAt when it came to its end; none: it has not
     * @param state where it stands
     * @param report how far it has come
     */
    record Kept(
            UUID id,
            MarketId market,
            String system,
            String actor,
            Instant createdAt,
            @Nullable Instant finishedAt,
            State state,
            ImportReport report) {

        boolean hasEndedWithFaults() {
            return state == State.FAILED || (state == State.DONE && report.faults() > 0);
        }
    }

    /**
     * The files of an import.
     *
     * @param mapping what they mean
     * @param leads the leads
     * @param history their history
     */
    @SuppressWarnings("ArrayRecordComponent") // Bytes as sent; nobody compares these records.
    record Files(byte[] mapping, byte[] leads, byte[] history) {}

    /**
     * Keeps a new import. One that is there already stays as it is; if it ended with faults it begins again, since what it
     * names may be defined by now. False: so many wait that it was not kept.
     */
    boolean add(UUID id, MarketId market, String system, String actor, Instant at, Files files, int mostWaiting) {
        return Boolean.TRUE.equals(transactions.execute(transaction -> {
            Optional<Kept> before = find(id);
            if (before.isPresent() && !before.get().hasEndedWithFaults()) {
                return true;
            }
            int waiting = jdbc.sql("select count(*) from imports.import where market = ? and state in ('WAITING',"
                            + " 'RUNNING')")
                    .param(market.value())
                    .query(Integer.class)
                    .single();
            if (waiting >= mostWaiting) {
                return false;
            }
            jdbc.sql("delete from imports.finding where import_id = ?")
                    .param(id)
                    .update();
            jdbc.sql("delete from imports.import where id = ? and state in ('DONE', 'FAILED')")
                    .param(id)
                    .update();
            jdbc.sql("insert into imports.import (id, market, source_system, actor, created_at, state, mapping, leads,"
                            + " history) values (?, ?, ?, ?, ?, 'WAITING', ?, ?, ?) on conflict do nothing")
                    .params(
                            id,
                            market.value(),
                            system,
                            actor,
                            at.atOffset(ZoneOffset.UTC),
                            files.mapping(),
                            files.leads(),
                            files.history())
                    .update();
            return true;
        }));
    }

    /** An import; empty: there is none. */
    Optional<Kept> find(UUID id) {
        return jdbc.sql("select " + COLUMNS + " from imports.import where id = ?")
                .param(id)
                .query((row, number) -> kept(row))
                .optional();
    }

    /** The oldest import that is not finished. */
    Optional<Kept> unfinished() {
        return jdbc.sql("select " + COLUMNS + " from imports.import where state in ('WAITING', 'RUNNING')"
                        + " order by created_at, id limit 1")
                .query((row, number) -> kept(row))
                .optional();
    }

    /** The files of an import that is not finished. */
    Optional<Files> files(UUID id) {
        return jdbc.sql("select mapping, leads, history from imports.import where id = ? and leads is not null")
                .param(id)
                .query((row, number) -> new Files(row.getBytes(1), row.getBytes(2), row.getBytes(3)))
                .optional();
    }

    /** How far it has come, with what was found since. */
    void progress(UUID id, ImportReport report, List<Finding> found, int foundBefore) {
        transactions.executeWithoutResult(transaction -> {
            keepFindings(id, found, foundBefore);
            jdbc.sql(
                            "update imports.import set state = 'RUNNING', (" + COUNTS
                                    + ") = (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) where id = ? and state in ('WAITING', 'RUNNING') and leads_done <= ?")
                    .params(counts(report, id))
                    .update();
        });
    }

    /** It has come to its end; its files are let go of. */
    void finish(UUID id, State state, Instant at, List<Finding> found, int foundBefore) {
        transactions.executeWithoutResult(transaction -> {
            keepFindings(id, found, foundBefore);
            jdbc.sql(
                            "update imports.import set state = ?, finished_at = ?, mapping = null, leads = null, history = null"
                                    + " where id = ? and state in ('WAITING', 'RUNNING')")
                    .params(state.name(), at.atOffset(ZoneOffset.UTC), id)
                    .update();
        });
    }

    private void keepFindings(UUID id, List<Finding> found, int foundBefore) {
        for (int i = 0; i < found.size(); i++) {
            Finding finding = found.get(i);
            jdbc.sql("insert into imports.finding (import_id, number, kind, file, line, field, rule, code, arguments,"
                            + " lead_id) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing")
                    .param(id)
                    .param(foundBefore + i + 1)
                    .param(finding.kind().name())
                    .param(finding.file().name())
                    .param(finding.line())
                    .param(finding.refusal().field())
                    .param(finding.refusal().rule())
                    .param(finding.refusal().code())
                    .param(JSON.writeValueAsString(finding.refusal().arguments()))
                    .param(finding.lead())
                    .update();
        }
    }

    /** How many findings are kept. */
    int findings(UUID id) {
        return jdbc.sql("select coalesce(max(number), 0) from imports.finding where import_id = ?")
                .param(id)
                .query(Integer.class)
                .single();
    }

    /** Findings after a number, in order. */
    List<Finding> findings(UUID id, int after, int most) {
        return jdbc.sql(
                        "select kind, file, line, field, rule, code, arguments, lead_id from imports.finding where import_id = ?"
                                + " and number > ? order by number limit ?")
                .params(id, after, most)
                .query((row, number) -> finding(row))
                .list();
    }

    private static Finding finding(ResultSet row) throws SQLException {
        String code = row.getString(6);
        return new Finding(
                Kind.valueOf(row.getString(1)),
                File.valueOf(row.getString(2)),
                row.getInt(3),
                new Refusal(
                        row.getString(5),
                        Refusal.Kind.VALUE,
                        code,
                        row.getString(4),
                        JSON.readValue(row.getString(7), ARGUMENTS)),
                row.getObject(8, UUID.class));
    }

    private static List<Object> counts(ImportReport report, UUID id) {
        return List.of(
                report.leadLines(),
                report.historyLines(),
                report.leads(),
                report.done(),
                report.imported(),
                report.extended(),
                report.unchanged(),
                report.flagged(),
                report.failed(),
                report.faults(),
                report.position(),
                id,
                report.done());
    }

    private static Kept kept(ResultSet row) throws SQLException {
        OffsetDateTime finishedAt = row.getObject(6, OffsetDateTime.class);
        return new Kept(
                row.getObject(1, UUID.class),
                new MarketId(row.getString(2)),
                row.getString(3),
                row.getString(4),
                row.getObject(5, OffsetDateTime.class).toInstant(),
                finishedAt == null ? null : finishedAt.toInstant(),
                State.valueOf(row.getString(7)),
                new ImportReport(
                        row.getInt(8),
                        row.getInt(9),
                        row.getInt(10),
                        row.getInt(11),
                        row.getInt(12),
                        row.getInt(13),
                        row.getInt(14),
                        row.getInt(15),
                        row.getInt(16),
                        row.getInt(17),
                        row.getLong(18)));
    }
}
