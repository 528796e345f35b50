package leadledger.query.access;

import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The one way in which requests read tables with leads: in a transaction under the reader's role that has told the database
 * the reader's scope, so that {@link RowSecurity} shows its rows only, even where a query forgets to ask for them (AC-03).
 * Role and scope end with the transaction. What is read in one transaction is of one moment.
 */
@Component
public final class ScopedReads {

    private static final String ENTER = "select set_config('role', ?, true), set_config('" + RowSecurity.SCOPE
            + "', ?, true), set_config('" + RowSecurity.DEALERS + "', ?, true), set_config('" + RowSecurity.SUBJECT
            + "', ?, true), set_config('enable_sort', ?, true)";
    private static final String NOBODY = "";

    private final TransactionTemplate transactions;
    private final JdbcClient jdbc;
    private final ReaderRole role;

    /** Reads by the client, whose connections take part in these transactions. */
    public ScopedReads(PlatformTransactionManager transactions, JdbcClient jdbc, ReaderRole role) {
        this.transactions = new TransactionTemplate(transactions);
        this.transactions.setReadOnly(true);
        this.transactions.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        this.jdbc = jdbc;
        this.role = role;
    }

    /** Makes queries within a scope. */
    @FunctionalInterface
    public interface Reading {

        /** A query with its text. */
        JdbcClient.StatementSpec sql(String sql);
    }

    /** How the planner is to read. */
    public enum Planning {
        /** As it thinks best. */
        FREE,
        /**
         * Where an index gives the order, in that order. Left alone, the planner multiplies how rare open leads, new leads
         * and a dealer's leads are, not knowing that open leads are the new ones. It then believes in fewer rows than a page
         * holds, and fetches and sorts them all.
         */
        IN_ORDER_OF_INDEX
    }

    /** Reads what a scope allows. */
    public <T> T read(Scope scope, Function<Reading, T> work) {
        return read(scope, Planning.FREE, work);
    }

    /** Reads what a scope allows, and of what users keep for themselves what this one keeps. */
    public <T> T read(Scope scope, String subject, Function<Reading, T> work) {
        return read(scope, subject, Planning.FREE, work);
    }

    /** Reads what a scope allows. */
    public <T> T read(Scope scope, Planning planning, Function<Reading, T> work) {
        return read(scope, NOBODY, planning, work);
    }

    private <T> T read(Scope scope, String subject, Planning planning, Function<Reading, T> work) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("a scope would stay for the rest of the transaction that is under way");
        }
        return transactions.execute(status -> {
            enter(scope, subject, planning);
            return work.apply(jdbc::sql);
        });
    }

    private void enter(Scope scope, String subject, Planning planning) {
        String everything = scope.isEverything() ? RowSecurity.EVERYTHING : "";
        jdbc.sql(ENTER)
                .params(
                        role.name(),
                        everything,
                        String.join(RowSecurity.SEPARATOR, scope.codes()),
                        subject,
                        planning == Planning.FREE ? "on" : "off")
                .query((row, number) -> row.getString(1))
                .single();
    }
}
