package leadledger.app.architecture.planted.command.aftersales.other;

import leadledger.app.architecture.planted.command.aftersales.one.OneSlice;

/** Planted: a use case that knows another. */
public record SliceThatKnowsAnother(OneSlice one) {}
