package leadledger.app.architecture.planted.query.leadpage;

import java.sql.Connection;

/** Planted: a page that holds a database connection. */
public record PageWithSql(Connection connection) {}
