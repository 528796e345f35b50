package leadledger.query.watchlist;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import leadledger.events.ledger.EventCatalog;
import leadledger.events.ledger.StoredEvent;
import leadledger.events.reference.ReferenceLookup;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.OutletId;
import leadledger.events.sla.Sla;
import leadledger.events.sla.watch.Sign;
import leadledger.events.sla.watch.SignKind;
import leadledger.events.sla.watch.Step;
import leadledger.events.sla.watch.Trace;
import leadledger.query.access.RowSecurity;
import leadledger.query.projection.CopyText;
import leadledger.query.projection.Projection;
import leadledger.query.watchlist.LeadWatch.KnownSign;
import leadledger.query.watchlist.LeadWatch.Lead;
import leadledger.query.watchlist.LeadWatch.Moment;
import leadledger.query.watchlist.LeadWatch.Move;
import leadledger.query.watchlist.LeadWatch.Place;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The table behind the watch list: {@code query.watch}. Of each lead one row {@code LEAD} with the steps from which signs follow; for each
 * sign, and each evidence that it had, a row {@code SIGN} with when it was known (SL-22); for each move that can be part of a
 * batch a row {@code MOVE}; for each lead that came of another a row {@code LINK}. No personal data.
 */
@Component
public final class WatchProjection implements Projection<LeadWatch> {

    /** Name for operators and tokens. */
    public static final String NAME = "watch";

    static final String TABLE = "watch";

    private static final List<String> COLUMNS = List.of(
            "entry",
            "kind",
            "lead_id",
            "last_sequence",
            "process",
            "tenant",
            "reference",
            "dealer",
            "outlet",
            "steps",
            "sign",
            "sign_id",
            "sla",
            "subject",
            "assignment",
            "position",
            "at",
            "known_from_position",
            "known_from",
            "known_to",
            "figures",
            "events",
            "user_id",
            "master_lead");

    private static final String NAMES = String.join(", ", COLUMNS);

    private final WatchFold fold;

