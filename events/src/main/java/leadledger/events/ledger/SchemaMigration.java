package leadledger.events.ledger;

import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/**
 * Brings one module's database schema up to date. Each module owns its schema, its folder of scripts and its history of
 * them. Runs under a role that owns the schema; the running service uses another one, named in the scripts as
 * <code>${application_role}</code> (AC-04), and reads leads under a third, <code>${reader_role}</code> (AC-03).
 *
 * @param schema name of the schema, created if absent
 * @param location class-path folder of the scripts
 */
public record SchemaMigration(String schema, String location) {

    /** What the role is called under which leads are read, unless a setting says otherwise. */
    public static final String READER_ROLE = "ledger_reader";

    /** The ledger's own schema. */
    public static final SchemaMigration LEDGER = new SchemaMigration("ledger", "classpath:db/ledger");

    /** Runs what has not been run yet, with {@link #READER_ROLE} as the reader's role. */
    public void migrate(DataSource owner, String applicationRole) {
        migrate(owner, applicationRole, READER_ROLE);
    }

    /**
     * Runs what has not been run yet.
     *
     * @param owner connections of the owning role
     * @param applicationRole the role under which the service runs; must exist
     * @param readerRole the role under which it reads leads; must exist
     */
    public void migrate(DataSource owner, String applicationRole, String readerRole) {
        Flyway.configure()
                .dataSource(owner)
                .schemas(schema)
                .defaultSchema(schema)
                .createSchemas(true)
                .locations(location)
                .placeholders(Map.of("application_role", applicationRole, "reader_role", readerRole))
                .validateMigrationNaming(true)
                .load()
                .migrate();
    }
}
