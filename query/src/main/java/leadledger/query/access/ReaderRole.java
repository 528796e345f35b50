package leadledger.query.access;

import java.util.regex.Pattern;
import leadledger.events.ledger.SchemaMigration;

/**
 * The database's role under which tables with leads are read (AC-03). The service's own role, which owns and folds the
 * tables, takes it on for each reading transaction.
 *
 * @param name its name: 1 to 63 small letters, digits and underscores, not beginning with a digit
 */
public record ReaderRole(String name) {

    private static final Pattern FORM = Pattern.compile("[a-z_][a-z0-9_]{0,62}");

    /** As the default run and the guides call it. */
    public static final ReaderRole DEFAULT = new ReaderRole(SchemaMigration.READER_ROLE);

    public ReaderRole {
        if (!FORM.matcher(name).matches()) {
            throw new IllegalArgumentException("not a name of a database role that needs no quotes");
        }
    }
}
