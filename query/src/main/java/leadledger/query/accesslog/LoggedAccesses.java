package leadledger.query.accesslog;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Searches the access log. Whoever reads it is logged in it, too. */
@Component
class LoggedAccesses {

    private final JdbcClient jdbc;

    LoggedAccesses(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A page of the log.
     *
     * @param entries newest first
     * @param more whether there are older ones
     */
    record Page(List<LoggedAccess> entries, boolean more) {}

    /** Reads a page, to be given out by the log itself. */
    Withheld<Page> read(AccessLogQuery query) {
        List<Object> parameters = new ArrayList<>();
        StringBuilder where = new StringBuilder("true");
        filter(where, parameters, "at >= ?", at(query.from()));
        filter(where, parameters, "at < ?", at(query.to()));
        filter(where, parameters, "subject = ?", query.subject());
        filter(where, parameters, "lead_id = ?", query.leadId());
        filter(where, parameters, "action = ?", query.action());
        filter(where, parameters, "status = ?", query.status());
        filter(where, parameters, "role = ?", query.role());
        if (query.after() != null) {
            where.append(" and (at, sequence) < (?, ?)");
            parameters.add(query.after().at().atOffset(ZoneOffset.UTC));
            parameters.add(query.after().sequence());
        }
        List<LoggedAccess> entries = jdbc.sql("select * from access.entry where " + where
                        + " order by at desc, sequence desc limit " + (query.limit() + 1))
                .params(parameters)
                .query((ResultSet row, int number) -> entry(row))
                .list();
        boolean more = entries.size() > query.limit();
        return new Withheld<>(new Page(more ? entries.subList(0, query.limit()) : entries, more));
    }

    private static @Nullable OffsetDateTime at(@Nullable Instant moment) {
        return moment == null ? null : moment.atOffset(ZoneOffset.UTC);
    }

    private static void filter(StringBuilder where, List<Object> parameters, String condition, @Nullable Object value) {
        if (value != null) {
            where.append(" and ").append(condition);
            parameters.add(value);
        }
    }

    private static LoggedAccess entry(ResultSet row) throws SQLException {
        return new LoggedAccess(
                row.getLong("sequence"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("subject"),
                row.getString("role"),
                row.getString("dealer"),
                row.getString("market"),
                row.getString("action"),
                row.getString("method"),
                row.getString("route"),
                row.getObject("lead_id", UUID.class),
                row.getObject("row_count", Integer.class),
                row.getInt("status"),
                row.getString("problem_code"),
                row.getString("rule"),
                row.getString("trace_id"),
                row.getBoolean("in_clear"),
                row.getString("reason"));
    }
}
