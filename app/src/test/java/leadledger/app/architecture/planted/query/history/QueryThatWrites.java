package leadledger.app.architecture.planted.query.history;

import leadledger.app.architecture.planted.command.aftersales.one.OneSlice;

/** Planted: the reading side that writes. */
public record QueryThatWrites(OneSlice command) {}
