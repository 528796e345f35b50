package leadledger.app.wiring;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;
import leadledger.app.console.CannotStartException;
import leadledger.app.scheduling.RecurringWorks;
import leadledger.command.imports.ImportStore;
import leadledger.events.ledger.SchemaMigration;
import leadledger.query.access.ReaderRole;
import leadledger.query.accesslog.AccessLogWriter;
import leadledger.query.bell.ReaderStates;
import leadledger.query.mail.Outbox;
import leadledger.query.projection.Projections;
import org.springframework.stereotype.Component;

/**
 * The database's schemas, brought up to date before anything uses them, under the role that owns them. The service itself
 * runs under another role, which could not change a stored fact if it wanted to (AC-04).
 */
@Component
class MigratedSchemas {

    private static final List<SchemaMigration> SCHEMAS = List.of(
            SchemaMigration.LEDGER,
            Projections.SCHEMA,
            AccessLogWriter.SCHEMA,
            ReaderStates.SCHEMA,
            Outbox.SCHEMA,
            ImportStore.SCHEMA,
            RecurringWorks.SCHEMA);

    private final boolean done;

    MigratedSchemas(DataSource application, MigrationProperties owner, ReaderRole reader) throws SQLException {
        try (Connection connection = application.getConnection()) {
            String role = text(connection, "select current_user");
            refuseRolesAboveRowSecurity(connection, role, reader);
            requireReader(connection, role, reader);
            if (owner.isPresent()) {
                try (HikariDataSource owning = owning(owner)) {
                    SCHEMAS.forEach(schema -> schema.migrate(owning, role, reader.name()));
                }
            }
            refusePowerfulRole(connection, role);
        }
        done = true;
    }

    private static HikariDataSource owning(MigrationProperties owner) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("migration");
        config.setJdbcUrl(owner.url());
        config.setUsername(owner.user());
        config.setPassword(owner.password());
        config.setMaximumPoolSize(2);
        return new HikariDataSource(config);
    }

    /** PostgreSQL does not ask them which rows they may see (AC-03). */
    private static void refuseRolesAboveRowSecurity(Connection connection, String role, ReaderRole reader)
            throws SQLException {
        String above = text(connection, """
                select coalesce(string_agg(rolname, ', ' order by rolname), '') from pg_roles
                 where rolname in (current_user, '%s') and (rolsuper or rolbypassrls)
                """.formatted(reader.name()));
        if (!above.isEmpty()) {
            throw new CannotStartException("The database role " + above + " is a superuser or has BYPASSRLS, so that"
                    + " row-level security would not hold for it (AC-03): give the service a role without.");
        }
        if (role.equals(reader.name())) {
            throw new CannotStartException("The service's own database role " + role + " cannot be the one under which"
                    + " leads are read, too (AC-03): set leadledger.reader-role to another.");
        }
    }

    private static void requireReader(Connection connection, String role, ReaderRole reader) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("set role " + reader.name());
            statement.execute("reset role");
        } catch (SQLException e) {
            throw new CannotStartException(
                    "The database role " + role + " cannot take on the role " + reader.name()
                            + ", under which leads are"
                            + " read (AC-03): create it if it is missing, and run \"grant " + reader.name() + " to "
                            + role + " with inherit false\".",
                    e);
        }
    }

    private static void refusePowerfulRole(Connection connection, String role) throws SQLException {
        String powers = text(connection, """
                select concat_ws(', ',
                    case when has_table_privilege('ledger.event', 'INSERT') then 'insert' end,
                    case when has_table_privilege('ledger.event', 'UPDATE') then 'update' end,
                    case when has_table_privilege('ledger.event', 'DELETE') then 'delete' end,
                    case when has_table_privilege('ledger.event', 'TRUNCATE') then 'truncate' end)
                """);
        if (!powers.isEmpty()) {
            throw new IllegalStateException("The database role " + role + " could " + powers
                    + " events of the ledger itself; the service needs a role of its own that cannot (AC-04).");
        }
        String powersOverLog = text(connection, """
                select concat_ws(', ',
                    case when has_table_privilege('access.entry', 'UPDATE') then 'update' end,
                    case when has_table_privilege('access.entry', 'DELETE') then 'delete' end,
                    case when has_table_privilege('access.entry', 'TRUNCATE') then 'truncate' end)
                """);
        if (!powersOverLog.isEmpty()) {
            throw new IllegalStateException("The database role " + role + " could " + powersOverLog
                    + " entries of the access log; the service needs a role of its own that cannot (AC-04).");
        }
    }

    private static String text(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    /** For beans that need the schemas: asking for this one makes them wait for it. */
    void require() {
        if (!done) {
            throw new IllegalStateException("the schemas are not there");
        }
    }
}
