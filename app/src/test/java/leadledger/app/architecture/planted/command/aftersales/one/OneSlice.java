package leadledger.app.architecture.planted.command.aftersales.one;

/** Planted: the use case that another one knows. */
public record OneSlice(String value) {}
