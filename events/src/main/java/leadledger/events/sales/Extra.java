package leadledger.events.sales;

/**
 * Something that a lead provider sent and that has no field here: kept as it came. Perhaps personal data.
 *
 * @param path where it stood, such as {@code prospect/customer/timeframe/@unit}
 * @param text what stood there
 */
public record Extra(String path, String text) {}
