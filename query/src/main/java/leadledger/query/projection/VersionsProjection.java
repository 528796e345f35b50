package leadledger.query.projection;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import leadledger.events.ledger.StoredEvent;
import leadledger.query.access.RowSecurity;
import org.jspecify.annotations.Nullable;

/**
 * Every version that a list's row ever had (SL-22), each with the half-open interval of positions for which it held. Folded
 * by the list's own projection, so that the list and its past cannot differ. An event that changes nothing a reader could
 * see makes no version.
 *
 * <p>Each version also says in columns {@code present_…} whose the row is by the newest version: who sees the row no more now
 * does not see it as it was either (AS-65).
 *
 * @param <R> a row of the list
 */
public abstract class VersionsProjection<R> implements Projection<Versions<R>> {

    /** Which versions held at a position, given twice: no more than one of a stream. */
    public static final String HELD_AT = "valid_from <= ? and valid_to > ?";

    private static final String PRESENT = "present_";
    /** Where a version that holds ends. */
    private static final long OPEN = Long.MAX_VALUE;

    private final Projection<R> rows;
    private final RowColumns<R> columns;
    private final List<String> presentTenancy;

    /**
     * Keeps versions of a list's rows.
     *
     * @param rows folds the rows
     * @param columns how they stand in a table
     */
    protected VersionsProjection(Projection<R> rows, RowColumns<R> columns) {
        this.rows = rows;
        this.columns = columns;
        this.presentTenancy =
                columns.tenancy().stream().map(column -> PRESENT + column).toList();
    }

    /** The position from which on a version held, which no other version has. */
    @Override
    public final String keyColumn() {
        return "valid_from";
    }

    @Override
    public final int foldRevision() {
        return rows.foldRevision();
    }

    @Override
    public final String createTable(String fullName) {
        return "create table " + fullName + " (" + columns.definitions()
                + presentTenancy.stream()
                        .map(column -> ", " + column + " text collate \"C\"")
                        .collect(Collectors.joining())
                + ", valid_from bigint not null, valid_to bigint not null)";
    }

    @Override
    public final List<String> createIndexes(String fullName) {
        List<String> statements = new ArrayList<>(List.of(
                "create unique index on " + fullName + " (valid_from)",
                "create index on " + fullName + " (" + columns.stream() + ")"));
        indexedBy().forEach(index -> statements.add("create index on " + fullName + " " + index));
        return statements;
    }

    /** What the list's questions are answered by: keys of indexes with what they include. */
    protected abstract List<String> indexedBy();

    /** Who sees a version: whose it was, if the row is still its own. */
    @Override
    public final Optional<String> seenBy() {
        return rows.seenBy().map(seen -> RowSecurity.thenAndNow(seen, columns.tenancy(), presentTenancy));
    }

    @Override
    public final boolean covers(String streamKind) {
        return rows.covers(streamKind);
    }

    @Override
    public final int lastSequence(Versions<R> versions) {
        return rows.lastSequence(versions.current());
    }

    @Override
    public final Versions<R> fold(@Nullable Versions<R> versions, StoredEvent event) {
        if (versions == null) {
            return new Versions<>(rows.fold(null, event), event.position(), List.of());
        }
        R next = rows.fold(versions.current(), event);
        return columns.showsTheSame(versions.current(), next)
                ? versions.unchanged(next)
                : versions.changed(next, event.position());
    }

    /** Without the superseded versions, which do not change by themselves. */
    @Override
    public final Map<UUID, Versions<R>> load(Connection connection, String fullName, Collection<UUID> streams)
            throws SQLException {
        Map<UUID, Versions<R>> loaded = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement("select " + columns.names() + ", valid_from from "
                + fullName + " where " + columns.stream() + " = any(?) and valid_to = " + OPEN)) {
            select.setArray(1, connection.createArrayOf("uuid", streams.toArray()));
            try (ResultSet result = select.executeQuery()) {
                while (result.next()) {
                    R row = columns.read(result);
                    loaded.put(columns.stream(row), new Versions<>(row, result.getLong(columnCount() + 1), List.of()));
                }
            }
        }
        return loaded;
    }

    private int columnCount() {
        return columns.names().split(", ").length;
    }

    private String allNames() {
        return columns.names() + ", " + String.join(", ", presentTenancy) + ", valid_from, valid_to";
    }

    /** A line of the table. */
    private record Line<R>(R row, List<@Nullable String> presentTenancy, long validFrom, long validTo) {}

    private Stream<Line<R>> lines(Iterable<Versions<R>> versions) {
        return StreamSupport.stream(versions.spliterator(), false).flatMap(of -> {
            List<@Nullable String> present = columns.tenancy(of.current());
            return Stream.concat(
                    of.superseded().stream()
                            .map(version -> new Line<>(version.row(), present, version.validFrom(), version.validTo())),
                    Stream.of(new Line<>(of.current(), present, of.validFrom(), OPEN)));
        });
    }

    @Override
    public final void save(Connection connection, String fullName, Collection<Versions<R>> versions)
            throws SQLException {
        String names = allNames();
        String places = Arrays.stream(names.split(", ")).map(name -> "?").collect(Collectors.joining(", "));
        String set = Arrays.stream(names.split(", "))
                .map(name -> name + " = excluded." + name)
                .collect(Collectors.joining(", "));
        try (PreparedStatement upsert = connection.prepareStatement("insert into " + fullName + " (" + names
                + ") values (" + places + ") on conflict (valid_from) do update set " + set)) {
            for (Line<R> line : lines(versions).toList()) {
                columns.bind(upsert, line.row());
                int parameter = columnCount();
                for (String tenant : line.presentTenancy()) {
                    upsert.setString(++parameter, tenant);
                }
                upsert.setLong(++parameter, line.validFrom());
                upsert.setLong(++parameter, line.validTo());
                upsert.addBatch();
            }
            upsert.executeBatch();
        }
        handOver(connection, fullName, versions);
    }

    /** Tells the versions that were not loaded whose the row is now. */
    private void handOver(Connection connection, String fullName, Collection<Versions<R>> versions)
            throws SQLException {
        List<R> handedOver = versions.stream()
                .filter(of -> of.superseded().stream()
                        .anyMatch(version -> !columns.tenancy(version.row()).equals(columns.tenancy(of.current()))))
                .map(Versions::current)
                .toList();
        if (handedOver.isEmpty()) {
            return;
        }
        String set = presentTenancy.stream().map(column -> column + " = ?").collect(Collectors.joining(", "));
        try (PreparedStatement update = connection.prepareStatement(
                "update " + fullName + " set " + set + " where " + columns.stream() + " = ?")) {
            for (R row : handedOver) {
                int parameter = 0;
                for (String tenant : columns.tenancy(row)) {
                    update.setString(++parameter, tenant);
                }
                update.setObject(++parameter, columns.stream(row));
                update.addBatch();
            }
            update.executeBatch();
        }
    }

    @Override
    public final void bulkLoad(Connection connection, String fullName, Iterable<Versions<R>> versions)
            throws SQLException {
        CopyText.load(connection, fullName, allNames(), () -> lines(versions).iterator(), (line, text) -> {
            columns.copy(text, line.row());
            line.presentTenancy().forEach(text::column);
            text.column(line.validFrom()).column(line.validTo());
        });
    }
}