    /** Decodes events by the catalog; looks policies and calendars up. */
    public WatchProjection(EventCatalog catalog, ReferenceLookup references) {
        this.fold = new WatchFold(catalog, references);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String table() {
        return TABLE;
    }

    @Override
    public String keyColumn() {
        return "entry";
    }

    @Override
    public String createTable(String fullName) {
        return "create table " + fullName + """
                 (
                    entry               text    not null collate "C",
                    kind                text    not null collate "C",
                    lead_id             uuid    not null,
                    last_sequence       integer,
                    process             text    not null collate "C",
                    tenant              text    not null collate "C",
                    reference           text    not null,
                    dealer              text    collate "C",
                    outlet              text    collate "C",
                    steps               text[]  collate "C",
                    sign                text    collate "C",
                    sign_id             text    collate "C",
                    sla                 text    collate "C",
                    subject             bigint,
                    assignment          integer,
                    position            bigint,
                    at                  timestamptz,
                    known_from_position bigint,
                    known_from          timestamptz,
                    known_to            timestamptz,
                    figures             text,
                    events              text[]  collate "C",
                    user_id             text    collate "C",
                    master_lead         uuid
                )""";
    }

    @Override
    public List<String> createIndexes(String fullName) {
        return List.of(
                "create unique index on " + fullName + " (entry)",
                "create index on " + fullName + " (lead_id) where kind in ('LEAD', 'LINK')",
                "create index on " + fullName + " (lead_id) where kind = 'SIGN' and known_to is null",
                "create index on " + fullName + " (at desc, position desc, sign_id desc) where kind = 'SIGN'",
                "create index on " + fullName
                        + " (process, user_id, at, position) include (lead_id, tenant) where kind = 'MOVE'",
                "create index on " + fullName + " (master_lead) where kind = 'LINK'");
    }

    @Override
    public Optional<String> seenBy() {
        return Optional.of(RowSecurity.OF_TENANT);
    }

    @Override
    public boolean covers(String streamKind) {
        return WatchFold.covers(streamKind);
    }

    @Override
    public int lastSequence(LeadWatch row) {
        return row.lastSequence();
    }

    @Override
    public LeadWatch fold(@Nullable LeadWatch row, StoredEvent event) {
        return fold.after(row, event);
    }

    /** Without signs that have ended, moves and links, which do not change. */
    @Override
    public Map<UUID, LeadWatch> load(Connection connection, String fullName, Collection<UUID> streams)
            throws SQLException {
        Map<UUID, LeadWatch> rows = new HashMap<>();
        Map<UUID, List<KnownSign>> signs = signs(connection, fullName, streams);
        try (PreparedStatement select = connection.prepareStatement(
                "select lead_id, last_sequence, process, tenant, reference, dealer, outlet, steps, master_lead from "
                        + fullName + " where lead_id = any(?) and kind = 'LEAD'")) {
            select.setArray(1, connection.createArrayOf("uuid", streams.toArray()));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    UUID lead = row.getObject(1, UUID.class);
                    String dealer = row.getString(6);
                    String outlet = row.getString(7);
                    rows.put(
                            lead,
                            new LeadWatch(
                                    new Lead(lead, row.getString(5), WatchedProcess.valueOf(row.getString(3))),
                                    row.getInt(2),
                                    new Place(
                                            row.getString(4),
                                            dealer == null ? null : new DealerId(dealer),
                                            outlet == null ? null : new OutletId(outlet)),
                                    row.getObject(9, UUID.class),
                                    texts(row, 8).map(WatchText::step).toList(),
                                    signs.getOrDefault(lead, List.of()),
                                    List.of(),
                                    null));
                }
            }
        }
        return rows;
    }

    private static Map<UUID, List<KnownSign>> signs(Connection connection, String fullName, Collection<UUID> streams)
            throws SQLException {
        Map<UUID, List<KnownSign>> signs = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement("select lead_id, sign, sla, subject, assignment,"
                + " dealer, outlet, figures, events, position, at, known_from_position, known_from from " + fullName
                + " where lead_id = any(?) and kind = 'SIGN' and known_to is null"
                + " order by known_from_position, entry")) {
            select.setArray(1, connection.createArrayOf("uuid", streams.toArray()));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    String outlet = row.getString(7);
                    Sign sign = new Sign(
                            SignKind.valueOf(row.getString(2)),
                            Sla.valueOf(row.getString(3)),
                            row.getLong(4),
                            row.getInt(5),
                            new DealerId(row.getString(6)),
                            outlet == null ? null : new OutletId(outlet),
                            WatchText.figures(row.getString(8)),
                            texts(row, 9).map(WatchText::trace).toList());
                    signs.computeIfAbsent(row.getObject(1, UUID.class), lead -> new ArrayList<>())
                            .add(new KnownSign(
                                    sign,
                                    new Moment(row.getLong(10), instant(row, 11)),
                                    new Moment(row.getLong(12), instant(row, 13)),
                                    null));
                }
            }
        }
        return signs;
    }

    static Stream<String> texts(ResultSet row, int column) throws SQLException {
        return Arrays.stream((String[]) row.getArray(column).getArray());
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        return Objects.requireNonNull(row.getObject(column, OffsetDateTime.class))
                .toInstant();
    }

    @Override
    public void save(Connection connection, String fullName, Collection<LeadWatch> rows) throws SQLException {
        String places = COLUMNS.stream().map(column -> "?").collect(Collectors.joining(", "));
        try (PreparedStatement upsert = connection.prepareStatement("insert into " + fullName + " (" + NAMES
                + ") values (" + places + ") on conflict (entry) do update set last_sequence = excluded.last_sequence,"
                + " tenant = excluded.tenant, dealer = excluded.dealer, outlet = excluded.outlet,"
                + " steps = excluded.steps, known_to = excluded.known_to, master_lead = excluded.master_lead")) {
            for (Line line : lines(rows).toList()) {
                bind(connection, upsert, line.values());
                upsert.addBatch();
            }
            upsert.executeBatch();
        }
    }

    private static void bind(Connection connection, PreparedStatement upsert, List<@Nullable Object> values)
            throws SQLException {
        for (int i = 0; i < values.size(); i++) {
            switch (values.get(i)) {
                case null -> upsert.setNull(i + 1, Types.NULL);
                case Instant moment -> upsert.setObject(i + 1, moment.atOffset(ZoneOffset.UTC));
                case List<?> texts -> upsert.setArray(i + 1, connection.createArrayOf("text", texts.toArray()));
                case Object value -> upsert.setObject(i + 1, value);
            }
        }
    }

    @Override
    public void bulkLoad(Connection connection, String fullName, Iterable<LeadWatch> rows) throws SQLException {
        CopyText.load(
                connection,
                fullName,
                NAMES,
                () -> lines(rows).iterator(),
                (line, text) -> line.values().forEach(value -> text.column(literal(value))));
    }

    /** An array literal; nothing in the elements needs more than its quotes. */
    private static @Nullable Object literal(@Nullable Object value) {
        return value instanceof List<?> texts
                ? texts.stream().map(text -> "\"" + text + "\"").collect(Collectors.joining(",", "{", "}"))
                : value;
    }

    /** A row of the table: its columns in order. */
    private record Line(List<@Nullable Object> values) {

        static Line of(@Nullable Object... values) {
            return new Line(Arrays.asList(values));
        }
    }

    private static Stream<Line> lines(Iterable<LeadWatch> rows) {
        return StreamSupport.stream(rows.spliterator(), false).flatMap(WatchProjection::lines);
    }

    private static Stream<Line> lines(LeadWatch row) {
        Stream<Line> own = Stream.of(ofLead(row));
        Stream<Line> signs = row.signs().stream().map(sign -> ofSign(row, sign));
        Stream<Line> moves = row.moves().stream().map(move -> ofMove("MOVE", row, move));
        Move linked = row.link();
        Stream<Line> link = linked == null ? Stream.empty() : Stream.of(ofMove("LINK", row, linked));
        return Stream.of(own, signs, moves, link).flatMap(lines -> lines);
    }

    private static @Nullable String code(@Nullable Object id) {
        return id == null ? null : id.toString();
    }

    private static Line ofLead(LeadWatch row) {
        return Line.of(
                row.lead().id().toString(),
                "LEAD",
                row.lead().id(),
                row.lastSequence(),
                row.lead().process().name(),
                row.place().tenant(),
                row.lead().reference(),
                code(row.place().dealer()),
                code(row.place().outlet()),
                row.steps().stream().map((Step step) -> WatchText.of(step)).toList(),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                row.master());
    }

    private static Line ofSign(LeadWatch row, KnownSign known) {
        Sign sign = known.sign();
        String id = sign.kind() + "/" + sign.sla() + "/" + sign.subject();
        return Line.of(
                id + "/" + known.from().position(),
                "SIGN",
                row.lead().id(),
                null,
                row.lead().process().name(),
                // Whose the lead was then: who has it now did nothing about it.
                row.lead().process() == WatchedProcess.AFTERSALES
                        ? sign.dealer().value()
                        : row.place().tenant(),
                row.lead().reference(),
                sign.dealer().value(),
                code(sign.outlet()),
                null,
                sign.kind().name(),
                id,
                sign.sla().name(),
                sign.subject(),
                sign.assignment(),
                known.arose().position(),
                known.arose().at(),
                known.from().position(),
                known.from().at(),
                known.to(),
                WatchText.of(sign.figures()),
                sign.events().stream().map((Trace trace) -> WatchText.of(trace)).toList(),
                null,
                null);
    }

    private static Line ofMove(String kind, LeadWatch row, Move move) {
        return Line.of(
                kind + "/" + move.trace().position(),
                kind,
                row.lead().id(),
                null,
                row.lead().process().name(),
                move.place().tenant(),
                row.lead().reference(),
                code(move.place().dealer()),
                code(move.place().outlet()),
                null,
                null,
                null,
                null,
                null,
                null,
                move.trace().position(),
                move.trace().recordedAt(),
                null,
                null,
                null,
                null,
                List.of(WatchText.of(move.trace())),
                move.trace().user(),
                kind.equals("LINK") ? row.master() : null);
    }
}
