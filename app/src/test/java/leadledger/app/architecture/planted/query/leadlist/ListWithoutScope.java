package leadledger.app.architecture.planted.query.leadlist;

import org.springframework.jdbc.core.simple.JdbcClient;

/** Planted: a list that reads its table by itself. */
public record ListWithoutScope(JdbcClient jdbc) {}
