package leadledger.app.architecture.planted.command.desk;

import leadledger.app.architecture.planted.query.leadpage.PageWithSql;

/** Planted: the writing side that reads. */
public record CommandThatReads(PageWithSql page) {}
