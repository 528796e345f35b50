package leadledger.query.projection;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How a row of a list stands in the columns of a table, so that the same row can stand in the list's own table and in the one
 * that keeps every version of it.
 *
 * @param <R> a row
 */
public interface RowColumns<R> {

    /** The columns' names, separated by a comma and a space. */
    String names();

    /** The columns as a statement that creates a table has them, in the order of {@link #names}. */
    String definitions();

    /** The column of the row's stream. */
    String stream();

    /** The columns that say whose row it is, as row-level security compares them; with values of type text. */
    List<String> tenancy();

    /** What stands in {@link #tenancy}. */
    List<@Nullable String> tenancy(R row);

    /** The stream of a row. */
    UUID stream(R row);

    /** Whether two rows of a stream differ in nothing that a reader could see. */
    boolean showsTheSame(R one, R other);

    /** Sets the columns' values as parameters of a statement, from the first parameter on. */
    void bind(PreparedStatement statement, R row) throws SQLException;

    /** The row whose columns are the first of a result. */
    R read(ResultSet result) throws SQLException;

    /** Writes the columns' values. */
    void copy(CopyText text, R row);
}
