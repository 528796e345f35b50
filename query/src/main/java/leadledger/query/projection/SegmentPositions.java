package leadledger.query.projection;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.axonframework.eventhandling.Segment;
import org.jspecify.annotations.Nullable;

/**
 * How far each segment of a projection has come, as stored with its rows.
 *
 * @param segments every segment with the position up to which its streams are folded in
 */
record SegmentPositions(List<SegmentPosition> segments) {

    /**
     * One segment.
     *
     * @param segment which streams, by the hash of their id
     * @param position the last position taken
     * @param owner the node that works on it; none: nobody
     */
    record SegmentPosition(
            Segment segment, long position, @Nullable String owner) {}

    static SegmentPositions read(Connection connection, String projection) throws SQLException {
        List<Integer> ids = new ArrayList<>();
        List<Long> positions = new ArrayList<>();
        List<@Nullable String> owners = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement("""
                select segment, coalesce((convert_from(token, 'UTF8')::jsonb ->> 'globalIndex')::bigint, 0), owner
                  from query.token_entry where processor_name = ? order by segment
                """)) {
            select.setString(1, projection);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    ids.add(row.getInt(1));
                    positions.add(row.getLong(2));
                    owners.add(row.getString(3));
                }
            }
        }
        Segment[] computed =
                Segment.computeSegments(ids.stream().mapToInt(Integer::intValue).toArray());
        List<SegmentPosition> segments = new ArrayList<>();
        for (Segment segment : computed) {
            int at = ids.indexOf(segment.getSegmentId());
            segments.add(new SegmentPosition(segment, positions.get(at), owners.get(at)));
        }
        return new SegmentPositions(segments);
    }

    /**
     * With what this node knows beyond what is stored: a segment stores its position only when it had something to fold, or
     * now and then.
     */
    SegmentPositions ahead(Map<Integer, Long> knownHere) {
        return new SegmentPositions(segments.stream()
                .map(s -> new SegmentPosition(
                        s.segment(),
                        Math.max(
                                s.position(), knownHere.getOrDefault(s.segment().getSegmentId(), 0L)),
                        s.owner()))
                .toList());
    }

    /** Every event up to here is folded in. */
    long lowest() {
        return segments.stream().mapToLong(SegmentPosition::position).min().orElse(0);
    }

    /** No event after here is folded in. */
    long highest() {
        return segments.stream().mapToLong(SegmentPosition::position).max().orElse(0);
    }

    /** Whether the event of this stream at this position is folded in. */
    boolean covers(UUID stream, long position) {
        return segments.stream().filter(s -> s.segment().matches(stream)).anyMatch(s -> s.position() >= position);
    }
}
