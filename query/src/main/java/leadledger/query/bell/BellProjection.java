package leadledger.query.bell;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import leadledger.events.ledger.EventCatalog;
import leadledger.events.ledger.StoredEvent;
import leadledger.query.access.RowSecurity;
import leadledger.query.projection.CopyText;
import leadledger.query.projection.Projection;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The table behind the bell: {@code query.bell_notification}. One row per notification, and one per lead, without a kind,
 * that keeps what the lead's next notification needs to know. No personal data.
 */
@Component
public final class BellProjection implements Projection<LeadNotifications> {

    /** Name for operators and tokens. */
    public static final String NAME = "bell";

    static final String TABLE = "bell_notification";

    private static final String COLUMNS = "id, last_sequence, tenant, reference, kind, lead_id, position, at";

    private final EventCatalog catalog;
    private final Map<String, TellingProcess<?>> processes;

    /** Decodes events by the catalog. */
    public BellProjection(EventCatalog catalog) {
        this.catalog = catalog;
        this.processes = Stream.of(new AftersalesNotifications(), new SalesNotifications())
                .map(fold -> TellingProcess.of(fold, catalog))
                .collect(Collectors.toUnmodifiableMap(process -> process.fold().streamKind(), process -> process));
    }

    /**
     * A process whose events make notifications.
     *
     * @param withMeaning stored types of the events that can make one
     * @param withoutMeaning stored types of those that cannot
     */
    private record TellingProcess<E>(NotificationFold<E> fold, Set<String> withMeaning, Set<String> withoutMeaning) {

        static <E> TellingProcess<E> of(NotificationFold<E> fold, EventCatalog catalog) {
            Set<String> with = fold.telling().stream().map(catalog::typeOf).collect(Collectors.toUnmodifiableSet());
            Set<String> without = catalog.typesOf(fold.events()).stream()
                    .filter(type -> !with.contains(type))
                    .collect(Collectors.toUnmodifiableSet());
            return new TellingProcess<>(fold, with, without);
        }

        LeadNotifications fold(@Nullable LeadNotifications row, StoredEvent stored, EventCatalog catalog) {
            return row != null && withoutMeaning.contains(stored.type())
                    ? row.at(stored.sequence())
                    : fold.after(row, catalog.decode(stored, fold.events()));
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String table() {
        return TABLE;
    }

    /** A notification's id, or the lead's in the lead's own row. */
    @Override
    public String keyColumn() {
        return "id";
    }

    /** 2: sales leads, too. */
    @Override
    public int foldRevision() {
        return 2;
    }

    @Override
    public String createTable(String fullName) {
        return "create table " + fullName + """
                 (
                    id            uuid    not null,
                    last_sequence integer,
                    tenant        text    not null collate "C",
                    reference     text,
                    kind          text    collate "C",
                    lead_id       uuid,
                    position      bigint,
                    at            timestamptz
                )""";
    }

    @Override
    public List<String> createIndexes(String fullName) {
        return List.of(
                "create unique index on " + fullName + " (id)",
                "create index on " + fullName + " (tenant, position, id) where kind is not null");
    }

    @Override
    public Optional<String> seenBy() {
        return Optional.of(RowSecurity.OF_TENANT);
    }

    @Override
    public boolean covers(String streamKind) {
        return processes.containsKey(streamKind);
    }

    /** Whether an event can make a notification. */
    boolean canNotify(StoredEvent stored) {
        TellingProcess<?> process = processes.get(stored.streamKind());
        return process != null && process.withMeaning().contains(stored.type());
    }

    @Override
    public int lastSequence(LeadNotifications row) {
        return row.lastSequence();
    }

    @Override
    public LeadNotifications fold(@Nullable LeadNotifications row, StoredEvent stored) {
        TellingProcess<?> process = processes.get(stored.streamKind());
        if (process == null) {
            throw new IllegalArgumentException("not the stream of a lead");
        }
        return process.fold(row, stored, catalog);
    }

    /** Without the notifications made so far, which do not change. */
    @Override
    public Map<UUID, LeadNotifications> load(Connection connection, String fullName, Collection<UUID> streams)
            throws SQLException {
        Map<UUID, LeadNotifications> rows = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement("select id, last_sequence, tenant, reference from "
                + fullName + " where id = any(?) and kind is null")) {
            select.setArray(1, connection.createArrayOf("uuid", streams.toArray()));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    UUID lead = row.getObject(1, UUID.class);
                    rows.put(
                            lead,
                            new LeadNotifications(lead, row.getInt(2), row.getString(3), row.getString(4), List.of()));
                }
            }
        }
        return rows;
    }

    @Override
    public void save(Connection connection, String fullName, Collection<LeadNotifications> rows) throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement("insert into " + fullName + " (" + COLUMNS
                + ") values (?, ?, ?, ?, ?, ?, ?, ?) on conflict (id) do update set"
                + " last_sequence = excluded.last_sequence, tenant = excluded.tenant")) {
            for (Line line : lines(rows).toList()) {
                upsert.setObject(1, line.id());
                upsert.setObject(2, line.lastSequence(), Types.INTEGER);
                upsert.setString(3, line.tenant());
                upsert.setString(4, line.reference());
                upsert.setString(5, line.kind() == null ? null : line.kind().name());
                upsert.setObject(6, line.leadId(), Types.OTHER);
                upsert.setObject(7, line.position(), Types.BIGINT);
                Instant at = line.at();
                upsert.setObject(8, at == null ? null : at.atOffset(ZoneOffset.UTC));
                upsert.addBatch();
            }
            upsert.executeBatch();
        }
    }

    @Override
    public void bulkLoad(Connection connection, String fullName, Iterable<LeadNotifications> rows) throws SQLException {
        CopyText.load(
                connection,
                fullName,
                COLUMNS,
                () -> lines(rows).iterator(),
                (line, text) -> text.column(line.id())
                        .column(line.lastSequence())
                        .column(line.tenant())
                        .column(line.reference())
                        .column(line.kind())
                        .column(line.leadId())
                        .column(line.position())
                        .column(line.at()));
    }

    /** A row of the table. */
    private record Line(
            UUID id,
            @Nullable Integer lastSequence,
            String tenant,
            @Nullable String reference,
            @Nullable NotificationKind kind,
            @Nullable UUID leadId,
            @Nullable Long position,
            @Nullable Instant at) {}

    private static Stream<Line> lines(Iterable<LeadNotifications> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .flatMap(row -> Stream.concat(
                        Stream.of(ofLead(row)), row.notifications().stream().map(BellProjection::ofNotification)));
    }

    private static Line ofLead(LeadNotifications row) {
        return new Line(row.leadId(), row.lastSequence(), row.tenant(), row.reference(), null, null, null, null);
    }

    private static Line ofNotification(Notification made) {
        return new Line(
                made.id(),
                null,
                made.told().tenant(),
                made.reference(),
                made.kind(),
                made.leadId(),
                made.position(),
                made.at());
    }
}
